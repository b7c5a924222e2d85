package lead

import (
	"slices"
	"time"
)

// Touch is one contact attempt as it is logged.
type Touch struct {
	Method  Method
	Outcome Outcome
	Note    string
	Next    *NextStep // what comes next; required from the owner while the lead is open
	Pressed bool      // the person knew that it exceeds the playbook's limit of contact pressure
}

// LogContact records a contact attempt and the next step. The owner, the backup or a manager logs it on an
// owned lead, a qualifier on an inquiry, and marketing on a nurtured lead. Only an owned lead requires a next
// step. On a nurtured lead the next step sets when it wakes. A contact method that the inquirer asked us not
// to use is refused, except to a manager.
func (l *Lead) LogContact(a Actor, t Touch, now time.Time) error {
	if err := l.contactable(a, t, now); err != nil {
		return err
	}
	if l.Stage.Owned() && t.Next == nil {
		return l.missing(Contacted, "next")
	}
	f := Facts{Method: t.Method, Outcome: t.Outcome, For: l.standsIn(a), Pressed: t.Pressed}
	if t.presses(l.Stage) {
		l.Touches = append(l.Touches, now)
	}
	switch {
	case t.Outcome.Answered():
		l.Attempts = 0
	case l.Stage != StageNurturing: // what marketing sends needs no answer
		l.Attempts++
		f.Attempt = l.Attempts
	}
	if t.Outcome == AskedNotTo && !slices.Contains(l.Objections, t.Method) {
		l.Objections = append(l.Objections, t.Method)
	}
	l.Hold = nil
	switch {
	case l.Stage.Owned():
		l.touched(now)
		l.promise(t.Next)
	case l.Stage == StageNurturing && t.Next != nil:
		l.run(t.Next.At, ClockWake)
	}
	w := Words{Comment: t.Note}
	if t.Next != nil {
		at := t.Next.At
		f.NextAt, w.Next = &at, t.Next.What
	}
	l.record(Contacted, a, now, f, w)
	return nil
}

// presses reports whether the touch counts toward the limit of contact pressure. Conversations do, and so
// does everything marketing sends; an attempt without an answer does not.
func (t Touch) presses(s Stage) bool {
	return t.Outcome.Answered() || s == StageNurturing && t.Outcome == Sent
}

// Presses reports whether the touch would count toward the limit of contact pressure on this lead.
func (l *Lead) Presses(t Touch) bool { return t.presses(l.Stage) }

// contactable checks whether the actor may log the touch.
func (l *Lead) contactable(a Actor, t Touch, now time.Time) error {
	switch {
	case l.Stage == StageInquiry:
		if err := l.qualifierMay(Contacted, a, now); err != nil {
			return err
		}
	case l.Stage == StageNurturing:
		if !a.Markets() {
			return l.only(Contacted, AudienceMarketing)
		}
	default:
		if err := l.ownerMay(Contacted, a); err != nil {
			return err
		}
	}
	switch {
	case t.Method == "":
		return l.missing(Contacted, "method")
	case t.Outcome == "":
		return l.missing(Contacted, "outcome")
	case slices.Contains(l.Objections, t.Method) && !a.Leads():
		r := l.refuse(Contacted, WhyObjection)
		r.Field, r.Audience = string(t.Method), AudienceManager
		return r
	}
	return nil
}

// touched stops the clock to the first contact and restarts the stale clock.
func (l *Lead) touched(now time.Time) {
	if l.ContactedAt.IsZero() {
		l.ContactedAt = now
	}
	if l.Offer != nil && l.Offer.By == NoOne {
		l.dropOffer() // Dibs offered it only because nobody had tried yet
	}
	delete(l.Clocks, ClockContact)
	l.start(ClockStale, now)
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

// restartStale restarts the stale clock. Every action of the owner counts.
func (l *Lead) restartStale(now time.Time) { l.start(ClockStale, now) }

// Qualify passes an owned lead through the checklist. Every required question must be answered yes, and an
// amount is required. It may be called again to correct the amount.
func (l *Lead) Qualify(a Actor, v Verdict, required []Question, now time.Time) error {
	if err := l.ownerMay(Qualified, a); err != nil {
		return err
	}
	answers := l.Checklist.with(v.Answers)
	failed, open := answers.failing(required)
	if failed != "" || open != "" {
		r := l.refuse(Qualified, WhyFailed)
		r.Field = failed
		if failed == "" {
			r.Field = open
		}
		return r
	}
	if v.Amount.IsZero() || v.Amount.Minor <= 0 {
		return l.missing(Qualified, "amount")
	}
	from := l.Stage
	l.Checklist, l.Amount = answers, v.Amount
	if v.GutRating != 0 {
		l.GutRating = v.GutRating
	}
	if l.Stage != StageQualified {
		l.enter(StageQualified, now)
		l.QualifiedAt = now
	}
	l.restartStale(now)
	amount := v.Amount
	l.record(Qualified, a, now, Facts{From: from, Answers: answers, GutRating: v.GutRating, Amount: &amount, For: l.standsIn(a)}, Words{Comment: v.Note})
	return nil
}

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
