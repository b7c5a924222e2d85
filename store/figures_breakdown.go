package store

import (
	"context"
	"maps"
	"slices"

	"dibs/lead"
	"dibs/lead/report"
)

// breakdownRows collects the rows of a breakdown by their keys.
type breakdownRows map[string]report.BreakdownRow

func (b breakdownRows) add(r report.BreakdownRow) {
	if before, ok := b[r.Key]; ok {
		r = before.Plus(r)
	}
	b[r.Key] = r
}

// Breakdown breaks the figures of a query down by its dimension, in no particular order: leads registered, won and
// lost in its span, and leads that are waiting, being worked on and qualified now.
func (s *Store) Breakdown(ctx context.Context, q report.Query) ([]report.BreakdownRow, error) {
	_, closed, err := s.closedIn(ctx, q)
	if err != nil {
		return nil, err
	}
	all := breakdownRows(closed)
	registered, err := counts[string](ctx, s, "break down what was registered", shareOf[q.By], s.filtered(q.Filter).during("registered_at", q.Span))
	if err != nil {
		return nil, err
	}
	for _, r := range registered {
		all.add(report.BreakdownRow{Key: r.Share, New: r.N})
	}
	c := s.filtered(q.Filter).open()
	c.and("stage IN ('new', 'working', 'qualified')")
	open, err := sums[string](ctx, s, "break down the open leads", shareOf[q.By], c)
	if err != nil {
		return nil, err
	}
	for _, r := range open {
		share := report.BreakdownRow{Key: r.Share, Pipeline: r.cell().Totals}
		switch r.Stage {
		case lead.StageNew:
			share.Waiting = r.N
		case lead.StageWorking:
			share.Working = r.N
		case lead.StageQualified:
			share.Qualified = r.N
		}
		all.add(share)
	}
	return slices.Collect(maps.Values(all)), nil
}
