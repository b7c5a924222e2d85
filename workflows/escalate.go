package workflows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/workflows/notify"
	"dibs/workflows/protect"
)

const (
	wakeBatch = 100              // wake-ups taken at once
	wakeHold  = 30 * time.Second // after this a crashed worker's wake-ups come back
	wakeAtOne = 8                // handled side by side; more than the store's pool is no faster
	armAhead  = time.Minute      // how far ahead the sweep arms timers
	armBatch  = 5000             // at most, a sweep
)

// Tick handles the wake-ups that are due and says how many there were. One that fails is
// logged and comes back when its hold ends.
func (e *Engine) Tick(ctx context.Context, now time.Time) (int, error) {
	ids, err := e.timers.Lease(ctx, now, wakeBatch, wakeHold)
	if err != nil {
		return 0, fmt.Errorf("lease wake-ups: %w", err)
	}
	var g errgroup.Group
	g.SetLimit(wakeAtOne)
	for _, id := range ids {
		g.Go(func() error {
			if err := protect.Run(func() error { return e.Wake(ctx, id, now) }); err != nil {
				e.log.Error("wake-up failed; it comes back", "lead", int64(id), "err", err)
			}
			return nil
		})
	}
	return len(ids), g.Wait()
}

// Wake looks whether anything is due on a lead, does it, and arms the next deadline. Waking a
// lead early, late or twice is harmless.
func (e *Engine) Wake(ctx context.Context, id lead.ID, now time.Time) error {
	pb, crew := e.dir.Playbook(), e.dir.Crew()
	done, err := e.change(ctx, id, now, func(l *lead.Lead) error {
		steps := pb.Due(l, crew, now)
		if len(steps) > 0 && steps[0].Wake {
			return l.Wake(pb.Judge(l, now), now)
		}
		for i, s := range steps {
			steps[i].Listed = notify.Listed(l, s, pb.Bundle(), now)
		}
		l.Climb(steps, now)
		return nil
	})
	if r := refused(err); r != nil && r.Why == lead.WhyNotFound {
		return e.timers.Disarm(ctx, id)
	}
	if err != nil {
		return err
	}
	e.armLater(done.Lead)
	return nil
}

// Sweep arms what is due soon, from the leads themselves: it repairs timers that were lost,
// reordered or set by nobody. It also reads the people again.
func (e *Engine) Sweep(ctx context.Context, now time.Time) error {
	due, err := e.store.Due(ctx, now.Add(armAhead), armBatch)
	if err != nil {
		return fmt.Errorf("read deadlines: %w", err)
	}
	at := make(map[lead.ID]time.Time, len(due))
	for _, d := range due {
		at[d.ID] = d.At
	}
	var armed error
	if len(at) > 0 {
		armed = e.timers.Arm(ctx, at)
	}
	return errors.Join(armed, e.dir.Refresh(ctx))
}
