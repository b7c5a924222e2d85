package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/workflows/notify"
)

// Wake does what is due on a lead and sets its next deadline. Waking a lead early, late or twice is harmless. An
// unknown id is refused.
func (e *Engine) Wake(ctx context.Context, id lead.ID, now time.Time) error {
	pb, crew := e.dir.Playbook(), e.dir.Crew()
	done, err := e.change(ctx, id, now, func(l *lead.Lead) error {
		steps := pb.Due(l, crew, now)
		if len(steps) > 0 && steps[0].Wake {
			return l.Wake(pb.Judge(l, now), now)
		}
		for i, s := range steps {
			steps[i].Listed = notify.Listed(l, s, pb.Bundle(), now)
		}
		l.Climb(steps, now)
		return nil
	})
	if err != nil {
		return err
	}
	e.unarmed.add(done.Lead) // also when nothing was due: that acknowledges the timer
	return nil
}
