package lead

import "time"

// Climb records rungs that are due, in the order of the playbook, and does what they do to the
// lead: a release, and the reassignment of an offer that nobody answered, let it fall to its
// pool. People are told by whoever called; a clock that was stopped meanwhile is left alone.
//
// Widening, and reassigning a lead that is in the pool already, change nothing of the lead: it
// stays with the pool, and the thread says so.
func (l *Lead) Climb(steps []Step, now time.Time) {
	var done []Step
	for _, s := range steps {
		c, running := l.Clocks[s.Clock]
		if !running || !l.Open() {
			continue
		}
		c.Climbed = s.After
		l.Clocks[s.Clock] = c
		done = append(done, s)
	}
	if len(done) == 0 {
		return
	}
	l.record(Climbed, Dibs(), now, Facts{Steps: done}, Words{})
	for _, s := range done {
		switch {
		case s.Do == DoRelease && l.Stage.Owned(), s.Do == DoReassign && l.Offer != nil:
			l.lapse(now)
		}
	}
}

// lapse takes a lead from the person who let it lie.
func (l *Lead) lapse(now time.Time) {
	f := Facts{From: l.Stage}
	if l.Offer != nil {
		f.To = l.Offer.To
		l.dropOffer()
	} else {
		f.Before = l.Owner
		if l.Lapsed == nil {
			l.Lapsed = map[PersonID]time.Time{}
		}
		l.Lapsed[l.Owner] = now.Add(LapseTime)
		l.Handoffs++
		l.toPool(now)
	}
	l.record(Released, Dibs(), now, f, Words{})
}
