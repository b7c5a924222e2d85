package workflows

import (
	"context"
	"errors"
	"time"

	"dibs/lead"
)

// Comment adds a comment to a lead; see lead.Lead.AddComment.
func (e *Engine) Comment(ctx context.Context, id lead.ID, by lead.PersonID, words string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.AddComment(a, words, now) })
}

// errSavedBefore ends the change when the message is already saved. It never leaves this file.
var errSavedBefore = errors.New("this message was saved before")

// SaveMessage saves a Slack message as a comment on a lead, once. The log of the lead says which messages are saved,
// and when two people save the same message at once, the version of the lead decides who was first. again reports that
// the message was saved before; the outcome then has the event of the first time.
func (e *Engine) SaveMessage(ctx context.Context, id lead.ID, by lead.PersonID, r lead.Comment, now time.Time) (out Outcome, again bool, err error) {
	var before Outcome
	r.Place = e.find.Linked(r.Place)
	out, err = e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if err := l.Clone().SaveMessage(a, r, now); err != nil {
			return err // somebody who may not save it must not learn that it is saved
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
