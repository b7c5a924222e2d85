package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Report says how the figures of a query went over time: in the eight weeks, or for a span of a
// quarter and more, and when the query is by month, in the twelve months, up to the end of its span or up to now.
func (e *Engine) Report(ctx context.Context, q report.Query, now time.Time) (report.Report, error) {
	pb := e.Playbook()
	by := q.By
	q.By = ""
	r := report.Report{Query: q, At: now, Names: e.named(q, nil)}
	r.Target, _ = pb.Promise(lead.Hot)
	var spans []report.Span
	spans, r.Monthly = q.Span.Rows(by, now, pb.Zone())
	for _, span := range spans {
		row, err := e.row(ctx, report.Query{Filter: q.Filter, Span: span}, now)
		if err != nil {
			return r, err
		}
		r.Rows = append(r.Rows, row)
	}
	return r, nil
}

// row is what happened to the leads of a query in its span.
func (e *Engine) row(ctx context.Context, q report.Query, now time.Time) (report.Row, error) {
	row, err := e.store.TimelineRow(ctx, q)
	if err != nil {
		return row, err
	}
	row.Running = q.Span.To.After(now)
	samples, err := e.store.ClaimSamples(ctx, q)
	if err != nil {
		return row, err
	}
	speed := e.speed(samples, now)
	row.Claims, row.ClaimMedian, row.Hot = len(speed.waits), speed.median(), speed.hot
	return row, nil
}
