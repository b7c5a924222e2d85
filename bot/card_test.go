package bot

import (
	"strings"
	"testing"

	"dibs/lead"
)

func TestACardShowsWhereALeadStandsAndWhatCanBeDone(t *testing.T) {
	for _, l := range lives {
		t.Run(l.name, func(t *testing.T) {
			s := l.tell(t)
			golden(t, "card/"+l.name, Card(s.card(), s.pb))
		})
	}
}

func TestAWidenedLeadHasACardInEveryChannelAndOneThread(t *testing.T) {
	for _, c := range copies {
		s := c.tell(t)
		p := s.card()
		p.Copy, p.Place = true, lead.Place{Channel: "#leads"}
		golden(t, "card/"+c.name, Card(p, s.pb))
	}
	s := widened(t)
	s.saved(s.lead.Claim(s.actor("ana", at(77)), at(77)))
	p := s.card()
	p.What, p.Place = lead.Trace, lead.Place{Channel: "C0WIDE", TS: "1763283600.000300"}
	if m := Trace(p, s.pb); !strings.HasPrefix(m.Text, "👤 Ana has it: Nadia Rahman, Brandt Logistik GmbH · <https://") {
		t.Errorf("what remains says %s", m.Text)
	}
}

func TestTheSamePostingIsAlwaysDrawnTheSame(t *testing.T) {
	for _, l := range lives {
		s := l.tell(t)
		first := string(raw(t, Card(s.card(), s.pb)))
		for range 5 {
			if again := string(raw(t, Card(s.card(), s.pb))); again != first {
				t.Errorf("%s was drawn as\n%s\nand then as\n%s", l.name, first, again)
			}
		}
	}
}

func TestNobodyIsMentionedAndNoContactIsShownBeforeALeadIsClaimed(t *testing.T) {
	for _, l := range lives {
		s := l.tell(t)
		drawn := string(raw(t, Card(s.card(), s.pb)))
		if containsText(drawn, "<@U") {
			t.Errorf("%s mentions somebody each time it is drawn:\n%s", l.name, drawn)
		}
		c := s.lead.Contact
		personal := containsText(drawn, c.Email) || c.Phone != "" && containsText(drawn, c.Phone)
		if personal != s.lead.Stage.Owned() {
			t.Errorf("%s: phone or e-mail shown: %t, owned: %t", l.name, personal, s.lead.Stage.Owned())
		}
	}
}

func TestAmountsAreShownOnlyWhereThePlaybookAllowsThem(t *testing.T) {
	s := qualified(t)
	if drawn := string(raw(t, Card(s.card(), s.pb))); !containsText(drawn, "€31,200") {
		t.Errorf("the amount is missing in %s:\n%s", s.lead.Channel, drawn)
	}
	s.lead.Channel = "#partners"
	if drawn := string(raw(t, Card(s.card(), s.pb))); containsText(drawn, "31,200") {
		t.Errorf("the amount is shown in %s:\n%s", s.lead.Channel, drawn)
	}
}

func TestACardTellsWhichVersionWasDrawn(t *testing.T) {
	s := claimed(t)
	m := Card(s.card(), s.pb)
	id, version, ok := ParseBlockID(m.Blocks[len(m.Blocks)-1].ID())
	if !ok || id != 1042 || version != s.lead.Version {
		t.Errorf("block id %q is read as lead %d, version %d, %t", m.Blocks[len(m.Blocks)-1].ID(), id, version, ok)
	}
	for _, broken := range []string{"", "lead:1042", "lead:x:v1:actions", "summary:actions"} {
		if _, _, ok := ParseBlockID(broken); ok {
			t.Errorf("ParseBlockID(%q) succeeded", broken)
		}
	}
}

func TestAStubSaysWhereTheLeadIsNow(t *testing.T) {
	s := tell(t, curious, at(60))
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	s.saved(s.lead.Certify(s.actor("dan", at(75)), lead.Verdict{Answers: answers, Gut: 5}, s.pb.Checklist(),
		s.pb.Judge(s.lead, at(75)), lead.Nurture{Channel: "#marketing", WakeAt: at(60 * 24 * 30)}, at(75)))
	golden(t, "trace", Trace(s.card(), s.pb))
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
