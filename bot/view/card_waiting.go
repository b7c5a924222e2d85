package view

import (
	"slices"
	"strings"
	"time"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// offerView words the offer of a lead on its card.
type offerView struct{ cardView }

// offered says who the lead is offered to, why, until when, and what happens after that; or why it is no longer
// offered to anyone.
func (d offerView) offered() string {
	o := d.l.Offer
	if o == nil {
		return d.stuck()
	}
	line := "✋ Offered to " + d.offeree(d.l)
	if i := last(d.events, lead.Offered); i >= 0 && o.Partner == "" {
		line += choiceView{d.Renderer}.chosenBy(d.events[i])
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
	return "📅 Meeting agreed for " + d.Moment(d.l.Meeting) + ". The new owner joins it."
}

// stuck says why an unclaimed lead is no longer offered to anyone. It is empty if it is offered, or never was.
func (d offerView) stuck() string {
	i := last(d.events, lead.NoneLeft)
	before := i < last(d.events, lead.Offered) || i >= 0 && d.events[i].At.Before(d.l.WaitingAt)
	if i < 0 || d.l.Stage != lead.StageNew || before {
		return ""
	}
	return choiceView{d.Renderer}.noneLeft(d.l, d.events[i])
}

// stepsAhead is how many rungs of the ladders are read to find those that a line is about.
const stepsAhead = 8

// waiting says how long the lead has had no owner and who is pinged next, or until when its team is closed.
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
	return sentences(append(lines, d.noneAvailable(), stepsView{d}.nextSteps(from, lead.ClockClaim, lead.ClockAccept, lead.ClockQualify))...)
}

// instant is the time that the card is drawn for. A card does not know the present time, so it uses the time of the
// latest change, either to the lead or to who is available.
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

// noneAvailable says until when everyone who could take the lead is away, and who is on duty until then. It is empty
// if someone is available.
func (d cardView) noneAvailable() string {
	if d.l.Offer != nil {
		return ""
	}
	now := d.instant()
	if h := d.Playbook.Hours(d.Playbook.TeamOf(d.l)); !h.Open(now) {
		return "" // the line already says that the team is closed
	}
	first, at := d.Playbook.NextAvailable(d.l, d.Crew, now)
	if first == lead.NoOne {
		return ""
	}
	line := "No one in " + d.poolNames(wording.Or) + " is available until " + d.after(d.l.WaitingAt, at) + "."
	if d.l.Stage == lead.StageInquiry {
		line = "No qualifier is available until " + d.after(d.l.WaitingAt, at) + "."
	}
	if duty := d.Playbook.Recipients("on_duty", d.l, d.Crew, now); len(duty) > 0 {
		line += " " + d.duty(duty) + "."
	}
	return line
}

// regions are team names that are written in capitals.
var regions = []string{"emea", "apac", "dach", "latam", "amer", "anz", "uk", "us", "eu"}

// teamNames writes team names as people say them: "Sales", "EMEA", and a partner's name for a partner's team.
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

// poolNames names the teams that may claim the lead, joined by join; for an inquiry, the qualifiers.
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

// duty says that people are on duty, by name.
func (d cardView) duty(people []lead.PersonID) string {
	quiet := d.Renderer
	quiet.Quiet = true
	return quiet.mentions(people) + " " + wording.Plural(len(people), "is", "are") + " on duty"
}

// dutyUntil says when the duty ends on the day of at. It is empty if the playbook sets no end.
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
