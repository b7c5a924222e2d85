package store

import (
	"context"
	"fmt"

	"dibs/lead"
	"dibs/lead/report"
)

// figureRow counts the leads of one share of a breakdown in one stage, and adds up what they are worth in one currency.
// K is the type of the share: a text, or the number of a period.
type figureRow[K any] struct {
	Share    K          `json:"share"`
	Stage    lead.Stage `json:"stage"`
	Currency string     `json:"currency"`
	N        int        `json:"n"`
	Minor    int64      `json:"minor"`
}

func (r figureRow[K]) cell() report.Cell { return cellOf(r.N, r.Minor, r.Currency) }

// sumsSQL counts the leads of a condition and adds up their worth, by share, stage and currency. share is SQL, as in
// shareOf.
func sumsSQL(share string, c *condition) string {
	return "SELECT " + share + " AS share, stage, count(*) AS n, " + worth + " FROM leads WHERE " + c.sql.String() +
		" GROUP BY share, stage, currency"
}

// sums runs sumsSQL. Its errors say that what failed.
func sums[K any](ctx context.Context, s *Store, what, share string, c *condition) (rows []figureRow[K], err error) {
	if err := s.reader.allOnce(ctx, &rows, sumsSQL(share, c), c.args...); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return rows, nil
}

// counts counts the leads of a condition by share alone.
func counts[K any](ctx context.Context, s *Store, what, share string, c *condition) (rows []figureRow[K], err error) {
	query := "SELECT " + share + " AS share, count(*) AS n FROM leads WHERE " + c.sql.String() + " GROUP BY share"
	if err := s.reader.allOnce(ctx, &rows, query, c.args...); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return rows, nil
}

// Count counts the leads of a query by stage and adds up what they are worth, and breaks this down by the query's
// dimension, if it has one.
func (s *Store) Count(ctx context.Context, q report.Query) (of map[lead.Stage]report.Cell, by map[string]report.Cell, err error) {
	rows, err := sums[string](ctx, s, "count leads", shareOf[q.By], s.conditionOf(q))
	if err != nil {
		return nil, nil, err
	}
	of, by = map[lead.Stage]report.Cell{}, map[string]report.Cell{}
	for _, r := range rows {
		of[r.Stage], by[r.Share] = of[r.Stage].Plus(r.cell()), by[r.Share].Plus(r.cell())
	}
	return of, by, nil
}

// List lists at most limit of the leads that Count counts, hot ones first and then the newest.
func (s *Store) List(ctx context.Context, q report.Query, limit int) ([]*lead.Lead, error) {
	c := s.conditionOf(q)
	var ids []lead.ID
	err := s.reader.allOnce(ctx, &ids, fmt.Sprintf(`SELECT id FROM leads WHERE %s
		ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, id DESC LIMIT $%d`, &c.sql, len(c.args)+1), append(c.args, limit)...)
	if err != nil {
		return nil, fmt.Errorf("list leads: %w", err)
	}
	return s.Leads(ctx, ids...)
}

// Registered counts the leads of a query that were registered in its span.
func (s *Store) Registered(ctx context.Context, q report.Query) (int, error) {
	return s.countIn(ctx, q, "registered_at")
}

// countIn counts the leads of a query for which the time in a column lies in its span.
func (s *Store) countIn(ctx context.Context, q report.Query, column string) (int, error) {
	query, args := s.countInSQL(q, column)
	var n []int
	if err := s.reader.allOnce(ctx, &n, query, args...); err != nil {
		return 0, fmt.Errorf("count leads by %s: %w", column, err)
	}
	return n[0], nil
}

func (s *Store) countInSQL(q report.Query, column string) (string, []any) {
	c := s.filtered(q.Filter).during(column, q.Span)
	return "SELECT count(*) FROM leads WHERE " + c.sql.String(), c.args
}

// closedIn counts the leads of a query that were won and lost in its span, and adds up what they were worth. It also
// breaks that down by the query's dimension.
func (s *Store) closedIn(ctx context.Context, q report.Query) (of map[lead.Stage]report.Cell, by map[string]report.BreakdownRow, err error) {
	c := s.filtered(q.Filter).during("closed_at", q.Span)
	c.and(s.dialect.beside("stage") + " IN ('won', 'lost')")
	rows, err := sums[string](ctx, s, "count what was won and lost", shareOf[q.By], c)
	if err != nil {
		return nil, nil, err
	}
	of, shares := map[lead.Stage]report.Cell{}, breakdownRows{}
	for _, r := range rows {
		c := r.cell()
		of[r.Stage] = of[r.Stage].Plus(c)
		if r.Stage == lead.StageWon {
			shares.add(report.BreakdownRow{Key: r.Share, Won: c.Count, WonTotals: c.Totals})
		} else {
			shares.add(report.BreakdownRow{Key: r.Share, Lost: c.Count})
		}
	}
	return of, shares, nil
}

// TimelineRow counts what happened to the leads of a query in its span, except how fast they were claimed. How many
// of those registered in the span are sales-ready, or customers, is as of now.
func (s *Store) TimelineRow(ctx context.Context, q report.Query) (report.Row, error) {
	row := report.Row{Span: q.Span}
	var became []struct {
		New       int `json:"new"`
		Ready     int `json:"ready"`
		Converted int `json:"converted"`
	}
	c := s.filtered(q.Filter).during("registered_at", q.Span)
	err := s.reader.allOnce(ctx, &became, `SELECT count(*) AS new, count(sales_at) AS ready,
		count(CASE WHEN stage = 'won' THEN 1 END) AS converted FROM leads WHERE `+c.sql.String(), c.args...)
	if err != nil {
		return row, fmt.Errorf("count what became of the leads: %w", err)
	}
	row.New, row.Ready, row.Converted = became[0].New, became[0].Ready, became[0].Converted
	closed, _, err := s.closedIn(ctx, q)
	row.Won, row.WonTotals = closed[lead.StageWon].Count, closed[lead.StageWon].Totals
	return row, err
}
