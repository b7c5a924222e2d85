package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Departure is somebody who left the company and still has open leads, or whose handing over is not told
// yet.
type Departure struct {
	ID    lead.PersonID
	Since time.Time // when it began; zero: not yet
}

const departuresSQL = `SELECT id, leaving_at FROM people AS p WHERE deleted AND (leaving_at IS NOT NULL
	OR EXISTS (SELECT 1 FROM leads AS l WHERE l.owner = p.id AND l.deadline_at IS NOT NULL)
	OR EXISTS (SELECT 1 FROM leads AS l WHERE l.offered_to = p.id)) ORDER BY id`

// Departures lists those whose leads are to be handed over.
func (s *Store) Departures(ctx context.Context) ([]Departure, error) {
	var rows []struct {
		ID    lead.PersonID `json:"id"`
		Since instant       `json:"leaving_at"`
	}
	if err := s.reader.all(ctx, &rows, departuresSQL); err != nil {
		return nil, fmt.Errorf("list who left: %w", err)
	}
	ls := make([]Departure, len(rows))
	for i, r := range rows {
		ls[i] = Departure{r.ID, r.Since.Time}
	}
	return ls, nil
}

// BeginDeparture records since when the leads of somebody who left are being handed over, unless it is known.
func (s *Store) BeginDeparture(ctx context.Context, id lead.PersonID, now time.Time) error {
	return s.exec(ctx, "note that "+string(id)+" left", "UPDATE people SET leaving_at = $1 WHERE id = $2 AND deleted AND leaving_at IS NULL",
		instant{now}, string(id))
}

// EndDeparture records that all leads of somebody who left are handed over, and stores the notes that tell of
// it, all or none. It reports whether it did: of several processes one does.
func (s *Store) EndDeparture(ctx context.Context, l Departure, notes ...outbox.Notification) (done bool, err error) {
	rows := make([][]byte, len(notes))
	for i, n := range notes {
		if err := sanitize(&n); err != nil {
			return false, fmt.Errorf("tell that %s left: %w", l.ID, err)
		}
		if rows[i], err = encodeNotification(n); err != nil {
			return false, fmt.Errorf("tell that %s left: %w", l.ID, err)
		}
	}
	err = s.write(ctx, func(t tx) (err error) {
		done, err = t.changes(ctx, "UPDATE people SET leaving_at = NULL WHERE id = $1 AND leaving_at = $2", string(l.ID), instant{l.Since})
		if err != nil || !done || len(rows) == 0 {
			return err
		}
		_, err = t.exec(ctx, s.noteSQL, jsonArray(rows))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("tell that %s left: %w", l.ID, err)
	}
	return done, nil
}

// HandoverCount is how many leads of somebody who left went to one person, or back to the pool of a team.
type HandoverCount struct {
	To   lead.PersonID // NoOne: to the pool
	Team string        // that the leads are routed to
	N    int
}

// handoverCountsSQL asks each lead that was given up since for its log, so it does not cost what ever was.
const handoverCountsSQL = `SELECT coalesce(e.facts->>'to', '') AS heir, l.team, count(*) AS n FROM leads AS l JOIN events AS e ON e.lead = l.id
	WHERE (l.deadline_at IS NOT NULL OR l.closed_at >= $2) AND e.at >= $2 AND e.kind = 'handed_over' AND e.facts->>'before' = $1
	GROUP BY 1, 2 ORDER BY 1, 2`

// HandoverCounts says what became of the leads of somebody who left since an instant.
func (s *Store) HandoverCounts(ctx context.Context, l Departure) ([]HandoverCount, error) {
	var rows []struct {
		To   lead.PersonID `json:"heir"`
		Team string        `json:"team"`
		N    int           `json:"n"`
	}
	if err := s.reader.all(ctx, &rows, handoverCountsSQL, string(l.ID), instant{l.Since}); err != nil {
		return nil, fmt.Errorf("count what %s left: %w", l.ID, err)
	}
	hs := make([]HandoverCount, len(rows))
	for i, r := range rows {
		hs[i] = HandoverCount{r.To, r.Team, r.N}
	}
	return hs, nil
}
