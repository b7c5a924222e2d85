package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Win closes a lead as a customer; a zero amount keeps the one it has.
func (e *Engine) Win(ctx context.Context, id lead.ID, by lead.PersonID, amount lead.Money, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Win(a, amount, note, now) })
}

// Lose closes a lead without a sale; a zero amount keeps the one it has.
func (e *Engine) Lose(
	ctx context.Context, id lead.ID, by lead.PersonID, amount lead.Money, reason, note string, now time.Time,
) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Lose(a, amount, reason, note, now) })
}

// Disqualify closes an inquiry or a lead that never was a lead, such as spam.
func (e *Engine) Disqualify(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Disqualify(a, reason, note, now) })
}

// Reopen opens a closed lead again.
func (e *Engine) Reopen(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if l.Route.Channel == "" { // disqualified before it was ever routed
			l.Route = e.dir.Playbook().Judge(l, now).Route
		}
		return l.Reopen(a, e.dir.Crew().Member(l.LastOwner), now)
	})
}

// Merge closes a lead because another lead is the same inquiry. Both are saved together, so that of two opposite merges
// at once one is refused.
func (e *Engine) Merge(ctx context.Context, id, into lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	if id == into {
		l, err := e.find.Lead(ctx, id)
		if err != nil {
			return Outcome{}, err
		}
		return Outcome{}, l.MergeInto(e.dir.Crew().Actor(by, now), l, now)
	}
	a := e.dir.Crew().Actor(by, now)
	done, err := e.changeAll(ctx, []lead.ID{id, into}, now, func(leads []*lead.Lead) error {
		l, other := leads[0], leads[1]
		if err := l.MergeInto(a, other, now); err != nil {
			return err
		}
		other.Absorb(a, l, now)
		return nil
	})
	if r := refused(err); r != nil && r.Why == lead.WhyNotFound && r.Lead.ID == into {
		r.Action = lead.Merged
	}
	if err != nil {
		return Outcome{}, err
	}
	return done[0], nil
}
