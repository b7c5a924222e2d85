package lead

import "time"

// Claim makes the actor the owner of a lead that waits in a pool of theirs. It is the sales
// acceptance. Of two claims of one lead the first saved wins; the other is refused with the
// lead as the winner left it.
func (l *Lead) Claim(a Actor, now time.Time) error {
	if err := l.claimable(Claimed, a, now); err != nil {
		return err
	}
	waited := now.Sub(l.WaitingAt)
	if a.Role != RolePartner { // a manager takes it from the partner's channel
		l.leavePartner(now)
	}
	l.own(a.ID, now)
	at, w := l.agreedStep()
	l.record(Claimed, a, now, Facts{From: StageNew, Waited: waited, NextAt: at}, w)
	return nil
}

// ClaimOrAccept is Claim, or Accept where the lead is offered to the actor or to their partner: people who type /lead claim,
// or press a Claim button drawn before the offer, mean that.
func (l *Lead) ClaimOrAccept(a Actor, now time.Time) error {
	o := l.Offer
	if o != nil && l.Stage == StageNew && (o.To == a.ID || o.Partner != "" && a.Team == PartnerTeam(o.Partner)) {
		return l.Accept(a, now)
	}
	return l.Claim(a, now)
}

// claimable guards what anyone of the pool may do with a waiting lead.
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

// own gives the lead to a person; the clock to the first contact starts.
func (l *Lead) own(p PersonID, now time.Time) {
	l.enter(StageWorking, now)
	l.Owner, l.LastOwner, l.Offer, l.WaitingAt = p, p, nil, time.Time{}
	l.ContactedAt, l.Attempts, l.Next, l.ExtraChannels = time.Time{}, 0, nil, nil
	l.pendingAssignment = "" // it has found somebody
	if l.ClaimedAt.IsZero() {
		l.ClaimedAt = now
	}
	l.run(now, ClockContact, ClockStale)
	l.startMeeting(now)
}

// startMeeting makes the meeting that was agreed for whoever takes the lead the owner's next step. The
// first contact is awaited then, and no earlier: the inquirer expects nobody before.
func (l *Lead) startMeeting(now time.Time) {
	if l.Meeting.After(now) {
		l.promise(&NextStep{What: meeting, At: l.Meeting})
		l.start(ClockContact, l.Meeting)
	}
	l.Meeting = time.Time{}
}

// meeting is what a next step is called that was agreed before anybody owned the lead.
const meeting = "meeting"

// agreedStep is the next step with which a lead came to its owner, for the log; nothing when it has none.
func (l *Lead) agreedStep() (at *time.Time, w Words) {
	if l.Next == nil {
		return nil, Words{}
	}
	return clone(&l.Next.At), Words{Next: l.Next.What}
}

// Assign holds the lead out to one person, who accepts or passes. A waiting lead can be
// claimed by nobody else meanwhile; an owned one keeps owner and clocks until it is accepted.
// A manager may assign, and an owner the own lead.
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

// canTake reports whether somebody can be offered a lead at the instant: who sells or manages and is
// there.
func (m Member) canTake(now time.Time) bool {
	return m.Sells() && !m.Away(now)
}

func (l *Lead) cannotTake(k Kind, to Member) *Refusal {
	r := l.refuse(k, WhyReceiver)
	r.Field = string(to.ID)
	return r
}

// offer holds the lead out to one person.
func (l *Lead) offer(a Actor, to PersonID, f Facts, now time.Time) {
	if l.Stage == StageNew {
		l.leavePartner(now)
	}
	l.Offer, l.pendingAssignment = &Offer{To: to, By: a.ID, At: now}, ""
	l.start(ClockAccept, now)
	f.To = to
	l.record(Offered, a, now, f, Words{})
}

// Accept makes the receiver of an offer the owner.
func (l *Lead) Accept(a Actor, now time.Time) error {
	if err := l.answerable(Accepted, a); err != nil {
		return err
	}
	to, before, from := l.Offer.To, l.Owner, l.Stage
	f := Facts{From: from, Before: before, Partner: l.Offer.Partner}
	if l.Offer.Partner != "" {
		to = a.ID // whoever of the partner is first
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

// Pass declines an offer. A waiting lead is for the next person (see PendingAssignment), else for its pool,
// and one offered to a partner comes home; an owned one stays where it is.
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

func (l *Lead) answerable(k Kind, a Actor) error {
	switch {
	case l.Offer == nil && l.Stage.Owned():
		return l.refuse(k, WhyOwned)
	case l.Offer == nil:
		return l.refuse(k, WhyStage)
	case !l.Offer.isFor(a) && !(a.IsDibs() && l.Offer.Partner == ""): // which of a partner's people, only they know
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

// RejectAsNotAFit sends a waiting lead to marketing with the reason; it can be undone for
// UndoTime. It is the sales rejection against the shared definition.
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

// snapshot remembers the lead as it is, to be taken back until an instant (zero: for ever).
func (l *Lead) snapshot(k Kind, a Actor, until time.Time) {
	u := &Undo{
		Kind: k, By: a.ID, Until: until, Stage: l.Stage, Owner: l.Owner, Offer: l.Offer, Next: l.Next,
		Channel: l.Channel, Reason: l.Reason, Pool: l.Pool, ExtraChannels: l.ExtraChannels, Clocks: l.Clocks,
		Attempts: l.Attempts, Handoffs: l.Handoffs, PreviousHolders: l.PreviousHolders, Meeting: l.Meeting,
		WaitingAt: l.WaitingAt, EnteredAt: l.EnteredAt, ClosedAt: l.ClosedAt, ContactedAt: l.ContactedAt,
	}
	l.Undo = u.clone()
}

// UndoLast undoes the last "Not a fit" or merge: the lead is what it was, its clocks run from
// when they ran. Who did it may undo it, and a manager; a merge also marketing.
func (l *Lead) UndoLast(a Actor, now time.Time) error {
	u := l.Undo
	switch {
	case u == nil, u.Kind == NotAFit && l.Stage != StageNurturing, u.Kind == Merged && l.Stage != StageMerged:
		return l.refuse(Undone, WhyStage)
	case a.ID != u.By && !a.Leads() && !(u.Kind == Merged && a.Markets()):
		return l.only(Undone, AudienceManager)
	case !u.Until.IsZero() && now.After(u.Until):
		return l.refuse(Undone, WhyTooLate)
	}
	from, other := l.Stage, l.MergedInto
	l.Stage, l.Owner, l.Offer, l.Next = u.Stage, u.Owner, u.Offer, u.Next
	l.Channel, l.Reason, l.Pool, l.ExtraChannels, l.Clocks = u.Channel, u.Reason, u.Pool, u.ExtraChannels, u.Clocks
	l.Attempts, l.Handoffs, l.PreviousHolders, l.ContactedAt = u.Attempts, u.Handoffs, u.PreviousHolders, u.ContactedAt
	l.WaitingAt, l.EnteredAt, l.ClosedAt = u.WaitingAt, u.EnteredAt, u.ClosedAt
	l.MergedInto, l.Meeting, l.Undo = 0, u.Meeting, nil
	l.record(Undone, a, now, Facts{From: from, Kind: u.Kind, Other: other}, Words{})
	return nil
}
