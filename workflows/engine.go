// Package workflows acts on leads: one file per use case, each of them load, decide, save. Nothing else changes a lead.
package workflows

import (
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/lookup"
)

// Config is what an Engine works with. Worker names this process for leases: a process that restarts under the same
// name can take up its own leases at once.
type Config struct {
	Store     *store.Store
	Directory *directory.Directory
	Finder    *lookup.Finder
	Saved     func() // called after each save, for example to publish the change; may be nil
	Worker    string
}

// Engine acts on leads. It is safe for concurrent use; several engines in several processes may share one database.
type Engine struct {
	store     *store.Store
	dir       *directory.Directory
	find      *lookup.Finder
	afterSave func()
	worker    string

	arrivals  *keyedLocks // by e-mail address
	rotations *keyedLocks // by team
	unarmed   *unarmed
}

// New makes an engine.
func New(c Config) *Engine {
	e := &Engine{
		store: c.Store, dir: c.Directory, find: c.Finder, afterSave: c.Saved, worker: c.Worker,
		arrivals: newKeyedLocks(), rotations: newKeyedLocks(), unarmed: newUnarmed(),
	}
	if e.afterSave == nil {
		e.afterSave = func() {}
	}
	return e
}
