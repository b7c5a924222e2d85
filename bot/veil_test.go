package bot

import (
	"os"
	"strings"
	"testing"

	"dibs/lead"
	"dibs/playbook"
)

// hiding is the tests' playbook with other fields hidden from the partner.
func hiding(t *testing.T, fields string) *playbook.Playbook {
	t.Helper()
	text, err := os.ReadFile("testdata/playbook.yaml")
	if err != nil {
		t.Fatal(err)
	}
	before := "hide: [email, phone, message]"
	if !strings.Contains(string(text), before) {
		t.Fatal("the playbook hides something else")
	}
	pb, err := playbook.Parse("playbook.yaml", []byte(strings.Replace(string(text), before, "hide: ["+fields+"]", 1)), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// withPartnerIn is a lead that is with the partner, with words in its log that nobody there may read.
func withPartnerIn(t *testing.T, pb *playbook.Playbook) *story {
	in := iberian
	in.Campaign = "spring-webinar"
	l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, at(60)), at(60)), at(60))
	s := &story{TB: t, pb: pb, crew: team(pb), lead: l}
	l.ID = 1042
	s.saved(nil).dealt(lead.Choice{Mode: lead.ByPartner}, "iberia-tech", at(60))
	s.lead.AskAgain(&lead.Lead{Inquiry: in}, pb.Judge, at(65))
	return s.saved(nil)
}

// drawnFor is everything that people of the partner can come to see of a lead.
func drawnFor(t *testing.T, s *story) map[string]string {
	offered := s.events[2]
	home := lead.Place{Channel: "C0IBERIA", TS: "1763283600.000100"}
	item := func(k lead.NoteKind, e lead.Event) lead.Item {
		return lead.Item{Kind: k, Lead: s.lead, Event: e, Home: home}
	}
	reminded := lead.Event{Lead: 1042, N: 9, At: at(300), Kind: lead.Climbed, Stage: lead.StageNew, Facts: lead.Facts{Steps: []lead.Step{
		{Clock: lead.ClockAccept, Do: lead.DoRemind, Tell: "pool", People: []lead.PersonID{"paz", "pia"}, Listed: true},
	}}}
	note := func(items ...lead.Item) lead.Posting {
		return lead.Posting{What: lead.Private, To: "pia", Crew: s.crew, Items: items}
	}
	card, lines := s.card(), s.card()
	lines.What = lead.Lines
	copied := s.card()
	copied.Copy = true
	list := note(item(lead.NoteClimbed, reminded), item(lead.NoteHeld, offered))
	list.What = lead.List
	drawn := map[string]any{
		"card": Card(card, s.pb), "copy": Card(copied, s.pb), "thread": Lines(lines, s.pb, false), "list": List(list, s.pb, false),
		"stack":   Stack(list, s.pb),
		"details": Details(s.lead, s.events, s.crew, s.pb, false), "show": Show(s.lead, s.events, home, s.crew, s.pb, false),
		"offer": Private(note(item(lead.NoteOffered, offered)), s.pb), "lapse": Private(note(item(lead.NoteLapsed, offered)), s.pb),
		"several": Private(note(item(lead.NoteOffered, offered), item(lead.NoteClimbed, reminded)), s.pb),
	}
	for _, why := range []lead.Why{lead.WhyStage, lead.WhyOffered, lead.WhyRole, lead.WhyOwned, lead.WhyObjection, lead.WhyPressure} {
		r := &lead.Refusal{Why: why, Action: lead.Accepted, Lead: s.lead, Who: lead.WhoPool}
		drawn["refusal "+string(why)] = Refused(r, "pia", s.crew, s.pb, at(90), nil)
	}
	all := map[string]string{}
	for name, d := range drawn {
		if m, ok := d.(Message); ok && m.Text == "" {
			continue
		}
		taken(t, d)
		all[name] = string(raw(t, d))
	}
	return all
}

// parts are what of an inquiry could be hidden, by field.
var parts = map[string][]string{
	"email": {"ines@prado.example"}, "phone": {"+34915550100", "915550100"}, "message": {"Please call me"},
	"name": {"Inés", "Prado SA"}, "title": {"Head of Logistics"}, "company": {"Prado SA"}, "website": {"prado.example"},
	"employees": {"300 staff"}, "country": {" ES"}, "campaign": {"spring-webinar"}, "source": {"demo"},
}

func TestNothingThatIsHiddenReachesThePartnerBeforeSomebodyAccepts(t *testing.T) {
	for _, fields := range []string{"email, phone, message", "name, email, phone, title, company, website, message, employees, country, campaign, source"} {
		s := withPartnerIn(t, hiding(t, fields))
		for name, drawn := range drawnFor(t, s) {
			for _, field := range strings.Split(fields, ", ") {
				for _, part := range parts[field] {
					if field == "source" && strings.Contains(drawn, "asked for a demo") {
						drawn = strings.ReplaceAll(drawn, "asked for a demo", "") // the playbook's words for the points
					}
					if containsText(drawn, part) {
						t.Errorf("hiding %s, the %s shows %q:\n%s", fields, name, part, drawn)
					}
				}
			}
		}
		if s.lead.Contact.Email == "" || s.events[len(s.events)-2].Words.Note == "" {
			t.Error("drawing a lead took something from it")
		}
	}
}

func TestWhereALeadWentToAPartnerFromItsTraceStillSaysWhoseItIs(t *testing.T) {
	s := withPartner(t)
	p := s.card()
	p.What, p.Place = lead.Trace, lead.Place{Channel: "C0QUALIFY", TS: "1763283600.000100"}
	if m := Trace(p, s.pb); !containsText(m.Text, "Inés Prado") || !containsText(m.Text, "#partners") {
		t.Errorf("what remains says %s", m.Text)
	}
}

func TestWhoAcceptedForAPartnerSeesEverything(t *testing.T) {
	s := withPartnerIn(t, book(t))
	s.saved(s.lead.Accept(s.actor("pia", at(70)), at(70)))
	drawn := string(raw(t, Card(s.card(), s.pb)))
	for _, field := range []string{"email", "phone", "message"} {
		if !containsText(drawn, parts[field][0]) {
			t.Errorf("the %s is still hidden:\n%s", field, drawn)
		}
	}
	if m := Confirmed(s.lead, s.events[len(s.events)-1], s.crew, s.pb); !containsText(m.Text, parts["email"][0]) {
		t.Errorf("the answer says %s", m.Text)
	}
}

func TestAPartnerSeesNothingMoreOfWhatItHandedToMarketing(t *testing.T) {
	s := withPartnerIn(t, book(t))
	s.saved(s.lead.Accept(s.actor("pia", at(70)), at(70)))
	s.saved(s.lead.HandBackToMarketing(s.actor("pia", at(80)), lead.Nurture{Channel: "#marketing", WakeAt: at(90000), Reason: "no budget"}, at(80)))
	back := s.events[len(s.events)-1]
	for name, m := range map[string]Message{
		"answer":  Confirmed(s.lead, back, s.crew, s.pb),
		"refusal": Refused(&lead.Refusal{Why: lead.WhyStage, Lead: s.lead}, "pia", s.crew, s.pb, at(90), nil),
		"note":    Private(lead.Posting{To: "pia", Crew: s.crew, Items: []lead.Item{{Kind: lead.NoteLapsed, Lead: s.lead, Event: back}}}, s.pb),
	} {
		taken(t, m)
		if got := string(raw(t, m)); containsText(got, "Prado") || containsText(got, "marketing") {
			t.Errorf("the %s shows\n%s", name, got)
		}
	}
}

func TestAPartnerSeesNothingMoreOfALeadThatWentHome(t *testing.T) {
	s := withPartnerIn(t, book(t))
	s.saved(s.lead.Pass(s.actor("pia", at(70)), "no capacity", at(70)))
	passed := s.events[len(s.events)-1]
	s.dealt(lead.Choice{Mode: lead.ByRotation, Chosen: "ben"}, "", at(70))
	p := s.card()
	p.What, p.Place = lead.Trace, lead.Place{Channel: "C0IBERIA", TS: "1763283600.000100"}
	item := lead.Item{Kind: lead.NoteLapsed, Lead: s.lead, Event: passed, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}}
	for name, drawn := range map[string]any{
		"trace":   Trace(p, s.pb),
		"answer":  Confirmed(s.lead, passed, s.crew, s.pb),
		"note":    Private(lead.Posting{To: "pia", Crew: s.crew, Items: []lead.Item{item}}, s.pb),
		"several": Private(lead.Posting{To: "pia", Crew: s.crew, Items: []lead.Item{item, item}}, s.pb),
		"refusal": Refused(&lead.Refusal{Why: lead.WhyStage, Lead: s.lead}, "pia", s.crew, s.pb, at(90), nil),
	} {
		taken(t, drawn)
		got := string(raw(t, drawn))
		for _, values := range parts {
			for _, part := range append(values, "Ben", "C00LEADS", "#leads") {
				if part != "demo" && part != " ES" && containsText(got, part) {
					t.Errorf("the %s shows %q:\n%s", name, part, got)
				}
			}
		}
	}
}
