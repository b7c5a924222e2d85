package figures

import (
	"context"
	"time"

	"dibs/lead/report"
)

// Timeline says how the figures of a query by periods went in its span, from one to the next, or
// without a span in the last few of them: days, weeks and so on of the zone in which the span was
// cut, of the playbook's without one. Where the periods would be too many they are coarser.
func (rp *Reporter) Timeline(ctx context.Context, q report.Query, now time.Time) (report.Timeline, error) {
	q = q.WithDefaultSpan(now, rp.dir.Playbook().Zone())
	c := report.Timeline{Query: q, RequestedBy: q.By, At: now, Names: rp.named(q, nil)}
	var cut []report.Span
	cut, c.Query.By = q.Span.Split(q.By, now)
	var err error
	if c.Periods, err = rp.store.Timeline(ctx, q, cut); err != nil {
		return c, err
	}
	for i := range c.Periods {
		c.Periods[i].Running = c.Periods[i].To.After(now)
	}
	return c, nil
}
