package main

import (
	"log/slog"

	"dibs/playbook"
	"dibs/store"
	"dibs/timers"
	"dibs/workflows"
)

// parts are the workflows put together.
type parts struct {
	dir          *workflows.Directory
	find         *workflows.Finder
	figures      *workflows.Reporter
	publisher    *workflows.Publisher
	engine       *workflows.Engine
	availability *workflows.Availability
	rollout      *workflows.Rollout
}

// newParts wires the workflows. worker names this process's publishers for leases; site is the workspace's address.
func newParts(
	s *store.Store, t timers.Timers, board workflows.Board, pb *playbook.Playbook, worker string, site func() string, log *slog.Logger,
) parts {
	var p parts
	p.dir = workflows.NewDirectory(s, pb)
	p.find = workflows.NewFinder(s, p.dir, site)
	p.figures = workflows.NewReporter(s, p.dir)
	p.publisher = workflows.NewPublisher(workflows.PublisherConfig{
		Store: s, Board: board, Directory: p.dir, Finder: p.find, Figures: p.figures, Worker: worker, Log: log,
	})
	p.engine = workflows.New(workflows.Config{
		Store: s, Timers: wakeups{t}, Directory: p.dir, Finder: p.find, Saved: p.publisher.Signal, Worker: worker, Log: log,
	})
	p.availability = workflows.NewAvailability(s, p.dir, p.engine)
	p.rollout = workflows.NewRollout(s, p.dir, p.engine)
	return p
}
