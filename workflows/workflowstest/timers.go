package workflowstest

import (
	"context"
	"maps"
	"sync"
	"time"

	"dibs/lead"
)

// Timers are timers in memory that a test can look into.
type Timers struct {
	arm func() // sets the timers of the leads that were saved since the last call
	mu  sync.Mutex
	due map[lead.ID]time.Time
}

// Arm sets timers.
func (a *Timers) Arm(_ context.Context, due map[lead.ID]time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	maps.Copy(a.due, due)
	return nil
}

// Disarm removes timers.
func (a *Timers) Disarm(_ context.Context, ids ...lead.ID) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, id := range ids {
		delete(a.due, id)
	}
	return nil
}

// Lease returns leads that are due and postpones them by hold.
func (a *Timers) Lease(_ context.Context, now time.Time, limit int, hold time.Duration) ([]lead.ID, error) {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	var ids []lead.ID
	for id, at := range a.due {
		if !at.After(now) && len(ids) < limit {
			a.due[id] = now.Add(hold)
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Forget loses all timers, like a Redis that was emptied.
func (a *Timers) Forget() {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.due)
}

// At returns when a lead's timer fires; zero: it has none.
func (a *Timers) At(id lead.ID) time.Time {
	a.arm()
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.due[id]
}
