package view

import (
	"encoding/json"
	"strings"
	"testing"

	"dibs/lead"
)

func asTyped(s string) string { return s }

func TestEveryRouteNoteIsWorded(t *testing.T) {
	t.Parallel()
	for want, notes := range map[string][]lead.RouteNote{
		"Skipped rule “Iberia”: iberia-tech only sells in ES or PT, not in FR":                                                {lead.NewRouteNote(lead.NoteOutsideCountries, "Iberia", "iberia-tech", "FR", "ES", "PT")},
		"Skipped rule “Iberia”: iberia-tech only sells in ES or PT, and the country isn't known":                              {lead.NewRouteNote(lead.NoteOutsideCountries, "Iberia", "iberia-tech", "", "ES", "PT")},
		"The condition of rule “Iberia” can't be checked for this lead, so the last rule took it: int(lead.attributes.x) > 9": {lead.NewRouteNote(lead.NoteConditionFailed, "Iberia", "int(lead.attributes.x) > 9")},
		"Nobody at gallic is in this workspace, so it stays with us":                                                          {lead.NewRouteNote(lead.NotePartnerEmpty, "gallic")},
		"The playbook no longer has team inside, partner iberia and channel #large": {
			lead.NewRouteNote(lead.NoteTeamGone, "inside"), lead.NewRouteNote(lead.NotePartnerGone, "iberia"), lead.NewRouteNote(lead.NoteChannelGone, "#large"),
		},
		"": nil,
	} {
		if got := RouteNotes(lead.Route{Notes: notes}, asTyped); got != want {
			t.Errorf("%v reads %q, want %q", notes, got, want)
		}
	}
}

func TestTheNoteOfAnOldRowIsShownAsItWasStored(t *testing.T) {
	t.Parallel()
	var r lead.Route
	old := `{"Rule": "everything else", "Channel": "#leads", "Note": "the playbook no longer has the team inside"}`
	if err := json.Unmarshal([]byte(old), &r); err != nil {
		t.Fatal(err)
	}
	if got := RouteNotes(r, asTyped); got != "The playbook no longer has the team inside" {
		t.Errorf("it reads %q", got)
	}
	r = lead.Route{Rule: "Iberia", Notes: []lead.RouteNote{lead.NewRouteNote(lead.NoteTeamGone, "inside")}}
	stored, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(stored), " ") {
		t.Errorf("a sentence is stored: %s", stored)
	}
}
