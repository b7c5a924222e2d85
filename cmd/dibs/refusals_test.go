package main

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// attempt is a click by somebody who is not allowed to, and how the answer begins.
type attempt struct {
	who   *simtest.Person
	label string
	told  string
}

func TestWhoMayNotPressAButtonIsToldPrivatelyWhoCan(t *testing.T) {
	channels := []string{"waiting", "owned", "offered", "closed", "merged"}
	inOffice(t, channels, func(t *testing.T, o office) {
		waiting, owned, offered := o.hot("waiting", "Nadia Rahman"), o.hot("owned", "Tom Berger"), o.hot("offered", "Ida Holm")
		closed, merged := o.hot("closed", "Leo Brandt"), o.hot("merged", "Ines Sol")
		o.inquiry("Laura Nowak")
		o.cool("Omar Haddad")
		o.claim(o.ana, owned)
		o.claim(o.ana, closed)

		card := o.mia.Expect("#offered", "Ida Holm", "Claim")
		o.mia.Click(card, "Assign…")
		o.submit(o.mia, "Assign", "Who should take it?", "Ben Okafor")
		card = o.mia.Expect("#merged", "Ines Sol", "Claim")
		o.mia.Click(card, "Merge…")
		o.submit(o.mia, "Merge", "Number of the other lead", waiting.String())
		card = o.ana.Expect("#closed", "Leo Brandt", "Lost")
		o.ana.Click(card, "Lost")
		o.submit(o.ana, "Lost", "Why?", "price")
		o.dan.Click(o.dan.Expect("#qualify", "Laura Nowak"), "I'm calling")

		pool, owner := "Only Sales or a manager can ", "Only Ana Duarte, their backup or a manager can "
		backup := func(can string) string {
			return "Only Ana Duarte or a manager can " + can + ". You're the backup, so you can while Ana Duarte is away."
		}
		qualifiers, held := "Only a qualifier or a manager can ", "Dan Weiss is calling Laura Nowak until "
		o.refusing(o.ana.Expect("#waiting", "Nadia Rahman", "Claim"), "into this lead (same inquiry)", []attempt{
			{o.zoe, "Claim", pool + "claim this. You can refer a lead with `/lead new`, or ask Mia Lindqvist."},
			{o.dan, "Claim", pool + "claim this"},
			{o.zoe, "Not a fit", pool + "reject this"},
			{o.ana, "Assign…", "Only a manager can assign this: ask Mia Lindqvist."},
			{o.ana, "Disqualify", "Only a manager can close this"},
			{o.zoe, "Merge…", "Only a manager can merge this"},
		})
		o.refusing(o.ben.Expect("#owned", "*Ana Duarte*"), "claimed it", []attempt{
			{o.ben, "Log contact", backup("log a contact")},
			{o.ben, "No answer", backup("log a contact")},
			{o.zoe, "Qualify", owner + "qualify this."},
			{o.ben, "Hand back", backup("hand this back")},
			{o.dan, "Won", owner + "close this."},
			{o.ben, "Lost", backup("close this")},
			{o.ben, "Assign…", backup("assign this")},
			{o.max, "Disqualify", owner + "close this."},
		})
		o.refusing(o.ana.Expect("#offered", "Offered to Ben Okafor"), "offered it", []attempt{
			{o.ana, "Accept", "This is offered to Ben Okafor. Only they or their backup can accept or pass."},
			{o.mia, "Pass", "This is offered to Ben Okafor"},
		})
		o.refusing(o.dan.Expect("#qualify", "Dan Weiss is calling"), "is calling", []attempt{
			{o.ana, "I'm calling", qualifiers + "call them."},
			{o.zoe, "No answer", qualifiers + "log a contact."},
			{o.ben, "Certify", qualifiers + "certify this."},
			{o.ana, "To marketing", qualifiers + "send this to marketing."},
			{o.eva, "I'm calling", held},
			{o.eva, "Certify", held},
			{o.eva, "To marketing", held},
			{o.eva, "No answer", held},
		})
		o.refusing(o.max.Expect("#marketing", "Omar Haddad"), "Not ready yet", []attempt{
			{o.ana, "Bring back", "Only marketing or a manager can bring this back."},
			{o.ana, "Disqualify", "Only marketing or a manager can close this."},
		})
		o.refusing(o.ben.Expect("#closed", "❌ *Lost*"), "lost it", []attempt{{o.ben, "Reopen", backup("reopen this")}})
		o.refusing(o.zoe.Expect("#merged", "*Merged*"), "merged it", []attempt{{o.zoe, "Undo merge", "Only a manager can undo this"}})

		for _, c := range []struct {
			by   *simtest.Person
			id   lead.ID
			want string
		}{
			{o.ana, owned, "Berger GmbH is already yours."},
			{o.ben, owned, "Ana Duarte was "},
			{o.ana, offered, "Holm GmbH is offered to Ben Okafor. If they pass or don't answer, it goes to the next person."},
			{o.ben, closed, "Brandt GmbH was lost "},
			{o.ben, merged, "Sol GmbH was merged into another lead "},
			{o.ben, 999, "No lead has this number."},
		} {
			said := o.told(c.by, "#general", func() { c.by.Command("#general", "/lead claim "+c.id.String()) })
			if !strings.HasPrefix(said, c.want) {
				t.Errorf("a claim of %s is answered with %q, want %q", c.id, said, c.want)
			}
		}
		simtest.NoTrouble(t, o.sim)
	})
}

// refusing tries what is not allowed, once the thread shows the last event: each attempt is answered in private,
// opens nothing, and leaves the card and its thread as they are.
func (o office) refusing(card simtest.Message, last string, attempts []attempt) {
	o.t.Helper()
	o.mia.ExpectThread(card, last)
	lines := o.mia.CountThread(card)
	for _, a := range attempts {
		said := o.told(a.who, card.Channel, func() { a.who.Click(card, a.label) })
		if !strings.HasPrefix(said, a.told) {
			o.t.Errorf("%q by somebody who may not is answered with %q, want %q", a.label, said, a.told)
		}
		a.who.ExpectNoView()
	}
	simtest.Settled(o.t, o.sim)
	if now := o.mia.Again(card); now.Visible() != card.Visible() || o.mia.CountThread(card) != lines {
		o.t.Errorf("refusals changed the card from\n%s\nto\n%s", card.Visible(), now.Visible())
	}
}

// told returns what a person is told in private, in a channel, in answer to an act.
func (o office) told(p *simtest.Person, channel string, act func()) string {
	o.t.Helper()
	private := func() []slacksim.Message { return o.sim.Ephemerals(channel, p.ID()) }
	before := len(private())
	act()
	simtest.Until(o.t, o.sim, "private answer", func() bool { return len(private()) > before })
	return simtest.Message{Message: private()[before]}.Visible()
}
