package workflows

import (
	"context"
	"time"

	"dibs/lead"
)

// Assign offers a lead to one person. When the lead has changed hands as often as the playbook allows, only a manager
// can assign it.
func (e *Engine) Assign(ctx context.Context, id lead.ID, by, to lead.PersonID, now time.Time) (Outcome, error) {
	receiver := e.dir.Crew().Member(to)
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if limit := e.dir.Playbook().MaxHandoffs(); limit > 0 && l.Handoffs >= limit && !a.Leads() {
			return &lead.Refusal{Why: lead.WhyHandoffs, Action: lead.Offered, Lead: l.Clone(), Audience: lead.AudienceManager}
		}
		return l.Assign(a, receiver, now)
	})
}

// Accept accepts an offer.
func (e *Engine) Accept(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Accept(a, now) })
}

// Pass declines an offer.
func (e *Engine) Pass(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Pass(a, reason, now) })
}
