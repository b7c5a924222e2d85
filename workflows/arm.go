package workflows

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"dibs/lead"
)

// maxUnarmed bounds how many leads wait for their timers. Beyond it the sweep sets them, which costs them two seconds.
const maxUnarmed = 10_000

// unarmed are the leads whose timers are to be set, by their deadlines; zero: to be dropped. Timers are set beside the
// request, so that a Redis that hangs makes no click and no intake wait. A lead that changes twice is armed once.
type unarmed struct {
	mu    sync.Mutex
	due   map[lead.ID]time.Time
	ready chan struct{}
}

// armLater has the timer of a lead follow its deadline.
func (e *Engine) armLater(l *lead.Lead) {
	u := &e.unarmed
	u.mu.Lock()
	if _, waits := u.due[l.ID]; waits || len(u.due) < maxUnarmed {
		u.due[l.ID] = l.Deadline.At
	}
	u.mu.Unlock()
	select {
	case u.ready <- struct{}{}:
	default:
	}
}

// Unarmed signals that ArmTimers has something to do.
func (e *Engine) Unarmed() <-chan struct{} { return e.unarmed.ready }

// ArmTimers sets the timers of the leads saved since the last call. When it fails, the sweep sets them.
func (e *Engine) ArmTimers(ctx context.Context) error {
	u := &e.unarmed
	u.mu.Lock()
	due := u.due
	u.due = map[lead.ID]time.Time{}
	u.mu.Unlock()
	var closed []lead.ID
	for id, at := range due {
		if at.IsZero() {
			closed = append(closed, id)
			delete(due, id)
		}
	}
	var errs []error
	if len(due) > 0 {
		errs = append(errs, e.timers.Arm(ctx, due))
	}
	if len(closed) > 0 {
		errs = append(errs, e.timers.Disarm(ctx, closed...))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("could not arm timers; the sweep will retry: %w", err)
	}
	return nil
}
