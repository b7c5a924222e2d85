package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// OwnedByAny lists the open leads of several owners, the next deadline first.
func (s *Store) OwnedByAny(ctx context.Context, owners ...lead.PersonID) ([]*lead.Lead, error) {
	if len(owners) == 0 {
		return nil, nil
	}
	return s.leads(ctx, "WHERE deadline_at IS NOT NULL AND owner IN (SELECT e.value FROM "+s.dialect.list("$1")+") ORDER BY deadline_at, id",
		jsonOf(owners))
}

// Inquiries lists at most limit leads that wait to be judged, hot ones first and then the oldest.
func (s *Store) Inquiries(ctx context.Context, limit int) ([]*lead.Lead, error) {
	return s.leads(ctx, `WHERE stage = 'inquiry' AND deadline_at IS NOT NULL
		ORDER BY CASE temperature WHEN 'hot' THEN 0 WHEN 'warm' THEN 1 ELSE 2 END, waiting_at, id LIMIT $1`, limit)
}

// ReturnedSince lists at most limit nurtured leads that somebody gave to marketing with a reason
// since an instant, the latest first.
func (s *Store) ReturnedSince(ctx context.Context, since time.Time, limit int) ([]*lead.Lead, error) {
	return s.leads(ctx, `WHERE stage = 'nurturing' AND reason <> '' AND entered_at >= $1
		ORDER BY entered_at DESC, id DESC LIMIT $2`, instant{since}, limit)
}

// WakingBefore lists at most limit nurtured leads whose date comes before an instant, the next first.
func (s *Store) WakingBefore(ctx context.Context, until time.Time, limit int) ([]*lead.Lead, error) {
	// Not by the index of stages, where all that sleep stand: few of them wake soon.
	return s.leads(ctx, `WHERE stage || '' = 'nurturing' AND deadline_at IS NOT NULL AND deadline_at < $1
		ORDER BY deadline_at, id LIMIT $2`, instant{until}, limit)
}

// RunningOut lists at most limit leads, of the teams or of all when there are none, whose deadline
// comes next. Nurtured leads and tests are left out; inquiries are of every team.
func (s *Store) RunningOut(ctx context.Context, teams []string, limit int) ([]*lead.Lead, error) {
	theirs := jsonOf(append([]string{}, teams...))
	return s.leads(ctx, `WHERE deadline_at IS NOT NULL AND stage <> 'nurturing' AND NOT test
		AND ($1 = '[]' OR stage = 'inquiry' OR team IN (SELECT e.value FROM `+s.dialect.list("$2")+`))
		ORDER BY deadline_at, id LIMIT $3`, theirs, theirs, limit)
}

// Pledge is what tells whether a lead was claimed and contacted in the promised time, and whether
// its owner does what was promised.
type Pledge struct {
	Lead        lead.ID
	Team        string
	Temperature lead.Temperature
	Stage       lead.Stage
	Owner       lead.PersonID
	OfferedTo   lead.PersonID
	Handoffs    int
	SalesAt     time.Time
	ClaimedAt   time.Time // the first claim
	ContactedAt time.Time // the first attempt of the present owner
	AwaitedAt   time.Time // since when the first attempt is awaited; zero: it is not
	NextAt      time.Time
}

// pledgesSQL reads what is open in sales and what was claimed since, so it does not cost what ever was.
const pledgesSQL = `SELECT id, team, temperature, stage, coalesce(owner, '') AS owner, coalesce(offered_to, '') AS offered_to, handoffs,
	sales_at, claimed_at, contacted_at, state->'clocks'->'first_contact'->>'Start' AS awaited_at, next_at FROM leads
	WHERE NOT test AND deadline_at IS NOT NULL AND stage IN ('new', 'working', 'qualified')
		AND (stage = 'new' OR contacted_at IS NULL OR contacted_at >= $1 OR next_at < $2 OR claimed_at >= $1)
UNION ALL
SELECT id, team, temperature, stage, '', '', handoffs, sales_at, claimed_at, contacted_at, NULL, NULL FROM leads
	WHERE NOT test AND deadline_at IS NULL AND stage <> 'merged' AND claimed_at >= $1`

// Pledges lists what is new, what an owner has not contacted or lets wait, and what was claimed or
// first contacted since an instant. Test leads and merged ones are left out.
func (s *Store) Pledges(ctx context.Context, since, now time.Time) ([]Pledge, error) {
	var rows []struct {
		ID          lead.ID          `json:"id"`
		Team        string           `json:"team"`
		Temperature lead.Temperature `json:"temperature"`
		Stage       lead.Stage       `json:"stage"`
		Owner       lead.PersonID    `json:"owner"`
		OfferedTo   lead.PersonID    `json:"offered_to"`
		Handoffs    int              `json:"handoffs"`
		SalesAt     instant          `json:"sales_at"`
		ClaimedAt   instant          `json:"claimed_at"`
		ContactedAt instant          `json:"contacted_at"`
		AwaitedAt   optional         `json:"awaited_at"`
		NextAt      instant          `json:"next_at"`
	}
	if err := s.reader.all(ctx, &rows, pledgesSQL, instant{since}, instant{now}); err != nil {
		return nil, fmt.Errorf("list what was promised: %w", err)
	}
	ps := make([]Pledge, len(rows))
	for i, r := range rows {
		ps[i] = Pledge{
			Lead: r.ID, Team: r.Team, Temperature: r.Temperature, Stage: r.Stage, Owner: r.Owner, OfferedTo: r.OfferedTo,
			Handoffs: r.Handoffs, SalesAt: r.SalesAt.Time, ClaimedAt: r.ClaimedAt.Time, ContactedAt: r.ContactedAt.Time,
			NextAt: r.NextAt.Time,
		}
		if r.AwaitedAt != "" {
			at, err := time.Parse(time.RFC3339Nano, string(r.AwaitedAt))
			if err != nil {
				return nil, fmt.Errorf("read what was promised of lead %s: %w", r.ID, err)
			}
			ps[i].AwaitedAt = at
		}
	}
	return ps, nil
}
