package view

import (
	"cmp"
	"fmt"
	"slices"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// mostCandidates is how many candidates the record of a decision lists.
const mostCandidates = 12

// decided is the record of how the lead came to hang where it hangs: the rule, who could have been offered it, who was
// left out and why, and by which version of the playbook.
func (d cardView) decided() []string {
	r := d.l.Route
	if r.Rule == "" {
		return []string{"*Why here*", d.channel(d.l.Channel)}
	}
	if d.l.Stage == lead.StageInquiry {
		return []string{
			"*Why here*", "Not sales-ready yet, so the qualifiers in " + d.channel(d.l.Channel) + " have a look",
			"Once certified: " + wording.Dots(wording.Safe(r.Rule, 80), "team "+wording.Readable(r.Team), wording.Readable(string(r.SalesChannel))),
		}
	}
	lines := []string{
		"*Why here*",
		wording.Dots("Rule: "+wording.Safe(r.Rule, 80), d.channel(d.l.Channel), "team "+wording.Readable(r.Team), wording.Readable(string(r.SalesChannel)), d.mode()),
	}
	if notes := notesOf(r, 300); notes != "" {
		lines = append(lines, notes)
	}
	for _, e := range slices.Backward(d.events) {
		if e.Facts.Choice != nil {
			lines = append(lines, d.chosen(e)...)
			break
		}
	}
	for _, e := range slices.Backward(d.events) {
		if e.Facts.Route != nil {
			return append(lines, "Routed "+d.Moment(e.At)+" by playbook "+shortVersion(cmp.Or(e.Facts.Playbook, d.l.PlaybookID)))
		}
	}
	return lines
}

// mode says how the route finds an owner.
func (d cardView) mode() string {
	switch r := d.l.Route; {
	case r.Partner != "":
		return "offered to partner " + wording.Safe(r.Partner, 80)
	case r.Assign == lead.AssignRoundRobin:
		return "offered in turn"
	}
	return "for whoever claims it first"
}

// chosen lists who could have been offered the lead at an event.
func (d cardView) chosen(e lead.Event) []string {
	c := e.Facts.Choice
	first := "offered to nobody"
	switch {
	case e.Facts.Partner != "":
		first = "offered to " + wording.Safe(e.Facts.Partner, 80)
	case c.Chosen != lead.NoOne:
		first = "offered to " + d.Name(c.Chosen) + d.chosenBy(e)
	case c.Limit:
		first += ": it had been handed on as often as the playbook allows"
	}
	lines := []string{wording.Capital(d.Moment(e.At)) + ": " + first}
	for n, x := range c.Candidates {
		if n == mostCandidates {
			return append(lines, fmt.Sprintf("… and %s", wording.Count(len(c.Candidates)-n, "other")))
		}
		why := d.skip(x, e)
		if why == "" {
			why = "could take it: " + wording.Count(x.Open, "open lead") + fmt.Sprintf(", weight %d", max(1, x.Weight))
		}
		lines = append(lines, "• "+d.Name(x.Person)+" "+why)
	}
	return lines
}
