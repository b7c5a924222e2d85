package workflows

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"dibs/lead"
	"dibs/store"
)

// Remind sees that somebody hears of a lead at an instant. Its owner's next step moves there, and
// its clock with it. Whoever says what it is about, is not the owner, or has no next step on it,
// gets a private note then, unless the lead is closed by that time. Without a lead (0) there is a
// note alone. The outcome has no event when it is a note. Asking twice for the same is asking once.
func (e *Engine) Remind(ctx context.Context, id lead.ID, by lead.PersonID, what string, at, now time.Time) (Outcome, error) {
	n := lead.Note{
		Key: fmt.Sprintf("remind:%d:%s:%d:%x", id, by, at.Unix(), hash(what)), To: by, Kind: lead.NoteReminder, Lead: id, DueAt: at,
	}
	if what != "" {
		n.Args = []string{what}
	}
	if id == 0 {
		return Outcome{}, e.store.Save(ctx, store.Change{Notes: []lead.Note{n}})
	}
	f, err := e.Look(ctx, id)
	if err != nil {
		return Outcome{}, err
	}
	l := f.Lead
	if l.Owner == by && l.Next != nil && what == "" {
		return e.Snooze(ctx, id, by, at, what, now)
	}
	if !l.Open() {
		return Outcome{}, &lead.Refusal{Why: lead.WhyStage, Action: lead.Snoozed, Lead: l}
	}
	n.Event = l.EventCount
	if err := e.store.Save(ctx, store.Change{Notes: []lead.Note{n}}); err != nil {
		return Outcome{}, fmt.Errorf("keep a reminder of lead %s: %w", id, err)
	}
	e.saved(ctx)
	return Outcome{Lead: l}, nil
}

func hash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text)) // never fails
	return h.Sum64()
}
