package figures

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Count says how many leads a query is about. With a span it is about those registered in it, or
// those that ended in it when the query is only about such; without one about those that are open
// now, or stand in the query's stages.
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

// List lists at most so many of the leads that Count counts, hot ones first and then the newest, and
// says how many there are in all.
func (rp *Reporter) List(ctx context.Context, q report.Query, most int, now time.Time) (leads []*lead.Lead, all int, err error) {
	if leads, err = rp.store.List(ctx, q, most); err != nil || len(leads) < most {
		return leads, len(leads), err
	}
	c, err := rp.Count(ctx, q, now)
	return leads, max(c.N, len(leads)), err
}
