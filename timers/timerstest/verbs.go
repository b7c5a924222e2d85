package timerstest

import (
	"context"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dibs/timers"
)

// at is a timer that is due the given time after start.
func at(id int64, after time.Duration) timers.Timer {
	return timers.Timer{ID: id, Due: start.Add(after)}
}

// many returns n timers that are due at the start, with ids from 1.
func many(n int) []timers.Timer {
	list := make([]timers.Timer, n)
	for i := range list {
		list[i] = at(int64(i+1), 0)
	}
	return list
}

// reporter has the methods that *testing.T and *rapid.T share.
type reporter interface {
	Helper()
	Fatalf(format string, args ...any)
	Context() context.Context
}

func arm(t reporter, set timers.Timers, list ...timers.Timer) {
	t.Helper()
	if err := set.Arm(t.Context(), list...); err != nil {
		t.Fatalf("arm: %v", err)
	}
}

func disarm(t reporter, set timers.Timers, ids ...int64) {
	t.Helper()
	if err := set.Disarm(t.Context(), ids...); err != nil {
		t.Fatalf("disarm: %v", err)
	}
}

func lease(t reporter, set timers.Timers, after time.Duration, limit int) []int64 {
	t.Helper()
	ids, err := set.Lease(t.Context(), start.Add(after), limit, hold)
	if err != nil {
		t.Fatalf("lease: %v", err)
	}
	return ids
}

// wantLease leases timers and compares their ids, which must come in the order of their due times.
func wantLease(t reporter, set timers.Timers, after time.Duration, limit int, want ...int64) {
	t.Helper()
	got := lease(t, set, after, limit)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("leased %v after the start (-want +got):\n%s", after, diff)
	}
}

func wantLen(t reporter, set timers.Timers, want int) {
	t.Helper()
	got, err := set.Len(t.Context())
	if err != nil || got != want {
		t.Fatalf("%d timers (error %v), want %d", got, err, want)
	}
}
