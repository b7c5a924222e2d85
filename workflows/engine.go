// Package workflows acts: one file per use case, each of them load, decide, save. It is the
// only writer of leads, and the only place where the store, the playbook, the timers and the
// board come together.
package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
)

// Board is where messages hang. An implementation draws a posting and sends it; it may pace
// itself and block for that until ctx ends. It returns lead.ErrUnsure when a message may have
// been sent all the same, lead.ErrGone when the message to update is no longer there, lead.Busy
// when the channel takes nothing before an instant, and any other error when it was refused.
// It is safe for concurrent use.
type Board interface {
	// Post sends a new message and says where it stands. A posting in which there is nothing
	// to say is not sent, and its place has no timestamp.
	Post(ctx context.Context, p outbox.Message) (lead.Place, error)
	// Update draws a message again that stands at p.Place.
	Update(ctx context.Context, p outbox.Message) error
	// Find looks for a message with p's key among those sent since an instant.
	Find(ctx context.Context, p outbox.Message, since time.Time) (lead.Place, bool, error)
	// Home draws a person's home tab, unless that would look as what is shown, a hash that Home
	// returned; it returns the hash of what is shown now. It fails with lead.ErrUnreachable when
	// the person has no home tab to draw.
	Home(ctx context.Context, d outbox.HomeView, shown string) (string, error)
}

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

// Config is what an Engine works with. Worker names this process's publisher for leases: a
// process that comes back under the same name takes its own leases up at once.
type Config struct {
	Store    *store.Store
	Timers   Timers
	Board    Board
	Playbook *playbook.Playbook
	Worker   string
	Site     func() string // the workspace's address, for links; nil: unknown
	Log      *slog.Logger
}

// Engine carries out use cases. It is safe for concurrent use; several engines in several
// processes may share one database.
type Engine struct {
	store    *store.Store
	timers   Timers
	board    Board
	playbook atomic.Pointer[playbook.Playbook]
	crew     atomic.Pointer[lead.Crew]
	readings readings // of Refresh
	worker   string
	site     func() string
	log      *slog.Logger
	groups   atomic.Pointer[[]playbook.Group]
	behind   chan struct{}
	rounds   rounds
	homes    watch // of RefreshHomes alone

	arrivals  turns // by e-mail address
	rotations turns // by team
}

// New makes an engine. Call Refresh before the first use, so that it knows the people.
func New(c Config) *Engine {
	e := &Engine{
		store: c.Store, timers: c.Timers, board: c.Board, worker: c.Worker, site: c.Site, log: c.Log,
		behind: make(chan struct{}, 1),
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.site == nil {
		e.site = func() string { return "" }
	}
	e.playbook.Store(c.Playbook)
	e.crew.Store(&lead.Crew{})
	e.groups.Store(&[]playbook.Group{})
	return e
}

// Playbook is the playbook in force.
func (e *Engine) Playbook() *playbook.Playbook { return e.playbook.Load() }

// Crew is everybody, as of the last Refresh.
func (e *Engine) Crew() lead.Crew { return *e.crew.Load() }

// Behind signals that a card or a note of this process waits to be published. Other processes
// find out by asking the store.
func (e *Engine) Behind() <-chan struct{} { return e.behind }

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
	rotation, dealt, err := e.deal(ctx, l, now)
	defer dealt()
	if err != nil {
		return Outcome{}, err
	}
	c := e.settle(l, now)
	c.Rotation = rotation
	if len(c.Events) == 0 && l.Deadline == before {
		return Outcome{Lead: l}, nil
	}
	if err := e.store.Save(ctx, c); err != nil {
		return Outcome{}, fmt.Errorf("save lead %s: %w", id, err)
	}
	e.saved(ctx, l)
	return Outcome{l, told(c.Events)}, nil
}

// told is the event that says what happened: the last thing that a person did, and not what Dibs
// made of it; without a person the last one that is not the judgement after it.
func told(events []lead.Event) lead.Event {
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

// settle completes a decision: the events recorded, whom they concern, and the next deadline.
func (e *Engine) settle(l *lead.Lead, now time.Time) store.Change {
	events := l.TakeEvents()
	l.Deadline = e.Playbook().Next(l)
	return store.Change{Lead: l, Events: events, Notifications: e.notes(l, events, now)}
}

// saved tells timers and publisher. Both are only told sooner this way: the sweep finds what
// was armed in vain, and the publisher asks the store by itself.
func (e *Engine) saved(ctx context.Context, leads ...*lead.Lead) {
	for _, l := range leads {
		if err := e.arm(ctx, l); err != nil {
			e.log.Warn("timer not set; the sweep will", "lead", int64(l.ID), "err", err)
		}
	}
	select {
	case e.behind <- struct{}{}:
	default:
	}
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
	a := e.Crew().Actor(by, now)
	return e.change(ctx, id, now, func(l *lead.Lead) error { return decide(l, a) })
}
