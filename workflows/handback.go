package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// HandBackToPool returns an owned lead to its pool with a reason.
func (e *Engine) HandBackToPool(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.HandBackToPool(a, reason, note, now)
	})
}

// HandBackToMarketing returns an owned lead to marketing until a date, with a reason. A zero wakeAt means the
// playbook's default.
func (e *Engine) HandBackToMarketing(
	ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, wakeAt, now time.Time,
) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.HandBackToMarketing(a, nurture(e.dir.Playbook(), reason, note, wakeAt, now), now)
	})
}
