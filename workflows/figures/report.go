package figures

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Report returns how the figures of a query developed, up to the end of its span or up to now: in eight weeks, or in
// twelve months if the span is a quarter or longer or the query is by month.
func (rp *Reporter) Report(ctx context.Context, q report.Query, now time.Time) (report.Report, error) {
	pb := rp.dir.Playbook()
	by := q.By
	q.By = ""
	r := report.Report{Query: q, At: now, Names: rp.named(q, nil)}
	r.Target, _ = pb.ResponseTarget(lead.Hot)
	var spans []report.Span
	spans, r.Monthly = q.Span.Rows(by, now, pb.Zone())
	for _, span := range spans {
		row, err := rp.Row(ctx, report.Query{Filter: q.Filter, Span: span}, now)
		if err != nil {
			return r, err
		}
		r.Rows = append(r.Rows, row)
	}
	return r, nil
}

// Row returns what happened to the leads of a query in its span.
func (rp *Reporter) Row(ctx context.Context, q report.Query, now time.Time) (report.Row, error) {
	row, err := rp.store.TimelineRow(ctx, q)
	if err != nil {
		return row, err
	}
	row.Running = q.Span.To.After(now)
	samples, err := rp.store.ClaimSamples(ctx, q)
	if err != nil {
		return row, err
	}
	speed := rp.speed(samples, now)
	row.Claims, row.ClaimMedian, row.Hot = len(speed.waits), speed.median(), speed.hot
	return row, nil
}
