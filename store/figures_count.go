package store

import (
	"context"
	"fmt"

	"dibs/lead"
	"dibs/lead/report"
)

// Count counts the leads of a query by stage and adds up what they are worth, and breaks this down
// by the query's dimension, if it has one.
func (s *Store) Count(ctx context.Context, q report.Query) (of map[lead.Stage]report.Cell, by map[string]report.Cell, err error) {
	var rows []struct {
		Share    string     `json:"share"`
		Stage    lead.Stage `json:"stage"`
		Currency string     `json:"currency"`
		N        int        `json:"n"`
		Minor    int64      `json:"minor"`
	}
	query, args := s.countSQL(q)
	if err := s.reader.allOnce(ctx, &rows, query, args...); err != nil {
		return nil, nil, fmt.Errorf("count leads: %w", err)
	}
	of, by = map[lead.Stage]report.Cell{}, map[string]report.Cell{}
	for _, r := range rows {
		c := cellOf(r.N, r.Minor, r.Currency)
		of[r.Stage], by[r.Share] = of[r.Stage].Plus(c), by[r.Share].Plus(c)
	}
	return of, by, nil
}

func (s *Store) countSQL(q report.Query) (string, []any) {
	c := s.conditionOf(q)
	return "SELECT " + shareOf[q.By] + " AS share, stage, count(*) AS n, " + worth + " FROM leads WHERE " + c.sql.String() +
		" GROUP BY share, stage, currency", c.args
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

// countIn counts the leads of a query for which the instant in a column lies in its span.
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

// closedIn counts the leads of a query that were won and lost in its span, and adds up what they were
// worth; and the same broken down by the query's dimension.
func (s *Store) closedIn(ctx context.Context, q report.Query) (of map[lead.Stage]report.Cell, by map[string]report.BreakdownRow, err error) {
	var rows []struct {
		Share    string     `json:"share"`
		Stage    lead.Stage `json:"stage"`
		Currency string     `json:"currency"`
		N        int        `json:"n"`
		Minor    int64      `json:"minor"`
	}
	c := s.filtered(q.Filter).during("closed_at", q.Span)
	err = s.reader.allOnce(ctx, &rows, "SELECT "+shareOf[q.By]+" AS share, stage, count(*) AS n, "+worth+" FROM leads WHERE "+
		c.sql.String()+" AND "+s.dialect.beside("stage")+" IN ('won', 'lost') GROUP BY share, stage, currency", c.args...)
	if err != nil {
		return nil, nil, fmt.Errorf("count what was won and lost: %w", err)
	}
	of, shares := map[lead.Stage]report.Cell{}, breakdownRows{}
	for _, r := range rows {
		c := cellOf(r.N, r.Minor, r.Currency)
		of[r.Stage] = of[r.Stage].Plus(c)
		if r.Stage == lead.StageWon {
			shares.add(report.BreakdownRow{Key: r.Share, Won: c.Count, WonTotals: c.Totals})
		} else {
			shares.add(report.BreakdownRow{Key: r.Share, Lost: c.Count})
		}
	}
	return of, shares, nil
}

// TimelineRow is what happened to the leads of a query in its span, but for how fast they were claimed. How
// many of those registered then are sales-ready, or customers, is as of now.
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
