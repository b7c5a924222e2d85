package lead

import "time"

// SnoozeFree is how far ahead a next step may be moved without a reason. The playbook cannot change it.
const SnoozeFree = 14 * 24 * time.Hour

// Snooze moves the next step to a later date. More than SnoozeFree from now it needs a reason. It is refused
// while there is no next step: before the first contact attempt there is usually none, and the clock then
// waits only for a contact.
func (l *Lead) Snooze(a Actor, at time.Time, reason string, now time.Time) error {
	if err := l.ownerMay(Snoozed, a); err != nil {
		return err
	}
	switch {
	case l.Next == nil:
		return l.refuse(Snoozed, WhyStage)
	case !at.After(now):
		return l.missing(Snoozed, "at")
	case at.Sub(now) > SnoozeFree && reason == "":
		return l.missing(Snoozed, "reason")
	}
	l.promise(&NextStep{What: l.Next.What, At: at})
	l.restartStale(now)
	l.record(Snoozed, a, now, Facts{NextAt: &at, Reason: reason, For: l.standsIn(a)}, Words{})
	return nil
}
