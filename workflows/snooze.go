package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Snooze moves the next step.
func (e *Engine) Snooze(ctx context.Context, id lead.ID, by lead.PersonID, at time.Time, reason string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Snooze(a, at, reason, now) })
}
