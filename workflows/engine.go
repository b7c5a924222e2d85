// Package workflows acts on leads: one file per use case, each of them load, decide, save. Nothing else changes a lead.
package workflows

import (
	"context"
	"log/slog"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
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

	arrivals  *keyedLocks // by e-mail address
	rotations *keyedLocks // by team
	unarmed   unarmed
}

// New makes an engine.
func New(c Config) *Engine {
	e := &Engine{
		store: c.Store, timers: c.Timers, dir: c.Directory, find: c.Finder, afterSave: c.Saved, worker: c.Worker, log: c.Log,
		arrivals: newKeyedLocks(), rotations: newKeyedLocks(),
		unarmed: unarmed{due: map[lead.ID]time.Time{}, ready: make(chan struct{}, 1)},
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	if e.afterSave == nil {
		e.afterSave = func() {}
	}
	return e
}
