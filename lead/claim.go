package lead

import "time"

// Claim makes the actor the owner of an unclaimed lead in one of their pools. With it, sales accepts the
// lead. Of two claims at once, the first one saved wins; the other is refused, and the refusal carries the
// winner's lead.
func (l *Lead) Claim(a Actor, now time.Time) error {
	if err := l.claimable(Claimed, a, now); err != nil {
		return err
	}
	waited := now.Sub(l.WaitingAt)
	if a.Role != RolePartner { // a manager claims it from the partner's channel
		l.leavePartner(now)
	}
	l.own(a.ID, now)
	at, w := l.agreedStep()
	l.record(Claimed, a, now, Facts{From: StageNew, Waited: waited, NextAt: at}, w)
	return nil
}

// ClaimOrAccept accepts the lead if it is unclaimed and offered to the actor or to their partner, and claims
// it otherwise. People who type /lead claim, or press a Claim button drawn before the offer, mean either.
func (l *Lead) ClaimOrAccept(a Actor, now time.Time) error {
	o := l.Offer
	if o != nil && l.Stage == StageNew && (o.To == a.ID || o.Partner != "" && a.Team == PartnerTeam(o.Partner)) {
		return l.Accept(a, now)
	}
	return l.Claim(a, now)
}

// claimable checks whether the actor may claim a lead or reject it as not a fit.
func (l *Lead) claimable(k Kind, a Actor, now time.Time) error {
	switch {
	case l.Stage.Owned():
		return l.refuse(k, WhyOwned)
	case l.Stage != StageNew:
		return l.refuse(k, WhyStage)
	case l.Offer != nil && !(k == NotAFit && l.Offer.isFor(a)):
		return l.refuse(k, WhyOffered)
	case l.Offer == nil && !a.Sells(l.Pool):
		return l.only(k, AudiencePool)
	}
	if until, ok := l.Lapsed[a.ID]; ok && now.Before(until) && !a.Leads() {
		r := l.refuse(k, WhyLapsed)
		r.Until = until
		return r
	}
	return nil
}

// RejectAsNotAFit sends an unclaimed lead to marketing, with the reason, which is required. With it, sales
// rejects the lead as not meeting the shared definition. It can be undone for UndoTime.
func (l *Lead) RejectAsNotAFit(a Actor, n Nurture, now time.Time) error {
	if err := l.claimable(NotAFit, a, now); err != nil {
		return err
	}
	if n.Reason == "" {
		return l.missing(NotAFit, "reason")
	}
	l.snapshot(NotAFit, a, now.Add(UndoTime))
	l.Reason = n.Reason
	l.toNurture(n.Channel, n.WakeAt, now)
	l.record(NotAFit, a, now, Facts{From: StageNew, Reason: n.Reason, NextAt: &n.WakeAt, Until: &l.Undo.Until}, Words{Comment: n.Note})
	return nil
}
