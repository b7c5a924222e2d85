package playbook

import (
	"encoding/json"
	"strings"
	"testing"

	"dibs/lead"
)

// TestARouteStoresCodesAndNoSentences checks every reason for which a route can differ from what is written.
func TestARouteStoresCodesAndNoSentences(t *testing.T) {
	short := strings.NewReplacer("Iberia by partner", "iberia", "everything else", "rest", "enterprise DACH", "dach")
	parse := func(text string) *Playbook {
		p, err := Parse("short.yaml", []byte(short.Replace(text)), env)
		must(t, err)
		return p
	}
	const iberia = `when: 'lead.country in ["ES", "PT"]'`
	text := exampleText(t)
	in := nadia()
	in.Company.Country, in.Company.Employees = "FR", 50
	routes := map[lead.RouteNoteCode]lead.Route{
		lead.NoteOutsideCountries: parse(strings.Replace(text, iberia, `when: 'lead.country in ["ES", "FR"]'`, 1)).Judge(lead.Interested(in, sunday), sunday).Route,
		lead.NoteConditionFailed:  parse(strings.Replace(text, iberia, `when: 'int(lead.country)>9'`, 1)).Judge(lead.Interested(in, sunday), sunday).Route,
	}
	p := parse(text)
	for code, change := range map[lead.RouteNoteCode]func(*lead.Lead){
		lead.NoteTeamGone:    func(l *lead.Lead) { l.Pool = append(l.Pool, "disbanded") },
		lead.NotePartnerGone: func(l *lead.Lead) { l.Route.Partner = "gone" },
		lead.NoteChannelGone: func(l *lead.Lead) { l.Route.Channel = "#gone" },
	} {
		l := registered(p, in, sunday)
		change(l)
		to, needed := p.Relocate(l)
		if !needed {
			t.Errorf("%s: no relocation needed", code)
		}
		routes[code] = to.Route
	}
	for code, route := range routes {
		stored, err := json.Marshal(route)
		must(t, err)
		if len(route.Notes) != 1 || route.Notes[0].Code != code || strings.Contains(string(stored), " ") {
			t.Errorf("%s: stored as %s", code, stored)
		}
	}
}
