package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

func TestADirectMessageSaysWhyItComesAndWhatToPress(t *testing.T) {
	cases := []struct {
		name string
		tell func(testing.TB) *story
		to   lead.PersonID
		kind lead.NoteKind
	}{
		{"pool", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(63)) }, "ana", lead.NoteClimbed},
		{"manager", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(70)) }, "mia", lead.NoteClimbed},
		{"manager_again", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(60 + 120)) }, "mia", lead.NoteClimbed},
		{"offered", offeredToBen, "ben", lead.NoteOffered},
		{"no_contact", func(t testing.TB) *story { return claimed(t).climb(at(76)) }, "ana", lead.NoteClimbed},
		{"next_step", func(t testing.TB) *story { return contacted(t).climb(at(24*60 + 360)) }, "ana", lead.NoteClimbed},
		{"next_step_covered", func(t testing.TB) *story {
			return contacted(t).away("ana", at(70), at(5*24*60)).climb(at(24*60 + 360))
		}, "ben", lead.NoteClimbed},
		{"passed_on_by_whose_backup_they_are", func(t testing.TB) *story { return passedOn(contacted(t)).climb(at(98)) }, "ben", lead.NoteClimbed},
		{"lapsed", func(t testing.TB) *story { return claimed(t).climb(at(61 + 61)) }, "ana", lead.NoteLapsed},
		{"in_turn", inTurn, "ana", lead.NoteOffered},
		{"known_company", func(t testing.TB) *story {
			return tell(t, hot, at(60)).dealt(lead.Choice{Mode: lead.ByCompany, Chosen: "ana", Other: 1040}, "", at(60))
		}, "ana", lead.NoteOffered},
		{"onward", func(t testing.TB) *story {
			s := claimed(t).away("ana", at(62), at(24*60))
			s.lead.OfferOnward()
			return s.dealt(lead.Choice{Mode: lead.ByBackup, Chosen: "ben"}, "", at(62))
		}, "ben", lead.NoteOffered},
		{"partner", withPartner, "pia", lead.NoteOffered},
		{"offer_not_answered", func(t testing.TB) *story { return offeredToBen(t).climb(at(62 + 10)) }, "mia", lead.NoteClimbed},
		{"stuck", noneLeft, "mia", lead.NoteStuck},
		{"on_duty", func(t testing.TB) *story {
			s := tell(t, hot, at(60*10))
			return s.climb(s.lead.Deadline.At)
		}, "mia", lead.NoteClimbed},
		{"qualify", func(t testing.TB) *story { return tell(t, curious, at(60)).climb(at(60 * 24 * 2)) }, "dan", lead.NoteClimbed},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.tell(t)
			golden(t, "note/"+c.name, Private(s.note(c.to, c.kind), s.pb))
		})
	}
}

func TestSeveralMattersAreOneMessage(t *testing.T) {
	s := tell(t, hot, at(60)).climb(at(63))
	p := s.note("ana", lead.NoteClimbed)
	p.Items = append(p.Items, contacted(t).climb(at(24*60+360)).note("ana", lead.NoteClimbed).Items...)
	p.Items = append(p.Items, claimed(t).climb(at(61+61)).note("ana", lead.NoteLapsed).Items...)
	golden(t, "note/several", Private(p, s.pb))
	for n := range 100 {
		p.Items = append(p.Items, p.Items[n%3])
	}
	m := Private(p, s.pb)
	taken(t, m)
	if !strings.Contains(string(raw(t, m)), fmt.Sprintf("and %d more", 103-lead.MostItems)) {
		t.Error("a long list does not say that it goes on")
	}
}

func TestWhoIsBackReadsWhatWasDoneMeanwhile(t *testing.T) {
	p := lead.Posting{Key: "note:2", What: lead.Private, To: "ana", Items: []lead.Item{
		{Kind: lead.NoteReturned, Args: []string{at(0).Format(time.RFC3339), at(3 * 24 * 60).Format(time.RFC3339)}},
	}}
	s := claimed(t)
	p.Crew = s.crew
	golden(t, "note/returned_nothing", Private(p, s.pb))
	s.saved(s.lead.LogContact(s.actor("mia", at(67)), lead.Touch{
		Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote.", Next: &lead.NextStep{What: "send offer", At: at(24 * 60)},
	}, at(67)))
	s.saved(s.lead.Snooze(s.actor("mia", at(70)), at(2*24*60), "", at(70)))
	for _, e := range s.events[len(s.events)-2:] {
		p.Items = append(p.Items, lead.Item{
			Kind: lead.NoteReturned, Lead: s.lead, Event: e, Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"},
		})
	}
	golden(t, "note/returned", Private(p, s.pb))
	for range 100 {
		p.Items = append(p.Items, p.Items[1])
	}
	taken(t, Private(p, s.pb))
}

func TestAdminsReadWhatChangedInThePlaybookAndWhyItWasNotTaken(t *testing.T) {
	pb := book(t)
	note := func(k lead.NoteKind, args ...string) lead.Posting {
		return lead.Posting{What: lead.Private, To: "mia", Crew: team(pb), Items: []lead.Item{{Kind: k, Args: args}}}
	}
	diff := []string{"aaaabbbbcccc", "ddddeeeeffff", "scoring > potential", "- - {when: 'lead.employees >= 200', points: 30}", "+ - {when: 'lead.employees >= 100', points: 30}"}
	golden(t, "note/playbook", Private(note(lead.NotePlaybook, diff...), pb))
	golden(t, "note/refused", Private(note(lead.NoteRefused,
		`12:3: people: "ann@acme.example" has no role`, `40:5: routing: the last rule must match everything`), pb))
	for range 500 {
		diff = append(diff, "+ "+strings.Repeat("<&>`*_", 200))
	}
	for _, m := range []Message{
		Private(note(lead.NotePlaybook, diff...), pb), Private(note(lead.NoteRefused, diff...), pb),
		Private(note(lead.NotePlaybook), pb), Private(note(lead.NoteRefused), pb), Private(note(lead.NoteReturned), pb),
	} {
		taken(t, m)
	}
	if drawn := string(raw(t, Private(note(lead.NotePlaybook, diff...), pb))); !strings.Contains(drawn, "more.") {
		t.Error("a long change does not say that it goes on")
	}
}

func TestAListNamesEverybodyOnceAndEveryLeadWithItsButton(t *testing.T) {
	warm := hot
	warm.Engagement, warm.Company.Name, warm.Contact.Title = "event_registration", "Keller & Söhne AG", ""
	s := tell(t, hot, at(60))
	waiting := func() []*story {
		return []*story{tell(t, hot, at(60)).climb(at(63)), tell(t, warm, at(30)).climb(at(90))}
	}
	golden(t, "note/list", List(listed(lead.NoteClimbed, waiting()...), s.pb, false))
	if m := List(listed(lead.NoteClimbed, waiting()...), s.pb, true); containsText(string(raw(t, m)), "<@") {
		t.Errorf("quiet, it mentions somebody: %s", m.Text)
	}
	golden(t, "note/list_held", List(listed(lead.NoteHeld, tell(t, hot, at(60*14)), tell(t, warm, at(60*15))), s.pb, false))
	golden(t, "note/list_inquiries", List(listed(lead.NoteClimbed, tell(t, curious, at(60)).climb(at(60*24*2))), s.pb, false))
	test := hot
	test.Test = true
	if m := List(listed(lead.NoteClimbed, tell(t, test, at(60)).climb(at(63))), s.pb, false); containsText(string(raw(t, m)), "<@") {
		t.Errorf("a test lead calls somebody: %s", m.Text)
	}
	if m := List(lead.Posting{What: lead.List, Crew: s.crew}, s.pb, false); m.Text != "" {
		t.Errorf("of nothing it tells %s", m.Text)
	}
}

func TestALongMessageSaysWhereToFindWhatItDoesNotShow(t *testing.T) {
	for to, c := range map[lead.PersonID]struct {
		tell *story
		want string
	}{
		"mia": {tell(t, hot, at(60)).climb(at(70)), "and 10 more: /lead next shows"}, // somebody else's to take
		"ana": {contacted(t).climb(at(24*60 + 360)), "and 10 more: /lead mine lists them."},
		"ben": {contacted(t).climb(at(24*60 + 360)), "and 10 more."},
	} {
		p := c.tell.note(to, lead.NoteClimbed)
		p.Items, p.More = append(p.Items, p.Items[0]), 10
		if drawn := string(raw(t, Private(p, c.tell.pb))); !containsText(drawn, c.want) {
			t.Errorf("%s is not told %q:\n%s", to, c.want, drawn)
		}
	}
}

func TestALongListCountsWhatItDoesNotShow(t *testing.T) {
	p := listed(lead.NoteClimbed, tell(t, hot, at(60)).climb(at(63)))
	for range lead.MostItems + 10 {
		p.Items = append(p.Items, p.Items[0])
	}
	p.More = 1000
	m := List(p, book(t), false)
	taken(t, m)
	if drawn := string(raw(t, m)); !containsText(drawn, "and 1,011 more: /lead next") || !containsText(m.Text, "1,041 leads are waiting, at least 30 of them hot") {
		t.Errorf("told %s\n%s", m.Text, drawn)
	}
}

func TestEveryKindOfNoteIsDrawnForEverybodyWhateverTheLeadIs(t *testing.T) {
	kinds := []lead.NoteKind{lead.NoteClimbed, lead.NoteOffered, lead.NoteLapsed, lead.NoteHeld, lead.NoteStuck, lead.NoteReturned}
	for _, life := range lives {
		s := life.tell(t)
		for _, k := range kinds {
			for _, to := range []lead.PersonID{"ana", "mia", "pia", "gone"} {
				p := s.note(to, k)
				taken(t, Private(p, s.pb))
				p.Items = append(p.Items, p.Items[0])
				taken(t, Private(p, s.pb))
			}
			p := s.note("", k)
			p.What = lead.List
			taken(t, List(p, s.pb, false))
		}
	}
}
