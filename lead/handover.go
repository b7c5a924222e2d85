package lead

import "time"

// ReasonLeft is the reason of a Released event whose offer was taken back because its receiver left the
// company.
const ReasonLeft = "left"

// Heir returns who gets the leads of a person who left the company: the first along the chain of backups who
// can be assigned leads and is not away. If there is nobody, the member has no id.
func (c Crew) Heir(of PersonID, now time.Time) Member {
	asked := map[PersonID]bool{of: true}
	for m := c.Member(c.Member(of).Backup); m.ID != NoOne && !asked[m.ID]; m = c.Member(m.Backup) {
		if m.canTake(now) {
			return m
		}
		asked[m.ID] = true
	}
	return Member{}
}

// HandOver takes a lead from a person who left the company, and reports whether they owned it or had been
// offered it. A lead they owned goes to the heir (see Crew.Heir), with its next step and its running clocks.
// Only the clock to the first contact starts again, because the heir has had no time for it. Without an heir
// the lead waits in its pool. A lead they were offered is offered to the next person.
func (l *Lead) HandOver(from PersonID, heir Member, now time.Time) bool {
	switch {
	case from == NoOne:
		return false
	case l.Stage.Owned() && l.Owner == from && heir.ID != NoOne:
		l.giveToHeir(heir.ID, now)
	case l.Stage.Owned() && l.Owner == from:
		l.returnToPool(now)
	case l.Offer != nil && l.Offer.To == from:
		l.withdrawFromDeparted(now)
	default:
		return false
	}
	return true
}

// giveToHeir changes the owner of an owned lead and leaves the rest as it is. An offer survives only if a
// person made it, and to neither the old nor the new owner.
func (l *Lead) giveToHeir(heir PersonID, now time.Time) {
	f := Facts{From: l.Stage, Before: l.Owner, To: heir}
	if o := l.Offer; o != nil && (o.By == NoOne || o.To == l.Owner || o.To == heir) {
		l.dropOffer()
	}
	l.leavePartner(now)
	l.remember(l.Owner)
	l.Owner, l.LastOwner = heir, heir
	if _, waits := l.Clocks[ClockContact]; waits {
		l.start(ClockContact, now)
	}
	l.record(HandedOver, Dibs(), now, f, Words{})
}

// returnToPool puts an owned lead in its pool; a partner's lead stays with the partner.
func (l *Lead) returnToPool(now time.Time) {
	f := Facts{From: l.Stage, Before: l.Owner}
	if l.Route.Partner != "" {
		l.toPool(now)
	} else {
		l.toOurPool(now)
	}
	l.record(HandedOver, Dibs(), now, f, Words{})
}

// withdrawFromDeparted takes back an offer. An unclaimed lead is offered to the next person. An owned lead is
// offered on only if Dibs had offered it, and only while it cannot wait for its owner, who is away.
func (l *Lead) withdrawFromDeparted(now time.Time) {
	o := *l.Offer
	l.remember(o.To)
	l.dropOffer()
	if l.Stage == StageNew {
		l.pendingAssignment = AssignNextInLine
	} else if o.By == NoOne {
		l.OfferOnward()
	}
	l.record(Released, Dibs(), now, Facts{From: l.Stage, To: o.To, Reason: ReasonLeft}, Words{})
}
