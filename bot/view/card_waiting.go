package view

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// offered says who the lead is offered to, why, until when, and what happens after that; or why it is not offered to
// anyone any more.
func (d cardView) offered() string {
	o := d.l.Offer
	if o == nil {
		return d.stuck()
	}
	line := "✋ Offered to " + d.offeree(d.l)
	if i := last(d.events, lead.Offered); i >= 0 && o.Partner == "" {
		line += d.chosenBy(d.events[i])
	}
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, stepsAhead) {
		if s.Clock == lead.ClockAccept && (s.Do == lead.DoReassign || s.Do == lead.DoRelease) {
			line += " until " + d.within(o.At, s.At)
			break
		}
	}
	return sentences(line+".", d.afterOffer(), d.absent(o.To))
}

// meeting says when the inquirer expects the future owner.
func (d cardView) meeting() string {
	if d.l.Meeting.IsZero() {
		return ""
	}
	return "📅 Meeting agreed for " + d.Moment(d.l.Meeting) + ". The new owner takes it."
}

// stuck says why an unclaimed lead is not offered to anyone any more. It is empty when that is not so.
func (d cardView) stuck() string {
	i := last(d.events, lead.NoneLeft)
	before := i < last(d.events, lead.Offered) || i >= 0 && d.events[i].At.Before(d.l.WaitingAt)
	if i < 0 || d.l.Stage != lead.StageNew || before {
		return ""
	}
	return d.noneLeft(d.l, d.events[i])
}

// stepsAhead is how many rungs of the ladders are considered for one line.
const stepsAhead = 8

// waiting says since when the lead has no owner, and who is pinged next; or until when its team is closed.
func (d cardView) waiting() string {
	if d.l.WaitingAt.IsZero() {
		return ""
	}
	from := d.l.WaitingAt
	since := "⏱ Unclaimed since " + d.Moment(from)
	if d.l.Stage == lead.StageInquiry {
		since = "⏱ Waiting since " + d.Moment(from)
	}
	lines := []string{since + "."}
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); !h.Open(from) {
		from = h.NextOpen(from)
		if d.instant().Before(from) {
			lines = []string{"🌙 Closed. The clock starts " + d.Moment(from) + ".", d.onDuty()}
		} else {
			lines = []string{since + ", after hours. The clock started " + d.Moment(from) + "."}
		}
	}
	return sentences(append(lines, d.noneAvailable(), d.nextSteps(from, lead.ClockClaim, lead.ClockAccept, lead.ClockQualify))...)
}

// instant is the time as of which the card speaks. A card does not know the present time, so it speaks as of the latest
// change: to the lead, or to who is available.
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

// noneAvailable says until when everybody who could take the lead is away, and who is on duty until then. It is empty when
// somebody is there.
func (d cardView) noneAvailable() string {
	if d.l.Offer != nil {
		return ""
	}
	now := d.instant()
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); !h.Open(now) {
		return "" // the line says already that the team is closed
	}
	first, at := d.Playbook.FreeAt(d.l, d.Crew, now)
	if first == lead.NoOne {
		return ""
	}
	line := "No one in " + d.poolNames(wording.Or) + " is available until " + d.after(d.l.WaitingAt, at) + "."
	if d.l.Stage == lead.StageInquiry {
		line = "No qualifier is available until " + d.after(d.l.WaitingAt, at) + "."
	}
	if duty := d.Playbook.Who("on_duty", d.l, d.Crew, now); len(duty) > 0 {
		line += " " + d.duty(duty) + "."
	}
	return line
}

// regions are the names of teams that are written in capitals.
var regions = []string{"emea", "apac", "dach", "latam", "amer", "anz", "uk", "us", "eu"}

// teamNames are the names of teams as people say them: "Sales", "EMEA", and for a partner's team the partner.
func teamNames(teams []string) []string {
	names := make([]string, 0, len(teams))
	for _, team := range teams {
		name, partner := strings.CutPrefix(team, lead.PartnerTeam(""))
		switch {
		case partner:
			name = wording.Readable(name)
		case slices.Contains(regions, name):
			name = strings.ToUpper(name)
		default:
			name = wording.Capital(wording.Readable(name))
		}
		names = append(names, name)
	}
	return names
}

// poolNames are the teams that may claim the lead, joined by join; for an inquiry, the qualifiers.
func (d cardView) poolNames(join func([]string) string) string {
	switch {
	case d.l.Stage == lead.StageInquiry:
		return "the qualifiers"
	case len(d.l.Pool) > 0:
		return join(teamNames(d.l.Pool))
	case d.l.Route.Team != "":
		return join(teamNames([]string{d.l.Route.Team}))
	}
	return "the team"
}

// onDuty is a sentence that names the people on duty while the team is closed, and until when they are.
func (d cardView) onDuty() string {
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, stepsAhead) {
		if s.Closed && len(s.People) > 0 {
			return d.duty(s.People) + d.dutyUntil(s.At) + "."
		}
	}
	for _, e := range slices.Backward(d.events) {
		for _, s := range e.Facts.Steps {
			if s.Closed && len(s.People) > 0 && !e.At.Before(d.l.WaitingAt) {
				return d.duty(s.People) + d.dutyUntil(e.At) + "."
			}
		}
	}
	return ""
}

// duty says that people are on duty, by their names.
func (d cardView) duty(people []lead.PersonID) string {
	quiet := d.Renderer
	quiet.Quiet = true
	return quiet.mentions(people) + " " + wording.Plural(len(people), "is", "are") + " on duty"
}

// dutyUntil says when the duty of that day ends. It is empty when the playbook sets no end.
func (d cardView) dutyUntil(at time.Time) string {
	for _, o := range d.Playbook.Outside() {
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

// nextSteps is a sentence about the next two steps of the ladders: "Next: Sales is pinged at 09:03, then Ben (backup) at
// 09:05." After the last rung it names the daily list that the lead is in. What follows the end of an offer is not known
// yet, so it is left out. shown is the moment that stands before the sentence; a step on the same day needs no date.
func (d cardView) nextSteps(shown time.Time, clocks ...lead.ClockName) string {
	var steps []string
	var before lead.Step
	for _, s := range d.Playbook.Ahead(d.l, d.Crew, stepsAhead) {
		if d.l.Offer != nil && s.Clock == lead.ClockAccept && s.Do == lead.DoReassign {
			break
		}
		repeated := s.Do == before.Do && slices.Equal(s.People, before.People) // by two clocks, or two rungs
		if len(steps) == 2 || !slices.Contains(clocks, s.Clock) || !d.pings(s) || repeated {
			continue
		}
		switch {
		case s.Repeat && len(steps) == 0:
			return wording.Capital(d.dailyList(s)) + "."
		case s.Repeat:
			steps = append(steps, d.dailyList(s))
		case len(steps) > 0 && before.Do == lead.DoRemind && s.Do == lead.DoRemind:
			steps = append(steps, d.audience(s)+" "+d.at(shown, s.At))
		default:
			steps = append(steps, d.stepWords(s)+" "+d.at(shown, s.At))
		}
		before, shown = s, s.At
	}
	if len(steps) == 0 {
		return ""
	}
	return "Next: " + strings.Join(steps, ", then ") + "."
}

// dailyList says whose daily list the lead is in, because its ladder is at its end.
func (d cardView) dailyList(s lead.Step) string {
	switch name := strings.TrimSuffix(d.audience(s), " (backup)"); {
	case name == "you":
		return "it's in your daily list"
	case strings.HasSuffix(name, "s"):
		return "it's in " + name + "' daily list"
	default:
		return "it's in " + name + "'s daily list"
	}
}

// pings reports whether a rung pings or asks people about the lead. People on duty, and what becomes of an offer, have
// their own words.
func (d cardView) pings(s lead.Step) bool {
	switch {
	case s.Closed, s.Do == lead.DoRelease:
		return false
	case s.Do == lead.DoRemind:
		return len(s.People) > 0
	}
	return d.l.Offer == nil
}

// stepWords says what a rung does: "Sales is pinged", "it's offered to the next rep".
func (d cardView) stepWords(s lead.Step) string {
	switch s.Do {
	case lead.DoWiden:
		return "it's also posted in " + d.channel(s.To)
	case lead.DoReassign:
		return "it's offered to the next rep"
	case lead.DoRelease:
		return "it's up for grabs again"
	}
	return d.audience(s) + pingVerb(d.severalIn(s))
}

func pingVerb(several bool) string {
	if several {
		return " are pinged"
	}
	return " is pinged"
}

// audience names the people that a rung is about, in short: the team, "the qualifiers", "you", or one or two people.
func (d cardView) audience(s lead.Step) string {
	role := ""
	if s.Tell == "backup" {
		role = " (backup)"
	}
	switch {
	case d.isQualifiers(s):
		return "the qualifiers"
	case s.Tell == "pool" && d.isPool(s):
		return d.poolNames(wording.And)
	case d.isReader(s.People):
		return "you"
	case len(s.People) == 1:
		return d.Name(s.People[0]) + role
	case len(s.People) == 2:
		return d.Name(s.People[0]) + " and " + d.Name(s.People[1])
	}
	return "the " + wording.Readable(cmp.Or(s.Tell, "team"))
}

// severalIn reports whether the audience of a rung takes a plural verb.
func (d cardView) severalIn(s lead.Step) bool {
	switch {
	case d.isQualifiers(s):
		return true
	case s.Tell == "pool" && d.isPool(s):
		return len(d.l.Pool) > 1
	}
	return d.isReader(s.People) || len(s.People) == 2
}

// isQualifiers reports whether a rung pings the qualifiers.
func (d cardView) isQualifiers(s lead.Step) bool {
	return s.Tell == "pool" && s.Clock == lead.ClockQualify
}

// isPool reports whether a rung for the pool reaches the pool. While a lead is offered it reaches the person it is offered
// to, and when everybody in the pool is away, somebody else.
func (d cardView) isPool(s lead.Step) bool {
	return d.l.Offer == nil && slices.ContainsFunc(s.People, func(id lead.PersonID) bool {
		return slices.Contains(d.l.Pool, d.Crew.Member(id).Team)
	})
}

// isReader reports whether people are the reader alone.
func (d cardView) isReader(people []lead.PersonID) bool {
	return d.to != lead.NoOne && slices.Equal(people, []lead.PersonID{d.to})
}
