package store

import (
	"context"
	"fmt"

	"dibs/lead"
)

// Erase removes the personal data of a lead for good: the person who inquired, their message and attributes, the
// texts of events, of the next step and of reminders, and the payloads from the source. The lead keeps its company,
// its history and its numbers. It gets a new version, so its cards are drawn again. Erase fails with ErrNotFound if
// there is no such lead.
func (s *Store) Erase(ctx context.Context, id lead.ID) error {
	err := s.write(ctx, func(t tx) error {
		var r leadRow
		if err := t.one(ctx, &r, "SELECT "+leadNames+" FROM leads WHERE id = $1 "+s.dialect.forSave, id); err != nil {
			return err
		}
		l, err := r.lead()
		if err != nil {
			return err
		}
		erasePersonal(l)
		if err := s.replaceLead(ctx, t, l); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE events SET words = NULL WHERE lead = $1 AND words IS NOT NULL", id); err != nil {
			return err
		}
		if err := forgetReminders(ctx, t, id); err != nil {
			return err
		}
		_, err = t.exec(ctx, "UPDATE payloads SET body = NULL WHERE lead = $1", id)
		return err
	})
	return found(err, "erase lead "+id.String())
}

func erasePersonal(l *lead.Lead) {
	l.Contact, l.Message, l.Attributes = lead.Contact{}, "", nil
	if l.Next != nil {
		l.Next.What = ""
	}
	if l.Undo != nil && l.Undo.Next != nil {
		l.Undo.Next.What = ""
	}
}

// replaceLead writes a lead that the transaction has locked, and its cards.
func (s *Store) replaceLead(ctx context.Context, t tx, l *lead.Lead) error {
	e, err := encode(&Change{Lead: l})
	if err != nil {
		return err
	}
	var channels []string
	if err := t.all(ctx, &channels, "SELECT channel FROM cards WHERE lead = $1", l.ID); err != nil {
		return fmt.Errorf("list its cards: %w", err)
	}
	if err := e.encodeCards(channels); err != nil {
		return err
	}
	return s.writeAll(ctx, t, []*changeRows{e})
}
