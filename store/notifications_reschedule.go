package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// AwaitingNotification lists who is to be told something of a kind later than an instant, by id.
func (s *Store) AwaitingNotification(ctx context.Context, k outbox.NotificationKind, after time.Time) ([]lead.PersonID, error) {
	var ids []lead.PersonID
	err := s.reader.all(ctx, &ids, `SELECT DISTINCT person FROM notes
		WHERE post IS NULL AND bundle IS NULL AND kind = $1 AND due_at > $2 AND person <> '' ORDER BY person`, string(k), instant{after})
	if err != nil {
		return nil, fmt.Errorf("list who awaits notes: %w", err)
	}
	return ids, nil
}

// RescheduleNotifications has a person be told what they are to be told of a kind after an instant at another one.
// What is being sent already stays.
func (s *Store) RescheduleNotifications(ctx context.Context, k outbox.NotificationKind, to lead.PersonID, after, due time.Time) error {
	return s.exec(ctx, "move the notes of "+string(to), `UPDATE notes SET due_at = $1
		WHERE post IS NULL AND bundle IS NULL AND kind = $2 AND person = $3 AND due_at > $4 AND due_at <> $1`,
		instant{due}, string(k), string(to), instant{after})
}

// RescheduleNotification has a note be told at another instant, unless it is being sent already.
func (s *Store) RescheduleNotification(ctx context.Context, id int64, due time.Time) error {
	return s.exec(ctx, fmt.Sprintf("move note %d", id), "UPDATE notes SET due_at = $1 WHERE id = $2 AND post IS NULL AND bundle IS NULL",
		instant{due}, id)
}
