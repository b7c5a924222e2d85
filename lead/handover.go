package lead

import "time"

// ReasonLeft is the reason of a Released event whose offer was taken back because its receiver left
// the company.
const ReasonLeft = "left"

// Heir is who gets the leads of somebody who left the company: their backup, or the next one in the
// line of backups who can be assigned leads and is there. It is a member without an id when nobody is.
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

// HandOver takes a lead out of the hands of somebody who left the company, and reports whether it was
// in them. What they owned is the heir's now (see Crew.Heir), with the next step that was promised and
// the clocks that run; only the one to the first contact starts anew, because the heir had no time for
// it yet. Without an heir it waits in its pool. What was offered to them is for the next person.
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

// giveToHeir gives an owned lead to another owner as it is. Of offers only one that a person made to
// somebody else stays.
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

// returnToPool lets an owned lead wait in its pool; a partner's stays with the partner.
func (l *Lead) returnToPool(now time.Time) {
	f := Facts{From: l.Stage, Before: l.Owner}
	if l.Route.Partner != "" {
		l.toPool(now)
	} else {
		l.toOurPool(now)
	}
	l.record(HandedOver, Dibs(), now, f, Words{})
}

// withdrawFromDeparted takes an offer back. An owned lead is offered to the next one only as long as it cannot
// wait for its owner, who is away.
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
