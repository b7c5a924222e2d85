package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
)

// nextPersonSQL finds the person who has waited longest for a note.
const nextPersonSQL = `SELECT n.person FROM notes AS n LEFT JOIN leases AS s ON s.name = 'person:' || n.person
	WHERE n.post IS NULL AND n.due_at <= $2 AND ` + servable + `
	GROUP BY n.person ORDER BY min(n.due_at), n.person LIMIT 1`

// LeaseNotes gives a worker the unsent notes of one person that are due, at most limit, in the
// order of their ids: so the first ones stay the first, and the key of a message that was begun
// with them is found again. Nobody else gets notes of this person until the instant, or until
// NotesSent or RetryNotes. It is empty when there is nothing to send.
func (s *Store) LeaseNotes(ctx context.Context, worker string, now, until time.Time, limit int) ([]lead.Note, error) {
	person, err := s.leaseNext(ctx, nextPersonSQL, personLease, worker, now, until)
	if person == "" || err != nil {
		return nil, err
	}
	var rows []struct {
		ID int64 `json:"id"`
		noteRow
	}
	err = s.reader.all(ctx, &rows, `SELECT id, lead, key, person, kind, event, due_at FROM notes
		WHERE post IS NULL AND person = $1 AND due_at <= $2 ORDER BY id LIMIT $3`, person, instant{now}, limit)
	if err != nil {
		return nil, fmt.Errorf("read the notes of %s: %w", person, err)
	}
	ns := make([]lead.Note, len(rows))
	for i, r := range rows {
		ns[i] = lead.Note{
			ID: r.ID, Key: r.Key, To: lead.PersonID(r.Person), Kind: lead.NoteKind(r.Kind),
			Lead: r.Lead, Event: r.Event, DueAt: r.DueAt.Time,
		}
	}
	return ns, nil
}

// NotesSent records that notes of one person were told in one message, completes its post, and
// lets the next notes of this person go. Notes left out on purpose are settled the same way, with
// an empty place and a key of their own.
func (s *Store) NotesSent(ctx context.Context, worker string, notes []lead.Note, key string, place lead.Place) error {
	if len(notes) == 0 {
		return nil
	}
	ids := make([]int64, len(notes))
	for i, n := range notes {
		ids[i] = n.ID
	}
	err := s.write(ctx, func(t tx) error {
		if _, err := t.exec(ctx, "UPDATE notes SET post = $1 WHERE id IN (SELECT CAST(e.value AS bigint) FROM "+
			s.dialect.list("$2")+")", key, jsonOf(ids)); err != nil {
			return err
		}
		if err := t.completePost(ctx, key, place.TS); err != nil {
			return err
		}
		_, err := t.exec(ctx, freeSQL, personLease(string(notes[0].To)), worker, instant{})
		return err
	})
	return found(err, "record sent notes")
}

// RetryNotes gives the notes of a person back; nobody gets them before the instant.
func (s *Store) RetryNotes(ctx context.Context, worker string, person lead.PersonID, at time.Time) error {
	return s.exec(ctx, "put off the notes of "+string(person), freeSQL, personLease(string(person)), worker, instant{at})
}
