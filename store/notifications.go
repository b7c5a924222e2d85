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
	// bundlePause is how long nothing more may come due for a receiver before a bundle is sent.
	bundlePause = 2 * time.Second
	// bundleWait is how long the first notification of a bundle waits for that at most.
	bundleWait = 10 * time.Second
	// bundleSize is how many notifications go into one bundle. The rest go into the next.
	bundleSize = 2000
)

// Bundle is the notifications that one receiver gets in one message, leased to one worker.
type Bundle struct {
	Key           string                // names the message for good: the key of its first notification
	To            lead.PersonID         // the receiver, or
	In            string                // the channel, as the playbook names it
	Alone         bool                  // a message with a single notification, which never waits for others
	Notifications []outbox.Notification // by id

	queue string // the name of its lease: the value of the column queue, which the database generates
}

// nextQueueSQL finds the queue that has waited longest. A queue holds what one receiver gets, either in bundles or
// alone, and its name is that of its lease. Queues of notifications that are sent alone come first. A bundle whose
// post was begun is sent as soon as it is due. Any other bundle is sent once none of its notifications comes due
// before $3, or its first has been due since $4.
const nextQueueSQL = `SELECT n.queue FROM notes AS n LEFT JOIN leases AS s ON s.name = n.queue
	WHERE n.post IS NULL AND n.due_at <= $3 AND ` + servable + `
	GROUP BY n.queue HAVING min(n.due_at) <= $2 AND (max(n.due_at) <= $2 OR min(n.due_at) <= $4
		OR max(CASE WHEN n.alone OR n.bundle IS NOT NULL THEN 1 ELSE 0 END) = 1)
	ORDER BY max(CASE WHEN n.alone THEN 1 ELSE 0 END) DESC, min(n.due_at), n.queue LIMIT 1`

// bundleSQL reads the notifications of a queue that are due. Those whose post was begun come first.
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
	DueAt   timestamp `json:"due_at"`
	Alone   bool      `json:"alone"`
	Args    document  `json:"args"`
}

type unsentNotificationRow struct {
	ID     int64        `json:"id"`
	Bundle optionalText `json:"bundle"`
	notificationRow
}

// LeaseNotifications gives a worker the notifications that one receiver now gets in one message. A notification that
// is Alone is sent as soon as it is due. The others are sent together, once no more come due for 2 s or the first has
// been due for 10 s. If a post to this receiver was begun and not finished, the bundle is exactly the notifications
// of that post, under the same key. Notifications that are Alone come first, and then the receiver that has waited
// longest.
//
// No other worker gets this queue before until, unless NotificationsSent or RetryNotifications gives it back earlier.
// The Key is empty if there is nothing to send.
func (s *Store) LeaseNotifications(ctx context.Context, worker string, now, until time.Time) (Bundle, error) {
	queue, err := s.leaseNext(ctx, nextQueueSQL, worker, now, until, timestamp{now.Add(bundlePause)}, timestamp{now.Add(-bundleWait)})
	if queue == "" || err != nil {
		return Bundle{}, err
	}
	var rows []unsentNotificationRow
	if err := s.reader.all(ctx, &rows, bundleSQL, queue, timestamp{now}, bundleSize); err != nil {
		return Bundle{}, fmt.Errorf("read the notifications of %s: %w", queue, err)
	}
	if len(rows) == 0 { // the worker that had the lease before has just sent them
		return Bundle{}, s.free(ctx, queue, worker, time.Time{})
	}
	return bundleOf(queue, rows)
}

// bundleOf picks the notifications that go into the next message of a queue.
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
		return n, fmt.Errorf("read notification %s: %w", r.Key, err)
	}
	return n, nil
}

// NotificationsSent records that the notifications of a bundle were sent in one message, completes its post and gives
// the queue back. The receiver gets no other bundle before next; zero means at once. Notifications that are Alone are
// never held back. Notifications that are dropped on purpose are settled the same way, with an empty place.
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
		_, err := t.exec(ctx, freeSQL, b.queue, worker, timestamp{next})
		return err
	})
	return found(err, "record sent notifications")
}

// RetryNotifications gives the notifications of a bundle back. No worker gets them before at.
func (s *Store) RetryNotifications(ctx context.Context, worker string, b Bundle, at time.Time) error {
	return s.free(ctx, b.queue, worker, at)
}

// numbers is SQL that reads a JSON array of numbers as a column.
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
		DueAt: timestamp{n.DueAt}, Alone: n.Alone, Args: args,
	})
}

// LeadOfNotification finds the lead that a private message to a person was about, by the timestamp of the message. ok is
// false if there is no such message, or if it was about several leads.
func (s *Store) LeadOfNotification(ctx context.Context, to lead.PersonID, ts string) (id lead.ID, ok bool, err error) {
	if to == lead.NoOne || ts == "" {
		return 0, false, nil
	}
	var ids []lead.ID
	err = s.reader.all(ctx, &ids, `SELECT DISTINCT lead FROM notes
		WHERE post IN (SELECT key FROM posts WHERE ts = $1 AND ts <> '') AND person = $2 AND lead IS NOT NULL LIMIT 2`, ts, string(to))
	if err != nil {
		return 0, false, fmt.Errorf("look up the lead of a private message: %w", err)
	}
	if len(ids) != 1 {
		return 0, false, nil
	}
	return ids[0], true, nil
}
