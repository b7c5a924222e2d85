package view

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestADirectMessageSaysWhyItComesAndWhatToPress(t *testing.T) {
	cases := []struct {
		name string
		tell func(testing.TB) *viewtest.Story
		to   lead.PersonID
		kind outbox.NotificationKind
	}{
		{"pool", func(t testing.TB) *viewtest.Story {
			return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63))
		}, "ana", outbox.NotifyEscalation},
		{"manager", func(t testing.TB) *viewtest.Story {
			return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(70))
		}, "mia", outbox.NotifyEscalation},
		{"manager_again", func(t testing.TB) *viewtest.Story {
			return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(60 + 120))
		}, "mia", outbox.NotifyEscalation},
		{"offered", viewtest.OfferedToBen, "ben", outbox.NotifyOffer},
		{"no_contact", func(t testing.TB) *viewtest.Story { return viewtest.Claimed(t).Climb(viewtest.At(76)) }, "ana", outbox.NotifyEscalation},
		{"next_step", func(t testing.TB) *viewtest.Story { return viewtest.Contacted(t).Climb(viewtest.At(24*60 + 360)) }, "ana", outbox.NotifyEscalation},
		{"next_step_covered", func(t testing.TB) *viewtest.Story {
			return viewtest.Contacted(t).Away("ana", viewtest.At(70), viewtest.At(5*24*60)).Climb(viewtest.At(24*60 + 360))
		}, "ben", outbox.NotifyEscalation},
		{"passed_on_by_whose_backup_they_are", func(t testing.TB) *viewtest.Story {
			return viewtest.PassedOn(viewtest.Contacted(t)).Climb(viewtest.At(98))
		}, "ben", outbox.NotifyEscalation},
		{"lapsed", func(t testing.TB) *viewtest.Story { return viewtest.Claimed(t).Climb(viewtest.At(61 + 61)) }, "ana", outbox.NotifyLapsed},
		{"in_turn", viewtest.InTurn, "ana", outbox.NotifyOffer},
		{"known_company", func(t testing.TB) *viewtest.Story {
			return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Dealt(lead.Choice{Method: lead.ByCompany, Chosen: "ana", Other: 1040}, "", viewtest.At(60))
		}, "ana", outbox.NotifyOffer},
		{"onward", func(t testing.TB) *viewtest.Story {
			s := viewtest.Claimed(t).Away("ana", viewtest.At(62), viewtest.At(24*60))
			s.Lead.OfferOnward()
			return s.Dealt(lead.Choice{Method: lead.ByBackup, Chosen: "ben"}, "", viewtest.At(62))
		}, "ben", outbox.NotifyOffer},
		{"partner", viewtest.WithPartner, "pia", outbox.NotifyOffer},
		{"offer_not_answered", func(t testing.TB) *viewtest.Story { return viewtest.OfferedToBen(t).Climb(viewtest.At(62 + 10)) }, "mia", outbox.NotifyEscalation},
		{"stuck", viewtest.NoneLeft, "mia", outbox.NotifyNoneLeft},
		{"on_duty", func(t testing.TB) *viewtest.Story {
			s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60*10))
			return s.Climb(s.Lead.Deadline.At)
		}, "mia", outbox.NotifyEscalation},
		{"qualify", func(t testing.TB) *viewtest.Story {
			return viewtest.Tell(t, viewtest.Curious, viewtest.At(60)).Climb(viewtest.At(60 * 24 * 2))
		}, "dan", outbox.NotifyEscalation},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.tell(t)
			viewtest.Golden(t, "note/"+c.name, Notification(s.Note(c.to, c.kind), s.Pb))
		})
	}
}

func TestSeveralMattersAreOneMessage(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63))
	p := s.Note("ana", outbox.NotifyEscalation)
	p.Items = append(p.Items, viewtest.Contacted(t).Climb(viewtest.At(24*60+360)).Note("ana", outbox.NotifyEscalation).Items...)
	p.Items = append(p.Items, viewtest.Claimed(t).Climb(viewtest.At(61+61)).Note("ana", outbox.NotifyLapsed).Items...)
	viewtest.Golden(t, "note/several", Notification(p, s.Pb))
	for n := range 100 {
		p.Items = append(p.Items, p.Items[n%3])
	}
	m := Notification(p, s.Pb)
	viewtest.Taken(t, m)
	if !strings.Contains(string(viewtest.Raw(t, m)), fmt.Sprintf("and %d more", 103-outbox.MaxItems)) {
		t.Error("a long list does not say how many more there are")
	}
}

func TestWhoIsBackReadsWhatWasDoneMeanwhile(t *testing.T) {
	p := outbox.Message{Key: "note:2", Kind: outbox.DirectMessage, To: "ana", Items: []outbox.Item{
		{Kind: outbox.NotifyReturned, Args: []string{viewtest.At(0).Format(time.RFC3339), viewtest.At(3 * 24 * 60).Format(time.RFC3339)}},
	}}
	s := viewtest.Claimed(t)
	p.Crew = s.Crew
	viewtest.Golden(t, "note/returned_nothing", Notification(p, s.Pb))
	s.Saved(s.Lead.LogContact(s.Actor("mia", viewtest.At(67)), lead.Touch{
		Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote.", Next: &lead.NextStep{What: "send offer", At: viewtest.At(24 * 60)},
	}, viewtest.At(67)))
	s.Saved(s.Lead.Snooze(s.Actor("mia", viewtest.At(70)), viewtest.At(2*24*60), "", viewtest.At(70)))
	for _, e := range s.Events[len(s.Events)-2:] {
		p.Items = append(p.Items, outbox.Item{
			Kind: outbox.NotifyReturned, Lead: s.Lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
		})
	}
	viewtest.Golden(t, "note/returned", Notification(p, s.Pb))
	for range 100 {
		p.Items = append(p.Items, p.Items[1])
	}
	viewtest.Taken(t, Notification(p, s.Pb))
}

func TestAdminsReadWhatChangedInThePlaybookAndWhyItWasNotTaken(t *testing.T) {
	pb := viewtest.Book(t)
	note := func(k outbox.NotificationKind, args ...string) outbox.Message {
		return outbox.Message{Kind: outbox.DirectMessage, To: "mia", Crew: viewtest.Team(pb), Items: []outbox.Item{{Kind: k, Args: args}}}
	}
	diff := []string{"aaaabbbbcccc", "ddddeeeeffff", "scoring > potential", "- - {when: 'lead.employees >= 200', points: 30}", "+ - {when: 'lead.employees >= 100', points: 30}"}
	viewtest.Golden(t, "note/playbook", Notification(note(outbox.NotifyPlaybookChanged, diff...), pb))
	viewtest.Golden(t, "note/refused", Notification(note(outbox.NotifyPlaybookRefused,
		`12:3: people: "ann@acme.example" has no role`, `40:5: routing: the last rule must match everything`), pb))
	for range 500 {
		diff = append(diff, "+ "+strings.Repeat("<&>`*_", 200))
	}
	for _, m := range []bot.Message{
		Notification(note(outbox.NotifyPlaybookChanged, diff...), pb), Notification(note(outbox.NotifyPlaybookRefused, diff...), pb),
		Notification(note(outbox.NotifyPlaybookChanged), pb), Notification(note(outbox.NotifyPlaybookRefused), pb), Notification(note(outbox.NotifyReturned), pb),
	} {
		viewtest.Taken(t, m)
	}
	if drawn := string(viewtest.Raw(t, Notification(note(outbox.NotifyPlaybookChanged, diff...), pb))); !strings.Contains(drawn, "more.") {
		t.Error("a long change does not say that there is more")
	}
}

func TestAListNamesEverybodyOnceAndEveryLeadWithItsButton(t *testing.T) {
	warm := viewtest.Hot
	warm.Engagement, warm.Company.Name, warm.Contact.Title = "event_registration", "Keller & Söhne AG", ""
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
	waiting := func() []*viewtest.Story {
		return []*viewtest.Story{viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63)), viewtest.Tell(t, warm, viewtest.At(30)).Climb(viewtest.At(90))}
	}
	viewtest.Golden(t, "note/list", ChannelList(viewtest.Listed(outbox.NotifyEscalation, waiting()...), s.Pb, false))
	if m := ChannelList(viewtest.Listed(outbox.NotifyEscalation, waiting()...), s.Pb, true); viewtest.ContainsText(string(viewtest.Raw(t, m)), "<@") {
		t.Errorf("a quiet list mentions somebody: %s", m.Text)
	}
	viewtest.Golden(t, "note/list_held", ChannelList(viewtest.Listed(outbox.NotifyHeld, viewtest.Tell(t, viewtest.Hot, viewtest.At(60*14)), viewtest.Tell(t, warm, viewtest.At(60*15))), s.Pb, false))
	viewtest.Golden(t, "note/list_inquiries", ChannelList(viewtest.Listed(outbox.NotifyEscalation, viewtest.Tell(t, viewtest.Curious, viewtest.At(60)).Climb(viewtest.At(60*24*2))), s.Pb, false))
	test := viewtest.Hot
	test.Test = true
	if m := ChannelList(viewtest.Listed(outbox.NotifyEscalation, viewtest.Tell(t, test, viewtest.At(60)).Climb(viewtest.At(63))), s.Pb, false); viewtest.ContainsText(string(viewtest.Raw(t, m)), "<@") {
		t.Errorf("a test lead mentions somebody: %s", m.Text)
	}
	if m := ChannelList(outbox.Message{Kind: outbox.ChannelList, Crew: s.Crew}, s.Pb, false); m.Text != "" {
		t.Errorf("an empty list says %s", m.Text)
	}
}

func TestALongMessageSaysWhereToFindWhatItDoesNotShow(t *testing.T) {
	for to, c := range map[lead.PersonID]struct {
		tell *viewtest.Story
		want string
	}{
		"mia": {viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(70)), "and 10 more: `/lead next` shows"}, // a pool lead
		"ana": {viewtest.Contacted(t).Climb(viewtest.At(24*60 + 360)), "and 10 more: `/lead mine` lists them."},
		"ben": {viewtest.Contacted(t).Climb(viewtest.At(24*60 + 360)), "and 10 more."},
	} {
		p := c.tell.Note(to, outbox.NotifyEscalation)
		p.Items, p.More = append(p.Items, p.Items[0]), 10
		if drawn := string(viewtest.Raw(t, Notification(p, c.tell.Pb))); !viewtest.ContainsText(drawn, c.want) {
			t.Errorf("%s is not told %q:\n%s", to, c.want, drawn)
		}
	}
}

func TestALongListCountsWhatItDoesNotShow(t *testing.T) {
	p := viewtest.Listed(outbox.NotifyEscalation, viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63)))
	for range outbox.MaxItems + 10 {
		p.Items = append(p.Items, p.Items[0])
	}
	p.More = 1000
	m := ChannelList(p, viewtest.Book(t), false)
	viewtest.Taken(t, m)
	if drawn := string(viewtest.Raw(t, m)); !viewtest.ContainsText(drawn, "and 1,011 more. `/lead next`") || !viewtest.ContainsText(m.Text, "1,041 leads are waiting, at least 30 of them hot") {
		t.Errorf("the message is %s\n%s", m.Text, drawn)
	}
}

func TestEveryKindOfNoteIsDrawnForEverybodyWhateverTheLeadIs(t *testing.T) {
	kinds := []outbox.NotificationKind{outbox.NotifyEscalation, outbox.NotifyOffer, outbox.NotifyLapsed, outbox.NotifyHeld, outbox.NotifyNoneLeft, outbox.NotifyReturned}
	for _, life := range viewtest.Lives {
		s := life.Tell(t)
		for _, k := range kinds {
			for _, to := range []lead.PersonID{"ana", "mia", "pia", "gone"} {
				p := s.Note(to, k)
				viewtest.Taken(t, Notification(p, s.Pb))
				p.Items = append(p.Items, p.Items[0])
				viewtest.Taken(t, Notification(p, s.Pb))
			}
			p := s.Note("", k)
			p.Kind = outbox.ChannelList
			viewtest.Taken(t, ChannelList(p, s.Pb, false))
		}
	}
}
