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
