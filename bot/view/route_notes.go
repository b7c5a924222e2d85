package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// RouteNotes says which parts of a lead's route the playbook's rules could not decide as written, without a full stop
// at the end. It is empty if there is nothing to say. clean makes a text from the playbook safe for the place where
// it is shown. A row that was stored before notes had codes contains a sentence, which is shown as it is.
func RouteNotes(r lead.Route, clean func(string) string) string {
	var sentences, gone []string
	if r.Note != "" {
		sentences = append(sentences, clean(r.Note))
	}
	for _, n := range r.Notes {
		if what := goneFromPlaybook(n, clean); what != "" {
			gone = append(gone, what)
			continue
		}
		sentences = append(sentences, RouteNote(n, clean))
	}
	if len(gone) > 0 {
		sentences = append(sentences, "The playbook no longer has "+wording.And(gone))
	}
	return wording.Capital(strings.Join(sentences, ". "))
}

// RouteNote words one note, without a full stop at the end.
func RouteNote(n lead.RouteNote, clean func(string) string) string {
	switch n.Code {
	case lead.NoteOutsideCountries:
		countries := make([]string, 0, len(n.Args))
		for _, c := range n.Args[min(3, len(n.Args)):] {
			countries = append(countries, clean(c))
		}
		sells := clean(n.Arg(1)) + " only sells in " + wording.Or(countries)
		if n.Arg(2) == "" {
			return "Skipped rule “" + clean(n.Arg(0)) + "”: " + sells + ", and the country isn't known"
		}
		return "Skipped rule “" + clean(n.Arg(0)) + "”: " + sells + ", not in " + clean(n.Arg(2))
	case lead.NoteConditionFailed:
		return "The condition of rule “" + clean(n.Arg(0)) + "” can't be checked for this lead, so the last rule took it: " + clean(n.Arg(1))
	case lead.NotePartnerEmpty:
		return "Nobody at " + clean(n.Arg(0)) + " is in this workspace, so it stays with us"
	}
	if what := goneFromPlaybook(n, clean); what != "" {
		return "The playbook no longer has " + what
	}
	return clean(strings.Join(append([]string{string(n.Code)}, n.Args...), " ")) // from a newer version of Dibs
}

// goneFromPlaybook names what the playbook no longer contains. It is empty for any other note.
func goneFromPlaybook(n lead.RouteNote, clean func(string) string) string {
	switch n.Code {
	case lead.NoteTeamGone:
		return "team " + clean(strings.TrimPrefix(n.Arg(0), lead.PartnerTeam("")))
	case lead.NotePartnerGone:
		return "partner " + clean(n.Arg(0))
	case lead.NoteChannelGone:
		return "channel " + clean(n.Arg(0))
	}
	return ""
}

// notesOf is RouteNotes for a Slack message, with each text cut at a limit.
func notesOf(r lead.Route, limit int) string {
	return RouteNotes(r, func(s string) string { return wording.Safe(s, limit) })
}
