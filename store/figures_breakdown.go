package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"dibs/lead"
	"dibs/lead/report"
)

// breakdownRows is a breakdown in the making.
type breakdownRows map[string]report.BreakdownRow

func (s breakdownRows) add(r report.BreakdownRow) {
	if before, ok := s[r.Key]; ok {
		r = before.Plus(r)
	}
	s[r.Key] = r
}

// Breakdown breaks the figures of a query down by its dimension, in no order: what was registered,
// won and lost in its span, and what waits, is worked and is qualified now.
func (s *Store) Breakdown(ctx context.Context, q report.Query) ([]report.BreakdownRow, error) {
	var rows []struct {
		Share    string     `json:"share"`
		Stage    lead.Stage `json:"stage"`
		Currency string     `json:"currency"`
		N        int        `json:"n"`
		Minor    int64      `json:"minor"`
	}
	_, closed, err := s.closedIn(ctx, q)
	if err != nil {
		return nil, err
	}
	all := breakdownRows(closed)
	c := s.filtered(q.Filter).during("registered_at", q.Span)
	err = s.reader.allOnce(ctx, &rows, "SELECT "+shareOf[q.By]+" AS share, count(*) AS n FROM leads WHERE "+c.sql.String()+" GROUP BY share", c.args...)
	if err != nil {
		return nil, fmt.Errorf("break down what was registered: %w", err)
	}
	for _, r := range rows {
		all.add(report.BreakdownRow{Key: r.Share, New: r.N})
	}
	c, rows = s.filtered(q.Filter).open(), nil
	err = s.reader.allOnce(ctx, &rows, "SELECT "+shareOf[q.By]+" AS share, stage, count(*) AS n, "+worth+" FROM leads WHERE "+
		c.sql.String()+" AND stage IN ('new', 'working', 'qualified') GROUP BY share, stage, currency", c.args...)
	if err != nil {
		return nil, fmt.Errorf("break down the open leads: %w", err)
	}
	for _, r := range rows {
		cell := cellOf(r.N, r.Minor, r.Currency)
		share := report.BreakdownRow{Key: r.Share, Pipeline: cell.Totals}
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
