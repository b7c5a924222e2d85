package view

import (
	"strings"
	"testing"

	"dibs/bot"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// hiding is the tests' playbook, with other fields hidden from the partner.
func hiding(t *testing.T, fields string) *playbook.Playbook {
	t.Helper()
	text := viewtest.BookText
	before := "hide: [email, phone, message]"
	if !strings.Contains(string(text), before) {
		t.Fatal("the playbook does not have the text that is to be replaced")
	}
	pb, err := playbook.Parse("playbook.yaml", []byte(strings.Replace(string(text), before, "hide: ["+fields+"]", 1)), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	return pb
}

// withPartnerIn returns a lead that is with the partner and whose log has words that nobody there may read.
func withPartnerIn(t *testing.T, pb *playbook.Playbook) *viewtest.Story {
	in := viewtest.Iberian
	in.Campaign = "spring-webinar"
	l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, viewtest.At(60)), viewtest.At(60)), viewtest.At(60))
	s := &viewtest.Story{TB: t, Pb: pb, Crew: viewtest.Team(pb), Lead: l}
	l.ID = 1042
	s.Saved(nil).Dealt(lead.Choice{Method: lead.ByPartner}, "iberia-tech", viewtest.At(60))
	s.Lead.AddRepeatInquiry(&lead.Lead{Inquiry: in}, pb.Judge, viewtest.At(65))
	return s.Saved(nil)
}

// drawnFor is everything of a lead that the partner's people can get to see.
func drawnFor(t *testing.T, s *viewtest.Story) map[string]string {
	offered := s.Events[2]
	home := lead.Place{Channel: "C0IBERIA", TS: "1763283600.000100"}
	item := func(k outbox.NotificationKind, e lead.Event) outbox.Item {
		return outbox.Item{Kind: k, Lead: s.Lead, Event: e, Home: home}
	}
	reminded := lead.Event{Lead: 1042, N: 9, At: viewtest.At(300), Kind: lead.Climbed, Stage: lead.StageNew, Facts: lead.Facts{Steps: []lead.Step{
		{Clock: lead.ClockAccept, Do: lead.DoRemind, Tell: "pool", People: []lead.PersonID{"paz", "pia"}, Listed: true},
	}}}
	note := func(items ...outbox.Item) outbox.Message {
		return outbox.Message{Kind: outbox.DirectMessage, To: "pia", Crew: s.Crew, Items: items}
	}
	card, lines := s.Card(), s.Card()
	lines.Kind = outbox.ThreadReplies
	copied := s.Card()
	copied.Copy = true
	list := note(item(outbox.NotifyEscalation, reminded), item(outbox.NotifyHeld, offered))
	list.Kind = outbox.ChannelList
	drawn := map[string]any{
		"card": Card(card, s.Pb), "copy": Card(copied, s.Pb), "thread": Thread(lines, s.Pb, false), "list": ChannelList(list, s.Pb, false),
		"stack":   LeadList(list, s.Pb),
		"details": Details(s.Lead, s.Events, "pia", false, s.Crew, s.Pb), "show": Show(s.Lead, s.Events, home, "pia", false, s.Crew, s.Pb),
		"offer": Notification(note(item(outbox.NotifyOffer, offered)), s.Pb), "lapse": Notification(note(item(outbox.NotifyLapsed, offered)), s.Pb),
		"several": Notification(note(item(outbox.NotifyOffer, offered), item(outbox.NotifyEscalation, reminded)), s.Pb),
	}
	for _, why := range []lead.RefusalReason{lead.WhyStage, lead.WhyOffered, lead.WhyRole, lead.WhyOwned, lead.WhyObjection, lead.WhyPressure} {
		r := &lead.Refusal{Why: why, Action: lead.Accepted, Lead: s.Lead, Audience: lead.AudiencePool}
		drawn["refusal "+string(why)] = Refused(r, "pia", s.Crew, s.Pb, viewtest.At(90), nil)
	}
	all := map[string]string{}
	for name, d := range drawn {
		if m, ok := d.(bot.Message); ok && m.Text == "" {
			continue
		}
		viewtest.Taken(t, d)
		all[name] = string(viewtest.Raw(t, d))
	}
	return all
}

// parts are the parts of an inquiry that can be hidden, by field.
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
					if viewtest.ContainsText(drawn, part) {
						t.Errorf("hiding %s, the %s shows %q:\n%s", fields, name, part, drawn)
					}
				}
			}
		}
		if s.Lead.Contact.Email == "" || s.Events[len(s.Events)-2].Words.Comment == "" {
			t.Error("drawing a lead changed it")
		}
	}
}

func TestWhereALeadWentToAPartnerFromItsTraceStillSaysWhoseItIs(t *testing.T) {
	s := viewtest.WithPartner(t)
	p := s.Card()
	p.Kind, p.Place = outbox.Tombstone, lead.Place{Channel: "C0QUALIFY", TS: "1763283600.000100"}
	if m := Tombstone(p, s.Pb); !viewtest.ContainsText(m.Text, "Inés Prado") || !viewtest.ContainsText(m.Text, "#partners") {
		t.Errorf("the card that remains says %s", m.Text)
	}
}

func TestWhoAcceptedForAPartnerSeesEverything(t *testing.T) {
	s := withPartnerIn(t, viewtest.Book(t))
	s.Saved(s.Lead.Accept(s.Actor("pia", viewtest.At(70)), viewtest.At(70)))
	drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb)))
	for _, field := range []string{"email", "phone", "message"} {
		if !viewtest.ContainsText(drawn, parts[field][0]) {
			t.Errorf("the %s is still hidden:\n%s", field, drawn)
		}
	}
	if m := Confirmed(s.Lead, s.Events[len(s.Events)-1], "pia", s.Crew, s.Pb); !viewtest.ContainsText(m.Text, parts["name"][0]) {
		t.Errorf("the answer says %s", m.Text)
	}
}

func TestAPartnerSeesNothingMoreOfWhatItHandedToMarketing(t *testing.T) {
	s := withPartnerIn(t, viewtest.Book(t))
	s.Saved(s.Lead.Accept(s.Actor("pia", viewtest.At(70)), viewtest.At(70)))
	s.Saved(s.Lead.HandBackToMarketing(s.Actor("pia", viewtest.At(80)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(90000), Reason: "no budget"}, viewtest.At(80)))
	back := s.Events[len(s.Events)-1]
	for name, m := range map[string]bot.Message{
		"answer":  Confirmed(s.Lead, back, "pia", s.Crew, s.Pb),
		"refusal": Refused(&lead.Refusal{Why: lead.WhyStage, Lead: s.Lead}, "pia", s.Crew, s.Pb, viewtest.At(90), nil),
		"note":    Notification(outbox.Message{To: "pia", Crew: s.Crew, Items: []outbox.Item{{Kind: outbox.NotifyLapsed, Lead: s.Lead, Event: back}}}, s.Pb),
	} {
		viewtest.Taken(t, m)
		if got := string(viewtest.Raw(t, m)); viewtest.ContainsText(got, "Prado") || viewtest.ContainsText(got, "marketing") {
			t.Errorf("the %s shows\n%s", name, got)
		}
	}
}

func TestAPartnerSeesNothingMoreOfALeadThatWentHome(t *testing.T) {
	s := withPartnerIn(t, viewtest.Book(t))
	s.Saved(s.Lead.Pass(s.Actor("pia", viewtest.At(70)), "no capacity", viewtest.At(70)))
	passed := s.Events[len(s.Events)-1]
	s.Dealt(lead.Choice{Method: lead.ByRotation, Chosen: "ben"}, "", viewtest.At(70))
	p := s.Card()
	p.Kind, p.Place = outbox.Tombstone, lead.Place{Channel: "C0IBERIA", TS: "1763283600.000100"}
	item := outbox.Item{Kind: outbox.NotifyLapsed, Lead: s.Lead, Event: passed, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}}
	for name, drawn := range map[string]any{
		"trace":   Tombstone(p, s.Pb),
		"answer":  Confirmed(s.Lead, passed, "pia", s.Crew, s.Pb),
		"note":    Notification(outbox.Message{To: "pia", Crew: s.Crew, Items: []outbox.Item{item}}, s.Pb),
		"several": Notification(outbox.Message{To: "pia", Crew: s.Crew, Items: []outbox.Item{item, item}}, s.Pb),
		"refusal": Refused(&lead.Refusal{Why: lead.WhyStage, Lead: s.Lead}, "pia", s.Crew, s.Pb, viewtest.At(90), nil),
	} {
		viewtest.Taken(t, drawn)
		got := string(viewtest.Raw(t, drawn))
		for _, values := range parts {
			for _, part := range append(values, "Ben", "C00LEADS", "#leads") {
				if part != "demo" && part != " ES" && viewtest.ContainsText(got, part) {
					t.Errorf("the %s shows %q:\n%s", name, part, got)
				}
			}
		}
	}
}
