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

// StartAbsence starts the absence of a person: from an instant, which must be given, until another;
// until they say so when that is zero. It replaces one that runs. ErrNotFound when nobody has the
// id.
func (s *Store) StartAbsence(ctx context.Context, id lead.PersonID, from, until time.Time, by lead.AwayBy) error {
	err := s.write(ctx, func(t tx) error {
		known, err := t.changes(ctx, "UPDATE people SET away_at = $1, back_at = $2, away_by = $3 WHERE id = $4",
			instant{from}, instant{until}, string(by), string(id))
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

// EndAbsence ends the absence of a person that started at an instant or before, and stores the note
// that greets them, both or none. It reports whether it did: of several processes one does, so
// there is one note. The key of the note names the absence: when the note is there already, that
// absence was ended before, and what runs now is another.
func (s *Store) EndAbsence(ctx context.Context, id lead.PersonID, at time.Time, note outbox.Notification) (ended bool, err error) {
	if err := sanitize(&note); err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	row, err := encodeNotification(note)
	if err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	err = s.write(ctx, func(t tx) error {
		if ended, err = t.changes(ctx, s.noteSQL, jsonArray([][]byte{row})); !ended || err != nil {
			return err
		}
		ended, err = t.changes(ctx, "UPDATE people SET away_at = NULL, back_at = NULL, away_by = '' WHERE id = $1 AND away_at <= $2",
			string(id), instant{at})
		if err == nil && !ended {
			err = errNotAway
		}
		return err
	})
	if errors.Is(err, errNotAway) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("end the absence of %s: %w", id, err)
	}
	return ended, nil
}

// errNotAway takes the note of Return back: there is no absence to end.
var errNotAway = errors.New("not away")

// takeStatus takes over what the Slack status says, if it is known. A status that is not new says
// nothing: whoever has come back since is there, whatever it still shows.
func (r *personRow) takeStatus(p lead.Person) {
	anew := p.Status != "" && p.Status != r.Status
	r.Status = cmp.Or(p.Status, r.Status)
	if !anew || p.AwayBy != lead.AwayStatus {
		return
	}
	runs := !r.AwayAt.IsZero() && (r.BackAt.IsZero() || p.AwayAt.Before(r.BackAt.Time))
	switch {
	case runs && r.AwayBy == lead.AwaySaid:
		return
	case !runs: // another status goes on with the absence
		r.AwayAt = instant{p.AwayAt}
	}
	r.BackAt, r.AwayBy = instant{p.BackAt}, lead.AwayStatus
}

// statusEnded reports whether a person is away by a status that Slack shows no more.
func (r personRow) statusEnded(p lead.Person) bool {
	return r.AwayBy == lead.AwayStatus && !r.AwayAt.IsZero() && p.AwayBy != lead.AwayStatus && p.Status != ""
}

// changedForSQL looks at what is open or was closed since, so it does not cost what ever was. Who
// lost a lead meanwhile, as it was offered onward, is named by the event that took it. Without
// MATERIALIZED Postgres would ask each lead for its events before it looks whose it is.
const changedForSQL = `WHERE id IN (
		WITH theirs AS MATERIALIZED (
			SELECT id, (owner = $1 OR last_owner = $1) AS last FROM leads
			WHERE (deadline_at IS NOT NULL OR closed_at >= $2) AND (owner = $1 OR last_owner = $1 OR handoffs > 0))
		SELECT t.id FROM theirs AS t JOIN events AS e ON e.lead = t.id
		WHERE e.at >= $2 AND (t.last OR e.facts->>'before' = $1))
	ORDER BY id DESC LIMIT $3`

// ChangedFor lists at most limit leads that changed since an instant and that are a person's, last
// were, or were taken from them since: what was done for somebody who is back. The newest lead
// comes first. Leads that were closed before are left out.
func (s *Store) ChangedFor(ctx context.Context, who lead.PersonID, since time.Time, limit int) ([]*lead.Lead, error) {
	return s.loadLeads(ctx, changedForSQL, string(who), instant{since}, limit)
}
