package lead

import "time"

// HandBackToPool returns an owned lead to its pool. The reason is required. The claim clock starts again.
func (l *Lead) HandBackToPool(a Actor, reason, note string, now time.Time) error {
	if err := l.handingBack(a, reason); err != nil {
		return err
	}
	f := Facts{From: l.Stage, Reason: reason, Before: l.Owner, For: l.standsIn(a)}
	l.Reason = reason
	l.Handoffs++
	l.toOurPool(now)
	l.record(HandedBack, a, now, f, Words{Comment: note})
	return nil
}

// HandBackToMarketing gives an owned lead to marketing until a date. The reason is required.
func (l *Lead) HandBackToMarketing(a Actor, n Nurture, now time.Time) error {
	if err := l.handingBack(a, n.Reason); err != nil {
		return err
	}
	f := Facts{From: l.Stage, Reason: n.Reason, Before: l.Owner, NextAt: &n.WakeAt, For: l.standsIn(a)}
	l.Reason = n.Reason
	l.toNurture(n.Channel, n.WakeAt, now)
	l.record(HandedBack, a, now, f, Words{Comment: n.Note})
	return nil
}

func (l *Lead) handingBack(a Actor, reason string) error {
	if err := l.ownerMay(HandedBack, a); err != nil {
		return err
	}
	if reason == "" {
		return l.missing(HandedBack, "reason")
	}
	return nil
}
