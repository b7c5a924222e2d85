package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// ResponseTarget holds the times that tell whether a lead was claimed and contacted as soon as the playbook says, and
// whether its owner takes the next step on time.
type ResponseTarget struct {
	Lead        lead.ID
	Team        string
	Temperature lead.Temperature
	Stage       lead.Stage
	Owner       lead.PersonID
	OfferedTo   lead.PersonID
	Handoffs    int
	SalesAt     time.Time
	ClaimedAt   time.Time // the first claim
	ContactedAt time.Time // the first attempt of the current owner
	AwaitedAt   time.Time // since when the first attempt has been due; zero: no attempt is awaited
	NextAt      time.Time
}

// responseTargetsSQL reads what is open in sales and what was claimed since, so that it doesn't get slower over the
// years. 'first_contact' is lead.ClockContact and 'Start' is the tag of lead.Clock.Start.
const responseTargetsSQL = `SELECT id, team, temperature, stage, coalesce(owner, '') AS owner, coalesce(offered_to, '') AS offered_to, handoffs,
	sales_at, claimed_at, contacted_at, state->'clocks'->'first_contact'->>'Start' AS awaited_at, next_at FROM leads
	WHERE NOT test AND deadline_at IS NOT NULL AND stage IN ('new', 'working', 'qualified')
		AND (stage = 'new' OR contacted_at IS NULL OR contacted_at >= $1 OR next_at < $2 OR claimed_at >= $1)
UNION ALL
SELECT id, team, temperature, stage, '', '', handoffs, sales_at, claimed_at, contacted_at, NULL, NULL FROM leads
	WHERE NOT test AND deadline_at IS NULL AND stage <> 'merged' AND claimed_at >= $1`

// ResponseTargets lists the leads that are unclaimed, that their owner has not contacted or whose next step is
// overdue, and those that were claimed or first contacted since a given time. Test leads and merged ones are left
// out.
func (s *Store) ResponseTargets(ctx context.Context, since, now time.Time) ([]ResponseTarget, error) {
	var rows []struct {
		ID          lead.ID          `json:"id"`
		Team        string           `json:"team"`
		Temperature lead.Temperature `json:"temperature"`
		Stage       lead.Stage       `json:"stage"`
		Owner       lead.PersonID    `json:"owner"`
		OfferedTo   lead.PersonID    `json:"offered_to"`
		Handoffs    int              `json:"handoffs"`
		SalesAt     timestamp        `json:"sales_at"`
		ClaimedAt   timestamp        `json:"claimed_at"`
		ContactedAt timestamp        `json:"contacted_at"`
		AwaitedAt   optionalText     `json:"awaited_at"`
		NextAt      timestamp        `json:"next_at"`
	}
	if err := s.reader.all(ctx, &rows, responseTargetsSQL, timestamp{since}, timestamp{now}); err != nil {
		return nil, fmt.Errorf("list the response targets: %w", err)
	}
	ps := make([]ResponseTarget, len(rows))
	for i, r := range rows {
		ps[i] = ResponseTarget{
			Lead: r.ID, Team: r.Team, Temperature: r.Temperature, Stage: r.Stage, Owner: r.Owner, OfferedTo: r.OfferedTo,
			Handoffs: r.Handoffs, SalesAt: r.SalesAt.Time, ClaimedAt: r.ClaimedAt.Time, ContactedAt: r.ContactedAt.Time,
			NextAt: r.NextAt.Time,
		}
		if r.AwaitedAt != "" {
			at, err := time.Parse(time.RFC3339Nano, string(r.AwaitedAt))
			if err != nil {
				return nil, fmt.Errorf("read the response target of lead %s: %w", r.ID, err)
			}
			ps[i].AwaitedAt = at
		}
	}
	return ps, nil
}
