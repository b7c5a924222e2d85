package lead

import "time"

// Assign offers the lead to one person, who accepts or declines. Until then nobody else can claim an
// unclaimed lead, and an owned lead keeps its owner and its clocks. A manager may assign any lead. An owner,
// or the backup who covers for them, may assign the owner's leads.
func (l *Lead) Assign(a Actor, to Member, now time.Time) error {
	switch {
	case l.Stage != StageNew && !l.Stage.Owned():
		return l.refuse(Offered, WhyStage)
	case l.Stage == StageNew && !a.Leads():
		return l.only(Offered, AudienceManager)
	case l.Stage.Owned() && !a.Leads() && !a.Is(l.Owner):
		return l.only(Offered, AudienceOwner)
	case to.ID == l.Owner || !to.canTake(now):
		return l.cannotTake(Offered, to)
	}
	l.offer(a, to.ID, Facts{From: l.Stage}, now)
	return nil
}

// canTake reports whether the member can be offered a lead at time now: they sell or manage, and are not
// away.
func (m Member) canTake(now time.Time) bool {
	return m.Sells() && !m.Away(now)
}

func (l *Lead) cannotTake(k Kind, to Member) *Refusal {
	r := l.refuse(k, WhyReceiver)
	r.Field = string(to.ID)
	return r
}

// offer offers the lead to one person.
func (l *Lead) offer(a Actor, to PersonID, f Facts, now time.Time) {
	if l.Stage == StageNew {
		l.leavePartner(now)
	}
	l.Offer, l.pendingAssignment = &Offer{To: to, By: a.ID, At: now}, ""
	l.start(ClockAccept, now)
	f.To = to
	l.record(Offered, a, now, f, Words{})
}

// Accept makes the receiver of an offer the owner. A lead that was qualified stays qualified.
func (l *Lead) Accept(a Actor, now time.Time) error {
	if err := l.answerable(Accepted, a); err != nil {
		return err
	}
	to, before, from := l.Offer.To, l.Owner, l.Stage
	f := Facts{From: from, Before: before, Partner: l.Offer.Partner}
	if l.Offer.Partner != "" {
		to = a.ID // the first of the partner's people to accept
	}
	if !l.WaitingAt.IsZero() {
		f.Waited = now.Sub(l.WaitingAt)
	}
	if a.ID != to && !a.IsDibs() {
		f.For = to
	}
	if before != NoOne && before != to {
		l.Handoffs++
		l.remember(before)
	}
	if l.Offer.Partner == "" {
		l.leavePartner(now)
	}
	entered := l.EnteredAt
	l.own(to, now)
	if from == StageQualified {
		l.Stage, l.EnteredAt = from, entered
	}
	at, w := l.agreedStep()
	f.NextAt = at
	l.record(Accepted, a, now, f, w)
	return nil
}

// Pass declines an offer. An unclaimed lead is then for the next person (see PendingAssignment), or for its
// pool. A lead that was offered to a partner comes back to us. An owned lead stays with its owner.
func (l *Lead) Pass(a Actor, reason string, now time.Time) error {
	if err := l.answerable(Passed, a); err != nil {
		return err
	}
	f := Facts{From: l.Stage, Reason: reason, Partner: l.Offer.Partner}
	if a.ID != l.Offer.To {
		f.For = l.Offer.To
	}
	l.declined(now)
	l.record(Passed, a, now, f, Words{})
	return nil
}

// answerable checks whether the actor may accept or decline the offer.
func (l *Lead) answerable(k Kind, a Actor) error {
	switch {
	case l.Offer == nil && l.Stage.Owned():
		return l.refuse(k, WhyOwned)
	case l.Offer == nil:
		return l.refuse(k, WhyStage)
	case !l.Offer.isFor(a) && !(a.IsDibs() && l.Offer.Partner == ""): // which of a partner's people, Dibs can't tell
		return l.only(k, AudienceReceiver)
	}
	return nil
}

// isFor reports whether the actor may answer the offer.
func (o *Offer) isFor(a Actor) bool {
	if o.Partner != "" {
		return a.Role == RolePartner && a.Team == PartnerTeam(o.Partner)
	}
	return a.Is(o.To)
}

func (l *Lead) dropOffer() {
	l.Offer = nil
	delete(l.Clocks, ClockAccept)
}
