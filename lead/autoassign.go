package lead

import "time"

// SkipReason says why somebody is not offered a lead. Empty means that they could be.
type SkipReason string

// The grounds.
const (
	SkipAway   SkipReason = "away"   // absent, until Candidate.Until
	SkipClosed SkipReason = "closed" // outside of hours of their own, until Candidate.Until
	SkipFull   SkipReason = "full"   // has as many open leads as the playbook allows, see Candidate.Open
	SkipHad    SkipReason = "had"    // owned it, passed it or let an offer of it lapse
	SkipLapsed SkipReason = "lapsed" // the claim lapsed, and cannot be repeated until Candidate.Until
)

// Candidate is somebody whom a lead could be offered to, or why not.
type Candidate struct {
	Person PersonID   `json:"person"`
	Weight int        `json:"weight,omitempty"` // share in the rotation, at least 1
	Open   int        `json:"open,omitempty"`   // open leads in hand
	Skip   SkipReason `json:"skip,omitempty"`
	Until  time.Time  `json:"until,omitzero"`
}

// AssignReason says why somebody is to be offered a lead without anybody assigning it.
type AssignReason string

// The grounds. Empty: nobody is.
const (
	AssignOnArrival   AssignReason = "arrived" // it came to sales: known company first, then what the route says
	AssignAfterReturn AssignReason = "back"    // it came back to its pool: what the route says
	AssignNextInLine  AssignReason = "onward"  // nobody took it, or who was offered it did not: the next one
	AssignOwnerAway   AssignReason = "away"    // its owner is away and it is hot: somebody else, while the owner keeps it
)

// AssignmentMethod says how the receiver of an offer was chosen.
type AssignmentMethod string

// The modes.
const (
	ByRotation AssignmentMethod = "round_robin"   // whose turn it is
	ByCompany  AssignmentMethod = "known_company" // who has the company in hand already, as Choice.Other
	ByBackup   AssignmentMethod = "backup"        // the backup of an owner who is away
	ByPartner  AssignmentMethod = "partner"       // the route sends it to a partner
)

// Choice is the record of how the receiver of an offer was chosen: who could have had it, who was
// left out and why.
type Choice struct {
	Reason     AssignReason     `json:"why"`
	Method     AssignmentMethod `json:"mode"`
	Chosen     PersonID         `json:"chosen,omitempty"` // NoOne: nobody was left
	Other      ID               `json:"other,omitempty"`
	Limit      bool             `json:"limit,omitempty"` // it changed hands as often as the playbook allows
	Candidates []Candidate      `json:"candidates,omitempty"`
}

// PendingAssignment says whether and why somebody is to be offered the lead now. Whoever changes a lead
// settles that before saving it, by Deal; a lead that is saved without is simply in its pool.
func (l *Lead) PendingAssignment() AssignReason { return l.pendingAssignment }

// AutoAssign settles Dealing: it offers the lead to who was chosen, or records that nobody is left. A
// lead that merely arrived where nobody is to be offered it is left in its pool in silence.
func (l *Lead) AutoAssign(c Choice, partner string, now time.Time) {
	why := l.pendingAssignment
	l.pendingAssignment = ""
	switch {
	case why == "" || l.Stage != StageNew && !l.Stage.Owned():
		return
	case c.Chosen == NoOne && partner == "":
		if c.Method != "" {
			l.record(NoneLeft, Dibs(), now, Facts{Choice: &c}, Words{})
		}
		return
	}
	l.Offer = &Offer{To: c.Chosen, Partner: partner, At: now}
	l.start(ClockAccept, now)
	if partner != "" {
		delete(l.Clocks, ClockClaim) // ours counts from when it comes back to us
	}
	l.record(Offered, Dibs(), now, Facts{To: c.Chosen, Partner: partner, From: l.Stage, Choice: &c}, Words{})
}

// OfferOnward asks for somebody who takes an owned lead while its owner is away: only a hot one
// without a contact attempt, which cannot wait (DESIGN section 3). It reports whether it does.
func (l *Lead) OfferOnward() bool {
	if l.Stage.Owned() && l.Offer == nil && l.ContactedAt.IsZero() && l.Score.Temperature == Hot {
		l.pendingAssignment = AssignOwnerAway
		return true
	}
	return false
}

// ReasonAway is the reason of a Released event whose offer was taken back because its receiver went
// away.
const ReasonAway = "away"

// MoveOn takes the offer of a hot lead back from somebody who is away, and asks for the next person:
// it cannot wait for them, and that is no hand-off of theirs. It reports whether it does.
func (l *Lead) MoveOn(from PersonID, now time.Time) bool {
	if l.Stage != StageNew || l.Offer == nil || l.Offer.To != from || l.Score.Temperature != Hot {
		return false
	}
	l.dropOffer()
	l.pendingAssignment = AssignNextInLine
	l.record(Released, Dibs(), now, Facts{From: l.Stage, To: from, Reason: ReasonAway}, Words{})
	return true
}

// remember remembers who is not offered the lead again.
func (l *Lead) remember(p PersonID) {
	for _, h := range l.PreviousHolders {
		if h == p {
			return
		}
	}
	if p != NoOne {
		l.PreviousHolders = append(l.PreviousHolders, p)
	}
}
