package view

import (
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestWhoOwnsALeadIsAnsweredWithWhatComesNext(t *testing.T) {
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	fresh := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }
	for _, c := range []struct {
		name   string
		tell   func(testing.TB) *viewtest.Story
		reader lead.PersonID
		want   string
	}{
		{"waiting", fresh, "zoe", "No one yet: Nadia Rahman, Brandt Logistik GmbH is up for grabs in #leads-enterprise for EMEA (since "},
		{"offered", viewtest.OfferedToBen, "zoe", "No one yet: Nadia Rahman, Brandt Logistik GmbH is offered to Ben (since "},
		{"offered_to_you", viewtest.OfferedToBen, "ben", "is offered to you (since "},
		{"claimed", viewtest.Claimed, "zoe", "Ana is on Nadia Rahman, Brandt Logistik GmbH (since Mon 16 Nov 10:01). Next: first contact by "},
		{"yours", viewtest.Contacted, "ana", "You're on Nadia Rahman, Brandt Logistik GmbH (since Mon 16 Nov 10:01). Next: "},
		{"inquiry", func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Curious, viewtest.At(60)) }, "zoe", "is with the qualifiers in "},
		{"won", func(t testing.TB) *viewtest.Story {
			s := viewtest.Qualified(t)
			return s.Saved(s.Lead.Win(s.Actor("ana", viewtest.At(200)), lead.Money{}, "", viewtest.At(200)))
		}, "zoe", " was won Mon 16 Nov 12:20. The owner was Ana."},
		{"with_partner", viewtest.WithPartner, "ben", "is offered to "},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.tell(t)
			m := Owner(s.Lead, s.Events, home, c.reader, s.Crew, s.Pb)
			viewtest.Golden(t, "answer/owner_"+c.name, m)
			if !strings.Contains(viewtest.Read(m.Text), c.want) {
				t.Errorf("answered with\n%s\nwithout\n%s", viewtest.Read(m.Text), c.want)
			}
		})
	}
}

func TestAnswersToQuestions(t *testing.T) {
	s := viewtest.Contacted(t)
	late := viewtest.Claimed(t)
	late.Lead.ID = 1043
	leads := []*lead.Lead{late.Lead, s.Lead}
	viewtest.Golden(t, "answer/help_chat", Help(""))
	viewtest.Golden(t, "answer/unclear", Unclear("numbers *of* `all`", "/lead ", []string{"summary", "report by source", "who owns <1042>"}))
	viewtest.Golden(t, "answer/known", KnownLeads(leads, "brandt.example", viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/known_one", KnownLeads(leads[:1], "brandt.example", viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/known_none", KnownLeads(nil, "acme.com", viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/due", Due(leads, 1, "today", nil, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/due_whose", Due(leads, 0, "this week", []string{"Ana Duarte"}, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/due_of_several", Due(leads, 0, "today", []string{"Ana Duarte", "Ben <Osei>"}, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/due_overdue", Due(leads[:1], 1, "overdue", nil, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/due_none", Due(nil, 0, "tomorrow", nil, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/press", Press(s.Lead, ActionQualify, "ana", s.Crew, s.Pb))
	viewtest.Golden(t, "answer/press_register", PressToRegister("Nadia Rahman, brandt.example"))
	viewtest.Golden(t, "answer/which_lead", WhichLead("no answer"))
	viewtest.Golden(t, "answer/reminded", Reminded(s.Lead, "send the offer", viewtest.At(24*60), "ana", s.Crew, s.Pb))
	viewtest.Golden(t, "answer/reminded_colleague", RemindedColleague(s.Lead, "ana", "ben", "call *them*", viewtest.At(24*60), viewtest.At(24*60), s.Crew, s.Pb))
	viewtest.Golden(t, "answer/reminded_colleague_away", RemindedColleague(s.Lead, "ana", "ben", "", viewtest.At(24*60), viewtest.At(72*60), s.Crew, s.Pb))
	viewtest.Golden(t, "answer/remind_when", RemindWhen())
	viewtest.Golden(t, "answer/welcome", Welcome())
}

func TestAReminderSaysWhatOfAndOffersWhatToDo(t *testing.T) {
	s := viewtest.Contacted(t)
	viewtest.Golden(t, "note/reminder", Notification(viewtest.Reminder(s, "send the *offer*"), s.Pb))
	asked := s.Note("ben", outbox.NotifyReminder)
	asked.Items[0].Args = outbox.RequestArgs("call *them*", "ana", viewtest.At(0))
	viewtest.Golden(t, "note/reminder_asked_by_a_colleague", Notification(asked, s.Pb))
	asked.Items[0].Args = outbox.RequestArgs("", "ana", viewtest.At(0))
	viewtest.Golden(t, "note/reminder_asked_without_words", Notification(asked, s.Pb))
	of := s.Note("ben", outbox.NotifyReminder)
	viewtest.Golden(t, "note/reminder_of_a_colleagues", Notification(of, s.Pb))
	of.Items = []outbox.Item{{Kind: outbox.NotifyReminder, Args: []string{"ask Mia for the price list"}}}
	viewtest.Golden(t, "note/reminder_of_no_lead", Notification(of, s.Pb))
}

func TestAnAmountIsReadWithItsCurrency(t *testing.T) {
	pb := viewtest.Book(t)
	for typed, want := range map[string]lead.Money{
		"31,200": {Minor: 3_120_000, Currency: "EUR"}, "€900": {Minor: 90_000, Currency: "EUR"}, "900 euros": {Minor: 90_000, Currency: "EUR"},
		"CHF 1,050.50": {Minor: 105_050, Currency: "CHF"}, "$ 12": {Minor: 1_200, Currency: "USD"}, "30k": {Minor: 3_000_000, Currency: "EUR"},
		"1.2m usd": {Minor: 120_000_000, Currency: "USD"}, "31 200": {Minor: 3_120_000, Currency: "EUR"}, "5000 JPY": {Minor: 5000, Currency: "JPY"},
	} {
		got, err := wording.ReadAmount(typed, pb)
		if err != nil || got != want {
			t.Errorf("%q is read as %v (%v), want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "a lot", "100 xyz", "10 to 20", "-5", "99999999999999m"} {
		if got, err := wording.ReadAmount(typed, pb); err == nil {
			t.Errorf("%q is read as %v", typed, got)
		}
	}
}

func TestWhoIsAwayIsAnsweredWithWhoCoversAndWhoIsOnDuty(t *testing.T) {
	pb := viewtest.Book(t)
	crew := viewtest.Team(pb)
	viewtest.Golden(t, "answer/roster_all_there", Roster(crew, pb, viewtest.At(60)))
	for id, until := range map[lead.PersonID]int{"ben": 60 * 24, "carla": 0} {
		m := crew[id]
		m.AwayAt = viewtest.At(30)
		if until > 0 {
			m.BackAt = viewtest.At(until)
		}
		crew[id] = m
	}
	m := Roster(crew, pb, viewtest.At(60))
	viewtest.Golden(t, "answer/roster", m)
	if drawn := string(viewtest.Raw(t, m)); !viewtest.ContainsText(drawn, "2 people are away.") || !viewtest.ContainsText(drawn, "🌴 Carla") || !viewtest.ContainsText(drawn, "Ana covers") {
		t.Errorf("with two people away it says %s", drawn)
	}
	viewtest.Golden(t, "answer/look_for_what", LookForWhat("/lead "))
	viewtest.Golden(t, "answer/definition_instead", DefinitionInstead(viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Lead, pb))
}
