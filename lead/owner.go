package lead

import "time"

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

// ownerMay checks whether the actor is the owner, the backup who covers for them, or a manager.
func (l *Lead) ownerMay(k Kind, a Actor) error {
	if !l.Stage.Owned() {
		return l.refuse(k, WhyStage)
	}
	if !a.Is(l.Owner) && !a.Leads() {
		return l.only(k, AudienceOwner)
	}
	return nil
}

// standsIn returns the owner if somebody else acts for them, otherwise NoOne.
func (l *Lead) standsIn(a Actor) PersonID {
	if a.ID == l.Owner || a.IsDibs() {
		return NoOne
	}
	return l.Owner
}

// promise sets the next step. Its clock counts from the planned date.
func (l *Lead) promise(n *NextStep) {
	l.Next = clone(n)
	if n == nil {
		delete(l.Clocks, ClockNext)
		return
	}
	l.start(ClockNext, n.At)
}

// restartStale restarts the stale clock. Every action of the owner counts.
func (l *Lead) restartStale(now time.Time) { l.start(ClockStale, now) }
