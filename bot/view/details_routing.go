package view

import (
	"cmp"
	"fmt"
	"slices"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// maxCandidates is how many candidates are listed for a decision.
const maxCandidates = 12

// routing says why the lead is where it is: the rule, the people it could have been offered to, those who were left
// out and why, and the version of the playbook.
func (d detailsView) routing() []string {
	r := d.l.Route
	if r.Rule == "" {
		return []string{"*Why it's here*", d.channel(d.l.Channel)}
	}
	rule := "Rule: " + wording.Capital(wording.Safe(r.Rule, 80)) + "."
	if d.l.Stage == lead.StageInquiry {
		return []string{
			"*Why it's here*", "It's not sales-ready yet, so the qualifiers in " + d.channel(d.l.Channel) + " take a look.",
			"Once certified: " + wording.Dots(teamNames([]string{r.Team})[0], wording.Readable(string(r.SalesChannel))) + ". " + rule,
		}
	}
	lines := []string{
		"*Why it's here*",
		sentences(rule, d.mode()),
		wording.Dots(d.channel(d.l.Channel), wording.Readable(string(r.SalesChannel))),
	}
	if notes := notesOf(r, 300); notes != "" {
		lines = append(lines, notes)
	}
	for _, e := range slices.Backward(d.events) {
		if e.Facts.Choice != nil {
			lines = append(lines, d.choice(e)...)
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

// mode is a sentence about how the route finds an owner: "First to claim in Sales."
func (d detailsView) mode() string {
	switch r := d.l.Route; {
	case r.Partner != "":
		return "Offered to " + wording.Safe(r.Partner, 80) + "."
	case r.Home != "":
		return "Back with " + d.poolNames(wording.And) + "."
	case r.Assign == lead.AssignRoundRobin:
		return "Offered in turn in " + teamNames([]string{r.Team})[0] + "."
	}
	return "First to claim in " + d.poolNames(wording.And) + "."
}

// choice lists the candidates of the offer decided in an event.
func (d detailsView) choice(e lead.Event) []string {
	c := e.Facts.Choice
	result := "not offered to anyone"
	switch {
	case e.Facts.Partner != "":
		result = "offered to " + wording.Safe(e.Facts.Partner, 80)
	case c.Chosen != lead.NoOne:
		result = "offered to " + d.Name(c.Chosen) + choiceView{d.Renderer}.chosenBy(e)
	case c.Limit:
		result += ", because the playbook allows no more offers"
	}
	lines := []string{wording.Capital(d.Moment(e.At)) + ": " + result}
	for n, x := range c.Candidates {
		if n == maxCandidates {
			return append(lines, fmt.Sprintf("… and %s", wording.Count(len(c.Candidates)-n, "other")))
		}
		reason := choiceView{d.Renderer}.skipReason(x, e)
		if reason == "" {
			reason = "could take it: " + wording.Count(x.Open, "open lead") + fmt.Sprintf(", weight %d", max(1, x.Weight))
		}
		if x.Skip == lead.SkipLapsed && !x.Until.IsZero() {
			reason += " and can claim it again " + d.Moment(x.Until)
		}
		lines = append(lines, "• "+d.Name(x.Person)+" "+reason)
	}
	return lines
}
