package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// AwaitingNotification lists the people who will get a notification of a kind later than a given time, by id.
func (s *Store) AwaitingNotification(ctx context.Context, k outbox.NotificationKind, after time.Time) ([]lead.PersonID, error) {
	var ids []lead.PersonID
	err := s.reader.all(ctx, &ids, `SELECT DISTINCT person FROM notes
		WHERE post IS NULL AND bundle IS NULL AND kind = $1 AND due_at > $2 AND person <> '' ORDER BY person`, string(k), timestamp{after})
	if err != nil {
		return nil, fmt.Errorf("list the people who await notifications: %w", err)
	}
	return ids, nil
}

// RescheduleNotifications moves the notifications of a kind that a person would get later than after to another time.
// Those that are already being sent stay.
func (s *Store) RescheduleNotifications(ctx context.Context, k outbox.NotificationKind, to lead.PersonID, after, due time.Time) error {
	return s.exec(ctx, "reschedule the notifications of "+string(to), `UPDATE notes SET due_at = $1
		WHERE post IS NULL AND bundle IS NULL AND kind = $2 AND person = $3 AND due_at > $4 AND due_at <> $1`,
		timestamp{due}, string(k), string(to), timestamp{after})
}

// RescheduleNotification moves a notification to another time, unless it is already being sent.
func (s *Store) RescheduleNotification(ctx context.Context, id int64, due time.Time) error {
	return s.exec(ctx, fmt.Sprintf("reschedule notification %d", id), "UPDATE notes SET due_at = $1 WHERE id = $2 AND post IS NULL AND bundle IS NULL",
		timestamp{due}, id)
}
