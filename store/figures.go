package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Tally counts the open leads of a query at a given time, without test leads.
type Tally struct {
	Now     map[report.Position]map[lead.Temperature]report.Cell
	Oldest  time.Time // since when the oldest unclaimed lead has been waiting; zero without one
	Overdue int       // owned leads whose next step is overdue
}

var positions = map[lead.Stage]report.Position{
	lead.StageInquiry: report.PositionInquiry, lead.StageNew: report.PositionWaiting,
	lead.StageWorking: report.PositionWorking, lead.StageQualified: report.PositionQualified,
	lead.StageNurturing: report.PositionNurturing,
}

// worth is SQL for the value of a lead: the amount that its owner entered or, while it is open and has none, the
// value that its source gave. A closed lead without an amount is worth nothing.
const worth = `CASE WHEN amount_currency <> '' THEN amount_currency WHEN ` + inPlay + ` THEN value_currency ELSE '' END AS currency,
	CAST(sum(CASE WHEN amount_currency <> '' THEN amount WHEN ` + inPlay + ` THEN value ELSE 0 END) AS bigint) AS minor`

// inPlay is the condition that a lead is open, written with columns that the indexes of the figures contain.
const inPlay = "stage IN ('inquiry', 'nurturing', 'new', 'working', 'qualified')"

// Tally counts the open leads of a query by position and temperature, and adds up what they may be worth, separately
// for each currency. The span of the query does not matter. Tally reads only the index of open leads, in its order.
func (s *Store) Tally(ctx context.Context, q report.Query, now time.Time) (Tally, error) {
	var rows []struct {
		Stage       lead.Stage       `json:"stage"`
		Temperature lead.Temperature `json:"temperature"`
		Agreed      string           `json:"amount_currency"`
		Said        string           `json:"value_currency"`
		N           int              `json:"n"`
		Amount      int64            `json:"amount"`
		Value       int64            `json:"value"`
		Oldest      timestamp        `json:"oldest"`
		Overdue     int              `json:"overdue"`
	}
	query, args := s.tallySQL(q, now)
	if err := s.reader.allOnce(ctx, &rows, query, args...); err != nil {
		return Tally{}, fmt.Errorf("count the open leads: %w", err)
	}
	t := Tally{Now: map[report.Position]map[lead.Temperature]report.Cell{}}
	for _, r := range rows {
		p := positions[r.Stage]
		if t.Now[p] == nil {
			t.Now[p] = map[lead.Temperature]report.Cell{}
		}
		worth := cellOf(r.N, r.Value, r.Said)
		if r.Agreed != "" {
			worth = cellOf(r.N, r.Amount, r.Agreed)
		}
		t.Now[p][r.Temperature] = t.Now[p][r.Temperature].Plus(worth)
		t.Overdue += r.Overdue
		if !r.Oldest.IsZero() && (t.Oldest.IsZero() || r.Oldest.Before(t.Oldest)) {
			t.Oldest = r.Oldest.Time
		}
	}
	return t, nil
}

func (s *Store) tallySQL(q report.Query, now time.Time) (string, []any) {
	c := s.filtered(q.Filter).open()
	return fmt.Sprintf(`SELECT stage, temperature, amount_currency, value_currency,
		count(*) AS n, CAST(sum(amount) AS bigint) AS amount, CAST(sum(value) AS bigint) AS value,
		min(CASE WHEN stage = 'new' THEN waiting_at END) AS oldest,
		count(CASE WHEN stage IN ('working', 'qualified') AND next_at < $%d THEN 1 END) AS overdue
		FROM leads WHERE %s GROUP BY stage, temperature, amount_currency, value_currency`, len(c.args)+1, &c.sql), append(c.args, timestamp{now})
}

func cellOf(n int, minor int64, currency string) report.Cell {
	c := report.Cell{Count: n}
	if currency != "" {
		c.Totals = report.Totals{currency: minor}
	}
	return c
}

// Period is what happened to the leads of a query in its span, without test leads and merged ones.
type Period struct {
	New       int // registered
	Claimed   int // claimed for the first time
	Won       int
	WonTotals report.Totals
	Lost      int
}

// Period counts what happened to the leads of a query in its span.
func (s *Store) Period(ctx context.Context, q report.Query) (p Period, err error) {
	if p.New, err = s.countIn(ctx, q, "registered_at"); err != nil {
		return p, err
	}
	if p.Claimed, err = s.countIn(ctx, q, "claimed_at"); err != nil {
		return p, err
	}
	closed, _, err := s.closedIn(ctx, q)
	p.Won, p.WonTotals, p.Lost = closed[lead.StageWon].Count, closed[lead.StageWon].Totals, closed[lead.StageLost].Count
	return p, err
}

// Sample is how long one lead took to its first claim.
type Sample struct {
	Team        string
	Temperature lead.Temperature
	SalesAt     time.Time // when the lead first came to sales
	ClaimedAt   time.Time // zero: not claimed yet
}

// ClaimSamples lists how long leads took to their first claim: those leads of a query that first came to sales in its
// span, the earliest first. Test leads and merged ones are left out.
func (s *Store) ClaimSamples(ctx context.Context, q report.Query) ([]Sample, error) {
	var rows []struct {
		Team        string           `json:"team"`
		Temperature lead.Temperature `json:"temperature"`
		SalesAt     timestamp        `json:"sales_at"`
		ClaimedAt   timestamp        `json:"claimed_at"`
	}
	c := s.filtered(q.Filter).during("sales_at", q.Span)
	err := s.reader.allOnce(ctx, &rows, "SELECT team, temperature, sales_at, claimed_at FROM leads WHERE "+c.sql.String()+
		" ORDER BY sales_at, id", c.args...)
	if err != nil {
		return nil, fmt.Errorf("list the claims: %w", err)
	}
	samples := make([]Sample, len(rows))
	for i, r := range rows {
		samples[i] = Sample{r.Team, r.Temperature, r.SalesAt.Time, r.ClaimedAt.Time}
	}
	return samples, nil
}
