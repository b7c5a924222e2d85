package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Departure is a person who left the company and whose leads are being handed over, or were handed over without an
// announcement so far.
type Departure struct {
	ID    lead.PersonID
	Since time.Time // when the handover began; zero: it has not
}

const departuresSQL = `SELECT id, leaving_at FROM people AS p WHERE deleted AND (leaving_at IS NOT NULL
	OR EXISTS (SELECT 1 FROM leads AS l WHERE l.owner = p.id AND l.deadline_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM leads AS l WHERE l.offered_to = p.id)) ORDER BY id`

// Departures lists the people who left and still have open leads, or whose handover has not been announced, by id.
func (s *Store) Departures(ctx context.Context) ([]Departure, error) {
	var rows []struct {
		ID    lead.PersonID `json:"id"`
		Since timestamp     `json:"leaving_at"`
	}
	if err := s.reader.all(ctx, &rows, departuresSQL); err != nil {
		return nil, fmt.Errorf("list the people who left: %w", err)
	}
	ls := make([]Departure, len(rows))
	for i, r := range rows {
		ls[i] = Departure{r.ID, r.Since.Time}
	}
	return ls, nil
}

// BeginDeparture records when the handover of a person's leads began, unless that is already recorded. It does
// nothing if the person has not left.
func (s *Store) BeginDeparture(ctx context.Context, id lead.PersonID, now time.Time) error {
	return s.exec(ctx, "record that "+string(id)+" left", "UPDATE people SET leaving_at = $1 WHERE id = $2 AND deleted AND leaving_at IS NULL",
		timestamp{now}, string(id))
}

// EndDeparture records that all leads of a person who left are handed over, and stores the notifications that
// announce it, all or none. It reports whether it did: only one of several processes does.
func (s *Store) EndDeparture(ctx context.Context, l Departure, notifications ...outbox.Notification) (done bool, err error) {
	rows := make([][]byte, len(notifications))
	for i, n := range notifications {
		if err := sanitize(&n); err != nil {
			return false, fmt.Errorf("announce that %s left: %w", l.ID, err)
		}
		if rows[i], err = encodeNotification(n); err != nil {
			return false, fmt.Errorf("announce that %s left: %w", l.ID, err)
		}
	}
	err = s.write(ctx, func(t tx) (err error) {
		done, err = t.changes(ctx, "UPDATE people SET leaving_at = NULL WHERE id = $1 AND leaving_at = $2", string(l.ID), timestamp{l.Since})
		if err != nil || !done || len(rows) == 0 {
			return err
		}
		_, err = t.exec(ctx, s.notificationSQL, jsonArray(rows))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("announce that %s left: %w", l.ID, err)
	}
	return done, nil
}

// HandoverCount is how many leads of a person who left went to one person, or back to the pool of a team.
type HandoverCount struct {
	To   lead.PersonID // NoOne: back to the pool
	Team string        // the team that the leads are routed to
	N    int
}

// handoverCountsSQL reads the events of leads that are open or were closed since, so that it doesn't get slower over
// the years.
const handoverCountsSQL = `SELECT coalesce(e.facts->>'to', '') AS receiver, l.team, count(*) AS n FROM leads AS l JOIN events AS e ON e.lead = l.id
	WHERE (l.deadline_at IS NOT NULL OR l.closed_at >= $2) AND e.at >= $2 AND e.kind = 'handed_over' AND e.facts->>'before' = $1
	GROUP BY 1, 2 ORDER BY 1, 2`

// HandoverCounts counts where the leads of a person who left went since the handover began.
func (s *Store) HandoverCounts(ctx context.Context, l Departure) ([]HandoverCount, error) {
	var rows []struct {
		To   lead.PersonID `json:"receiver"`
		Team string        `json:"team"`
		N    int           `json:"n"`
	}
	if err := s.reader.all(ctx, &rows, handoverCountsSQL, string(l.ID), timestamp{l.Since}); err != nil {
		return nil, fmt.Errorf("count the leads that %s handed over: %w", l.ID, err)
	}
	hs := make([]HandoverCount, len(rows))
	for i, r := range rows {
		hs[i] = HandoverCount{r.To, r.Team, r.N}
	}
	return hs, nil
}
