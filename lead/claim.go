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

// own makes a person the owner and starts the clock to the first contact.
func (l *Lead) own(p PersonID, now time.Time) {
	l.enter(StageWorking, now)
	l.Owner, l.LastOwner, l.Offer, l.WaitingAt = p, p, nil, time.Time{}
	l.ContactedAt, l.Attempts, l.Next, l.ExtraChannels = time.Time{}, 0, nil, nil
	l.pendingAssignment = "" // an owner was found
	if l.ClaimedAt.IsZero() {
		l.ClaimedAt = now
	}
	l.run(now, ClockContact, ClockStale)
	l.startMeeting(now)
}

// startMeeting makes the meeting that was arranged for the future owner their next step. The clock to the
// first contact starts at the meeting, because the inquirer expects nobody earlier.
func (l *Lead) startMeeting(now time.Time) {
	if l.Meeting.After(now) {
		l.promise(&NextStep{What: meeting, At: l.Meeting})
		l.start(ClockContact, l.Meeting)
	}
	l.Meeting = time.Time{}
}

// meeting is the name of a next step that was arranged before anybody owned the lead.
const meeting = "meeting"

// agreedStep returns, for the log, the next step that a new owner starts with; nothing if there is none.
func (l *Lead) agreedStep() (at *time.Time, w Words) {
	if l.Next == nil {
		return nil, Words{}
	}
	return clone(&l.Next.At), Words{Next: l.Next.What}
}

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

// snapshot stores the current state of the lead, so that it can be restored until the given time (zero: for
// ever).
func (l *Lead) snapshot(k Kind, a Actor, until time.Time) {
	u := &Undo{
		Kind: k, By: a.ID, Until: until, Stage: l.Stage, Owner: l.Owner, Offer: l.Offer, Next: l.Next,
		Channel: l.Channel, Reason: l.Reason, Pool: l.Pool, ExtraChannels: l.ExtraChannels, Clocks: l.Clocks,
		Attempts: l.Attempts, Handoffs: l.Handoffs, PreviousHolders: l.PreviousHolders, Meeting: l.Meeting,
		WaitingAt: l.WaitingAt, EnteredAt: l.EnteredAt, ClosedAt: l.ClosedAt, ContactedAt: l.ContactedAt,
	}
	l.Undo = u.clone()
}

// UndoLast undoes the last "Not a fit" or merge. The lead is restored as it was, and its clocks count from
// when they started. The person who did it may undo it, and so may a manager; marketing may also undo a
// merge.
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
