package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// Tally is how the open leads of a query stand at an instant; test leads are in no figure.
type Tally struct {
	Now     map[lead.Position]map[lead.Temperature]lead.Cell
	Oldest  time.Time             // since when the longest waiting new lead waits; zero without one
	Overdue int                   // owned leads whose next step is past
	By      map[string]lead.Share // broken down by the query's dimension; nil without one
}

var positions = map[lead.Stage]lead.Position{
	lead.StageInquiry: lead.PositionInquiry, lead.StageNew: lead.PositionWaiting,
	lead.StageWorking: lead.PositionWorking, lead.StageQualified: lead.PositionQualified,
	lead.StageNurturing: lead.PositionNurturing,
}

// worth is what a lead counts with: the amount that its owner gave, and while it is open and there
// is none, the value that its source said. What is over is worth what was agreed, and nothing else.
const worth = `CASE WHEN amount_currency <> '' THEN amount_currency WHEN deadline_at IS NOT NULL THEN value_currency ELSE '' END AS currency,
	CAST(sum(CASE WHEN amount_currency <> '' THEN amount WHEN deadline_at IS NOT NULL THEN value ELSE 0 END) AS bigint) AS minor`

const tallied = `stage, temperature, count(*) AS n, ` + worth + `,
	min(CASE WHEN stage = 'new' THEN waiting_at END) AS oldest,
	count(CASE WHEN stage IN ('working', 'qualified') AND next_at < %s THEN 1 END) AS overdue
	FROM leads WHERE deadline_at IS NOT NULL AND `

// tallyAllSQL reads the index of open leads alone.
var tallyAllSQL = "SELECT '' AS share, " + fmt.Sprintf(tallied, "$1") + "NOT test GROUP BY stage, temperature, currency"

func (s *Store) tallySQL(by lead.Dimension) string {
	return "SELECT " + shareOf[by] + " AS share, " + fmt.Sprintf(tallied, "$8") + s.chosen() + " GROUP BY share, stage, temperature, currency"
}

// Tally counts the open leads of a query by position and temperature, and adds up what they may be
// worth, each currency for itself. The span of the query does not matter.
func (s *Store) Tally(ctx context.Context, q lead.Query, now time.Time) (Tally, error) {
	var rows []struct {
		Share       string           `json:"share"`
		Stage       lead.Stage       `json:"stage"`
		Temperature lead.Temperature `json:"temperature"`
		Currency    string           `json:"currency"`
		N           int              `json:"n"`
		Minor       int64            `json:"minor"`
		Oldest      instant          `json:"oldest"`
		Overdue     int              `json:"overdue"`
	}
	query, args := s.tallySQL(q.By), append(choice(q.Filter), instant{now})
	if q.Empty() && q.By == "" {
		query, args = tallyAllSQL, []any{instant{now}}
	}
	if err := s.reader.all(ctx, &rows, query, args...); err != nil {
		return Tally{}, fmt.Errorf("count the open leads: %w", err)
	}
	t := Tally{Now: map[lead.Position]map[lead.Temperature]lead.Cell{}}
	by := shares{}
	for _, r := range rows {
		p, c := positions[r.Stage], cellOf(r.N, r.Minor, r.Currency)
		if t.Now[p] == nil {
			t.Now[p] = map[lead.Temperature]lead.Cell{}
		}
		t.Now[p][r.Temperature] = t.Now[p][r.Temperature].Plus(c)
		t.Overdue += r.Overdue
		if !r.Oldest.IsZero() && (t.Oldest.IsZero() || r.Oldest.Before(t.Oldest)) {
			t.Oldest = r.Oldest.Time
		}
		switch p {
		case lead.PositionWaiting:
			by.add(lead.Share{Key: r.Share, Waiting: c.Count, Pipeline: c.Totals})
		case lead.PositionWorking:
			by.add(lead.Share{Key: r.Share, Working: c.Count, Pipeline: c.Totals})
		case lead.PositionQualified:
			by.add(lead.Share{Key: r.Share, Qualified: c.Count, Pipeline: c.Totals})
		}
	}
	if q.By != "" {
		t.By = by
	}
	return t, nil
}

func cellOf(n int, minor int64, currency string) lead.Cell {
	c := lead.Cell{Count: n}
	if currency != "" {
		c.Totals = lead.Totals{currency: minor}
	}
	return c
}

// shares is a breakdown in the making.
type shares map[string]lead.Share

func (s shares) add(r lead.Share) {
	if before, ok := s[r.Key]; ok {
		r = before.Plus(r)
	}
	s[r.Key] = r
}

// Period is what happened to the leads of a query in its span. Test leads and merged ones are in
// no figure.
type Period struct {
	New       int // registered
	Claimed   int // claimed for the first time
	Won       int
	WonTotals lead.Totals
	Lost      int
	By        map[string]lead.Share // broken down by the query's dimension; nil without one
}

func (s *Store) periodSQL(by lead.Dimension) string {
	from := " FROM leads WHERE " + s.chosen() + " AND "
	return "SELECT " + shareOf[by] + " AS share, 'new' AS what, '' AS currency, count(*) AS n, 0 AS minor" + from + registered + " GROUP BY share" +
		" UNION ALL SELECT " + shareOf[by] + " AS share, 'claimed', '', count(*), 0" + from + "claimed_at >= $8 AND claimed_at < $9 GROUP BY share" +
		" UNION ALL SELECT " + shareOf[by] + " AS share, stage, amount_currency, count(*), CAST(sum(amount) AS bigint)" + from + ended +
		" AND stage IN ('won', 'lost') GROUP BY share, stage, amount_currency"
}

// Period counts what happened to the leads of a query in its span.
func (s *Store) Period(ctx context.Context, q lead.Query) (Period, error) {
	var rows []struct {
		Share    string `json:"share"`
		What     string `json:"what"`
		Currency string `json:"currency"`
		N        int    `json:"n"`
		Minor    int64  `json:"minor"`
	}
	if err := s.reader.all(ctx, &rows, s.periodSQL(q.By), append(choice(q.Filter), during(q.Span)...)...); err != nil {
		return Period{}, fmt.Errorf("count what happened: %w", err)
	}
	var won lead.Cell
	p := Period{WonTotals: lead.Totals{}}
	by := shares{}
	for _, r := range rows {
		switch r.What {
		case "new":
			p.New += r.N
			by.add(lead.Share{Key: r.Share, New: r.N})
		case "claimed":
			p.Claimed += r.N
		case string(lead.StageLost):
			p.Lost += r.N
			by.add(lead.Share{Key: r.Share, Lost: r.N})
		case string(lead.StageWon):
			c := cellOf(r.N, r.Minor, r.Currency)
			won = won.Plus(c)
			by.add(lead.Share{Key: r.Share, Won: c.Count, WonTotals: c.Totals})
		}
	}
	p.Won = won.Count
	p.WonTotals.AddAll(won.Totals)
	if q.By != "" {
		p.By = by
	}
	return p, nil
}

// Sample is how long one lead took to its first claim.
type Sample struct {
	Team        string
	Temperature lead.Temperature
	SalesAt     time.Time // when it first came to sales
	ClaimedAt   time.Time // zero: not claimed yet
}

// ClaimSamples lists how long the leads of a query took that first came to sales in its span, the
// earliest first. Test leads and merged ones are left out.
func (s *Store) ClaimSamples(ctx context.Context, q lead.Query) ([]Sample, error) {
	var rows []struct {
		Team        string           `json:"team"`
		Temperature lead.Temperature `json:"temperature"`
		SalesAt     instant          `json:"sales_at"`
		ClaimedAt   instant          `json:"claimed_at"`
	}
	err := s.reader.all(ctx, &rows, "SELECT team, temperature, sales_at, claimed_at FROM leads WHERE "+s.chosen()+
		" AND sales_at >= $8 AND sales_at < $9 ORDER BY sales_at, id", append(choice(q.Filter), during(q.Span)...)...)
	if err != nil {
		return nil, fmt.Errorf("list the claims: %w", err)
	}
	samples := make([]Sample, len(rows))
	for i, r := range rows {
		samples[i] = Sample{r.Team, r.Temperature, r.SalesAt.Time, r.ClaimedAt.Time}
	}
	return samples, nil
}
