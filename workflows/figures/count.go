package figures

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Count counts the leads of a query. With a span, it counts the leads that were registered in it, or, if the query asks
// for closed leads only, those that were closed in it. Without a span, it counts the leads that are open now or, if the
// query has stages, that are in one of them now.
func (rp *Reporter) Count(ctx context.Context, q report.Query, now time.Time) (report.Count, error) {
	c := report.Count{Query: q, At: now}
	of, by, err := rp.store.Count(ctx, q)
	if err != nil {
		return c, err
	}
	c.Of = of
	for _, cell := range of {
		c.N += cell.Count
	}
	if q.By != "" {
		c.By = report.CountRows(q.By, by)
	}
	var keys []string
	for _, p := range c.By {
		keys = append(keys, p.Key)
	}
	c.Names = rp.named(q, keys)
	return c, nil
}

// List returns the leads that Count counts, hot leads first and then the newest, and how many there are in all. It
// returns no more than most.
func (rp *Reporter) List(ctx context.Context, q report.Query, most int, now time.Time) (leads []*lead.Lead, all int, err error) {
	if leads, err = rp.store.List(ctx, q, most); err != nil || len(leads) < most {
		return leads, len(leads), err
	}
	c, err := rp.Count(ctx, q, now)
	return leads, max(c.N, len(leads)), err
}
