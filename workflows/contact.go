package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// unreachable is the reason under which a lead goes to marketing after the last attempt of the
// cadence. It is a word of the playbook's hand-back reasons, so that reports count it as one.
const unreachable = "cannot be reached"

// LogContact records a contact attempt and the next step. A conversation beyond the playbook's limit
// of contact pressure is refused unless it was made knowingly, see lead.Touch.
func (e *Engine) LogContact(ctx context.Context, id lead.ID, by lead.PersonID, t lead.Touch, now time.Time) (Outcome, error) {
	pb := e.Playbook()
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		free, over := pb.Pressure(l, now)
		over = over && l.Presses(t)
		if over && !t.Pressed {
			if err := l.Clone().LogContact(a, t, now); err != nil {
				return err // what is refused anyway is refused for that
			}
			return &lead.Refusal{Why: lead.WhyPressure, Action: lead.Contacted, Lead: l.Clone(), Until: free}
		}
		t.Pressed = over
		return l.LogContact(a, t, now)
	})
}

// NoAnswer records a call that nobody took and sets the next attempt of the playbook's
// cadence. After the last one the lead goes to marketing.
func (e *Engine) NoAnswer(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	pb := e.Playbook()
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		after := l.Clone()
		after.Attempts++
		next, _, more := pb.NextAttempt(after, now)
		if !more {
			next = now
		}
		t := lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer}
		if l.Stage.Owned() {
			t.Next = &lead.NextStep{At: next}
		}
		if err := l.LogContact(a, t, now); err != nil || more {
			return err
		}
		n := e.nurture(unreachable, "", time.Time{}, now)
		if l.Stage == lead.StageInquiry {
			return l.SendToMarketing(a, n, now)
		}
		return l.HandBackToMarketing(a, n, now)
	})
}

// Snooze moves the next step.
func (e *Engine) Snooze(ctx context.Context, id lead.ID, by lead.PersonID, at time.Time, reason string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Snooze(a, at, reason, now) })
}
