// Package workflows acts on leads: one file per use case, each of them load, decide, save. Nothing else changes a lead.
package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
	"dibs/workflows/notify"
)

// Timers wake the engine at a lead's deadline. They may wake early, late or twice; the lead
// decides whether anything is due. They are safe for concurrent use.
type Timers interface {
	// Arm sets or replaces when leads are due.
	Arm(ctx context.Context, due map[lead.ID]time.Time) error
	// Disarm forgets leads.
	Disarm(ctx context.Context, ids ...lead.ID) error
	// Lease hands out up to limit leads that are due, earliest first, and hides each for the
	// time of hold: whoever crashes meanwhile gives it back. The acknowledgement is an Arm or a
	// Disarm.
	Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]lead.ID, error)
}

// Config is what an Engine works with. Worker names this process for leases: a process that comes back under the same
// name takes its own leases up at once.
type Config struct {
	Store     *store.Store
	Timers    Timers
	Directory *directory.Directory
	Finder    *lookup.Finder
	Saved     func() // called after every save, so that what is shown can follow; nil: nobody follows
	Worker    string
	Log       *slog.Logger
}

// Engine acts on leads. It is safe for concurrent use; several engines in several processes may share one database.
type Engine struct {
	store     *store.Store
	timers    Timers
	dir       *directory.Directory
	find      *lookup.Finder
	afterSave func()
	worker    string
	log       *slog.Logger

	arrivals  keyedLocks // by e-mail address
	rotations keyedLocks // by team
}

// New makes an engine.
func New(c Config) *Engine {
	e := &Engine{
		store: c.Store, timers: c.Timers, dir: c.Directory, find: c.Finder, afterSave: c.Saved, worker: c.Worker, log: c.Log,
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.afterSave == nil {
		e.afterSave = func() {}
	}
	return e
}

// staleTries bounds how often a change is decided again because somebody else was faster.
// A lead that changes this often within one click is not touched by people alone.
const staleTries = 20

// Outcome is what came of an act: the lead as it is now, and what happened to it. The event is
// zero when nothing did.
type Outcome struct {
	Lead  *lead.Lead
	Event lead.Event
}

// change is the one way to change a lead: load it, decide, save, and again from the start when
// somebody else saved it meanwhile. A *lead.Refusal from decide is returned as it is and nothing
// is saved; a lead that decide did not touch is not saved either.
func (e *Engine) change(ctx context.Context, id lead.ID, now time.Time, decide func(*lead.Lead) error) (Outcome, error) {
	for range staleTries {
		done, err := e.changeOnce(ctx, id, now, decide)
		if !errors.Is(err, store.ErrStale) {
			return done, err
		}
	}
	return Outcome{}, fmt.Errorf("lead %s: %w %d times in a row", id, store.ErrStale, staleTries)
}

func (e *Engine) changeOnce(ctx context.Context, id lead.ID, now time.Time, decide func(*lead.Lead) error) (Outcome, error) {
	l, err := e.store.Lead(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return Outcome{}, &lead.Refusal{Why: lead.WhyNotFound, Lead: &lead.Lead{ID: id}}
	}
	if err != nil {
		return Outcome{}, err
	}
	before := l.Deadline
	if err := decide(l); err != nil {
		return Outcome{}, err
	}
	rotation, dealt, err := e.assign(ctx, l, now)
	defer dealt()
	if err != nil {
		return Outcome{}, err
	}
	c := e.complete(l, now)
	c.Rotation = rotation
	if len(c.Events) == 0 && l.Deadline == before {
		return Outcome{Lead: l}, nil
	}
	if err := e.store.Save(ctx, c); err != nil {
		return Outcome{}, fmt.Errorf("save lead %s: %w", id, err)
	}
	e.saved(ctx, l)
	return Outcome{l, lastAct(c.Events)}, nil
}

// lastAct is the event that says what happened: the last thing that a person did, and not what Dibs
// made of it; without a person the last one that is not the judgement after it.
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

// complete completes a decision: the events recorded, whom they concern, and the next deadline.
func (e *Engine) complete(l *lead.Lead, now time.Time) store.Change {
	events := l.TakeEvents()
	l.Deadline = e.dir.Playbook().Next(l)
	return store.Change{Lead: l, Events: events, Notes: notify.For(e.dir.Playbook(), e.dir.Crew(), l, events, now)}
}

// saved tells timers and publisher. Both are only told sooner this way: the sweep finds what
// was armed in vain, and the publisher asks the store by itself.
func (e *Engine) saved(ctx context.Context, leads ...*lead.Lead) {
	for _, l := range leads {
		if err := e.arm(ctx, l); err != nil {
			e.log.Warn("timer not set; the sweep will", "lead", int64(l.ID), "err", err)
		}
	}
	e.afterSave()
}

func (e *Engine) arm(ctx context.Context, l *lead.Lead) error {
	if l.Deadline.At.IsZero() {
		return e.timers.Disarm(ctx, l.ID)
	}
	return e.timers.Arm(ctx, map[lead.ID]time.Time{l.ID: l.Deadline.At})
}

// act is a change by a person.
func (e *Engine) act(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time,
	decide func(*lead.Lead, lead.Actor) error,
) (Outcome, error) {
	a := e.dir.Crew().Actor(by, now)
	return e.change(ctx, id, now, func(l *lead.Lead) error { return decide(l, a) })
}
