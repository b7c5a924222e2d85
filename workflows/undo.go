package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Undo takes back a "Not a fit" or a merge.
func (e *Engine) Undo(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, now) })
}
