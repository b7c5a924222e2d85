package lead_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

// readers has one person of each kind that reads about leads.
var readers = map[string]lead.Reader{
	"rep":           {Person: lead.Person{ID: "ana"}, Role: lead.RoleRep, Team: "sales"},
	"other team":    {Person: lead.Person{ID: "carla"}, Role: lead.RoleRep, Team: "americas"},
	"qualifier":     {Person: lead.Person{ID: "dan"}, Role: lead.RoleQualifier},
	"manager":       {Person: lead.Person{ID: "mia"}, Role: lead.RoleManager},
	"marketing":     {Person: lead.Person{ID: "max"}, Role: lead.RoleMarketing},
	"admin":         {Person: lead.Person{ID: "ops"}, Role: lead.RoleAdmin},
	"partner":       {Person: lead.Person{ID: "pia", Guest: true}, Role: lead.RolePartner, Team: lead.PartnerTeam("Nordwind")},
	"other partner": {Person: lead.Person{ID: "sue"}, Role: lead.RolePartner, Team: lead.PartnerTeam("Südwind")},
	"colleague":     {Person: lead.Person{ID: "zoe"}},
	"referrer":      {Person: lead.Person{ID: "kim"}},
	"guest":         {Person: lead.Person{ID: "gus", Guest: true}},
	"employed guest": {
		Person: lead.Person{ID: "gwen", Guest: true}, Role: lead.RoleManager, Team: "sales",
	},
	"nobody": {},
}

// onTeam lists the readers who see everything.
var onTeam = []string{"rep", "other team", "qualifier", "manager", "marketing", "admin"}

// markedNotes quotes the lead's country, like the note about a partner that does not sell there.
var markedNotes = []lead.RouteNote{{Code: lead.NoteOutsideCountries, Args: []string{"north", "Nordwind", "mknoted", "DE"}}}

// markedLead has a word of its own in every field that a person or a source wrote, and in its log.
func markedLead() (*lead.Lead, []lead.Event) {
	next := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	l := &lead.Lead{
		ID: 7, Stage: lead.StageNew, Reason: "mkreason", Next: &lead.NextStep{What: "mknext", At: next}, Amount: lead.Money{Minor: 666_00, Currency: "EUR"},
		Route: lead.Route{Note: "mknote", Notes: markedNotes}, Undo: &lead.Undo{Kind: lead.NotAFit, Reason: "mkundone", Next: &lead.NextStep{What: "mkundonenext"}},
		Score: lead.Score{Reasons: []lead.Points{{Because: "a demo", Points: 45}, {Because: "mkbroken", Points: 0}}},
		Inquiry: lead.Inquiry{
			Source: "mksource", ExternalID: "mkexternal", Campaign: "mkcampaign", Message: "mkmessage", Value: lead.Money{Minor: 777_00, Currency: "EUR"},
			Contact:    lead.Contact{Name: "mkname", Email: "mkemail", Phone: "mkphone", Title: "mktitle"},
			Company:    lead.Company{Name: "mkcompany", Website: "mkwebsite", Country: "mkcountry", Employees: 555},
			Attributes: map[string]string{"budget": "mkattribute"}, Referrer: "kim",
		},
	}
	won := lead.Money{Minor: 888_00, Currency: "EUR"}
	return l, []lead.Event{{
		Lead: 7, N: 1, Words: lead.Words{Comment: "mkcomment", Next: "mkpromised"},
		Facts: lead.Facts{
			Source: "mksource", Campaign: "mkcampaign", Reason: "mkwhy", Amount: &won, Message: &lead.Place{Channel: "mkplace"}, Route: &lead.Route{Note: "mknote", Notes: markedNotes},
		},
	}}
}

// withPartner moves the lead to a partner. One of the partner's people has accepted it, or nobody yet.
func withPartner(l *lead.Lead, accepted bool) *lead.Lead {
	l.Channel, l.Route.Channel, l.Route.Partner = "#nordwind", "#nordwind", "Nordwind"
	if accepted {
		l.Stage, l.Owner = lead.StageWorking, "pia"
	}
	return l
}

func TestWhoMaySeeWhat(t *testing.T) {
	ours := func() *lead.Lead { l, _ := markedLead(); return l }
	all := func(more ...string) []string { return append(append([]string{}, onTeam...), more...) }
	for what, c := range map[string]struct {
		may  func(lead.Reader) bool
		want []string
	}{
		"our lead exists":                    {func(r lead.Reader) bool { return r.KnowsOf(ours()) }, all("colleague", "referrer", "guest", "employed guest", "nobody")},
		"its name":                           {func(r lead.Reader) bool { return r.SeesName(ours()) }, all("colleague", "referrer", "nobody")},
		"its contact data":                   {func(r lead.Reader) bool { return r.SeesContact(ours()) }, all("referrer")},
		"its amounts":                        {func(r lead.Reader) bool { return r.SeesAmounts(ours(), false) }, onTeam},
		"its amounts, shown to all":          {func(r lead.Reader) bool { return r.SeesAmounts(ours(), true) }, all("colleague", "referrer", "nobody")},
		"a partner's name":                   {func(r lead.Reader) bool { return r.SeesName(withPartner(ours(), false)) }, all("partner", "referrer")},
		"a partner's contact data":           {func(r lead.Reader) bool { return r.SeesContact(withPartner(ours(), false)) }, all("referrer")},
		"a partner's contact data, accepted": {func(r lead.Reader) bool { return r.SeesContact(withPartner(ours(), true)) }, all("partner", "referrer")},
		"a partner's amounts, accepted":      {func(r lead.Reader) bool { return r.SeesAmounts(withPartner(ours(), true), false) }, all("partner")},
		"names at all":                       {lead.Reader.SeesNames, all("partner", "other partner", "colleague", "referrer", "nobody")},
		"figures":                            {lead.Reader.SeesFigures, all("colleague", "referrer", "guest", "employed guest", "nobody")},
		"totals alone":                       {func(r lead.Reader) bool { return r.SeesTotals(true, false) }, onTeam},
		"totals among others":                {func(r lead.Reader) bool { return r.SeesTotals(false, false) }, nil},
		"totals, shown to all":               {func(r lead.Reader) bool { return r.SeesTotals(false, true) }, all("colleague", "referrer", "nobody")},
		"rewards":                            {lead.Reader.SeesRewards, all("colleague", "referrer", "nobody")},
	} {
		for name, r := range readers {
			want := false
			for _, w := range c.want {
				want = want || w == name
			}
			if got := c.may(r); got != want {
				t.Errorf("%s: visible to the %s: %v, want %v", what, name, got, want)
			}
		}
	}
}

func TestAPartnerKnowsOnlyOfWhatIsWithItNow(t *testing.T) {
	r := readers["partner"]
	l, _ := markedLead()
	withPartner(l, true)
	if !r.KnowsOf(l) {
		t.Error("the partner's person cannot see a lead that is with her partner")
	}
	l.Channel = "#marketing" // handed back, but the route still names the partner
	if l.Referrer = "pia"; r.KnowsOf(l) || r.SeesName(l) || r.SeesContact(l) {
		t.Error("the partner's person still sees a lead that was handed back, because she referred it")
	}
	other, _ := markedLead()
	if got := r.Visible([]*lead.Lead{l, withPartner(other, false)}); len(got) != 1 || got[0] != other {
		t.Errorf("the partner's person sees %d of two leads, want 1", len(got))
	}
	ms := []lead.Match{{Lead: other, On: lead.SamePerson}, {Lead: l, On: lead.SameCompany}}
	if got := r.Matches(ms); len(got) != 0 {
		t.Errorf("the partner's person learns of %d matches", len(got))
	}
	if got := readers["colleague"].Matches(ms); len(got) != 2 {
		t.Errorf("a colleague learns of %d matches", len(got))
	}
}

func TestWhomAReaderMayChooseFrom(t *testing.T) {
	crew := lead.Crew{}
	for _, r := range readers {
		crew[r.ID] = lead.Member(r)
	}
	for name, want := range map[string]int{"rep": len(crew), "colleague": len(crew), "partner": 1, "guest": 0, "employed guest": 0} {
		if got := readers[name].Colleagues(crew); len(got) != want {
			t.Errorf("the %s may choose from %d people, want %d", name, len(got), want)
		}
	}
	if r := crew.Reader("a stranger"); r.ID != "a stranger" || r.OnTeam() || !r.SeesNames() {
		t.Errorf("an unknown person reads as %+v", r)
	}
}

func TestNothingThatAReaderMayNotSeeIsLeftInARedactedLead(t *testing.T) {
	typed := "reason next note undone undonenext broken comment promised why place 66600 77700 88800"
	contact := "email phone message attribute comment promised next"
	everything := "name email phone title company website country 555 message source campaign attribute external " + typed
	for what, c := range map[string]struct {
		reader   string
		partner  bool
		accepted bool
		hidden   []string
		amounts  bool
		gone     string // the markers that must be gone; all others must still be there
	}{
		"a rep":                               {reader: "rep", gone: ""},
		"a manager, a partner's lead":         {reader: "manager", partner: true, hidden: []string{"name"}, gone: ""},
		"a colleague":                         {reader: "colleague", gone: contact + " 66600 77700 88800"},
		"a colleague where amounts are shown": {reader: "colleague", amounts: true, gone: contact},
		"a colleague, a partner's lead":       {reader: "colleague", partner: true, gone: everything},
		"the colleague who referred it":       {reader: "referrer", gone: "66600 77700 88800"},
		"a guest":                             {reader: "guest", amounts: true, gone: everything},
		"a guest with a role":                 {reader: "employed guest", gone: everything},
		"a partner without hidden fields":     {reader: "partner", partner: true, gone: "email phone 66600 77700 88800"},
		"a partner before accepting":          {reader: "partner", partner: true, hidden: []string{"name", "company"}, gone: "name company email phone external " + typed},
		"a partner, source hidden":            {reader: "partner", partner: true, hidden: []string{"source", "campaign", "attributes.budget"}, gone: "source campaign attribute email phone external " + typed},
		"a partner after accepting":           {reader: "partner", partner: true, accepted: true, gone: ""},
		"another partner":                     {reader: "other partner", partner: true, accepted: true, gone: everything},
		"a partner, our lead":                 {reader: "partner", gone: everything},
	} {
		t.Run(what, func(t *testing.T) {
			l, events := markedLead()
			if c.partner {
				withPartner(l, c.accepted)
			}
			before := drawn(t, l, events)
			seen, told := readers[c.reader].Redacted(l, events, c.hidden, c.amounts)
			got := drawn(t, seen, told)
			gone := " " + c.gone + " "
			for _, marker := range strings.Fields(everything) {
				text := `"mk` + marker + `"`
				if marker[0] < 'a' {
					text = marker
				}
				if !strings.Contains(before, text) {
					t.Fatalf("the lead has no %s", text)
				}
				if has, want := strings.Contains(got, text), !strings.Contains(gone, " "+marker+" "); has != want {
					t.Errorf("contains %s: %v, want %v", text, has, want)
				}
			}
			if drawn(t, l, events) != before {
				t.Error("the original lead was changed")
			}
			if seen.ID != 7 || seen.Stage != l.Stage || seen.Owner != l.Owner || len(told) != 1 {
				t.Error("the stage, owner or times are lost")
			}
		})
	}
}

// drawn returns everything in a lead and its log as text.
func drawn(t *testing.T, l *lead.Lead, events []lead.Event) string {
	t.Helper()
	raw, err := json.Marshal([]any{l, events})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestASearchLooksOnlyInWhatItsReaderSees(t *testing.T) {
	l, _ := markedLead()
	withPartner(l, false)
	if readers["colleague"].Searchable(l, nil) != nil || readers["other partner"].Searchable(l, nil) != nil {
		t.Error("the search finds a lead that its reader may not see")
	}
	seen := readers["partner"].Searchable(l, []string{"name"})
	if seen == nil || seen.Contact.Name != "" || seen.Contact.Email != "" || seen.Company.Name != "mkcompany" {
		t.Errorf("a partner's search looks in %+v", seen)
	}
}
