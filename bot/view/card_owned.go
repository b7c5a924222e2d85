package view

import (
	"fmt"
	"slices"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// owner says whose the lead is and what is awaited of them.
func (d cardView) owner() string {
	line := "👤 " + d.Name(d.l.Owner)
	if i := d.taken(); i >= 0 {
		if d.events[i].Facts.Waited > 0 {
			line += ", " + waitedFor(d.l, d.events[i])
		} else {
			line += ", since " + d.Moment(d.events[i].At)
		}
	}
	return wording.Dots(line, d.absent("🌴 ", d.l.Owner), d.amount(), d.firstContact())
}

// waitedFor is how long a lead had waited when somebody took it: since it came in, or since it came back to its pool.
func waitedFor(l *lead.Lead, taken lead.Event) string {
	w := taken.Facts.Waited
	if taken.At.Sub(l.SalesAt) > w+time.Second && !l.SalesAt.IsZero() {
		return wording.Duration(w) + " after it came back"
	}
	return wording.Duration(w) + " after it came in"
}

// absent says of somebody whom the lead waits for that they are away, until when, and who acts for them; who are the words
// before it. It is empty when they are there.
func (d cardView) absent(who string, id lead.PersonID) string {
	m, now := d.Crew.Member(id), d.instant()
	if !m.Away(now) {
		return ""
	}
	line := who + "away"
	switch {
	case m.Deleted:
		line = who + "not in Slack any more"
	case !m.BackAt.IsZero():
		line += " until " + d.Moment(m.BackAt)
	}
	if m.Backup == lead.NoOne || d.Crew.Member(m.Backup).Away(now) {
		return line
	}
	return line + ", " + d.Name(m.Backup) + " covers"
}

// taken is the index of the event by which the present owner got the lead.
func (d cardView) taken() int {
	for i := len(d.events) - 1; i >= 0; i-- {
		switch d.events[i].Kind {
		case lead.Claimed, lead.Accepted, lead.Reopened:
			return i
		}
	}
	return -1
}

// amount is what the lead is worth, where the playbook lets amounts be seen.
func (d cardView) amount() string {
	if d.l.Amount.IsZero() || !d.Playbook.AmountsIn(d.l.Channel) {
		return ""
	}
	return wording.Amount(d.l.Amount)
}

// value is what the source says the lead may be worth, until the owner says better: "may be worth €12,000". A copy hangs
// in a channel that may not be one for amounts, and its home card is a click away.
func (d cardView) value() string {
	if d.l.Value.IsZero() || !d.l.Amount.IsZero() || d.copied || !d.Playbook.AmountsIn(d.l.Channel) {
		return ""
	}
	return "may be worth " + wording.Amount(d.l.Value)
}

// firstContact says until when the owner should have tried to reach the inquirer.
func (d cardView) firstContact() string {
	c, running := d.l.Clocks[lead.ClockContact]
	if !running {
		return ""
	}
	line := "⏱ first contact is awaited"
	if by := contactBy(d.l, d.Playbook); !by.IsZero() {
		line = "⏱ first contact by " + d.after(c.Start, by) + " (promise)"
	}
	if d.l.Offer != nil {
		return line // whom a rung names now is who it is offered to
	}
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, ahead) {
		if s.Clock == lead.ClockContact && !s.Repeat && !slices.Contains(s.People, d.l.Owner) && (len(s.People) > 0 || s.Do == lead.DoRelease) {
			return line + ", " + d.told(s) + " at " + d.after(c.Start, s.At)
		}
	}
	return line
}

func (d cardView) told(s lead.Step) string {
	if s.Do == lead.DoRelease {
		return "it goes back to the pool"
	}
	if len(s.People) == 1 {
		return d.Name(s.People[0]) + " is told"
	}
	return d.called(s) + " are told"
}

// lastContact is what came of the last attempt.
func (d cardView) lastContact() string {
	i := last(d.events, lead.Contacted)
	if i < 0 || i < d.taken() {
		return ""
	}
	e := d.events[i]
	line := wording.MethodEmoji(e.Facts.Method) + " " + wording.Capital(contactWords(e.Facts.Method, e.Facts.Outcome)) + " " + d.Moment(e.At)
	if e.Facts.Attempt > 0 {
		line += fmt.Sprintf(", attempt %s", d.attempt(d.l, e.Facts.Attempt))
	}
	return line
}

// attempt is "2 of 6", or "2" when the cadence has no end.
func (p Renderer) attempt(l *lead.Lead, n int) string {
	if of := p.Playbook.AttemptsOf(l); of >= n {
		return fmt.Sprintf("%d of %d", n, of)
	}
	return fmt.Sprint(n)
}

func contactWords(m lead.Method, o lead.Outcome) string {
	switch o {
	case lead.Reached:
		if m == lead.Call || m == lead.Email || m == lead.Letter || m == lead.Message {
			return "reached by " + wording.Method(m)
		}
		return "met in person"
	case lead.Sent:
		return wording.Method(m) + " sent"
	case lead.Replied:
		return "replied to our " + wording.Method(m)
	}
	return wording.Method(m) + ": " + wording.Outcome(o)
}

func (d cardView) nextStep() string {
	n := d.l.Next
	if n == nil {
		return ""
	}
	return "➡️ Next: " + wording.NextStep(n) + ", " + d.Moment(n.At)
}
