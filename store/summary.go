package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// Tally is how the open leads stand at an instant; test leads are in no figure.
type Tally struct {
	Now     map[lead.Position]map[lead.Temperature]lead.Cell
	Oldest  time.Time // since when the longest waiting new lead waits; zero without one
	Overdue int       // owned leads whose next step is past
}

var positions = map[lead.Stage]lead.Position{
	lead.StageInquiry: lead.PositionInquiry, lead.StageNew: lead.PositionWaiting,
	lead.StageWorking: lead.PositionWorking, lead.StageQualified: lead.PositionQualified,
	lead.StageNurturing: lead.PositionNurturing,
}

// tallySQL reads the index of open leads alone. A lead counts with the amount that its owner
// gave, and before that with the value that its source said.
const tallySQL = `SELECT stage, temperature,
	CASE WHEN amount_currency <> '' THEN amount_currency ELSE value_currency END AS currency,
	count(*) AS n, sum(CASE WHEN amount_currency <> '' THEN amount ELSE value END) AS minor,
	min(CASE WHEN stage = 'new' THEN waiting_at END) AS oldest,
	count(CASE WHEN stage IN ('working', 'qualified') AND next_at < $1 THEN 1 END) AS overdue
	FROM leads WHERE deadline_at IS NOT NULL AND NOT test GROUP BY 1, 2, 3`

// Tally counts the open leads by position and temperature, and adds up what they may be worth,
// each currency for itself.
func (s *Store) Tally(ctx context.Context, now time.Time) (Tally, error) {
	var rows []struct {
		Stage       lead.Stage       `json:"stage"`
		Temperature lead.Temperature `json:"temperature"`
		Currency    string           `json:"currency"`
		N           int              `json:"n"`
		Minor       int64            `json:"minor"`
		Oldest      instant          `json:"oldest"`
		Overdue     int              `json:"overdue"`
	}
	if err := s.reader.all(ctx, &rows, tallySQL, instant{now}); err != nil {
		return Tally{}, fmt.Errorf("count the open leads: %w", err)
	}
	t := Tally{Now: map[lead.Position]map[lead.Temperature]lead.Cell{}}
	for _, r := range rows {
		p := positions[r.Stage]
		if t.Now[p] == nil {
			t.Now[p] = map[lead.Temperature]lead.Cell{}
		}
		c := t.Now[p][r.Temperature]
		if c.Totals == nil {
			c.Totals = lead.Totals{}
		}
		c.Count += r.N
		if r.Currency != "" {
			c.Totals.Add(lead.Money{Minor: r.Minor, Currency: r.Currency})
		}
		t.Now[p][r.Temperature] = c
		t.Overdue += r.Overdue
		if !r.Oldest.IsZero() && (t.Oldest.IsZero() || r.Oldest.Before(t.Oldest)) {
			t.Oldest = r.Oldest.Time
		}
	}
	return t, nil
}

// Period is what happened in a span of time. Test leads and merged ones are in no figure.
type Period struct {
	New       int // registered
	Claimed   int // claimed for the first time
	Won       int
	WonTotals lead.Totals
	Lost      int
}

const periodSQL = `SELECT 'new' AS what, '' AS currency, count(*) AS n, 0 AS minor FROM leads
	WHERE registered_at >= $1 AND registered_at < $2 AND NOT test AND stage <> 'merged'
UNION ALL
SELECT 'claimed', '', count(*), 0 FROM leads
	WHERE claimed_at >= $1 AND claimed_at < $2 AND NOT test AND stage <> 'merged'
UNION ALL
SELECT stage, amount_currency, count(*), CAST(sum(amount) AS bigint) FROM leads
	WHERE closed_at >= $1 AND closed_at < $2 AND NOT test AND stage IN ('won', 'lost')
	GROUP BY stage, amount_currency`

// Period counts what happened from an instant until before another.
func (s *Store) Period(ctx context.Context, from, to time.Time) (Period, error) {
	var rows []struct {
		What     string `json:"what"`
		Currency string `json:"currency"`
		N        int    `json:"n"`
		Minor    int64  `json:"minor"`
	}
	if err := s.reader.all(ctx, &rows, periodSQL, instant{from}, instant{to}); err != nil {
		return Period{}, fmt.Errorf("count what happened: %w", err)
	}
	p := Period{WonTotals: lead.Totals{}}
	for _, r := range rows {
		switch r.What {
		case "new":
			p.New = r.N
		case "claimed":
			p.Claimed = r.N
		case string(lead.StageLost):
			p.Lost += r.N
		case string(lead.StageWon):
			p.Won += r.N
			if r.Currency != "" {
				p.WonTotals.Add(lead.Money{Minor: r.Minor, Currency: r.Currency})
			}
		}
	}
	return p, nil
}

// Sample is how long one lead took to its first claim.
type Sample struct {
	Lead        lead.ID
	Team        string
	Temperature lead.Temperature
	SalesAt     time.Time // when it first came to sales
	ClaimedAt   time.Time // zero: not claimed yet
}

// ClaimSamples lists the leads that first came to sales from an instant until before another.
// Test leads and merged ones are left out.
func (s *Store) ClaimSamples(ctx context.Context, from, to time.Time) ([]Sample, error) {
	var rows []struct {
		ID          lead.ID          `json:"id"`
		Team        string           `json:"team"`
		Temperature lead.Temperature `json:"temperature"`
		SalesAt     instant          `json:"sales_at"`
		ClaimedAt   instant          `json:"claimed_at"`
	}
	err := s.reader.all(ctx, &rows, `SELECT id, team, temperature, sales_at, claimed_at FROM leads
		WHERE sales_at >= $1 AND sales_at < $2 AND NOT test AND stage <> 'merged' ORDER BY sales_at, id`, instant{from}, instant{to})
	if err != nil {
		return nil, fmt.Errorf("list the claims: %w", err)
	}
	samples := make([]Sample, len(rows))
	for i, r := range rows {
		samples[i] = Sample{r.ID, r.Team, r.Temperature, r.SalesAt.Time, r.ClaimedAt.Time}
	}
	return samples, nil
}
