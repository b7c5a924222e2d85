package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Course says how the figures of a query by periods went in its span, from one to the next, or
// without a span in the last few of them: days, weeks and so on of the zone in which the span was
// cut, of the playbook's without one. Where the periods would be too many they are coarser.
func (e *Engine) Course(ctx context.Context, q lead.Query, now time.Time) (lead.Course, error) {
	q = q.Over(now, e.Playbook().Zone())
	c := lead.Course{Query: q, Asked: q.By, At: now, Names: e.named(q, nil)}
	var cut []lead.Span
	cut, c.Query.By = q.Span.Cut(q.By, now)
	var err error
	if c.Periods, err = e.store.Course(ctx, q, cut); err != nil {
		return c, err
	}
	for i := range c.Periods {
		c.Periods[i].Running = c.Periods[i].To.After(now)
	}
	return c, nil
}
