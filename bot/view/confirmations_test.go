package view

import (
	"fmt"
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/lead"
)

func TestAnActIsConfirmedWithWhatFollows(t *testing.T) {
	fresh := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }
	noAnswer := lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: viewtest.At(24*60 - 0)}}
	cases := []struct {
		name string
		from func(testing.TB) *viewtest.Story
		do   func(s *viewtest.Story) error
		want string
	}{
		{
			"a claim", fresh, func(s *viewtest.Story) error { return s.Lead.Claim(s.Actor("ana", viewtest.At(61)), viewtest.At(61)) },
			"It's yours: Nadia Rahman, Brandt Logistik GmbH. Call by 10:16.",
		},
		{
			"an acceptance", viewtest.OfferedToBen, func(s *viewtest.Story) error { return s.Lead.Accept(s.Actor("ben", viewtest.At(63)), viewtest.At(63)) },
			"It's yours: Nadia Rahman, Brandt Logistik GmbH. Call by 10:18.",
		},
		{
			"no answer", viewtest.Claimed, func(s *viewtest.Story) error {
				return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), noAnswer, viewtest.At(67))
			},
			"No answer logged (1 of 6). I'll remind you Tue 17 Nov 09:00.",
		},
		{
			"no answer for the last time", func(t testing.TB) *viewtest.Story {
				s := viewtest.Claimed(t)
				s.Lead.Attempts = 5
				return s
			}, func(s *viewtest.Story) error {
				return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), noAnswer, viewtest.At(67))
			},
			"No answer logged (6 of 6, the last one). Hand it back to marketing, or set a next step.",
		},
		{
			"no answer once more", func(t testing.TB) *viewtest.Story {
				s := viewtest.Claimed(t)
				s.Lead.Attempts = 6
				return s
			}, func(s *viewtest.Story) error {
				return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), noAnswer, viewtest.At(67))
			},
			"No answer logged (attempt 7; the playbook stops after 6). Hand it back to marketing, or set a next step.",
		},
		{"a contact", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: viewtest.At(24 * 60)}}, viewtest.At(67))
		}, "Logged. Next: follow up, Tue 17 Nov 09:00."},
		{"a call begun", func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Curious, viewtest.At(60)) }, func(s *viewtest.Story) error {
			return s.Lead.Call(s.Actor("dan", viewtest.At(72)), viewtest.At(72))
		}, "You're calling Jonas Weber until 10:42. <mailto:jonas@keller.example|jonas@keller.example>"},
		{"not a fit", fresh, func(s *viewtest.Story) error {
			return s.Lead.RejectAsNotAFit(s.Actor("ana", viewtest.At(63)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(90000), Reason: "too small"}, viewtest.At(63))
		}, "Sent to marketing as not a fit. You can undo this until 10:13."},
		{
			"an offer", fresh, func(s *viewtest.Story) error {
				return s.Lead.Assign(s.Actor("mia", viewtest.At(62)), s.Crew.Member("ben"), viewtest.At(62))
			},
			"Offered to Ben. Nobody else can claim it until they answer.",
		},
		{
			"won", viewtest.Qualified, func(s *viewtest.Story) error {
				return s.Lead.Win(s.Actor("ana", viewtest.At(200)), lead.Money{}, "", viewtest.At(200))
			},
			"🎉 Closed as won: €31,200. Well done!",
		},
		{
			"lost", viewtest.Contacted, func(s *viewtest.Story) error {
				return s.Lead.Lose(s.Actor("ana", viewtest.At(200)), lead.Money{}, "price", "", viewtest.At(200))
			},
			"Closed as lost (price). You can reopen it.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			s.Saved(c.do(s))
			m := Confirmed(s.Lead, s.Events[len(s.Events)-1], s.Events[len(s.Events)-1].By, s.Crew, s.Pb)
			viewtest.Taken(t, m)
			if got := viewtest.Read(m.Text); got != c.want {
				t.Errorf("confirmed with\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAnswersToLeadCommands(t *testing.T) {
	s := viewtest.Contacted(t)
	other := viewtest.Tell(t, viewtest.Hot, viewtest.At(70))
	other.Lead.ID = 1043
	leads := []*lead.Lead{s.Lead, other.Lead}
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	viewtest.Golden(t, "answer/help", Help("/lead "))
	viewtest.Golden(t, "answer/definition", Definition(s.Pb))
	viewtest.Golden(t, "answer/definition_of", DefinitionOf(s.Lead, s.Pb))
	turn := viewtest.InTurn(t)
	viewtest.Golden(t, "answer/show_in_turn", Show(turn.Lead, turn.Events, home, "mia", false, turn.Crew, turn.Pb))
	viewtest.Golden(t, "answer/mine", Mine(leads, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/mine_none", Mine(nil, viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/show", Show(s.Lead, s.Events, home, "mia", false, s.Crew, s.Pb))
	if drawn := string(viewtest.Raw(t, Show(s.Lead, s.Events, home, "gus", false, s.Crew, s.Pb))); viewtest.ContainsText(drawn, "+4930") || viewtest.ContainsText(drawn, "dispatch") {
		t.Errorf("somebody without a role is shown\n%s", drawn)
	}
	viewtest.Golden(t, "answer/choose", Choose(leads, "brandt <b>", viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/choose_none", Choose(nil, "*acme*", viewtest.Asker, s.Crew, s.Pb))
}

func TestDetailsOfALongLifeFitAndBeginWithTheLatest(t *testing.T) {
	s := viewtest.Contacted(t)
	note := s.Events[len(s.Events)-1]
	for n := range 3000 {
		note.N, note.At, note.Words.Comment = note.N+1, viewtest.At(70+n), fmt.Sprintf("Note %d. %s", n, strings.Repeat("Long. ", 20))
		s.Events = append(s.Events, note)
	}
	drawn := Details(s.Lead, s.Events, "mia", false, s.Crew, s.Pb)
	viewtest.Taken(t, drawn)
	text := string(viewtest.Raw(t, drawn))
	latest, before := strings.Index(text, "Note 2999."), strings.Index(text, "Note 2700.")
	if len(text) > 250_000 || latest < 0 || before < latest || !viewtest.ContainsText(text, " earlier ones.") {
		t.Errorf("%d bytes, the latest event at %d, a much earlier one at %d", len(text), latest, before)
	}
}

func TestDetailsShowEverythingToThoseWhoMaySeeIt(t *testing.T) {
	s := viewtest.Qualified(t)
	viewtest.Golden(t, "details", Details(s.Lead, s.Events, "mia", false, s.Crew, s.Pb))
	none := viewtest.NoneLeft(t)
	viewtest.Golden(t, "details_none_left", Details(none.Lead, none.Events, "mia", false, none.Crew, none.Pb))
	inquiry := viewtest.Tell(t, viewtest.Curious, viewtest.At(60))
	viewtest.Golden(t, "details_inquiry", Details(inquiry.Lead, inquiry.Events, "mia", false, inquiry.Crew, inquiry.Pb))
	offered := viewtest.InTurn(t)
	viewtest.Golden(t, "details_in_turn", Details(offered.Lead, offered.Events, "mia", false, offered.Crew, offered.Pb))
	viewtest.Golden(t, "details_stranger", Details(s.Lead, s.Events, "gus", true, s.Crew, s.Pb))
	if drawn := string(viewtest.Raw(t, Details(s.Lead, s.Events, "gus", false, s.Crew, s.Pb))); viewtest.ContainsText(drawn, "+4930") || viewtest.ContainsText(drawn, "nadia@") || viewtest.ContainsText(drawn, "dispatch") {
		t.Errorf("somebody without a role is shown\n%s", drawn)
	}
}

func TestTheAddressOfACardIsEasyToCopy(t *testing.T) {
	s := viewtest.Claimed(t)
	viewtest.Golden(t, "answer/copy_link", CopyLink(s.Lead, lead.Place{Channel: "C00LEADS", TS: "1763283600.000100", Site: "https://acme.slack.com/"}))
	viewtest.Golden(t, "answer/copy_link_no_card", CopyLink(s.Lead, lead.Place{}))
}

func TestAListOffersOnlyWhatTheAskerCanDo(t *testing.T) {
	waits, owned := viewtest.Tell(t, viewtest.Hot, viewtest.At(60)), viewtest.Claimed(t)
	for who, want := range map[lead.PersonID][2]string{
		"ana": {ActionClaim, ActionLogContact}, // owns the second lead
		"ben": {ActionClaim, ActionDetails},
		"mia": {ActionClaim, ActionLogContact}, // the manager
		"gus": {ActionDetails, ActionDetails},
	} {
		l := listFor{Renderer{Playbook: waits.Pb, Crew: waits.Crew}, waits.Crew.Actor(who, viewtest.At(62))}
		if got := [2]string{l.action(waits.Lead), l.action(owned.Lead)}; got != want {
			t.Errorf("%s can press %q, want %q", who, got, want)
		}
	}
}
