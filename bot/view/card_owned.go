package view

import (
	"fmt"
	"slices"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// owner says how the owner got the lead and by when they should reach the inquirer, and below that how far the deal
// has come: "*Ana* claimed it in 4 s. Call by 22:58, or Mia is pinged."
func (d cardView) owner() string {
	name := "*" + d.Name(d.l.Owner) + "*"
	got := name + " owns it."
	if i := d.taken(); i >= 0 {
		got = name + " " + d.gotIt(d.events[i]) + "."
	}
	qualified := ""
	if d.l.Stage == lead.StageQualified {
		qualified = "✅ Qualified"
	}
	away := d.absent(d.l.Owner)
	return joined([]string{sentences(got, d.firstContact(), away), wording.Dots(qualified, d.amount())})
}

// gotIt says how the owner got the lead, after their name: "claimed it in 4 s". The event is the one that made them
// owner.
func (d cardView) gotIt(e lead.Event) string {
	switch {
	case e.Facts.Waited <= 0:
		return "has had it since " + d.Moment(e.At)
	case e.Kind == lead.Claimed:
		return "claimed it " + claimTime(d.l, e)
	case cameBack(d.l, e):
		return "accepted it " + claimTime(d.l, e)
	}
	return "accepted it " + wholeSeconds(e.Facts.Waited) + " after it came in"
}

// claimTime is how long a lead was unclaimed before its owner got it: "in 4 s" since it came in, or "4 min after it came
// back".
func claimTime(l *lead.Lead, taken lead.Event) string {
	if cameBack(l, taken) {
		return wholeSeconds(taken.Facts.Waited) + " after it came back"
	}
	return "in " + wholeSeconds(taken.Facts.Waited)
}

// cameBack reports whether the lead had an owner before it was taken.
func cameBack(l *lead.Lead, taken lead.Event) bool {
	return taken.At.Sub(l.SalesAt) > taken.Facts.Waited+time.Second && !l.SalesAt.IsZero()
}

// wholeSeconds words a duration without fractions of a second.
func wholeSeconds(d time.Duration) string {
	if d < time.Second {
		return "under 1 s"
	}
	return wording.Duration(d.Round(time.Second))
}

// absent is a sentence that says until when a person is away, and who covers for them. It is empty when they are there.
func (d cardView) absent(id lead.PersonID) string {
	m, now := d.Crew.Member(id), d.instant()
	if !m.Away(now) {
		return ""
	}
	line := "🌴 " + d.Name(id) + " is away"
	switch {
	case m.Deleted:
		line = "🚪 " + d.Name(id) + " is no longer in Slack"
	case !m.BackAt.IsZero():
		line += " until " + d.Moment(m.BackAt)
	}
	if m.Backup == lead.NoOne || d.Crew.Member(m.Backup).Away(now) {
		return line + "."
	}
	return line + ", and " + d.Name(m.Backup) + " is covering."
}

// taken is the index of the event by which the present owner got the lead, or -1.
func (d cardView) taken() int {
	for i := len(d.events) - 1; i >= 0; i-- {
		switch d.events[i].Kind {
		case lead.Claimed, lead.Accepted, lead.Reopened:
			return i
		}
	}
	return -1
}

// amount is what the lead is worth, if the playbook shows amounts in its channel.
func (d cardView) amount() string {
	if d.l.Amount.IsZero() || !d.Playbook.AmountsIn(d.l.Channel) {
		return ""
	}
	return wording.Amount(d.l.Amount)
}

// value is what the lead may be worth according to its source, until its owner enters an amount: "may be worth
// €12,000". A copy does not show it, because amounts may not be allowed in its channel; the home card is a click
// away.
func (d cardView) value() string {
	if d.l.Value.IsZero() || !d.l.Amount.IsZero() || d.copied || !d.Playbook.AmountsIn(d.l.Channel) {
		return ""
	}
	return "may be worth " + wording.Amount(d.l.Value)
}

// firstContact is a sentence that says by when the owner should contact the inquirer, and what happens otherwise. It is
// empty when no first contact is pending.
func (d cardView) firstContact() string {
	c, running := d.l.Clocks[lead.ClockContact]
	if !running {
		return ""
	}
	line, by := "No contact is logged yet", contactBy(d.l, d.Playbook)
	if !by.IsZero() {
		line = d.contactVerb() + " by " + d.after(c.Start, by)
	}
	if d.l.Offer != nil {
		return line + "." // the next steps are about the receiver of the offer
	}
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, stepsAhead) {
		if s.Clock == lead.ClockContact && !s.Repeat && !slices.Contains(s.People, d.l.Owner) && (len(s.People) > 0 || s.Do == lead.DoRelease) {
			line += ", or " + d.consequence(s)
			if s.At.After(by) { // a ping before the target is only a warning, so its time is of no use
				line += " " + d.at(c.Start, s.At)
			}
			break
		}
	}
	return line + "."
}

// contactVerb is what the owner should do first: call, unless there is no phone number or the inquirer does not want
// calls.
func (d cardView) contactVerb() string {
	if d.l.Contact.Phone == "" || slices.Contains(d.l.Objections, lead.Call) {
		return "Get in touch"
	}
	return "Call"
}

// consequence is what happens if no contact is logged in time.
func (d cardView) consequence(s lead.Step) string {
	if s.Do == lead.DoRemind && len(s.People) == 1 {
		return d.Name(s.People[0]) + " is pinged"
	}
	return stepsView{d}.stepWords(s)
}

// lastContact is a sentence about the owner's last attempt to reach the inquirer.
func (d cardView) lastContact() string {
	i := last(d.events, lead.Contacted)
	if i < 0 || i < d.taken() {
		return ""
	}
	e := d.events[i]
	line := wording.MethodEmoji(e.Facts.Method) + " " + wording.Capital(contactResult(e.Facts.Method, e.Facts.Outcome)) + ", " + d.Moment(e.At)
	if e.Facts.Attempt > 0 {
		line += " (attempt " + d.attempt(d.l, e.Facts.Attempt) + ")"
	}
	return line + "."
}

// attempt is "2 of 6", or "2" when the cadence has no end.
func (r Renderer) attempt(l *lead.Lead, n int) string {
	if most := r.Playbook.AttemptsOf(l); most >= n {
		return fmt.Sprintf("%d of %d", n, most)
	}
	return fmt.Sprint(n)
}

// contactResult says what came of a contact: "reached by phone", "no answer by phone".
func contactResult(m lead.Method, o lead.Outcome) string {
	method := wording.Method(m)
	switch o {
	case lead.Reached:
		if m == lead.Call || m == lead.Email || m == lead.Letter || m == lead.Message {
			return "reached by " + method
		}
		return "met in person"
	case lead.Sent:
		return method + " sent"
	case lead.Replied:
		return "replied to our " + method
	case lead.Bounced:
		return method + " bounced"
	case lead.WrongNumber:
		return "wrong number"
	case lead.AskedNotTo:
		return "asked for no " + wording.Methods(m)
	case lead.Voicemail, lead.CallBack:
		return wording.Outcome(o)
	case lead.MeetingSet:
		return wording.Outcome(o) + " (" + method + ")"
	}
	return wording.Outcome(o) + " by " + method
}

// nextStep is a sentence about the owner's next step.
func (d cardView) nextStep() string {
	n := d.l.Next
	if n == nil {
		return ""
	}
	return "Next: " + wording.NextStep(n) + ", " + d.Moment(n.At) + "."
}
