package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// LogContact records a contact attempt and the next step. A conversation beyond the contact limit of the playbook is
// refused, unless the person chose to go beyond it; see lead.Touch. What the inquirer did is never refused: they wrote
// back, or they asked to be left alone.
func (e *Engine) LogContact(ctx context.Context, id lead.ID, by lead.PersonID, t lead.Touch, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		free, over := pb.OverContactLimit(l, now)
		over = over && l.Presses(t) && t.Outcome != lead.Replied && t.Outcome != lead.AskedNotTo
		if over && !t.Pressed {
			if err := l.Clone().LogContact(a, t, now); err != nil {
				return err // another refusal comes first
			}
			return &lead.Refusal{Why: lead.WhyPressure, Action: lead.Contacted, Lead: l.Clone(), Until: free}
		}
		t.Pressed = over
		return l.LogContact(a, t, now)
	})
}

// NoAnswer records a call that was not answered, and sets the next attempt of the playbook's cadence. After the last
// attempt the lead is given up as the cadence says.
func (e *Engine) NoAnswer(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	pb := e.dir.Playbook()
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
		return giveUp(pb, l, a, now)
	})
}

// giveUp ends the work on a lead because the inquirer could not be reached.
func giveUp(pb *playbook.Playbook, l *lead.Lead, a lead.Actor, now time.Time) error {
	then, reason := pb.GiveUp(l)
	switch {
	case then == playbook.GiveUpAsDisqualified:
		return l.Disqualify(a, reason, "", now)
	case then == playbook.GiveUpAsLost:
		return l.Lose(a, lead.Money{}, reason, "", now)
	case then == playbook.GiveUpToPool:
		return l.HandBackToPool(a, reason, "", now)
	case l.Stage == lead.StageInquiry:
		return l.SendToMarketing(a, nurture(pb, reason, "", time.Time{}, now), now)
	}
	return l.HandBackToMarketing(a, nurture(pb, reason, "", time.Time{}, now), now)
}
