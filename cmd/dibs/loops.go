package main

import (
	"context"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/handlers"
)

const (
	tickEvery    = 100 * time.Millisecond // how late a timer is found at most
	sweepEvery   = 2 * time.Second        // DESIGN section 3: what a lost timer costs at most
	publishEvery = 250 * time.Millisecond // how late another process's change is shown at most
	peopleEvery  = 10 * time.Minute       // events tell sooner; this repairs what they missed
	retryEvery   = 5 * time.Second        // before something that failed is tried again, at the most
	meetTime     = 5 * time.Second        // how long the first start waits for the list of people
	publishers   = 4                      // channels served side by side
)

// loops starts what a process does by itself, until ctx ends; work is for what is under way.
func (a *app) loops(ctx, work context.Context, g *errgroup.Group) {
	g.Go(func() error { return a.every(ctx, peopleEvery, func() error { return a.syncPeople(work) }) })
	g.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.sweep(work) }) })
	if !a.role.works() {
		return
	}
	if a.rewritten {
		g.Go(func() error {
			if err := a.engine.Reschedule(work); err != nil {
				a.log.Error("deadlines are still those of the former playbook; each follows when it comes", "err", err)
			}
			return nil
		})
	}
	g.Go(func() error {
		return a.every(ctx, tickEvery, func() error {
			_, err := a.engine.Tick(work, time.Now())
			return err
		})
	})
	for i := range publishers {
		g.Go(func() error { return a.publish(ctx, work, strconv.Itoa(i)) })
	}
}

// every calls f now and at each beat until ctx ends. What fails is logged and tried again soon:
// a database that is away for a minute must not end the program, and a Slack that was away at
// the start must not leave everybody a stranger until the next beat.
func (a *app) every(ctx context.Context, beat time.Duration, f func() error) error {
	t := time.NewTimer(beat)
	defer t.Stop()
	for {
		wait := beat
		if err := f(); err != nil && ctx.Err() == nil { // there is no next try after it
			a.log.Error("will try again", "err", err)
			wait = min(beat, retryEvery)
		}
		t.Reset(wait)
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// sweep repairs timers where the work is done, and follows the people everywhere.
func (a *app) sweep(ctx context.Context) error {
	if a.role.works() {
		return a.engine.Sweep(ctx, time.Now())
	}
	return a.engine.Refresh(ctx)
}

// publish sends what is behind until ctx ends: at once while there is something, else when this
// process changed something, else at a beat, for the changes of others.
func (a *app) publish(ctx, work context.Context, worker string) error {
	t := time.NewTicker(publishEvery)
	defer t.Stop()
	for ctx.Err() == nil {
		n, err := a.engine.PublishOnce(work, worker, time.Now())
		if err != nil && ctx.Err() == nil {
			a.log.Error("publishing failed; will try again", "err", err)
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-a.engine.Behind():
		case <-t.C:
		}
	}
	return nil
}

// meetPeople asks Slack who is there before anything is heard or posted, unless that is known from
// the last time: at the very first start a rep's click would be a stranger's, and no card could say
// who is called next. Without an answer it goes on; the sync is tried again.
func (a *app) meetPeople(ctx context.Context) {
	defer close(a.met)
	if len(a.engine.Crew()) > 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, meetTime)
	defer cancel()
	if err := a.syncPeople(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("Slack does not say who is there; asking again soon", "err", err)
	}
}

// syncPeople reads where the workspace is and who is in it.
func (a *app) syncPeople(ctx context.Context) error {
	if _, err := a.client.AuthTest(ctx); err != nil {
		return err
	}
	users, err := a.client.Users(ctx)
	if err != nil {
		return err
	}
	return a.engine.SyncPeople(ctx, handlers.People(users...)...)
}
