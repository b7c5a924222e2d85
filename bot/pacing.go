package bot

import (
	"context"
	"sync"
	"time"
)

// pace allows about one call per interval and key after a small burst, and can block a key until a given time.
// Callers get their turns in the order they came. One key never waits for another. It is safe for concurrent use.
type pace struct {
	interval time.Duration
	burst    int

	mu   sync.Mutex
	next map[string]time.Time // per key: when the next call is due without a burst
	rest map[string]time.Time // per key: no call before this
}

func newPace(interval time.Duration, burst int) *pace {
	return &pace{interval: interval, burst: burst, next: map[string]time.Time{}, rest: map[string]time.Time{}}
}

// wait returns when it is the key's turn. If the context would end before that, it takes no turn and returns at once
// with the time that the turn would have had. If the context ends while it waits, the turn is lost.
func (p *pace) wait(ctx context.Context, key string) (turn time.Time, err error) {
	turn, err = p.take(ctx, key)
	if err != nil {
		return turn, err
	}
	for {
		if err := sleepUntil(ctx, turn); err != nil {
			return turn, err
		}
		rest := p.restsUntil(key)
		if !rest.After(time.Now()) {
			return turn, nil
		}
		turn = rest // the key was blocked while we waited
		if endsBefore(ctx, turn) {
			return turn, context.DeadlineExceeded
		}
	}
}

// take books a turn by the generic cell rate algorithm: a key may get ahead of its interval by burst calls.
func (p *pace) take(ctx context.Context, key string) (time.Time, error) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forgetIdle(now)
	paid := p.next[key]
	if paid.Before(now) {
		paid = now
	}
	turn := paid.Add(-time.Duration(p.burst-1) * p.interval)
	if rest := p.rest[key]; rest.After(turn) {
		turn = rest
	}
	if endsBefore(ctx, turn) {
		return turn, context.DeadlineExceeded
	}
	if p.interval > 0 {
		p.next[key] = paid.Add(p.interval)
	}
	return turn, nil
}

// restUntil blocks every call with this key until t, including those that are waiting.
func (p *pace) restUntil(key string, t time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t.After(p.rest[key]) {
		p.rest[key] = t
	}
}

func (p *pace) restsUntil(key string) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rest[key]
}

// forgetIdle removes keys that are not in use, once there are many.
func (p *pace) forgetIdle(now time.Time) {
	if len(p.next) < 1000 {
		return
	}
	for key, paid := range p.next {
		if paid.Before(now) {
			delete(p.next, key)
		}
	}
}

func endsBefore(ctx context.Context, t time.Time) bool {
	deadline, ok := ctx.Deadline()
	return ok && t.After(deadline)
}

// sleepUntil waits for t, or for the end of the context.
func sleepUntil(ctx context.Context, t time.Time) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d := time.Until(t)
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
