package main

import (
	"log/slog"

	"dibs/playbook"
	"dibs/store"
	"dibs/timers"
	"dibs/workflows"
	"dibs/workflows/directory"
	"dibs/workflows/figures"
	"dibs/workflows/lookup"
	"dibs/workflows/publish"
)

// parts are the workflows put together.
type parts struct {
	dir          *directory.Directory
	find         *lookup.Finder
	figures      *figures.Reporter
	publisher    *publish.Publisher
	engine       *workflows.Engine
	deadlines    *workflows.Deadlines
	availability *workflows.Availability
	rollout      *workflows.Rollout
}

// newParts wires the workflows. worker names this process's publishers for leases; site returns the workspace's
// address.
func newParts(
	s *store.Store, t timers.Timers, board publish.Board, pb *playbook.Playbook, worker string, site func() string, log *slog.Logger,
) parts {
	var p parts
	p.dir = directory.New(s, pb)
	p.find = lookup.New(s, p.dir, site)
	p.figures = figures.New(s, p.dir)
	p.publisher = publish.New(publish.Config{
		Store: s, Board: board, Directory: p.dir, Finder: p.find, Figures: p.figures, Worker: worker, Log: log,
	})
	p.engine = workflows.New(workflows.Config{
		Store: s, Directory: p.dir, Finder: p.find, Saved: p.publisher.Signal, Worker: worker,
	})
	p.deadlines = workflows.NewDeadlines(s, wakeups{t}, p.dir, p.engine, log)
	p.availability = workflows.NewAvailability(s, p.dir, p.engine)
	p.rollout = workflows.NewRollout(s, p.dir, p.engine)
	return p
}
