package store

import (
	"context"
	"fmt"

	"dibs/lead"
)

// within is the condition of what a query asks for beside its filter, with its parameters. A span is
// about when leads were registered, or when they ended if the query is only about such as did;
// without a span and without stages it is about the open ones.
func within(q lead.Query) (where string, args []any) {
	switch {
	case !q.Span.IsZero() && q.Ended():
		return ended, during(q.Span)
	case !q.Span.IsZero():
		return registered, during(q.Span)
	case len(q.Stages) == 0:
		return "deadline_at IS NOT NULL", nil
	}
	return "id > 0", nil
}

// Count counts the leads of a query by stage and adds up what they are worth, and breaks this down
// by the query's dimension, if it has one.
func (s *Store) Count(ctx context.Context, q lead.Query) (of map[lead.Stage]lead.Cell, by map[string]lead.Cell, err error) {
	var rows []struct {
		Share    string     `json:"share"`
		Stage    lead.Stage `json:"stage"`
		Currency string     `json:"currency"`
		N        int        `json:"n"`
		Minor    int64      `json:"minor"`
	}
	where, span := within(q)
	err = s.reader.all(ctx, &rows, "SELECT "+shareOf[q.By]+" AS share, stage, count(*) AS n, "+worth+" FROM leads WHERE "+
		s.chosen()+" AND "+where+" GROUP BY share, stage, currency", append(choice(q.Filter), span...)...)
	if err != nil {
		return nil, nil, fmt.Errorf("count leads: %w", err)
	}
	of, by = map[lead.Stage]lead.Cell{}, map[string]lead.Cell{}
	for _, r := range rows {
		c := cellOf(r.N, r.Minor, r.Currency)
		of[r.Stage], by[r.Share] = of[r.Stage].Plus(c), by[r.Share].Plus(c)
	}
	return of, by, nil
}

// List lists at most limit of the leads that Count counts, hot ones first and then the newest.
func (s *Store) List(ctx context.Context, q lead.Query, limit int) ([]*lead.Lead, error) {
	where, span := within(q)
	args := append(choice(q.Filter), span...)
	return s.leads(ctx, "WHERE "+s.chosen()+" AND "+where+
		" ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, id DESC LIMIT $"+fmt.Sprint(len(args)+1), append(args, limit)...)
}

// Registered counts the leads of a query that were registered in its span.
func (s *Store) Registered(ctx context.Context, q lead.Query) (n int, err error) {
	err = s.reader.one(ctx, &n, "SELECT count(*) FROM leads WHERE "+s.chosen()+" AND "+registered, append(choice(q.Filter), during(q.Span)...)...)
	return n, found(err, "count the leads registered")
}

// Row is what happened to the leads of a query in its span, but for how fast they were claimed. How
// many of those registered then are sales-ready, or customers, is as of now.
func (s *Store) Row(ctx context.Context, q lead.Query) (lead.Row, error) {
	var cohort struct {
		New       int `json:"new"`
		Ready     int `json:"ready"`
		Converted int `json:"converted"`
	}
	row := lead.Row{Span: q.Span}
	args := append(choice(q.Filter), during(q.Span)...)
	err := s.reader.one(ctx, &cohort, `SELECT count(*) AS new, count(sales_at) AS ready,
		count(CASE WHEN stage = 'won' THEN 1 END) AS converted FROM leads WHERE `+s.chosen()+" AND "+registered, args...)
	if err != nil {
		return row, found(err, "count what became of the leads")
	}
	row.New, row.Ready, row.Converted = cohort.New, cohort.Ready, cohort.Converted
	var won []struct {
		Currency string `json:"currency"`
		N        int    `json:"n"`
		Minor    int64  `json:"minor"`
	}
	err = s.reader.all(ctx, &won, "SELECT amount_currency AS currency, count(*) AS n, CAST(sum(amount) AS bigint) AS minor FROM leads WHERE "+
		s.chosen()+" AND "+ended+" AND stage = 'won' GROUP BY currency", args...)
	if err != nil {
		return row, fmt.Errorf("count what was won: %w", err)
	}
	var sum lead.Cell
	for _, r := range won {
		sum = sum.Plus(cellOf(r.N, r.Minor, r.Currency))
	}
	row.Won, row.WonTotals = sum.Count, sum.Totals
	return row, nil
}
