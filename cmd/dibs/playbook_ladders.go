package main

import (
	"fmt"
	"slices"
	"strings"

	"dibs/lead"
	"dibs/playbook"
)

// waitsFor is what a clock waits for, as the beginning of a sentence about a lead.
var waitsFor = map[lead.ClockName]string{
	lead.ClockQualify: "An inquiry that no qualifier has judged",
	lead.ClockClaim:   "A new lead that nobody has claimed",
	lead.ClockAccept:  "An offer that is not answered",
	lead.ClockContact: "A claimed lead without an attempt to contact them",
	lead.ClockNext:    "A next step whose date has come",
	lead.ClockStale:   "A lead whose owner does nothing with it",
}

// explainLadders tells for each clock and temperature what happens when nobody moves.
func explainLadders(p page, pb *playbook.Playbook) {
	p.heading("What happens when no one moves")
	for _, clock := range playbook.Clocks() {
		p.text("%s:", waitsFor[clock])
		for _, group := range sameFor(func(t lead.Temperature) string { return timeline(clock, pb.LadderFor(clock, t)) }) {
			p.item("%s: %s.", group.who, group.what)
		}
	}
	p.text("The pool are the reps of the lead's team who are there. "+
		"Each row stops at the click it waits for, and repeats every %s after its last step.", span(pb.Describe().Repeat))
	var promised []string
	for _, t := range lead.Temperatures() {
		if claim, contact := pb.ResponseTarget(t); claim > 0 {
			promised = append(promised, fmt.Sprintf("%s leads claimed within %s and contacted within %s", t, span(claim), span(contact)))
		}
	}
	if len(promised) > 0 {
		p.text("Promised: %s.", strings.Join(promised, "; "))
	}
}

// timeline tells a ladder as a row of instants: "after 3m: remind the pool; 5m: the backup".
func timeline(clock lead.ClockName, rungs []playbook.Rung) string {
	var told []string
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
		// Of reminders in a row the verb is said once.
		again := i > 0 && r.Do == lead.DoRemind && rungs[i-1].Do == lead.DoRemind
		told = append(told, at+": "+rungInWords(clock, r, again))
	}
	return strings.Join(told, "; ")
}

func rungInWords(clock lead.ClockName, r playbook.Rung, again bool) string {
	and := ""
	if r.Tell != "" {
		and = ", and tell " + whom(clock, r.Tell)
	}
	switch {
	case r.Do == lead.DoWiden:
		return "show it in " + r.To + " too" + and
	case r.Do == lead.DoReassign:
		return "offer it to the next rep" + and
	case r.Do == lead.DoRelease:
		return "take it back to the pool" + and
	case again:
		return whom(clock, r.Tell)
	default:
		return "remind " + whom(clock, r.Tell)
	}
}

// whom says who is meant by a word of the playbook on a clock.
func whom(clock lead.ClockName, tell string) string {
	switch {
	case tell == "pool" && clock == lead.ClockQualify:
		return "the qualifiers"
	case tell == "owner" && clock == lead.ClockAccept:
		return "who was offered it"
	case tell == "on_duty":
		return "whoever is on duty"
	case slices.Contains([]string{"pool", "owner", "backup", "manager"}, tell):
		return "the " + tell
	default:
		return tell
	}
}

// alike is what goes for leads of one or several temperatures.
type alike struct{ who, what string }

// sameFor tells a matter once for all temperatures for which it is the same, hottest first.
func sameFor(what func(lead.Temperature) string) []alike {
	var groups []alike
	var of [][]string
	for _, t := range lead.Temperatures() {
		i := slices.IndexFunc(groups, func(g alike) bool { return g.what == what(t) })
		if i < 0 {
			i = len(groups)
			groups, of = append(groups, alike{what: what(t)}), append(of, nil)
		}
		of[i] = append(of[i], string(t))
	}
	for i := range groups {
		groups[i].who = andWords(of[i])
		if len(of[i]) == len(lead.Temperatures()) {
			groups[i].who = "all"
		}
		groups[i].who = upperFirst(groups[i].who)
	}
	return groups
}
