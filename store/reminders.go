package store

import (
	"context"
	"fmt"

	"dibs/lead"
	"dibs/lead/outbox"
)

type argsRow struct {
	ID    int64     `json:"id"`
	Args  document  `json:"args"`
	DueAt timestamp `json:"due_at"`
}

// Reminders lists the reminders that someone else asked to be sent to a person and that are still pending, by id:
// their id, what they say and when they are due. Those that are already being sent are left out.
func (s *Store) Reminders(ctx context.Context, to lead.PersonID) ([]outbox.Notification, error) {
	var rows []argsRow
	err := s.reader.all(ctx, &rows, `SELECT id, args, due_at FROM notes
		WHERE post IS NULL AND bundle IS NULL AND kind = 'reminder' AND person = $1 ORDER BY id`, string(to))
	if err != nil {
		return nil, fmt.Errorf("list the reminders of %s: %w", to, err)
	}
	var reminders []outbox.Notification
	for _, r := range rows {
		n := outbox.Notification{ID: r.ID, To: to, Kind: outbox.NotifyReminder, DueAt: r.DueAt.Time}
		if err := r.Args.into(&n.Args); err != nil {
			return nil, fmt.Errorf("read reminder %d: %w", r.ID, err)
		}
		if _, _, asked := n.RequestedBy(); asked {
			reminders = append(reminders, n)
		}
	}
	return reminders, nil
}

// forgetReminders removes the texts of a lead's reminders, but keeps who asked for them.
func forgetReminders(ctx context.Context, t tx, id lead.ID) error {
	var rows []argsRow
	if err := t.all(ctx, &rows, "SELECT id, args, due_at FROM notes WHERE lead = $1 AND kind = 'reminder' AND args IS NOT NULL", id); err != nil {
		return err
	}
	for _, r := range rows {
		n, left := outbox.Notification{Kind: outbox.NotifyReminder}, document(nil)
		err := r.Args.into(&n.Args)
		if by, at, asked := n.RequestedBy(); err == nil && asked {
			left, err = documentOf(outbox.RequestArgs("", by, at))
		}
		if err != nil {
			return fmt.Errorf("read reminder %d: %w", r.ID, err)
		}
		if _, err := t.exec(ctx, "UPDATE notes SET args = $1 WHERE id = $2", left, r.ID); err != nil {
			return err
		}
	}
	return nil
}
