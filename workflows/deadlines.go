package workflows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows/directory"
	"dibs/workflows/protect"
)

// Timers say which leads are due. They may do so early, late or twice, because the lead decides whether anything is
// due. They are safe for concurrent use.
type Timers interface {
	// Arm sets or replaces the times at which leads are due.
	Arm(ctx context.Context, due map[lead.ID]time.Time) error
	// Disarm forgets leads.
	Disarm(ctx context.Context, ids ...lead.ID) error
	// Lease returns up to limit leads that are due, earliest first, and hides each of them for the time of hold. Arm or
	// Disarm acknowledges a lead. If the caller crashes before that, the lead comes back when the hold ends.
	Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]lead.ID, error)
}

// Deadlines sets a timer for the deadline of each lead, and wakes the leads that are due. It is safe for concurrent
// use; any number of processes may share the database and the timers.
type Deadlines struct {
	store  *store.Store
	timers Timers
	dir    *directory.Directory
	engine *Engine
	log    *slog.Logger
}

// NewDeadlines makes one that wakes leads through an engine. log may be nil.
func NewDeadlines(s *store.Store, t Timers, dir *directory.Directory, e *Engine, log *slog.Logger) *Deadlines {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Deadlines{store: s, timers: t, dir: dir, engine: e, log: log}
}

const (
	wakeBatch = 100              // leads that one Tick takes
	wakeHold  = 30 * time.Second // after this the leads that a crashed worker took come back
	wakeAtOne = 8                // leads woken at the same time; more than the store has connections is no faster
	armAhead  = time.Minute      // how far ahead the sweep sets timers
	armBatch  = 5000             // timers that one sweep sets
)

// Tick wakes the leads that are due and returns how many there were. When waking one fails, that is logged, and the
// lead comes back when its hold ends.
func (dl *Deadlines) Tick(ctx context.Context, now time.Time) (int, error) {
	ids, err := dl.timers.Lease(ctx, now, wakeBatch, wakeHold)
	if err != nil {
		return 0, fmt.Errorf("lease leads that are due: %w", err)
	}
	var g errgroup.Group
	g.SetLimit(wakeAtOne)
	for _, id := range ids {
		g.Go(func() error {
			if err := protect.Run(func() error { return dl.wake(ctx, id, now) }); err != nil {
				dl.log.Error("wake-up failed; it comes back", "lead", int64(id), "err", err)
			}
			return nil
		})
	}
	return len(ids), g.Wait()
}

// wake wakes a lead. The timer of a lead that does not exist is removed.
func (dl *Deadlines) wake(ctx context.Context, id lead.ID, now time.Time) error {
	err := dl.engine.Wake(ctx, id, now)
	if r := refused(err); r != nil && r.Why == lead.WhyNotFound {
		return dl.timers.Disarm(ctx, id)
	}
	return err
}

// Unarmed signals that ArmTimers has something to do.
func (dl *Deadlines) Unarmed() <-chan struct{} { return dl.engine.unarmed.ready }

// ArmTimers sets the timers of the leads that this process has saved since the last call. When it fails, the sweep sets
// them.
func (dl *Deadlines) ArmTimers(ctx context.Context) error {
	due, closed := dl.engine.unarmed.take()
	var errs []error
	if len(due) > 0 {
		errs = append(errs, dl.timers.Arm(ctx, due))
	}
	if len(closed) > 0 {
		errs = append(errs, dl.timers.Disarm(ctx, closed...))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("could not arm timers; the sweep will retry: %w", err)
	}
	return nil
}

// Sweep sets the timers of all leads that are due soon, as the database has them. That repairs timers that were lost,
// were set out of order, or were never set. It also reads the people again.
func (dl *Deadlines) Sweep(ctx context.Context, now time.Time) error {
	due, err := dl.store.Due(ctx, now.Add(armAhead), armBatch)
	if err != nil {
		return fmt.Errorf("read deadlines: %w", err)
	}
	at := make(map[lead.ID]time.Time, len(due))
	for _, d := range due {
		at[d.ID] = d.At
	}
	var armed error
	if len(at) > 0 {
		armed = dl.timers.Arm(ctx, at)
	}
	return errors.Join(armed, dl.dir.Refresh(ctx))
}
