package bot

import (
	"strings"
	"testing"

	"dibs/lead"
)

func TestWhoOwnsALeadIsAnsweredWithWhatComesNext(t *testing.T) {
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	fresh := func(t testing.TB) *story { return tell(t, hot, at(60)) }
	for _, c := range []struct {
		name   string
		tell   func(testing.TB) *story
		reader lead.PersonID
		want   string
	}{
		{"waiting", fresh, "zoe", "Nobody yet: Nadia Rahman, Brandt Logistik GmbH has been waiting for "},
		{"offered", offeredToBen, "zoe", "Nobody yet: Nadia Rahman, Brandt Logistik GmbH is offered to Ben since "},
		{"offered_to_you", offeredToBen, "ben", "is offered to you since "},
		{"claimed", claimed, "zoe", "Ana has Nadia Rahman, Brandt Logistik GmbH since Mon 16 Nov 10:01. Next: the first contact, by "},
		{"yours", contacted, "ana", "You have Nadia Rahman, Brandt Logistik GmbH since Mon 16 Nov 10:01. Next: "},
		{"inquiry", func(t testing.TB) *story { return tell(t, curious, at(60)) }, "zoe", "is with the qualifiers in "},
		{"won", func(t testing.TB) *story {
			s := qualified(t)
			return s.saved(s.lead.Win(s.actor("ana", at(200)), lead.Money{}, "", at(200)))
		}, "zoe", "is won since "},
		{"with_partner", withPartner, "zoe", "is offered to "},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := c.tell(t)
			m := Owner(s.lead, s.events, home, c.reader, s.crew, s.pb)
			golden(t, "answer/owner_"+c.name, m)
			if !strings.Contains(read(m.Text), c.want) {
				t.Errorf("answered with\n%s\nwithout\n%s", read(m.Text), c.want)
			}
		})
	}
}

func TestAnswersToQuestions(t *testing.T) {
	s := contacted(t)
	late := claimed(t)
	late.lead.ID = 1043
	leads := []*lead.Lead{late.lead, s.lead}
	golden(t, "answer/help_chat", Help(""))
	golden(t, "answer/unclear", Unclear("numbers *of* `all`", "/lead ", []string{"summary", "report by source", "who owns <1042>"}))
	golden(t, "answer/known", Known(leads, "brandt.example", asker, s.crew, s.pb))
	golden(t, "answer/known_one", Known(leads[:1], "brandt.example", asker, s.crew, s.pb))
	golden(t, "answer/known_none", Known(nil, "acme.com", asker, s.crew, s.pb))
	golden(t, "answer/due", Due(leads, 1, "today", nil, asker, s.crew, s.pb))
	golden(t, "answer/due_whose", Due(leads, 0, "this week", []string{"Ana Duarte"}, asker, s.crew, s.pb))
	golden(t, "answer/due_of_several", Due(leads, 0, "today", []string{"Ana Duarte", "Ben <Osei>"}, asker, s.crew, s.pb))
	golden(t, "answer/due_overdue", Due(leads[:1], 1, "overdue", nil, asker, s.crew, s.pb))
	golden(t, "answer/due_none", Due(nil, 0, "tomorrow", nil, asker, s.crew, s.pb))
	golden(t, "answer/press", Press(s.lead, ActionQualify))
	golden(t, "answer/press_register", PressToRegister("Nadia Rahman, brandt.example"))
	golden(t, "answer/which_lead", WhichLead("no answer"))
	golden(t, "answer/reminded", Reminded(s.lead, "send the offer", at(24*60), s.pb))
	golden(t, "answer/reminded_colleague", RemindedColleague(s.lead, "ben", "call *them*", at(24*60), at(24*60), s.crew, s.pb))
	golden(t, "answer/reminded_colleague_away", RemindedColleague(s.lead, "ben", "", at(24*60), at(72*60), s.crew, s.pb))
	golden(t, "answer/remind_when", RemindWhen())
	golden(t, "answer/welcome", Welcome())
}

func TestAReminderSaysWhatOfAndOffersWhatToDo(t *testing.T) {
	s := contacted(t)
	golden(t, "note/reminder", Private(reminder(s, "send the *offer*"), s.pb))
	asked := s.note("ben", lead.NoteReminder)
	asked.Items[0].Args = lead.AskedArgs("call *them*", "ana", at(0))
	golden(t, "note/reminder_asked_by_a_colleague", Private(asked, s.pb))
	asked.Items[0].Args = lead.AskedArgs("", "ana", at(0))
	golden(t, "note/reminder_asked_without_words", Private(asked, s.pb))
	of := s.note("ben", lead.NoteReminder)
	golden(t, "note/reminder_of_a_colleagues", Private(of, s.pb))
	of.Items = []lead.Item{{Kind: lead.NoteReminder, Args: []string{"ask Mia for the price list"}}}
	golden(t, "note/reminder_of_no_lead", Private(of, s.pb))
}

func TestAnAmountIsReadWithItsCurrency(t *testing.T) {
	pb := book(t)
	for typed, want := range map[string]lead.Money{
		"31,200": {Minor: 3_120_000, Currency: "EUR"}, "€900": {Minor: 90_000, Currency: "EUR"}, "900 euros": {Minor: 90_000, Currency: "EUR"},
		"CHF 1,050.50": {Minor: 105_050, Currency: "CHF"}, "$ 12": {Minor: 1_200, Currency: "USD"}, "30k": {Minor: 3_000_000, Currency: "EUR"},
		"1.2m usd": {Minor: 120_000_000, Currency: "USD"}, "31 200": {Minor: 3_120_000, Currency: "EUR"}, "5000 JPY": {Minor: 5000, Currency: "JPY"},
	} {
		got, err := ReadAmount(typed, pb)
		if err != nil || got != want {
			t.Errorf("%q is read as %v (%v), want %v", typed, got, err, want)
		}
	}
	for _, typed := range []string{"", "a lot", "100 xyz", "10 to 20", "-5", "99999999999999m"} {
		if got, err := ReadAmount(typed, pb); err == nil {
			t.Errorf("%q is read as %v", typed, got)
		}
	}
}

func TestWhoIsAwayIsAnsweredWithWhoCoversAndWhoIsOnDuty(t *testing.T) {
	pb := book(t)
	crew := team(pb)
	golden(t, "answer/roster_all_there", Roster(crew, pb, at(60)))
	for id, until := range map[lead.PersonID]int{"ben": 60 * 24, "carla": 0} {
		m := crew[id]
		m.AwayAt = at(30)
		if until > 0 {
			m.BackAt = at(until)
		}
		crew[id] = m
	}
	m := Roster(crew, pb, at(60))
	golden(t, "answer/roster", m)
	if drawn := string(raw(t, m)); !containsText(drawn, "2 people are away.") || !containsText(drawn, "🌴 Carla") || !containsText(drawn, "Ana covers") {
		t.Errorf("of two who are away it says %s", drawn)
	}
	golden(t, "answer/look_for_what", LookForWhat("/lead "))
	golden(t, "answer/definition_instead", DefinitionInstead(tell(t, hot, at(60)).lead, pb))
}
