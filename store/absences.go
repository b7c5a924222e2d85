package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// StartAbsence records that a person is away between from, which must not be zero, and until. A zero until means that
// they are away until they say they are back. It replaces a running absence. It stores done, which may be nil, in the
// same transaction. It fails with ErrNotFound if nobody has the id, and with *Repeated if it was done before.
func (s *Store) StartAbsence(ctx context.Context, id lead.PersonID, from, until time.Time, by lead.AwayBy, done *Receipt) error {
	err := s.write(ctx, func(t tx) error {
		if err := s.receive(ctx, t, done); err != nil {
			return err
		}
		known, err := t.changes(ctx, "UPDATE people SET away_at = $1, back_at = $2, away_by = $3 WHERE id = $4",
			timestamp{from}, timestamp{until}, string(by), string(id))
		if err == nil && !known {
			err = ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("set the absence of %s: %w", id, err)
	}
	return nil
}

// EndAbsence ends a person's absence if it started at the given time or earlier, and stores the notification that
// welcomes them back: both or neither. It reports whether it did. If several processes try at once, only one
// succeeds, so there is only one notification. The notification's key names the absence: if that key is already
// stored, this absence has ended, and one that is running now is a different one. If it ends an absence, it stores done
// as well, which may be nil. It fails with *Repeated if that was done before.
func (s *Store) EndAbsence(ctx context.Context, id lead.PersonID, at time.Time, welcome outbox.Notification, done *Receipt) (ended bool, err error) {
	if err := sanitize(&welcome); err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	row, err := encodeNotification(welcome)
	if err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	err = s.write(ctx, func(t tx) error {
		if err := s.receive(ctx, t, done); err != nil {
			return err
		}
		if ended, err = t.changes(ctx, s.notificationSQL, jsonArray([][]byte{row})); err != nil {
			return err
		}
		if !ended {
			return errNoAbsence
		}
		ended, err = t.changes(ctx, "UPDATE people SET away_at = NULL, back_at = NULL, away_by = '' WHERE id = $1 AND away_at <= $2",
			string(id), timestamp{at})
		if err == nil && !ended {
			err = errNoAbsence
		}
		return err
	})
	if errors.Is(err, errNoAbsence) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	return ended, nil
}

// errNoAbsence makes EndAbsence store nothing when there is no absence to end.
var errNoAbsence = errors.New("not away")

// takeStatus stores the person's Slack status, if it is known, and the absence that it announces. An unchanged status
// starts no absence: the person may be back and have forgotten to clear it.
func (r *personRow) takeStatus(p lead.Person) {
	changed := p.Status != "" && p.Status != r.Status
	r.Status = cmp.Or(p.Status, r.Status)
	if !changed || p.AwayBy != lead.AwayStatus {
		return
	}
	runs := !r.AwayAt.IsZero() && (r.BackAt.IsZero() || p.AwayAt.Before(r.BackAt.Time))
	switch {
	case runs && r.AwayBy == lead.AwaySaid:
		return
	case !runs: // a running absence keeps its start when the status changes
		r.AwayAt = timestamp{p.AwayAt}
	}
	r.BackAt, r.AwayBy = timestamp{p.BackAt}, lead.AwayStatus
}

// statusEnded reports whether a person is away because of a status that Slack no longer shows.
func (r personRow) statusEnded(p lead.Person) bool {
	return r.AwayBy == lead.AwayStatus && !r.AwayAt.IsZero() && p.AwayBy != lead.AwayStatus && p.Status != ""
}

// changedForSQL looks only at leads that are open or were closed since, so that it doesn't get slower over the years.
// If a lead was only offered to a person and then moved on, the event that took it away names that person. Without
// MATERIALIZED, Postgres would read the events of each lead before checking whose lead it is.
const changedForSQL = `WHERE id IN (
		WITH theirs AS MATERIALIZED (
			SELECT id, (owner = $1 OR last_owner = $1) AS last FROM leads
			WHERE (deadline_at IS NOT NULL OR closed_at >= $2) AND (owner = $1 OR last_owner = $1 OR handoffs > 0))
		SELECT t.id FROM theirs AS t JOIN events AS e ON e.lead = t.id
		WHERE e.at >= $2 AND (t.last OR e.facts->>'before' = $1))
	ORDER BY id DESC LIMIT $3`

// ChangedFor lists at most limit leads of a person that changed since a given time, the newest lead first: those they
// own, those they were the last to own, and those that were taken from them since. It shows people who come back what
// happened while they were away. Leads that were closed before that time are left out.
func (s *Store) ChangedFor(ctx context.Context, who lead.PersonID, since time.Time, limit int) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, changedForSQL, string(who), timestamp{since}, limit)
}
