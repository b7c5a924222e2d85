package lead

import (
	"slices"
	"time"
)

// Climb records rungs that are due, in the order of the playbook, and does what they do to the
// lead: a release lets it fall to its pool, a widen adds channel and teams, a reassign asks for
// the next person (see PendingAssignment) and takes an offer back that nobody answered. People are told by
// whoever called; a clock that was stopped meanwhile is left alone.
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
		if _, running := l.Clocks[s.Clock]; running { // what one rung did may stop the clock of the next
			l.carryOut(s, now)
		}
	}
}

// carryOut does what a rung does beside calling people.
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
		case l.Offer == nil && l.Stage == StageNew: // while it is offered, the offer decides
			l.pendingAssignment = AssignNextInLine
		}
	}
}

// widen lets more people see a waiting lead, and claim it.
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

// lapse takes a lead from the owner who let it lie.
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

// withdraw takes an offer back that was not answered.
func (l *Lead) withdraw(now time.Time) {
	f := Facts{From: l.Stage, To: l.Offer.To, Partner: l.Offer.Partner}
	l.declined(now)
	l.record(Released, Dibs(), now, f, Words{})
}

// declined ends an offer that was passed or not answered: the next person is to be found. An owned
// lead is offered to the next one only by Dibs, and only as long as it cannot wait for its owner;
// a partner has no other people than those who had it already.
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
