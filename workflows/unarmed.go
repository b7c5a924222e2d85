package workflows

import (
	"sync"
	"time"

	"dibs/lead"
)

// maxUnarmed bounds how many leads wait for their timers. The sweep sets the timers of all others, up to two seconds
// later.
const maxUnarmed = 10_000

// unarmed holds the leads that were saved and whose timers are still to be set. Timers are not set within a request, so
// that no click and no intake waits for a Redis that hangs. A lead that is saved twice is armed once.
type unarmed struct {
	mu    sync.Mutex
	due   map[lead.ID]time.Time // their deadlines; zero: the lead has none, and its timer is to be removed
	ready chan struct{}
}

func newUnarmed() *unarmed {
	return &unarmed{due: map[lead.ID]time.Time{}, ready: make(chan struct{}, 1)}
}

// add notes that the timer of a lead is to follow its deadline.
func (u *unarmed) add(l *lead.Lead) {
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

// take removes and returns all leads: those with a deadline, and those without one.
func (u *unarmed) take() (due map[lead.ID]time.Time, closed []lead.ID) {
	u.mu.Lock()
	due = u.due
	u.due = map[lead.ID]time.Time{}
	u.mu.Unlock()
	for id, at := range due {
		if at.IsZero() {
			closed = append(closed, id)
			delete(due, id)
		}
	}
	return due, closed
}
