// Package timerstest holds the tests that every implementation of timers.Timers must pass.
package timerstest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"dibs/timers"
)

// start is the time at which every test begins. hold is how long the tests lease.
var start = time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC)

const hold = 30 * time.Second

// Run tests an implementation. open returns an empty set, and the test closes it.
func Run(t *testing.T, open func(t *testing.T) timers.Timers) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, set timers.Timers)
	}{
		{"due timers come earliest first, and the others stay", earliestFirst},
		{"a timer never fires early, not even by a fraction of a millisecond", neverEarly},
		{"arming again replaces the due time", armingReplaces},
		{"a disarmed timer does not fire", disarmedIsSilent},
		{"a timer that was leased but never settled comes back after the hold", leaseComesBack},
		{"arming settles a lease", armingSettles},
		{"a lease never returns more than its limit", limits},
		{"a lease without a hold is refused", noHold},
		{"one call arms or disarms thousands", thousands},
		{"no two workers get the same timer during its hold", manyWorkers},
		{"arming during leases loses no timer", armingDuringLeases},
		{"a canceled context returns an error", canceled},
		{"it behaves like the model", likeTheModel},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := open(t)
			t.Cleanup(func() {
				if err := set.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			})
			c.test(t, set)
		})
	}
}

func earliestFirst(t *testing.T, set timers.Timers) {
	arm(t, set, at(3, 3*time.Second), at(1, time.Second), at(4, 3*time.Second+time.Millisecond), at(2, 2*time.Second))
	wantLease(t, set, 3*time.Second, 10, 1, 2, 3)
	wantLen(t, set, 4)
}

func neverEarly(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, time.Millisecond+time.Nanosecond), at(2, time.Millisecond))
	wantLease(t, set, time.Millisecond-time.Nanosecond, 10)
	wantLease(t, set, 2*time.Millisecond-time.Nanosecond, 10, 2)
	wantLease(t, set, 2*time.Millisecond, 10, 1)
}

func armingReplaces(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, time.Second), at(2, time.Hour), at(3, time.Second))
	arm(t, set, at(1, time.Hour), at(2, time.Second), at(3, time.Minute), at(3, time.Hour))
	wantLease(t, set, time.Minute, 10, 2)
	wantLen(t, set, 3)
	arm(t, set, timers.Timer{ID: 1})
	wantLease(t, set, 0, 10, 1)
}

func disarmedIsSilent(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, 0), at(2, time.Second), at(3, 2*time.Second), at(4, 3*time.Second))
	wantLease(t, set, 0, 10, 1)
	disarm(t, set, 1, 3, 99)
	disarm(t, set)
	wantLen(t, set, 2)
	wantLease(t, set, time.Hour, 10, 2, 4)
}

func leaseComesBack(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, 0))
	wantLease(t, set, time.Second, 10, 1)
	wantLease(t, set, time.Second+hold-time.Millisecond, 10)
	wantLease(t, set, time.Second+hold, 10, 1)
}

func armingSettles(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, 0), at(2, time.Millisecond))
	wantLease(t, set, time.Millisecond, 10, 1, 2)
	arm(t, set, at(1, time.Second), at(2, time.Hour))
	wantLease(t, set, time.Second, 10, 1)
	disarm(t, set, 1)
	wantLease(t, set, time.Hour-time.Millisecond, 10)
	wantLease(t, set, time.Hour, 10, 2)
}

func limits(t *testing.T, set timers.Timers) {
	arm(t, set, many(timers.MaxLease+2)...)
	for _, c := range []struct{ limit, want int }{{-1, 0}, {0, 0}, {1, 1}, {timers.MaxLease + 1, timers.MaxLease}} {
		if got := len(lease(t, set, 0, c.limit)); got != c.want {
			t.Errorf("a lease of %d gave %d ids, want %d", c.limit, got, c.want)
		}
	}
}

func noHold(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, 0))
	for _, none := range []time.Duration{0, -time.Second} {
		if ids, err := set.Lease(t.Context(), start, 10, none); err == nil {
			t.Errorf("a lease with a hold of %v gave %v", none, ids)
		}
	}
}

func thousands(t *testing.T, set timers.Timers) {
	armed := many(3*timers.MaxLease + 1)
	arm(t, set)
	arm(t, set, armed...)
	wantLen(t, set, len(armed))
	var ids []int64
	for _, a := range armed[1:] {
		ids = append(ids, a.ID)
	}
	disarm(t, set, ids...)
	wantLen(t, set, 1)
}

func manyWorkers(t *testing.T, set timers.Timers) {
	const armed, workers = 10_000, 8
	arm(t, set, many(armed)...)
	for _, now := range []time.Duration{0, hold} { // the second round works because nobody settled the first
		var (
			mu   sync.Mutex
			seen = map[int64]int{}
			wg   sync.WaitGroup
		)
		for range workers {
			wg.Go(func() {
				for {
					ids, err := set.Lease(t.Context(), start.Add(now), 100, hold)
					if err != nil {
						t.Errorf("lease: %v", err)
					}
					if len(ids) == 0 {
						return
					}
					mu.Lock()
					for _, id := range ids {
						seen[id]++
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		if len(seen) != armed {
			t.Errorf("%v after the start %d of %d timers fired", now, len(seen), armed)
		}
		for id, times := range seen {
			if times != 1 {
				t.Errorf("%v after the start timer %d fired %d times", now, id, times)
			}
		}
	}
}

// armingDuringLeases settles each timer with its true due time while other workers lease. Each timer must fire at that
// time.
func armingDuringLeases(t *testing.T, set timers.Timers) {
	const armed, workers = 2000, 4
	arm(t, set, many(armed)...)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for {
				ids, err := set.Lease(t.Context(), start, 50, hold)
				if err != nil {
					t.Errorf("lease: %v", err)
				}
				if len(ids) == 0 {
					return
				}
				var next []timers.Timer
				for _, id := range ids {
					next = append(next, at(id, time.Second))
				}
				if err := set.Arm(t.Context(), next...); err != nil {
					t.Errorf("arm: %v", err)
				}
			}
		})
	}
	wg.Wait()
	fired := slices.Concat(lease(t, set, time.Second, timers.MaxLease), lease(t, set, time.Second, timers.MaxLease))
	slices.Sort(fired)
	if n := len(slices.Compact(fired)); n != armed {
		t.Errorf("%d of %d timers fired at their true due time", n, armed)
	}
}

func canceled(t *testing.T, set timers.Timers) {
	arm(t, set, at(1, 0))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, errLease := set.Lease(ctx, start, 1, hold)
	_, errLen := set.Len(ctx)
	for name, err := range map[string]error{
		"Arm": set.Arm(ctx, at(1, time.Hour)), "Disarm": set.Disarm(ctx, 1),
		"Lease": errLease, "Len": errLen, "Ping": set.Ping(ctx),
	} {
		if err == nil {
			t.Errorf("%s returned no error for a canceled context", name)
		}
	}
	wantLease(t, set, 0, 1, 1)
}
