package workflows

import (
	"context"
	"errors"
	"time"

	"dibs/lead"
)

// Claim makes a person the owner of a waiting lead. Of many at once exactly one wins; the
// others are refused with the lead as the winner has it. Who claims what is held out to them
// accepts it.
func (e *Engine) Claim(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return take(l, a, now) })
}

// take claims a waiting lead, or accepts it where it is held out to the actor, or to the partner they
// are of: whoever types /lead claim, or presses Claim on what was drawn before the offer, means that.
func take(l *lead.Lead, a lead.Actor, now time.Time) error {
	o := l.Offer
	if o == nil || l.Stage != lead.StageNew {
		return l.Claim(a, now)
	}
	if o.To == a.ID || o.Partner != "" && a.Team == lead.PartnerTeam(o.Partner) {
		return l.Accept(a, now)
	}
	return l.Claim(a, now)
}

// Assign holds a lead out to one person. An owner cannot pass one on that changed hands as often as
// the playbook allows: only a manager can.
func (e *Engine) Assign(ctx context.Context, id lead.ID, by, to lead.PersonID, now time.Time) (Outcome, error) {
	receiver := e.Crew().Member(to)
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		if limit := e.Playbook().MaxHandoffs(); limit > 0 && l.Handoffs >= limit && !a.Leads() {
			return &lead.Refusal{Why: lead.WhyHandoffs, Action: lead.Offered, Lead: l.Clone(), Audience: lead.AudienceManager}
		}
		return l.Assign(a, receiver, now)
	})
}

// Accept takes an offer.
func (e *Engine) Accept(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Accept(a, now) })
}

// Pass declines an offer.
func (e *Engine) Pass(ctx context.Context, id lead.ID, by lead.PersonID, reason string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.Pass(a, reason, now) })
}

// NotAFit rejects a waiting lead: it goes to marketing with the reason.
func (e *Engine) NotAFit(ctx context.Context, id lead.ID, by lead.PersonID, reason, note string, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error {
		return l.RejectAsNotAFit(a, e.nurture(reason, note, time.Time{}, now), now)
	})
}

// Undo takes back a "Not a fit" or a merge.
func (e *Engine) Undo(ctx context.Context, id lead.ID, by lead.PersonID, now time.Time) (Outcome, error) {
	return e.act(ctx, id, by, now, func(l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, now) })
}

// nurture says where marketing gets a lead, until when: the playbook's default without a date.
func (e *Engine) nurture(reason, note string, wakeAt, now time.Time) lead.Nurture {
	pb := e.Playbook()
	if wakeAt.IsZero() {
		wakeAt = pb.WakeAt(now)
	}
	return lead.Nurture{Channel: pb.MarketingChannel(), WakeAt: wakeAt, Reason: reason, Note: note}
}

// Next is the waiting lead that a person should take first: one offered to them, else the
// hottest and then oldest of their pools that they can claim or, when it is offered to their
// partner, accept. It is nil when none waits.
func (e *Engine) Next(ctx context.Context, by lead.PersonID, now time.Time) (*lead.Lead, error) {
	offered, err := e.store.OfferedTo(ctx, by)
	if err != nil {
		return nil, err
	}
	if len(offered) > 0 {
		return offered[0], nil
	}
	pool, err := e.Pool(ctx, by)
	if err != nil {
		return nil, err
	}
	a := e.Crew().Actor(by, now)
	for _, l := range pool {
		if refused := take(l.Clone(), a, now); refused == nil {
			return l, nil
		}
	}
	return nil, nil
}

// mostWaiting bounds a list of what waits: nobody reads further.
const mostWaiting = 100

// Pool lists what waits in the pools of a person's team, hot first.
func (e *Engine) Pool(ctx context.Context, by lead.PersonID) ([]*lead.Lead, error) {
	m := e.Crew().Member(by)
	if m.Team == "" {
		return nil, nil
	}
	return e.store.WaitingIn(ctx, []string{m.Team}, mostWaiting)
}

// refused is the refusal in an error, or nil.
func refused(err error) *lead.Refusal {
	var r *lead.Refusal
	errors.As(err, &r)
	return r
}
