package lead

import "time"

// SkipReason says why a person is not offered a lead. It is empty for a person who could be.
type SkipReason string

// The reasons to skip a person.
const (
	SkipAway   SkipReason = "away"   // absent until Candidate.Until
	SkipClosed SkipReason = "closed" // outside their own hours until Candidate.Until
	SkipFull   SkipReason = "full"   // owns as many open leads as the playbook allows, see Candidate.Open
	SkipHad    SkipReason = "had"    // owned it, declined it or ignored an offer
	SkipLapsed SkipReason = "lapsed" // their claim lapsed, and they cannot claim it again until Candidate.Until
)

// Candidate is a person who could be offered a lead, or the reason why not.
type Candidate struct {
	Person PersonID   `json:"person"`
	Weight int        `json:"weight,omitempty"` // share in the rotation, at least 1
	Open   int        `json:"open,omitempty"`   // open leads they already have
	Skip   SkipReason `json:"skip,omitempty"`
	Until  time.Time  `json:"until,omitzero"`
}

// AssignReason says why Dibs must find somebody to offer a lead to.
type AssignReason string

// The reasons. An empty AssignReason means that Dibs need not find anybody.
const (
	AssignOnArrival   AssignReason = "arrived" // it came to sales: the company's owner first, then as the route says
	AssignAfterReturn AssignReason = "back"    // it came back to its pool: as the route says
	AssignNextInLine  AssignReason = "onward"  // nobody claimed or accepted it: the next person
	AssignOwnerAway   AssignReason = "away"    // it is hot and its owner is away: somebody else may take it
)

// AssignmentMethod says how the receiver of an offer was chosen.
type AssignmentMethod string

// The methods.
const (
	ByRotation AssignmentMethod = "round_robin"   // the person whose turn it is
	ByCompany  AssignmentMethod = "known_company" // the owner of another lead of the company, Choice.Other
	ByBackup   AssignmentMethod = "backup"        // the backup of an owner who is away
	ByPartner  AssignmentMethod = "partner"       // the route sends it to a partner
)

// Choice is the record of how the receiver of an offer was chosen: the candidates, who was skipped, and why.
type Choice struct {
	Reason     AssignReason     `json:"why"`
	Method     AssignmentMethod `json:"mode"`
	Chosen     PersonID         `json:"chosen,omitempty"` // NoOne: nobody was left, or it was offered to a partner
	Other      ID               `json:"other,omitempty"`
	Limit      bool             `json:"limit,omitempty"` // it changed hands as often as the playbook allows
	Candidates []Candidate      `json:"candidates,omitempty"`
}

// PendingAssignment says whether Dibs must find somebody to offer the lead to, and why. Code that changes a
// lead settles this before saving it, with AutoAssign. A lead saved without that simply stays in its pool.
func (l *Lead) PendingAssignment() AssignReason { return l.pendingAssignment }

// AutoAssign settles PendingAssignment. It offers the lead to c.Chosen or, if partner is not empty, to the
// people of that partner. If both are empty, it records that nobody is left; but if c.Method is empty too,
// nobody had to be found, and the lead stays in its pool without an event.
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
		delete(l.Clocks, ClockClaim) // it starts again when the lead comes back to us
	}
	l.record(Offered, Dibs(), now, Facts{To: c.Chosen, Partner: partner, From: l.Stage, Choice: &c}, Words{})
}

// OfferOnward asks for somebody to take an owned lead while its owner is away. It does so only for a hot lead
// without a contact attempt, because such a lead cannot wait, and reports whether it did.
func (l *Lead) OfferOnward() bool {
	if l.Stage.Owned() && l.Offer == nil && l.ContactedAt.IsZero() && l.Score.Temperature == Hot {
		l.pendingAssignment = AssignOwnerAway
		return true
	}
	return false
}

// ReasonAway is the reason of a Released event whose offer was taken back because its receiver went away.
const ReasonAway = "away"

// MoveOn takes back the offer of a hot lead from a person who went away, and asks for the next person,
// because the lead cannot wait. It does not count as a hand-off. MoveOn reports whether it did anything.
func (l *Lead) MoveOn(from PersonID, now time.Time) bool {
	if l.Stage != StageNew || l.Offer == nil || l.Offer.To != from || l.Score.Temperature != Hot {
		return false
	}
	l.dropOffer()
	l.pendingAssignment = AssignNextInLine
	l.record(Released, Dibs(), now, Facts{From: l.Stage, To: from, Reason: ReasonAway}, Words{})
	return true
}

// remember notes that a person is not to be offered the lead again.
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
