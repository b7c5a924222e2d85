package store

import (
	"context"
	"fmt"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

// Timeline counts what happened to the leads of a query in each period of its span: those that were
// registered, claimed for the first time and closed in it. The periods follow each
// other from the beginning of the span on; what is in the span after the last one counts to that. Test
// leads and merged ones are in no figure.
func (s *Store) Timeline(ctx context.Context, q report.Query, periods []report.Span) ([]report.PeriodFigures, error) {
	flows := make([]report.PeriodFigures, len(periods))
	for i, p := range periods {
		flows[i].Span = p
	}
	for _, of := range []struct {
		column string
		n      func(*report.PeriodFigures) *int
	}{
		{"registered_at", func(f *report.PeriodFigures) *int { return &f.New }},
		{"claimed_at", func(f *report.PeriodFigures) *int { return &f.Claimed }},
	} {
		var rows []struct {
			Period int `json:"share"`
			N      int `json:"n"`
		}
		c := s.filtered(q.Filter).during(of.column, q.Span)
		if err := s.reader.allOnce(ctx, &rows, "SELECT "+c.periods(of.column, periods)+" AS share, count(*) AS n FROM leads WHERE "+
			c.sql.String()+" GROUP BY share", c.args...); err != nil {
			return nil, fmt.Errorf("count leads by period of %s: %w", of.column, err)
		}
		for _, r := range rows {
			*of.n(&flows[r.Period]) = r.N
		}
	}
	return flows, s.closings(ctx, q, periods, flows)
}

// closings adds what was closed in each period.
func (s *Store) closings(ctx context.Context, q report.Query, periods []report.Span, flows []report.PeriodFigures) error {
	var rows []struct {
		Period   int        `json:"share"`
		Stage    lead.Stage `json:"stage"`
		Currency string     `json:"currency"`
		N        int        `json:"n"`
		Minor    int64      `json:"minor"`
	}
	c := s.filtered(q.Filter).during("closed_at", q.Span)
	if err := s.reader.allOnce(ctx, &rows, "SELECT "+c.periods("closed_at", periods)+" AS share, stage, count(*) AS n, "+worth+" FROM leads WHERE "+
		c.sql.String()+" AND "+s.dialect.beside("stage")+" IN ('won', 'lost', 'disqualified') GROUP BY share, stage, currency", c.args...); err != nil {
		return fmt.Errorf("count what was closed by period: %w", err)
	}
	for _, r := range rows {
		f := &flows[r.Period]
		switch r.Stage {
		case lead.StageLost:
			f.Lost += r.N
		case lead.StageDisqualified:
			f.Disqualified += r.N
		default:
			f.Won += r.N
			f.WonTotals = report.Cell{Totals: f.WonTotals}.Plus(cellOf(r.N, r.Minor, r.Currency)).Totals
		}
	}
	return nil
}

// periods is the number of the period in which an instant in a column lies, as SQL: it halves them
// until one is left, so that a year of weeks takes six comparisons.
func (c *condition) periods(column string, of []report.Span) string {
	var b strings.Builder
	var halve func(from, to int)
	halve = func(from, to int) {
		if to-from == 1 {
			fmt.Fprint(&b, from)
			return
		}
		half := (from + to) / 2
		c.args = append(c.args, instant{of[half].From})
		fmt.Fprintf(&b, "CASE WHEN %s < $%d THEN ", column, len(c.args))
		halve(from, half)
		b.WriteString(" ELSE ")
		halve(half, to)
		b.WriteString(" END")
	}
	halve(0, len(of))
	return b.String()
}
