package lead

import (
	"slices"
	"time"
)

// Climb records rungs that are due and carries them out, in the order of the playbook. A release returns the
// lead to its pool, a widen adds a channel and teams, and a reassign asks for the next person (see
// PendingAssignment) and takes back an unanswered offer. The caller notifies the people. Steps of a clock
// that no longer runs are skipped.
func (l *Lead) Climb(steps []Step, now time.Time) {
	var done []Step
	for _, s := range steps {
		c, running := l.Clocks[s.Clock]
		if !running || !l.Open() {
			continue
		}
		if s.Closed {
			c.OnDuty = true
		} else {
			c.Climbed = s.After
		}
		l.Clocks[s.Clock] = c
		done = append(done, s)
	}
	if len(done) == 0 {
		return
	}
	l.record(Climbed, Dibs(), now, Facts{Steps: done}, Words{})
	for _, s := range done {
		if _, running := l.Clocks[s.Clock]; running { // an earlier rung may have stopped this clock
			l.carryOut(s, now)
		}
	}
}

// carryOut does everything a rung does except notify people.
func (l *Lead) carryOut(s Step, now time.Time) {
	switch s.Do {
	case DoRelease:
		if l.Stage.Owned() {
			l.lapse(now)
		}
	case DoWiden:
		l.widen(s)
	case DoReassign:
		switch {
		case l.Offer != nil && s.Clock == ClockAccept:
			l.withdraw(now)
		case l.Offer == nil && l.Stage == StageNew: // while there is an offer, the accept clock decides
			l.pendingAssignment = AssignNextInLine
		}
	}
}

// widen lets more people see and claim an unclaimed lead.
func (l *Lead) widen(s Step) {
	if l.Stage != StageNew {
		return
	}
	if s.To != l.Channel && !slices.Contains(l.ExtraChannels, s.To) {
		l.ExtraChannels = append(l.ExtraChannels, s.To)
	}
	for _, t := range s.Teams {
		if !slices.Contains(l.Pool, t) {
			l.Pool = append(l.Pool, t)
		}
	}
}

// lapse takes a lead from an owner who did not act in time.
func (l *Lead) lapse(now time.Time) {
	f := Facts{From: l.Stage, Before: l.Owner}
	if l.Lapsed == nil {
		l.Lapsed = map[PersonID]time.Time{}
	}
	l.Lapsed[l.Owner] = now.Add(LapseTime)
	l.Handoffs++
	l.toOurPool(now)
	l.record(Released, Dibs(), now, f, Words{})
}

// withdraw takes back an offer that was not answered.
func (l *Lead) withdraw(now time.Time) {
	f := Facts{From: l.Stage, To: l.Offer.To, Partner: l.Offer.Partner}
	l.declined(now)
	l.record(Released, Dibs(), now, f, Words{})
}

// declined ends an offer that was declined or not answered, and asks for the next person. If a partner
// declined, the lead comes back to us, since all of the partner's people had the offer. An owned lead is
// offered on only if Dibs had offered it, and only while it cannot wait for its owner (see OfferOnward).
func (l *Lead) declined(now time.Time) {
	o := *l.Offer
	l.remember(o.To)
	l.dropOffer()
	l.Handoffs++
	switch {
	case l.Stage == StageNew && o.Partner != "":
		l.leavePartner(now)
		l.pendingAssignment = AssignAfterReturn
	case l.Stage == StageNew:
		l.pendingAssignment = AssignNextInLine
	case o.By == NoOne && o.Partner == "":
		l.OfferOnward()
	}
}
