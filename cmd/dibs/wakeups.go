package main

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/timers"
)

// wakeups adapts timers, which know numbers, to workflows, which know leads.
type wakeups struct{ timers.Timers }

// Arm sets when leads are due, replacing earlier times.
func (w wakeups) Arm(ctx context.Context, due map[lead.ID]time.Time) error {
	at := make([]timers.Timer, 0, len(due))
	for id, t := range due {
		at = append(at, timers.Timer{ID: int64(id), Due: t})
	}
	return w.Timers.Arm(ctx, at...)
}

// Disarm removes the timers of leads.
func (w wakeups) Disarm(ctx context.Context, ids ...lead.ID) error {
	ns := make([]int64, len(ids))
	for i, id := range ids {
		ns[i] = int64(id)
	}
	return w.Timers.Disarm(ctx, ns...)
}

// Lease returns leads that are due and reserves them for a while; see timers.Timers.
func (w wakeups) Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]lead.ID, error) {
	ns, err := w.Timers.Lease(ctx, now, limit, hold)
	ids := make([]lead.ID, len(ns))
	for i, n := range ns {
		ids[i] = lead.ID(n)
	}
	return ids, err
}
