package workflows

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows/notify"
)

// staleTries bounds how often a change is tried again because somebody else saved the lead first. People alone cannot
// change one lead this often within one click.
const staleTries = 20

// Outcome is the result of an act: the lead as it is now, and what happened to it. The event is zero when nothing
// happened.
type Outcome struct {
	Lead  *lead.Lead
	Event lead.Event
}

// change loads a lead, calls decide and saves the result. When somebody else saved the lead in between, it starts
// again. A *lead.Refusal from decide is returned as it is, and nothing is saved. A lead that decide did not change is
// not saved either. All changes of stored leads are made here, except that register adds a repeated inquiry in the save
// of the new lead.
func (e *Engine) change(ctx context.Context, id lead.ID, now time.Time, decide func(*lead.Lead) error) (Outcome, error) {
	done, err := e.changeAll(ctx, []lead.ID{id}, now, func(leads []*lead.Lead) error { return decide(leads[0]) })
	if err != nil {
		return Outcome{}, err
	}
	return done[0], nil
}

// changeAll is change for several leads, which are saved in one transaction or not at all. decide gets the leads in the
// order of ids, and the outcomes have the same order.
func (e *Engine) changeAll(ctx context.Context, ids []lead.ID, now time.Time, decide func([]*lead.Lead) error) (done []Outcome, err error) {
	err = retryStale(ctx, func() error {
		done, err = e.changeOnce(ctx, ids, now, decide)
		return err
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// retryStale calls f again as long as it fails with store.ErrStale, which means that somebody else was faster. It
// pauses for a short random time between tries, so that callers who met once do not meet again. After staleTries it
// gives up with store.ErrStale.
func retryStale(ctx context.Context, f func() error) error {
	for try := range staleTries {
		err := f()
		if !errors.Is(err, store.ErrStale) {
			return err
		}
		pause := time.Duration(rand.Int64N(int64(time.Millisecond) << min(try, 5)))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
	return fmt.Errorf("%w %d times in a row", store.ErrStale, staleTries)
}

func (e *Engine) changeOnce(ctx context.Context, ids []lead.ID, now time.Time, decide func([]*lead.Lead) error) ([]Outcome, error) {
	leads := make([]*lead.Lead, len(ids))
	before := make([]lead.Deadline, len(ids))
	for i, id := range ids {
		l, err := e.find.Lead(ctx, id)
		if err != nil {
			return nil, err
		}
		leads[i], before[i] = l, l.Deadline
	}
	if err := decide(leads); err != nil {
		return nil, err
	}
	a := newAssignment(e, now, len(leads) == 1)
	defer a.end()
	done := make([]Outcome, len(leads))
	var changes []store.Change
	for i, l := range leads {
		rotation, err := a.assign(ctx, l)
		if err != nil {
			return nil, err
		}
		c := complete(l, e.dir.Playbook(), e.dir.Crew(), now)
		done[i] = Outcome{l, lastAct(c.Events)}
		if len(c.Events) > 0 || l.Deadline != before[i] {
			c.Rotation = rotation
			changes = append(changes, c)
		}
	}
	return done, e.save(ctx, changes, now)
}

// save stores changes in one transaction. Timers and messages follow.
func (e *Engine) save(ctx context.Context, changes []store.Change, now time.Time) error {
	if len(changes) == 0 {
		return nil
	}
	changes[0].Receipt = receipt(ctx, now)
	if err := e.store.Save(ctx, changes...); err != nil {
		return fmt.Errorf("save lead %s: %w", changes[0].Lead.ID, doneBefore(err))
	}
	recorded(ctx)
	for _, c := range changes {
		e.unarmed.add(c.Lead)
	}
	e.afterSave()
	return nil
}

// lastAct is the last human event; if there is none, the last event other than Judged.
func lastAct(events []lead.Event) lead.Event {
	last := lead.Event{}
	for _, ev := range slices.Backward(events) {
		switch {
		case ev.By != lead.NoOne:
			return ev
		case last.Kind == "" && ev.Kind != lead.Judged:
			last = ev
		}
	}
	return last
}

// complete adds to a decision what follows from it: the events it recorded, who is notified, and the next deadline.
func complete(l *lead.Lead, pb *playbook.Playbook, crew lead.Crew, now time.Time) store.Change {
	events := l.TakeEvents()
	l.Deadline = pb.Next(l)
	return store.Change{Lead: l, Events: events, Notifications: notify.For(pb, crew, l, events, now)}
}

// act is a change by a person.
func (e *Engine) act(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time,
	decide func(*lead.Lead, lead.Actor) error,
) (Outcome, error) {
	a := e.dir.Crew().Actor(by, now)
	return e.change(ctx, id, now, func(l *lead.Lead) error { return decide(l, a) })
}
