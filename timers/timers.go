// Package timers remembers when to look at a lead again. A timer is the id of the lead and a time, nothing else. A
// wake-up only says "look at this lead now", so one that comes early, late or twice does no harm.
package timers

import (
	"context"
	"errors"
	"time"
)

// MaxLease is how many wake-ups one Lease returns at most, and how many timers one Redis command carries. It bounds
// how long a single step blocks all others.
const MaxLease = 1000

// Timer asks for a wake-up: the id of a lead, and when. Due is stored in whole milliseconds, rounded up so that no
// timer fires early. A Due in the past, including the zero time, fires at once.
type Timer struct {
	ID  int64
	Due time.Time
}

// Timers is a set of timers with at most one per id. Redis and Memory implement it.
//
// Every method is safe for concurrent use, also by many processes that share a Redis. Arm, Disarm and Lease are atomic
// for each timer. A call with more than MaxLease timers may fail halfway; repeating it is harmless. Every method
// returns an error when ctx is done.
//
// Delivery is at least once while the set exists. A timer stays in the set until it is disarmed, and a timer that a
// worker leased but never settled comes back when its hold ends. The set is not durable. The owner of the true due
// times must arm them again from time to time, which also corrects two writers that raced.
type Timers interface {
	// Arm sets the due time of each timer. It replaces an earlier due time and ends a lease. If the list has an id
	// twice, the later entry wins.
	Arm(ctx context.Context, at ...Timer) error

	// Disarm removes timers and their leases. An id without a timer is not an error.
	Disarm(ctx context.Context, ids ...int64) error

	// Lease returns ids that are due at now, the earliest first: at most limit of them, and never more than MaxLease.
	// It postpones each to the end of the hold, which must be positive, so nobody else gets it until then. Settle a
	// timer with Arm and its true next due time, or with Disarm. There is no other acknowledgement.
	Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]int64, error)

	// Len counts the timers, including leased ones.
	Len(ctx context.Context) (int, error)

	// Ping reports whether the set can be reached.
	Ping(ctx context.Context) error

	// Close releases connections. No method may be called after it.
	Close() error
}

// errHoldNotPositive refuses a lease that would return the same ids forever.
var errHoldNotPositive = errors.New("lease timers: the hold must be positive")

// millis is t in Unix milliseconds, rounded up.
func millis(t time.Time) int64 {
	return t.Add(time.Millisecond - 1).UnixMilli()
}
