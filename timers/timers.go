// Package timers remembers when to wake which lead: an id and an instant, nothing else. A wake-up says no
// more than "look at this lead now", so that an early, a late or a double one does no harm.
package timers

import (
	"context"
	"errors"
	"time"
)

// MaxLease is the most wake-ups that one Lease hands out, and the most timers that one command to Redis
// carries: it bounds how long a single step keeps everybody else waiting.
const MaxLease = 1000

// Timer is the wish to be woken: the lead's id, and when. Due is kept in whole milliseconds, rounded up so
// that no timer fires early. A Due in the past, the zero time included, fires at once.
type Timer struct {
	ID  int64
	Due time.Time
}

// Timers is a set of timers, at most one for each id. Redis and Memory implement it.
//
// Every method is safe for concurrent use, by many processes if they share a Redis. Arm, Disarm and Lease are
// atomic for each timer; of a call with more than MaxLease timers a part may be done when it fails, and doing
// it again is harmless. All of them return an error when ctx is done.
//
// Delivery is at least once as long as the set itself is kept: a timer stays in the set until it is
// disarmed, and what a worker has leased but never settled comes back when its hold ends. The set is not
// durable. Whoever knows the true due times arms them again from time to time, which also repairs what two
// writers did in the wrong order.
type Timers interface {
	// Arm sets the due time of each timer, replacing the one that was set before and ending a lease. Of two
	// timers with the same id the later one in the list counts.
	Arm(ctx context.Context, at ...Timer) error

	// Disarm forgets timers and their leases. An id without a timer is no error.
	Disarm(ctx context.Context, ids ...int64) error

	// Lease hands out the ids that are due at now, the earliest first and at most limit of them (and never
	// more than MaxLease). Each is put off to the end of the hold, which must be positive: until then nobody
	// else gets it. Settle it with Arm, giving the true next due time, or with Disarm; there is no other
	// acknowledgement.
	Lease(ctx context.Context, now time.Time, limit int, hold time.Duration) ([]int64, error)

	// Len counts the timers, leased ones included.
	Len(ctx context.Context) (int, error)

	// Ping says whether the set can be reached.
	Ping(ctx context.Context) error

	// Close lets go of what the set holds. No other method may be called after it.
	Close() error
}

// errHoldNotPositive says that a lease would hand out the same ids for ever.
var errHoldNotPositive = errors.New("lease timers: the hold must be positive")

// millis is the first whole Unix millisecond that is not before t.
func millis(t time.Time) int64 {
	return t.Add(time.Millisecond - 1).UnixMilli()
}
