package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

const (
	// quietTime is how long no further note may come due for a receiver before a bundle goes.
	quietTime = 2 * time.Second
	// longestQuiet is how long the first note of a bundle waits for that.
	longestQuiet = 10 * time.Second
	// mostNotes is how many notes go into one bundle; the others go into the next.
	mostNotes = 2000
)

// Bundle is the notes that go to one receiver in one message, leased to one worker.
type Bundle struct {
	Key           string                // names the message for ever: that of its first note
	To            lead.PersonID         // the receiver, or
	In            string                // the channel, as the playbook names it
	Alone         bool                  // a message of its own, which waits for nothing
	Notifications []outbox.Notification // by id

	queue string // the lease it was read under: the value of the column queue, which the database generates
}

// nextQueueSQL finds the queue that waits longest, those of the hot ones first. A queue is what
// one receiver is told in bundles, or alone; its name is that of its lease. A bundle that was
// begun goes as soon as it may; one that was not goes when none of its notes came due in $3, the
// time until which more are waited for, or its first is due since $4.
const nextQueueSQL = `SELECT n.queue FROM notes AS n LEFT JOIN leases AS s ON s.name = n.queue
	WHERE n.post IS NULL AND n.due_at <= $3 AND ` + servable + `
	GROUP BY n.queue HAVING min(n.due_at) <= $2 AND (max(n.due_at) <= $2 OR min(n.due_at) <= $4
		OR max(CASE WHEN n.alone OR n.bundle IS NOT NULL THEN 1 ELSE 0 END) = 1)
	ORDER BY max(CASE WHEN n.alone THEN 1 ELSE 0 END) DESC, min(n.due_at), n.queue LIMIT 1`

// bundleSQL reads the notes of a queue that are due, those begun already first.
const bundleSQL = `SELECT id, lead, key, person, channel, kind, event, due_at, alone, args, bundle FROM notes
	WHERE post IS NULL AND due_at <= $2 AND queue = $1
	ORDER BY CASE WHEN bundle IS NULL THEN 1 ELSE 0 END, bundle, id LIMIT $3`

type notificationRow struct {
	Lead    reference `json:"lead"`
	Key     string    `json:"key"`
	Person  string    `json:"person"`
	Channel string    `json:"channel"`
	Kind    string    `json:"kind"`
	Event   int       `json:"event"`
	DueAt   instant   `json:"due_at"`
	Alone   bool      `json:"alone"`
	Args    document  `json:"args"`
}

type unsentNotificationRow struct {
	ID     int64    `json:"id"`
	Bundle optional `json:"bundle"`
	notificationRow
}

// LeaseNotifications gives a worker the unsent notes of one receiver that go into one message now: one
// that is Alone as soon as it is due, the others together, when for 2 s no more come due or the
// first is due for 30 s. If a post of this receiver was begun with some notes and is not
// finished, it is exactly those again, under the same key. Alone ones come first, and then
// whoever waits longest.
//
// Nobody else gets this queue of the receiver until the instant, or until NotesSent or
// RetryNotes. The Key is empty when there is nothing to send.
func (s *Store) LeaseNotifications(ctx context.Context, worker string, now, until time.Time) (Bundle, error) {
	queue, err := s.leaseNext(ctx, nextQueueSQL, worker, now, until, instant{now.Add(quietTime)}, instant{now.Add(-longestQuiet)})
	if queue == "" || err != nil {
		return Bundle{}, err
	}
	var rows []unsentNotificationRow
	if err := s.reader.all(ctx, &rows, bundleSQL, queue, instant{now}, mostNotes); err != nil {
		return Bundle{}, fmt.Errorf("read the notes of %s: %w", queue, err)
	}
	if len(rows) == 0 { // whoever had the lease before has just sent them
		return Bundle{}, s.free(ctx, queue, worker, time.Time{})
	}
	return bundleOf(queue, rows)
}

// bundleOf takes the notes that go into the next message of a queue.
func bundleOf(queue string, rows []unsentNotificationRow) (Bundle, error) {
	first := rows[0]
	b := Bundle{Key: first.Key, To: lead.PersonID(first.Person), In: first.Channel, Alone: first.Alone, queue: queue}
	if first.Bundle != "" {
		b.Key = string(first.Bundle)
	}
	for _, r := range rows {
		if r.Bundle != first.Bundle || b.Alone && len(b.Notifications) == 1 {
			break
		}
		n, err := r.notification()
		if err != nil {
			return Bundle{}, err
		}
		b.Notifications = append(b.Notifications, n)
	}
	return b, nil
}

func (r unsentNotificationRow) notification() (outbox.Notification, error) {
	n := outbox.Notification{
		ID: r.ID, Key: r.Key, To: lead.PersonID(r.Person), Channel: r.Channel, Kind: outbox.NotificationKind(r.Kind),
		Lead: lead.ID(r.Lead), Event: r.Event, DueAt: r.DueAt.Time, Alone: r.Alone,
	}
	if err := r.Args.into(&n.Args); err != nil {
		return n, fmt.Errorf("read note %s: %w", r.Key, err)
	}
	return n, nil
}

// NotificationsSent records that the notes of a bundle were told in one message, completes its post, and
// gives the receiver back: no other bundle goes to them before next (zero: at once), while what
// is Alone is never held back. Notes left out on purpose are settled the same way, with an empty
// place.
func (s *Store) NotificationsSent(ctx context.Context, worker string, b Bundle, place lead.Place, next time.Time) error {
	if len(b.Notifications) == 0 {
		return nil
	}
	ids := make([]int64, len(b.Notifications))
	for i, n := range b.Notifications {
		ids[i] = n.ID
	}
	if b.Alone {
		next = time.Time{}
	}
	err := s.write(ctx, func(t tx) error {
		if err := t.execOn(ctx, len(ids), "UPDATE notes SET post = $1 WHERE id IN ("+s.numbers("$2")+")", b.Key, jsonOf(ids)); err != nil {
			return err
		}
		if err := t.completePost(ctx, b.Key, place.TS); err != nil {
			return err
		}
		_, err := t.exec(ctx, freeSQL, b.queue, worker, instant{next})
		return err
	})
	return found(err, "record sent notes")
}

// RetryNotifications gives the notes of a bundle back; nobody gets them before the instant.
func (s *Store) RetryNotifications(ctx context.Context, worker string, b Bundle, at time.Time) error {
	return s.free(ctx, b.queue, worker, at)
}

// numbers reads a JSON array of numbers as a column.
func (s *Store) numbers(param string) string {
	return "SELECT CAST(e.value AS bigint) FROM " + s.dialect.list(param)
}

func encodeNotification(n outbox.Notification) (b []byte, err error) {
	var args document
	if len(n.Args) > 0 {
		if args, err = documentOf(n.Args); err != nil {
			return nil, err
		}
	}
	return json.Marshal(notificationRow{
		Lead: reference(n.Lead), Key: n.Key, Person: string(n.To), Channel: n.Channel, Kind: string(n.Kind), Event: n.Event,
		DueAt: instant{n.DueAt}, Alone: n.Alone, Args: args,
	})
}

// LeadOfNotification is the lead that a private message to a person told of, by the message's timestamp. It is
// not ok when that is no such message, or one about several leads.
func (s *Store) LeadOfNotification(ctx context.Context, to lead.PersonID, ts string) (id lead.ID, ok bool, err error) {
	if to == lead.NoOne || ts == "" {
		return 0, false, nil
	}
	var ids []lead.ID
	err = s.reader.all(ctx, &ids, `SELECT DISTINCT lead FROM notes
		WHERE post IN (SELECT key FROM posts WHERE ts = $1 AND ts <> '') AND person = $2 AND lead IS NOT NULL LIMIT 2`, ts, string(to))
	if err != nil {
		return 0, false, fmt.Errorf("look up what a private message told of: %w", err)
	}
	if len(ids) != 1 {
		return 0, false, nil
	}
	return ids[0], true, nil
}
