package bot

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// offered says to whom the lead is held out and until when.
func (d drawing) offered() string {
	o := d.l.Offer
	if o == nil {
		return ""
	}
	line, then := "✋ Offered to "+d.name(o.To), "then to the pool"
	if d.l.Owner != lead.NoOne {
		then = "otherwise it stays with " + d.name(d.l.Owner)
	}
	for _, s := range d.pb.Ahead(d.l, d.crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			return line + " until " + d.clock(s.At) + ", " + then
		}
	}
	return line
}

// ahead is how many rungs are looked at for one line.
const ahead = 8

// waiting says since when nobody owns the lead and who is called next.
func (d drawing) waiting() string {
	if d.l.WaitingAt.IsZero() {
		return ""
	}
	from := d.l.WaitingAt
	said := []string{"⏱ Waiting since " + d.moment(from)}
	if h := d.pb.Hours(d.l.Route.Team); !h.Open(d.l.WaitingAt) {
		from = h.NextOpen(d.l.WaitingAt)
		said = []string{"🌙 Came in after hours, " + d.moment(d.l.WaitingAt), "clock starts " + d.moment(from)}
	}
	if next := d.nextCalled(from, lead.ClockClaim, lead.ClockAccept); next != "" {
		said = append(said, next)
	}
	return dots(said...)
}

// nextCalled names who is called next by the clocks, and after them, at most two: "Ben is called at 09:05, Mia at 09:10".
// After the last rung it says who is called again: "Mia is called again at 09:20".
func (d drawing) nextCalled(said time.Time, clocks ...lead.ClockName) string {
	var calls []string
	for _, s := range d.pb.Ahead(d.l, d.crew, ahead) {
		if len(calls) == 2 || len(s.People) == 0 || !slices.Contains(clocks, s.Clock) {
			continue // widening and reassigning call nobody
		}
		verb := " at "
		if len(calls) == 0 {
			verb = d.calledVerb(s)
		}
		if s.Repeat {
			verb = strings.TrimSuffix(verb, "at ") + "again at "
		}
		calls = append(calls, d.called(s)+verb+d.after(said, s.At))
		said = s.At
	}
	return strings.Join(calls, ", ")
}

// called names whom a rung calls, in short.
func (d drawing) called(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden:
		return d.channel(s.To)
	case s.Do == lead.DoReassign:
		return "the next rep"
	case s.Do == lead.DoRelease:
		return "the pool"
	case s.Tell == "pool" && d.l.Offer == nil: // an offered lead's pool is who it is offered to
		return "the pool"
	case d.isReader(s.People):
		return "you"
	case len(s.People) == 1:
		return d.name(s.People[0])
	case len(s.People) == 2:
		return d.name(s.People[0]) + " and " + d.name(s.People[1])
	}
	return "the " + readable(s.Tell)
}

func (d drawing) calledVerb(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden, s.Do == lead.DoReassign:
		return " is asked at "
	case s.Do == lead.DoRelease:
		return " gets it back at "
	case d.isReader(s.People), len(s.People) == 2 && (s.Tell != "pool" || d.l.Offer != nil):
		return " are called at "
	}
	return " is called at "
}

// isReader reports whether people are nobody but who reads this.
func (d drawing) isReader(people []lead.PersonID) bool {
	return d.to != lead.NoOne && slices.Equal(people, []lead.PersonID{d.to})
}
