package workflows

import (
	"context"
	"errors"
	"time"

	"dibs/lead"
)

// Comment keeps words about a lead; see lead.Lead.AddComment.
func (e *Engine) Comment(ctx context.Context, id lead.ID, by lead.PersonID, words string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.AddComment(a, words, now) })
}

// errSavedBefore ends a change that was made before; it never leaves this file.
var errSavedBefore = errors.New("this message was kept before")

// SaveMessage makes a message of Slack a note of a lead, once: the log tells which messages were kept, and
// the version of the lead settles two who keep the same one at once. again says that it was kept
// before; then the outcome's event is that of the first time.
func (e *Engine) SaveMessage(ctx context.Context, id lead.ID, by lead.PersonID, r lead.Comment, now time.Time) (out Outcome, again bool, err error) {
	var before Outcome
	r.Place = e.find.Linked(r.Place)
	out, err = e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if err := l.Clone().SaveMessage(a, r, now); err != nil {
			return err // who may not keep it does not learn that it is kept
		}
		events, err := e.store.Events(ctx, id)
		if err != nil {
			return err
		}
		for _, ev := range events {
			if m := ev.Facts.Message; ev.Kind == lead.Commented && m != nil && m.Channel == r.Place.Channel && m.TS == r.Place.TS {
				before = Outcome{l, ev}
				return errSavedBefore
			}
		}
		return l.SaveMessage(a, r, now)
	})
	if errors.Is(err, errSavedBefore) {
		return before, true, nil
	}
	return out, false, err
}
