package explain

import (
	"fmt"
	"slices"
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/playbook"
)

// clockSubjects name the leads that a clock runs for.
var clockSubjects = map[lead.ClockName]string{
	lead.ClockQualify: "An inquiry that no qualifier has judged yet",
	lead.ClockClaim:   "A new lead that nobody has claimed",
	lead.ClockAccept:  "An offer that nobody has answered",
	lead.ClockContact: "A claimed lead without a contact attempt",
	lead.ClockNext:    "A next step that is due",
	lead.ClockStale:   "A lead its owner isn't working on",
}

// explainLadders says, for each clock and temperature, what happens while nobody acts.
func explainLadders(p page, pb *playbook.Playbook) {
	p.heading("What happens if nobody acts")
	for _, clock := range playbook.Clocks() {
		p.text("%s:", clockSubjects[clock])
		for _, group := range groupByText(func(t lead.Temperature) string { return ladderText(clock, pb.LadderFor(clock, t)) }) {
			p.item("%s: %s.", group.temperatures, group.text)
		}
	}
	p.text("The pool is every rep in the lead's team who is there. Each ladder stops as soon as somebody does what it "+
		"waits for. After its last step it repeats every %s.", span(pb.Describe().Repeat))
	var targets []string
	for _, t := range lead.Temperatures() {
		if claim, contact := pb.ResponseTarget(t); claim > 0 {
			targets = append(targets, fmt.Sprintf("%s leads claimed within %s, contacted within %s", t, span(claim), span(contact)))
		}
	}
	if len(targets) > 0 {
		p.text("Response targets: %s.", strings.Join(targets, "; "))
	}
}

// ladderText is a ladder in one line: "after 3m: ping the pool; 5m: the backup".
func ladderText(clock lead.ClockName, rungs []playbook.Rung) string {
	var steps []string
	for i, r := range rungs {
		at := span(r.After)
		switch {
		case r.After == 0:
			at = "at once"
		case i == 0:
			at = "after " + at
		}
		if r.Wall {
			at += " on the wall clock"
		}
		// The verb is written once for several reminders in a row.
		sameVerb := i > 0 && r.Do == lead.DoRemind && rungs[i-1].Do == lead.DoRemind
		steps = append(steps, at+": "+rungText(clock, r, sameVerb))
	}
	return strings.Join(steps, "; ")
}

func rungText(clock lead.ClockName, r playbook.Rung, sameVerb bool) string {
	and := ""
	if r.Tell != "" {
		and = " and ping " + recipient(clock, r.Tell)
	}
	switch {
	case r.Do == lead.DoWiden:
		return "post it in " + r.To + " too" + and
	case r.Do == lead.DoReassign:
		return "offer it to the next rep" + and
	case r.Do == lead.DoRelease:
		return "return it to the pool" + and
	case sameVerb:
		return recipient(clock, r.Tell)
	default:
		return "ping " + recipient(clock, r.Tell)
	}
}

// recipient names the people that a word of the playbook means on a clock.
func recipient(clock lead.ClockName, tell string) string {
	switch {
	case tell == "pool" && clock == lead.ClockQualify:
		return "the qualifiers"
	case tell == "owner" && clock == lead.ClockAccept:
		return "the person it was offered to"
	case tell == "on_duty":
		return "the person on duty"
	case slices.Contains([]string{"pool", "owner", "backup", "manager"}, tell):
		return "the " + tell
	default:
		return tell
	}
}

// temperatureGroup is a text that applies to leads of one or several temperatures.
type temperatureGroup struct{ temperatures, text string }

// groupByText groups the temperatures that have the same text, hottest first.
func groupByText(text func(lead.Temperature) string) []temperatureGroup {
	var groups []temperatureGroup
	var members [][]string
	for _, t := range lead.Temperatures() {
		i := slices.IndexFunc(groups, func(g temperatureGroup) bool { return g.text == text(t) })
		if i < 0 {
			i = len(groups)
			groups, members = append(groups, temperatureGroup{text: text(t)}), append(members, nil)
		}
		members[i] = append(members[i], string(t))
	}
	for i := range groups {
		groups[i].temperatures = wording.Capital(wording.And(members[i]))
		if len(members[i]) == len(lead.Temperatures()) {
			groups[i].temperatures = "All"
		}
	}
	return groups
}
