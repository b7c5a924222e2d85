package view

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// offered says to whom the lead is held out, why, until when, and who is next; or why it is offered to nobody any more.
func (d cardView) offered() string {
	o := d.l.Offer
	if o == nil {
		return d.stuck()
	}
	line, why := "✋ Offered to "+d.Name(o.To), ""
	if o.Partner != "" {
		line = "✋ " + wording.Safe(o.Partner, 80) + " may take it"
	} else if i := last(d.events, lead.Offered); i >= 0 {
		why = d.chosenBy(d.events[i])
	}
	until := ""
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, ahead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			until = " until " + d.within(o.At, s.At)
			break
		}
	}
	if until != "" && strings.HasPrefix(why, ",") {
		why += ","
	}
	return wording.Dots(line+why+until+", "+d.then(), d.absent("🌴 "+d.Name(o.To)+" is ", o.To))
}

// met says when the inquirer expects whoever takes the lead.
func (d cardView) met() string {
	if d.l.Meeting.IsZero() {
		return ""
	}
	return "📅 Meeting agreed for " + d.Moment(d.l.Meeting) + ", with whoever takes it"
}

// stuck says why a waiting lead is offered to nobody any more; empty when that is not so.
func (d cardView) stuck() string {
	i := last(d.events, lead.NoneLeft)
	before := i < last(d.events, lead.Offered) || i >= 0 && d.events[i].At.Before(d.l.WaitingAt)
	if i < 0 || d.l.Stage != lead.StageNew || before {
		return ""
	}
	return d.noneLeft(d.l, d.events[i])
}

// ahead is how many rungs are looked at for one line.
const ahead = 8

// waiting says since when nobody owns the lead and who is called next, or until when its team is closed.
func (d cardView) waiting() string {
	if d.l.WaitingAt.IsZero() {
		return ""
	}
	from := d.l.WaitingAt
	said := []string{"⏱ Waiting since " + d.Moment(from)}
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); !h.Open(from) {
		from = h.NextOpen(from)
		if d.instant().Before(from) {
			said = []string{"🌙 Closed", "clock starts " + d.Moment(from), d.onDuty()}
		} else {
			said = []string{said[0] + ", after hours", "clock since " + d.Moment(from)}
		}
	}
	said = append(said, d.nobody())
	if next := d.nextCalled(from, lead.ClockClaim, lead.ClockAccept, lead.ClockQualify); next != "" {
		said = append(said, next)
	}
	return wording.Dots(said...)
}

// instant is as of when the card speaks. A card does not know what time it is, so it is drawn as of what changed last:
// the lead, or who is there.
func (d cardView) instant() time.Time {
	at := d.l.EnteredAt
	if n := len(d.events); n > 0 {
		at = d.events[n-1].At
	}
	for _, m := range d.Crew {
		if m.AwayAt.After(at) {
			at = m.AwayAt
		}
	}
	return at
}

// nobody says until when nobody of the pool is there, and who is called meanwhile.
func (d cardView) nobody() string {
	if d.l.Offer != nil {
		return ""
	}
	now := d.instant()
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); !h.Open(now) {
		return "" // that it is closed says as much
	}
	first, at := d.Playbook.NextAvailable(d.l, d.Crew, now)
	if first == lead.NoOne {
		return ""
	}
	line := "nobody of " + d.poolNames(wording.Or) + " is there until " + d.Moment(at)
	if duty := d.Playbook.Recipients("on_duty", d.l, d.Crew, now); len(duty) > 0 {
		line += "; " + d.duty(duty)
	}
	return line
}

// teamNames names teams as people call them; a partner's by the partner.
func teamNames(teams []string) []string {
	said := make([]string, 0, len(teams))
	for _, team := range teams {
		partner, _ := strings.CutPrefix(team, lead.PartnerTeam(""))
		said = append(said, wording.Readable(partner))
	}
	return said
}

// poolNames are the teams that may claim the lead, joined by list or oneOf, or who judges an inquiry.
func (d cardView) poolNames(join func([]string) string) string {
	if d.l.Stage == lead.StageInquiry {
		return "the qualifiers"
	}
	return cmp.Or(join(teamNames(d.l.Pool)), wording.Readable(d.l.Route.Team), "the pool")
}

// onDuty names who is told while the team is closed, and until when they are.
func (d cardView) onDuty() string {
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, ahead) {
		if s.Closed && len(s.People) > 0 {
			return d.duty(s.People) + d.dutyUntil(s.At)
		}
	}
	for _, e := range slices.Backward(d.events) {
		for _, s := range e.Facts.Steps {
			if s.Closed && len(s.People) > 0 && !e.At.Before(d.l.WaitingAt) {
				return d.duty(s.People) + d.dutyUntil(e.At)
			}
		}
	}
	return ""
}

func (d cardView) duty(people []lead.PersonID) string {
	quiet := d.Renderer
	quiet.Quiet = true
	return quiet.mentions(people) + " " + wording.Plural(len(people), "is", "are") + " on duty"
}

// dutyUntil is when the duty of the day ends that an instant belongs to.
func (d cardView) dutyUntil(at time.Time) string {
	for _, o := range d.Playbook.OutsideHours() {
		clock, err := time.Parse("15:04", o.Until)
		if o.Temperature != d.l.Score.Temperature || err != nil {
			continue
		}
		zone := d.Playbook.Hours(d.Playbook.TeamOf(d.l)).Zone()
		day := at.In(zone)
		return " until " + d.clock(time.Date(day.Year(), day.Month(), day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone))
	}
	return ""
}

// nextCalled names who is called next by the clocks, and after them, at most two: "Ben is called at 09:05, Mia at 09:10".
// After the last rung nobody is called again, and it says in whose diary it stands. Of what comes after an offer ran out
// nothing is known yet: it may be offered to the next.
func (d cardView) nextCalled(said time.Time, clocks ...lead.ClockName) string {
	var calls []string
	var before lead.Step
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, ahead) {
		if d.l.Offer != nil && s.Clock == lead.ClockAccept && s.Do == lead.DoReassign {
			break
		}
		again := s.Do == before.Do && slices.Equal(s.People, before.People) // by two clocks, or two rungs
		if len(calls) == 2 || !slices.Contains(clocks, s.Clock) || !d.asks(s) || again {
			continue
		}
		before = s
		if s.Repeat {
			calls = append(calls, d.listedFor(s))
			continue
		}
		verb := " at "
		if len(calls) == 0 || s.Do != lead.DoRemind {
			verb = d.calledVerb(s)
		}
		calls = append(calls, d.called(s)+verb+d.after(said, s.At))
		said = s.At
	}
	return strings.Join(calls, ", ")
}

// listedFor says who reads of a lead once a day because its ladder is at its end.
func (d cardView) listedFor(s lead.Step) string {
	find := " finds"
	if d.isReader(s.People) || len(s.People) == 2 || s.Tell == "pool" && s.Clock == lead.ClockQualify {
		find = " find"
	}
	return d.called(s) + find + " it in the list of the day"
}

// asks reports whether a rung will ask anybody. Who is on duty stands elsewhere, and what becomes of an offer too.
func (d cardView) asks(s lead.Step) bool {
	switch {
	case s.Closed, s.Do == lead.DoRelease:
		return false
	case s.Do == lead.DoRemind:
		return len(s.People) > 0
	}
	return d.l.Offer == nil
}

// called names whom a rung calls, in short.
func (d cardView) called(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden:
		return d.channel(s.To)
	case s.Do == lead.DoReassign:
		return "the next rep"
	case s.Do == lead.DoRelease:
		return "the pool"
	case s.Tell == "pool" && s.Clock == lead.ClockQualify:
		return "the qualifiers"
	case s.Tell == "pool" && d.ofPool(s):
		return "the pool"
	case d.isReader(s.People):
		return "you"
	case len(s.People) == 1:
		return d.Name(s.People[0])
	case len(s.People) == 2:
		return d.Name(s.People[0]) + " and " + d.Name(s.People[1])
	}
	return "the " + wording.Readable(s.Tell)
}

// ofPool reports whether a rung that calls the pool reaches it: the pool of an offered lead is who it is offered to, and
// when nobody of a pool is there, somebody else is called in its place.
func (d cardView) ofPool(s lead.Step) bool {
	return d.l.Offer == nil && slices.ContainsFunc(s.People, func(id lead.PersonID) bool {
		return slices.Contains(d.l.Pool, d.Crew.Member(id).Team)
	})
}

func (d cardView) calledVerb(s lead.Step) string {
	switch {
	case s.Do == lead.DoWiden, s.Do == lead.DoReassign:
		return " is asked at "
	case s.Do == lead.DoRelease:
		return " gets it back at "
	case s.Tell == "pool" && s.Clock == lead.ClockQualify:
		return " are called at "
	case d.isReader(s.People), len(s.People) == 2 && (s.Tell != "pool" || d.l.Offer != nil):
		return " are called at "
	}
	return " is called at "
}

// isReader reports whether people are nobody but who reads this.
func (d cardView) isReader(people []lead.PersonID) bool {
	return d.to != lead.NoOne && slices.Equal(people, []lead.PersonID{d.to})
}
