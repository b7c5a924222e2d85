package main

import (
	"context"
	"errors"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	tickEvery    = 100 * time.Millisecond // how late a timer is found at most
	sweepEvery   = 2 * time.Second        // DESIGN section 3: what a lost timer costs at most
	publishEvery = 250 * time.Millisecond // how late another process's change is shown at most
	peopleEvery  = 10 * time.Minute       // events tell sooner; this repairs what they missed
	retryEvery   = 5 * time.Second        // before something that failed is tried again, at the most: see pause
	meetTime     = 5 * time.Second        // how long the first start waits for the list of people
	publishers   = 4                      // channels served side by side
	tellers      = 2                      // people told side by side while all channels are busy
)

// loops starts what a process does by itself, until ctx ends; work is for what is under way.
func (a *app) loops(ctx, work context.Context, g *errgroup.Group) {
	g.Go(func() error { return a.every(ctx, peopleEvery, func() error { return a.syncPeople(work) }) })
	g.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.sweep(work) }) })
	// Beside the sweep, which repairs timers: setting 100,000 deadlines anew takes a while.
	g.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.follow(work) }) })
	g.Go(func() error { return a.reread(ctx, work) })
	if !a.role.works() {
		return
	}
	g.Go(func() error {
		return a.every(ctx, tickEvery, func() error {
			_, err := a.engine.Tick(work, a.world.now())
			return err
		})
	})
	g.Go(func() error { return a.publish(ctx, work, "homes", a.engine.RefreshHomes, nil) })
	g.Go(func() error {
		return a.every(ctx, sweepEvery, func() error {
			now := a.world.now()
			return errors.Join(a.engine.Digest(work, now), a.engine.HandOver(work, now))
		})
	})
	for i := range publishers {
		g.Go(func() error { return a.publish(ctx, work, strconv.Itoa(i), a.engine.PublishOnce, a.engine.Behind()) })
	}
	for i := range tellers { // a publisher without a card to draw is sooner, so nobody wakes them
		g.Go(func() error { return a.publish(ctx, work, "teller "+strconv.Itoa(i), a.engine.TellOnce, nil) })
	}
}

// every calls f now and at each beat until ctx ends. What fails is logged and tried again soon:
// a database that is away for a minute must not end the program, and a Slack that was away at
// the start must not leave everybody a stranger until the next beat.
func (a *app) every(ctx context.Context, beat time.Duration, f func() error) error {
	t := time.NewTimer(beat)
	defer t.Stop()
	for failed := 0; ; {
		wait := beat
		release := a.world.hold()
		err := f()
		release()
		if err == nil {
			failed = 0
		} else if ctx.Err() == nil { // there is no next try after it
			failed++
			wait = pause(beat, failed)
			a.log.Error("will try again", "err", err, "in", wait)
		}
		t.Reset(wait)
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// pause is how long what failed so many times in a row rests: for its beat at first, then twice as
// long each time. A database that is away for an hour would fill the log otherwise.
func pause(beat time.Duration, failed int) time.Duration {
	return min(beat<<min(failed-1, 10), retryEvery)
}

// sweep follows the people everywhere, and repairs timers where the work is done.
func (a *app) sweep(ctx context.Context) error {
	if a.role.works() {
		return a.engine.Sweep(ctx, a.world.now())
	}
	return a.engine.Refresh(ctx)
}

// publishing sends one portion of what is behind, and says how much that was.
type publishing func(ctx context.Context, worker string, now time.Time) (int, error)

// publish sends what is behind until ctx ends: at once while there is something, else when this
// process changed something, else at a beat, for the changes of others.
func (a *app) publish(ctx, work context.Context, worker string, once publishing, behind <-chan struct{}) error {
	failed := 0
	for ctx.Err() == nil {
		release := a.world.hold()
		n, err := once(work, worker, a.world.now())
		release()
		wait, news := publishEvery, behind
		if err == nil {
			failed = 0
		} else if ctx.Err() == nil {
			failed++
			wait, news = pause(publishEvery, failed), nil // what is new would fail as well
			a.log.Error("publishing failed; will try again", "err", err, "in", wait)
		}
		if n > 0 && err == nil {
			continue
		}
		t := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-news:
		case <-t.C:
		}
		t.Stop()
	}
	return nil
}
