package view

import (
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestACardShowsWhereALeadStandsAndWhatCanBeDone(t *testing.T) {
	for _, l := range viewtest.Lives {
		t.Run(l.Name, func(t *testing.T) {
			s := l.Tell(t)
			viewtest.Golden(t, "card/"+l.Name, Card(s.Card(), s.Pb))
		})
	}
}

func TestAWidenedLeadHasACardInEveryChannelAndOneThread(t *testing.T) {
	for _, c := range viewtest.Copies {
		s := c.Tell(t)
		p := s.Card()
		p.Copy, p.Place = true, lead.Place{Channel: "#leads"}
		viewtest.Golden(t, "card/"+c.Name, Card(p, s.Pb))
	}
	s := viewtest.Widened(t)
	s.Saved(s.Lead.Claim(s.Actor("ana", viewtest.At(77)), viewtest.At(77)))
	p := s.Card()
	p.Kind, p.Place = outbox.Tombstone, lead.Place{Channel: "C0WIDE", TS: "1763283600.000300"}
	if m := Tombstone(p, s.Pb); !strings.HasPrefix(m.Text, "👤 Ana is on it: Nadia Rahman, Brandt Logistik GmbH · <https://") {
		t.Errorf("the card that remains says %s", m.Text)
	}
}

func TestTheSamePostingIsAlwaysDrawnTheSame(t *testing.T) {
	for _, l := range viewtest.Lives {
		s := l.Tell(t)
		first := string(viewtest.Raw(t, Card(s.Card(), s.Pb)))
		for range 5 {
			if again := string(viewtest.Raw(t, Card(s.Card(), s.Pb))); again != first {
				t.Errorf("%s was first drawn as\n%s\nand then as\n%s", l.Name, first, again)
			}
		}
	}
}

func TestNobodyIsMentionedAndNoContactIsShownBeforeALeadIsClaimed(t *testing.T) {
	for _, l := range viewtest.Lives {
		s := l.Tell(t)
		drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb)))
		if viewtest.ContainsText(drawn, "<@U") {
			t.Errorf("%s mentions somebody each time it is drawn:\n%s", l.Name, drawn)
		}
		c := s.Lead.Contact
		personal := viewtest.ContainsText(drawn, c.Email) || c.Phone != "" && viewtest.ContainsText(drawn, c.Phone)
		if personal != s.Lead.Stage.Owned() {
			t.Errorf("%s: phone or e-mail shown: %t, owned: %t", l.Name, personal, s.Lead.Stage.Owned())
		}
	}
}

func TestAmountsAreShownOnlyWhereThePlaybookAllowsThem(t *testing.T) {
	s := viewtest.Qualified(t)
	if drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb))); !viewtest.ContainsText(drawn, "€31,200") {
		t.Errorf("the amount is missing in %s:\n%s", s.Lead.Channel, drawn)
	}
	s.Lead.Channel = "#partners"
	if drawn := string(viewtest.Raw(t, Card(s.Card(), s.Pb))); viewtest.ContainsText(drawn, "31,200") {
		t.Errorf("the amount is shown in %s:\n%s", s.Lead.Channel, drawn)
	}
}

func TestACardTellsWhichVersionWasDrawn(t *testing.T) {
	s := viewtest.Claimed(t)
	m := Card(s.Card(), s.Pb)
	id, version, ok := ParseBlockID(m.Blocks[len(m.Blocks)-1].ID())
	if !ok || id != 1042 || version != s.Lead.Version {
		t.Errorf("block id %q is read as lead %d, version %d, %t", m.Blocks[len(m.Blocks)-1].ID(), id, version, ok)
	}
	for _, broken := range []string{"", "lead:1042", "lead:x:v1:actions", "summary:actions"} {
		if _, _, ok := ParseBlockID(broken); ok {
			t.Errorf("ParseBlockID(%q) succeeded", broken)
		}
	}
}

func TestAStubSaysWhereTheLeadIsNow(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Curious, viewtest.At(60))
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	s.Saved(s.Lead.Certify(s.Actor("dan", viewtest.At(75)), lead.Verdict{Answers: answers, GutRating: 5}, s.Pb.Checklist(),
		s.Pb.Judge(s.Lead, viewtest.At(75)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(60 * 24 * 30)}, viewtest.At(75)))
	viewtest.Golden(t, "trace", Tombstone(s.Card(), s.Pb))
}

func TestACardLinksToTheMessageOnlyWhenItKnowsIt(t *testing.T) {
	for want, p := range map[string]lead.Place{
		"https://slack.com/archives/C0LEADS/p1763283600000100": {Channel: "C0LEADS", TS: "1763283600.000100"},
		"": {Channel: "#leads", TS: "1763283600.000100"},
	} {
		if got := Link(p); got != want {
			t.Errorf("Link(%v) = %q, want %q", p, got, want)
		}
	}
}
