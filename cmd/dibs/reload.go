package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"dibs/playbook"
)

// hangups hears SIGHUP from now on, so that one that comes during the start does not end the
// program. One that comes while another waits says nothing new.
func hangups() chan os.Signal {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, syscall.SIGHUP)
	return asked
}

// reread reads the playbook's file whenever it is asked for, until ctx ends.
func (a *app) reread(ctx, work context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.rereads:
			a.reload(work, a.world.now())
		}
	}
}

// reload takes over the playbook's file, in this process and in all others. One that is wrong is
// told to the admins, and the last good one stays in force.
func (a *app) reload(ctx context.Context, now time.Time) {
	a.changing.Lock()
	defer a.changing.Unlock()
	pb, err := loadPlaybook(a.config.playbook, a.getenv)
	if err != nil {
		problems := messages(err)
		for _, p := range problems {
			a.log.Error("the playbook is not taken; the last good one stays", "problem", p)
		}
		if err := a.engine.RefusedPlaybook(ctx, problems, now); err != nil {
			a.log.Error("the admins are not told of the playbook's problems", "err", err)
		}
		return
	}
	before := a.current().Version()
	if pb.Version() == before {
		a.log.Info("the playbook was read again: it is the one in force", "version", before)
		return
	}
	if err := a.engine.Adopt(ctx, pb, now); err != nil {
		a.log.Error("the playbook is not taken over as a whole; what is missing follows", "version", pb.Version(), "err", err)
		return
	}
	a.log.Info("the playbook was read again and is in force", "before", before, "version", pb.Version())
	if err := a.syncGroups(ctx); err != nil {
		a.log.Warn("Slack does not say who is in the playbook's user groups; asking again soon", "err", err)
	}
}

// parsePlaybook reads the text of a playbook that another process put, with the secrets of this
// process.
func (a *app) parsePlaybook(text string) (*playbook.Playbook, error) {
	return playbook.Parse(a.config.playbook, []byte(text), a.getenv)
}

// follow takes over the playbook that another process put. It may name user groups that nobody
// asked Slack for yet.
func (a *app) follow(ctx context.Context) error {
	if !a.changing.TryLock() { // this process is just changing it; the next sweep looks again
		return nil
	}
	before := a.current()
	err := a.engine.Follow(ctx, a.parsePlaybook, a.world.now())
	a.changing.Unlock()
	if err != nil || a.current() == before {
		return err
	}
	a.log.Info("another playbook is in force", "before", before.Version(), "version", a.current().Version())
	return a.syncGroups(ctx)
}
