package store

import (
	"context"
	"fmt"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

// Awaiting lists who is to be told something of a kind later than an instant, by id.
func (s *Store) Awaiting(ctx context.Context, k outbox.NotificationKind, after time.Time) ([]lead.PersonID, error) {
	var ids []lead.PersonID
	err := s.reader.all(ctx, &ids, `SELECT DISTINCT person FROM notes
		WHERE post IS NULL AND bundle IS NULL AND kind = $1 AND due_at > $2 AND person <> '' ORDER BY person`, string(k), instant{after})
	if err != nil {
		return nil, fmt.Errorf("list who awaits notes: %w", err)
	}
	return ids, nil
}

// MoveNotes has a person be told what they are to be told of a kind after an instant at another one.
// What is being sent already stays.
func (s *Store) MoveNotes(ctx context.Context, k outbox.NotificationKind, to lead.PersonID, after, due time.Time) error {
	return s.exec(ctx, "move the notes of "+string(to), `UPDATE notes SET due_at = $1
		WHERE post IS NULL AND bundle IS NULL AND kind = $2 AND person = $3 AND due_at > $4 AND due_at <> $1`,
		instant{due}, string(k), string(to), instant{after})
}
