// Package workflowstest puts the workflows together as one process does, and gives tests people, a board and timers in
// memory.
package workflowstest

import (
	"dibs/playbook"
	"dibs/store"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/figures"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
)

// Process is everything that one process of Dibs can do, in one value, so that a test can say `p.Claim` and
// `p.Summary`.
type Process struct {
	*directory.Directory
	*lookup.Finder
	*figures.Reporter
	*publish.Publisher
	*workflows.Engine
	*workflows.Deadlines
	*workflows.Availability
	*workflows.Rollout
}

// Config is what a process works with.
type Config struct {
	Store    *store.Store
	Timers   workflows.Timers
	Board    publish.Board
	Playbook *playbook.Playbook
	Worker   string
}

// New puts a process together. It knows nobody yet: call SyncPeople or Refresh.
func New(c Config) *Process {
	p := &Process{}
	p.Directory = directory.New(c.Store, c.Playbook)
	p.Finder = lookup.New(c.Store, p.Directory, nil)
	p.Reporter = figures.New(c.Store, p.Directory)
	p.Publisher = publish.New(publish.Config{
		Store: c.Store, Board: c.Board, Directory: p.Directory, Finder: p.Finder, Figures: p.Reporter, Worker: c.Worker,
	})
	p.Engine = workflows.New(workflows.Config{
		Store: c.Store, Directory: p.Directory, Finder: p.Finder, Saved: p.Signal, Worker: c.Worker,
	})
	p.Deadlines = workflows.NewDeadlines(c.Store, c.Timers, p.Directory, p.Engine, nil)
	p.Availability = workflows.NewAvailability(c.Store, p.Directory, p.Engine)
	p.Rollout = workflows.NewRollout(c.Store, p.Directory, p.Engine)
	return p
}
