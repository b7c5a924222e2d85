package main

import (
	"context"
	"errors"
	"strconv"
	"time"

	"dibs/workflows/protect"

	"golang.org/x/sync/errgroup"
)

const (
	tickEvery    = 100 * time.Millisecond // a due timer is noticed at most this late
	sweepEvery   = 2 * time.Second        // a lost timer is repaired at most this late
	publishEvery = 250 * time.Millisecond // another process's change is shown at most this late
	peopleEvery  = 10 * time.Minute       // events come sooner; this repairs missed ones
	retryEvery   = 5 * time.Second        // the longest wait before a retry; see pause
	peopleTime   = 5 * time.Second        // how long the first start waits for the list of people
	publishers   = 4                      // channels published at the same time
	notifiers    = 2                      // people notified at the same time while all publishers are busy
)

// loops starts the background work of a process, which ends with ctx. work is the context of the work itself, which
// lasts a little longer than ctx.
func (a *app) loops(ctx, work context.Context, g *errgroup.Group) {
	g.Go(func() error { return a.every(ctx, peopleEvery, func() error { return a.syncPeople(work) }) })
	g.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.sweep(work) }) })
	// Not part of the sweep, because recalculating 100,000 deadlines takes a while.
	g.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.follow(work) }) })
	g.Go(func() error { return a.reloadOnSignal(ctx, work) })
	g.Go(func() error { return a.armTimers(ctx, work) })
	if !a.role.works() {
		return
	}
	g.Go(func() error {
		return a.every(ctx, tickEvery, func() error {
			_, err := a.deadlines.Tick(work, a.world.now())
			return err
		})
	})
	g.Go(func() error { return a.publish(ctx, work, "homes", a.publisher.RefreshHomes, nil) })
	g.Go(func() error {
		return a.every(ctx, sweepEvery, func() error {
			now := a.world.now()
			return errors.Join(a.publisher.ScheduleDigests(work, now), a.availability.HandOver(work, now))
		})
	})
	for i := range publishers {
		g.Go(func() error {
			return a.publish(ctx, work, strconv.Itoa(i), a.publisher.PublishOnce, a.publisher.Behind())
		})
	}
	for i := range notifiers { // nothing wakes them early, because an idle publisher is faster
		g.Go(func() error { return a.publish(ctx, work, "notifier "+strconv.Itoa(i), a.publisher.NotifyOnce, nil) })
	}
}

// armTimers sets the timers of what this process saved, as soon as it is saved. Nobody waits for it: the sweep
// repairs what failed.
func (a *app) armTimers(ctx, work context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.deadlines.Unarmed():
		}
		if err := a.deadlines.ArmTimers(work); err != nil && ctx.Err() == nil {
			a.log.Warn("could not arm timers", "err", err)
		}
	}
}

// every calls f at once and then at each interval until ctx ends. A failure is logged and retried soon: the program
// must survive a database that is down for a minute, and must not wait a whole interval for the list of people if
// Slack was down at the start.
func (a *app) every(ctx context.Context, interval time.Duration, f func() error) error {
	t := time.NewTimer(interval)
	defer t.Stop()
	for failed := 0; ; {
		wait := interval
		release := a.world.hold()
		err := protect.Run(f)
		release()
		if err == nil {
			failed = 0
		} else if ctx.Err() == nil { // otherwise there is no retry
			failed++
			wait = pause(interval, failed)
			a.log.Error("background work failed; will retry", "err", err, "in", wait)
		}
		t.Reset(wait)
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

// pause is how long to wait after that many failures in a row: one interval at first, then twice as long each time,
// up to retryEvery. Otherwise a database that is down for an hour would fill the log.
func pause(interval time.Duration, failed int) time.Duration {
	return min(interval<<min(failed-1, 10), retryEvery)
}

// sweep refreshes the people and, in a process that watches deadlines, repairs timers.
func (a *app) sweep(ctx context.Context) error {
	if a.role.works() {
		now := a.world.now()
		if err := a.deadlines.Sweep(ctx, now); err != nil {
			return err
		}
		return a.availability.EndAbsences(ctx, now)
	}
	return a.dir.Refresh(ctx)
}

// publishing sends one batch of what is waiting to be published and returns how much that was.
type publishing func(ctx context.Context, worker string, now time.Time) (int, error)

// publish sends what is waiting to be published until ctx ends: without a pause while there is something, otherwise
// whenever this process changes something, and every publishEvery for changes by other processes.
func (a *app) publish(ctx, work context.Context, worker string, once publishing, behind <-chan struct{}) error {
	failed := 0
	for ctx.Err() == nil {
		release := a.world.hold()
		n, err := 0, error(nil)
		err = protect.Run(func() error {
			n, err = once(work, worker, a.world.now())
			return err
		})
		release()
		wait, news := publishEvery, behind
		if err == nil {
			failed = 0
		} else if ctx.Err() == nil {
			failed++
			wait, news = pause(publishEvery, failed), nil // new work would fail as well
			a.log.Error("publishing failed; will retry", "err", err, "in", wait)
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
