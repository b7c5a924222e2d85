package workflows

import (
	"context"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// Claim makes a person the owner of an unclaimed lead. Of many people at once exactly one wins. The others are refused,
// and the refusal has the lead as the winner owns it. To claim a lead that is offered to you is to accept it.
func (e *Engine) Claim(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.ClaimOrAccept(a, now) })
}

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

// NotAFit rejects an unclaimed lead. It goes to marketing with the reason.
func (e *Engine) NotAFit(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.RejectAsNotAFit(a, nurture(e.dir.Playbook(), reason, note, time.Time{}, now), now)
	})
}

// Undo takes back a "Not a fit" or a merge.
func (e *Engine) Undo(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, now) })
}

// nurture says where marketing gets a lead, and until when. A zero wakeAt means the playbook's default.
func nurture(pb *playbook.Playbook, reason, note string, wakeAt, now time.Time) lead.Nurture {
	if wakeAt.IsZero() {
		wakeAt = pb.WakeAt(now)
	}
	return lead.Nurture{Channel: pb.MarketingChannel(), WakeAt: wakeAt, Reason: reason, Note: note}
}
