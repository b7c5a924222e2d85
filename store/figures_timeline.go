package store

import (
	"context"
	"fmt"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

// Timeline counts what happened to the leads of a query in each period of its span: how many were registered, claimed
// for the first time and closed. The periods follow each other from the beginning of the span; whatever happens in
// the span after the last period counts towards the last. Test leads and merged ones are left out.
func (s *Store) Timeline(ctx context.Context, q report.Query, periods []report.Span) ([]report.PeriodFigures, error) {
	all := make([]report.PeriodFigures, len(periods))
	for i, p := range periods {
		all[i].Span = p
	}
	for _, of := range []struct {
		column string
		n      func(*report.PeriodFigures) *int
	}{
		{"registered_at", func(f *report.PeriodFigures) *int { return &f.New }},
		{"claimed_at", func(f *report.PeriodFigures) *int { return &f.Claimed }},
	} {
		c := s.filtered(q.Filter).during(of.column, q.Span)
		rows, err := counts[int](ctx, s, "count leads by period of "+of.column, c.periods(of.column, periods), c)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			*of.n(&all[r.Share]) = r.N
		}
	}
	return all, s.addClosings(ctx, q, periods, all)
}

// addClosings adds the leads that were closed in each period.
func (s *Store) addClosings(ctx context.Context, q report.Query, periods []report.Span, all []report.PeriodFigures) error {
	c := s.filtered(q.Filter).during("closed_at", q.Span)
	c.and(s.dialect.beside("stage") + " IN ('won', 'lost', 'disqualified')")
	rows, err := sums[int](ctx, s, "count what was closed by period", c.periods("closed_at", periods), c)
	if err != nil {
		return err
	}
	for _, r := range rows {
		f := &all[r.Share]
		switch r.Stage {
		case lead.StageLost:
			f.Lost += r.N
		case lead.StageDisqualified:
			f.Disqualified += r.N
		default:
			f.Won += r.N
			f.WonTotals = report.Cell{Totals: f.WonTotals}.Plus(r.cell()).Totals
		}
	}
	return nil
}

// periods is SQL for the number of the period that a time in a column lies in. It is a binary search, so that a year
// of weeks takes six comparisons. It adds its arguments to those of the condition.
func (c *condition) periods(column string, of []report.Span) string {
	var b strings.Builder
	var halve func(from, to int)
	halve = func(from, to int) {
		if to-from == 1 {
			fmt.Fprint(&b, from)
			return
		}
		half := (from + to) / 2
		c.args = append(c.args, timestamp{of[half].From})
		fmt.Fprintf(&b, "CASE WHEN %s < $%d THEN ", column, len(c.args))
		halve(from, half)
		b.WriteString(" ELSE ")
		halve(half, to)
		b.WriteString(" END")
	}
	halve(0, len(of))
	return b.String()
}
