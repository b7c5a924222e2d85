package bot

import (
	"fmt"
	"strings"
	"testing"

	"dibs/lead"
)

func TestAnActIsConfirmedWithWhatFollows(t *testing.T) {
	fresh := func(t testing.TB) *story { return tell(t, hot, at(60)) }
	noAnswer := lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: at(24*60 - 0)}}
	cases := []struct {
		name string
		from func(testing.TB) *story
		do   func(s *story) error
		want string
	}{
		{
			"a claim", fresh, func(s *story) error { return s.lead.Claim(s.actor("ana", at(61)), at(61)) },
			"You have it: Nadia Rahman, Brandt Logistik GmbH. <tel:+49305550100|+49 30 5550100> · <mailto:nadia@brandt.example|nadia@brandt.example>. First contact by Mon 16 Nov 10:16.",
		},
		{
			"an acceptance", offeredToBen, func(s *story) error { return s.lead.Accept(s.actor("ben", at(63)), at(63)) },
			"You have it: Nadia Rahman, Brandt Logistik GmbH. <tel:+49305550100|+49 30 5550100> · <mailto:nadia@brandt.example|nadia@brandt.example>. First contact by Mon 16 Nov 10:18.",
		},
		{
			"no answer", claimed, func(s *story) error { return s.lead.LogContact(s.actor("ana", at(67)), noAnswer, at(67)) },
			"Attempt 1 of 6 · next Tue 17 Nov 09:00",
		},
		{
			"no answer for the last time", func(t testing.TB) *story {
				s := claimed(t)
				s.lead.Attempts = 5
				return s
			}, func(s *story) error { return s.lead.LogContact(s.actor("ana", at(67)), noAnswer, at(67)) },
			"That was attempt 6 of 6, the last one. Hand it back to marketing, or set another step.",
		},
		{
			"no answer once more", func(t testing.TB) *story {
				s := claimed(t)
				s.lead.Attempts = 6
				return s
			}, func(s *story) error { return s.lead.LogContact(s.actor("ana", at(67)), noAnswer, at(67)) },
			"That was attempt 7, and your playbook stops after 6. Hand it back to marketing, or set another step.",
		},
		{"a contact", claimed, func(s *story) error {
			return s.lead.LogContact(s.actor("ana", at(67)), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: at(24 * 60)}}, at(67))
		}, "Logged: phone, reached · next Tue 17 Nov 09:00"},
		{"a call begun", func(t testing.TB) *story { return tell(t, curious, at(60)) }, func(s *story) error {
			return s.lead.Call(s.actor("dan", at(72)), at(72))
		}, "You are calling Jonas Weber (until 10:42). <mailto:jonas@keller.example|jonas@keller.example>"},
		{"not a fit", fresh, func(s *story) error {
			return s.lead.RejectAsNotAFit(s.actor("ana", at(63)), lead.Nurture{Channel: "#marketing", WakeAt: at(90000), Reason: "too small"}, at(63))
		}, "Not a fit: Nadia Rahman, Brandt Logistik GmbH goes to marketing. You can undo this (until 10:13)."},
		{
			"an offer", fresh, func(s *story) error { return s.lead.Assign(s.actor("mia", at(62)), s.crew.Member("ben"), at(62)) },
			"Offered to Ben. Nobody else can claim Brandt Logistik GmbH until they answer.",
		},
		{
			"won", qualified, func(s *story) error { return s.lead.Win(s.actor("ana", at(200)), lead.Money{}, "", at(200)) },
			"✅ Won: Nadia Rahman, Brandt Logistik GmbH, €31,200. Well done!",
		},
		{
			"lost", contacted, func(s *story) error { return s.lead.Lose(s.actor("ana", at(200)), lead.Money{}, "price", "", at(200)) },
			"Lost: Nadia Rahman, Brandt Logistik GmbH: price. It is kept.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			s.saved(c.do(s))
			m := Confirmed(s.lead, s.events[len(s.events)-1], s.crew, s.pb)
			taken(t, m)
			if got := read(m.Text); got != c.want {
				t.Errorf("confirmed with\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAnswersToLeadCommands(t *testing.T) {
	s := contacted(t)
	other := tell(t, hot, at(70))
	other.lead.ID = 1043
	leads := []*lead.Lead{s.lead, other.lead}
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	golden(t, "answer/help", Help("/lead "))
	golden(t, "answer/definition", Definition(s.pb))
	golden(t, "answer/definition_of", DefinitionOf(s.lead, s.pb))
	turn := inTurn(t)
	golden(t, "answer/show_in_turn", Show(turn.lead, turn.events, home, turn.crew, turn.pb, true))
	golden(t, "answer/mine", Mine(leads, asker, s.crew, s.pb))
	golden(t, "answer/mine_none", Mine(nil, asker, s.crew, s.pb))
	golden(t, "answer/show", Show(s.lead, s.events, home, s.crew, s.pb, true))
	if drawn := string(raw(t, Show(s.lead, s.events, home, s.crew, s.pb, false))); containsText(drawn, "+4930") || containsText(drawn, "dispatch") {
		t.Errorf("a stranger is shown\n%s", drawn)
	}
	golden(t, "answer/choose", Choose(leads, "brandt <b>", asker, s.crew, s.pb))
	golden(t, "answer/choose_none", Choose(nil, "*acme*", asker, s.crew, s.pb))
}

func TestDetailsOfALongLifeFitAndBeginWithTheLatest(t *testing.T) {
	s := contacted(t)
	note := s.events[len(s.events)-1]
	for n := range 3000 {
		note.N, note.At, note.Words.Note = note.N+1, at(70+n), fmt.Sprintf("Note %d. %s", n, strings.Repeat("Long. ", 20))
		s.events = append(s.events, note)
	}
	drawn := Details(s.lead, s.events, s.crew, s.pb, true)
	taken(t, drawn)
	text := string(raw(t, drawn))
	latest, before := strings.Index(text, "Note 2999."), strings.Index(text, "Note 2700.")
	if len(text) > 250_000 || latest < 0 || before < latest || !containsText(text, " earlier ones.") {
		t.Errorf("%d bytes, the latest at %d, one long before at %d", len(text), latest, before)
	}
}

func TestDetailsShowEverythingToThoseWhoMaySeeIt(t *testing.T) {
	s := qualified(t)
	golden(t, "details", Details(s.lead, s.events, s.crew, s.pb, true))
	none := noneLeft(t)
	golden(t, "details_none_left", Details(none.lead, none.events, none.crew, none.pb, true))
	inquiry := tell(t, curious, at(60))
	golden(t, "details_inquiry", Details(inquiry.lead, inquiry.events, inquiry.crew, inquiry.pb, true))
	offered := inTurn(t)
	golden(t, "details_in_turn", Details(offered.lead, offered.events, offered.crew, offered.pb, true))
	golden(t, "details_stranger", Details(s.lead, s.events, s.crew, s.pb, false))
	if drawn := string(raw(t, Details(s.lead, s.events, s.crew, s.pb, false))); containsText(drawn, "+4930") || containsText(drawn, "nadia@") || containsText(drawn, "dispatch") {
		t.Errorf("a stranger sees\n%s", drawn)
	}
}

func TestTheAddressOfACardIsEasyToCopy(t *testing.T) {
	s := claimed(t)
	golden(t, "answer/copy_link", CopyLink(s.lead, lead.Place{Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.com/"}))
	golden(t, "answer/copy_link_no_card", CopyLink(s.lead, lead.Place{}))
}

func TestAListOffersOnlyWhatTheAskerCanDo(t *testing.T) {
	waits, owned := tell(t, hot, at(60)), claimed(t)
	for who, want := range map[lead.PersonID][2]string{
		"ana": {ActionClaim, ActionLogContact}, // has the second one
		"ben": {ActionClaim, ActionDetails},
		"mia": {ActionClaim, ActionLogContact}, // the manager
		"gus": {ActionDetails, ActionDetails},
	} {
		l := listFor{pen{pb: waits.pb, crew: waits.crew}, waits.crew.Actor(who, at(62))}
		if got := [2]string{l.action(waits.lead), l.action(owned.lead)}; got != want {
			t.Errorf("%s can press %q, want %q", who, got, want)
		}
	}
}
