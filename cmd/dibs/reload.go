package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"dibs/playbook"
)

// hangups listens for SIGHUP from now on, so that one sent during startup does not end the program. A second SIGHUP
// is dropped while the first one is still waiting, because one reload covers both.
func hangups() chan os.Signal {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGHUP)
	return signals
}

// reloadOnSignal reloads the playbook's file on every SIGHUP, until ctx ends.
func (a *app) reloadOnSignal(ctx, work context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.reloads:
			a.reload(work, a.world.now())
		}
	}
}

// reload puts the playbook's file into force, in this process and all others. If it has problems, they are
// logged and sent to the admins, and the current playbook stays in force.
func (a *app) reload(ctx context.Context, now time.Time) {
	a.changing.Lock()
	defer a.changing.Unlock()
	pb, err := playbook.Load(a.config.playbook, a.getenv)
	if err != nil {
		problems := messages(err)
		for _, p := range problems {
			a.log.Error("playbook rejected; the current one stays in force", "problem", p)
		}
		if err := a.rollout.RefusedPlaybook(ctx, problems, now); err != nil {
			a.log.Error("could not notify the admins of the playbook's problems", "err", err)
		}
		return
	}
	before := a.current().Version()
	if pb.Version() == before {
		a.log.Info("playbook reloaded: no change", "version", before)
		return
	}
	if err := a.rollout.Adopt(ctx, pb, now); err != nil {
		a.log.Error("playbook not fully in force yet; the rest will follow", "version", pb.Version(), "err", err)
		return
	}
	a.log.Info("playbook reloaded", "before", before, "version", pb.Version())
	if err := a.syncGroups(ctx); err != nil {
		a.log.Warn("could not read the playbook's user groups from Slack; will retry", "err", err)
	}
}

// parsePlaybook reads the text of a playbook that another process stored, with this process's secrets.
func (a *app) parsePlaybook(text string) (*playbook.Playbook, error) {
	return playbook.Parse(a.config.playbook, []byte(text), a.getenv)
}

// follow switches to a playbook that another process put into force. It may name new user groups, so their members
// are read too.
func (a *app) follow(ctx context.Context) error {
	if !a.changing.TryLock() { // this process is reloading right now; the next sweep tries again
		return nil
	}
	before := a.current()
	err := a.rollout.Follow(ctx, a.parsePlaybook, a.world.now())
	a.changing.Unlock()
	if err != nil || a.current() == before {
		return err
	}
	a.log.Info("playbook changed by another process", "before", before.Version(), "version", a.current().Version())
	return a.syncGroups(ctx)
}
