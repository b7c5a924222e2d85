package figures

import (
	"context"
	"time"

	"dibs/lead/report"
)

// Timeline returns the figures of a query by periods: of its span, or of the last few periods if it has none. Periods
// are days, weeks and so on in the zone of the span, or of the playbook if there is no span. Where there would be too
// many, they are longer than the query asks for.
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
