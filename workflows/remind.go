package workflows

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
)

// Remind reminds a person of a lead at a time. If they own the lead, it has a next step and they gave no words, the
// next step moves to that time, and its clock with it. Otherwise they get a notification then, unless the lead is
// closed by that time. Without a lead (id 0) there is only a notification. The outcome has an event only if the next
// step moved. Asking twice for the same reminder sets it once.
func (e *Engine) Remind(ctx context.Context, id lead.ID, by lead.PersonID, what string, at, now time.Time) (Outcome, error) {
	n := outbox.Notification{
		Key: fmt.Sprintf("remind:%d:%s:%d:%x", id, by, at.Unix(), hash(what)), To: by, Kind: outbox.NotifyReminder, Lead: id, DueAt: at,
	}
	if what != "" {
		n.Args = []string{what}
	}
	if id == 0 {
		return Outcome{}, e.saveReminder(ctx, n, now)
	}
	f, err := e.find.Look(ctx, id)
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
	if err := e.saveReminder(ctx, n, now); err != nil {
		return Outcome{}, err
	}
	return Outcome{Lead: l}, nil
}

// saveReminder stores a reminder. If its key is already stored, it changes nothing.
func (e *Engine) saveReminder(ctx context.Context, n outbox.Notification, now time.Time) error {
	if err := e.store.Save(ctx, store.Change{Notifications: []outbox.Notification{n}, Receipt: receipt(ctx, now)}); err != nil {
		return fmt.Errorf("store a reminder of lead %s: %w", n.Lead, doneBefore(err))
	}
	recorded(ctx)
	e.afterSave()
	return nil
}

// RemindColleague reminds a person of a lead at a time, because somebody else asks for it. If they are away then, they
// are reminded when they are back, if that is known, and otherwise at that time. It returns when that will be, as far
// as absences are known now. Asking twice for the same reminder sets it once.
func (e *Engine) RemindColleague(ctx context.Context, id lead.ID, by, to lead.PersonID, what string, at, now time.Time) (Outcome, time.Time, error) {
	f, err := e.find.Look(ctx, id)
	if err != nil {
		return Outcome{}, at, err
	}
	crew := e.dir.Crew()
	if err := f.Lead.MayRemind(crew.Actor(by, now), crew.Member(to)); err != nil {
		return Outcome{}, at, err
	}
	n := outbox.Notification{
		Key: fmt.Sprintf("remind:%d:%s:%s:%d:%x", id, to, by, at.Unix(), hash(what)), To: to, Kind: outbox.NotifyReminder, Lead: id,
		Event: f.Lead.EventCount, DueAt: reachableAt(e.dir.Playbook(), crew.Member(to), at, now), Args: outbox.RequestArgs(what, by, at),
	}
	if err := e.saveReminder(ctx, n, now); err != nil {
		return Outcome{}, at, err
	}
	return Outcome{Lead: f.Lead}, n.DueAt, nil
}

// reachableAt returns when to remind somebody who is to be reminded at a time. If they are away then, that is when they
// are back. If the time has passed, it is now. Both wait until the person may be notified.
func reachableAt(pb *playbook.Playbook, m lead.Member, at, now time.Time) time.Time {
	then := at
	if at.Before(now) {
		then = now
	}
	switch {
	case m.Away(then) && !m.BackAt.IsZero():
		return pb.NotifyAt(m, m.Team, m.BackAt)
	case at.Before(now):
		return pb.NotifyAt(m, m.Team, now)
	}
	return at
}

// postponeReminders moves the reminders that colleagues asked for to the time when the person is back. If they are back
// earlier than expected, the reminders move forward, but not to before the time that was asked for.
func (av *Availability) postponeReminders(ctx context.Context, who lead.PersonID, now time.Time) error {
	notes, err := av.store.Reminders(ctx, who)
	if err != nil {
		return err
	}
	pb, m := av.dir.Playbook(), av.dir.Crew().Member(who)
	for _, n := range notes {
		_, asked, _ := n.RequestedBy()
		if due := reachableAt(pb, m, asked, now); !due.Equal(n.DueAt) && n.DueAt.After(now) {
			if err := av.store.RescheduleNotification(ctx, n.ID, due); err != nil {
				return err
			}
		}
	}
	return nil
}

func hash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text)) // never fails
	return h.Sum64()
}
