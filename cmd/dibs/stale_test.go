package main

import (
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestOfTwoWhoClaimAtOnceOneWinsAndTheOtherIsOfferedTheNextLead(t *testing.T) {
	inOffice(t, []string{"race", "spare"}, func(t *testing.T, o office) {
		id := o.hot("race", "Nadia Rahman")
		o.hot("spare", "Tom Berger")
		cards := map[*simtest.Person]simtest.Message{o.ana: o.shown(o.ana, id), o.ben: o.shown(o.ben, id)}
		o.ana.Expect("#spare", "Tom Berger", "Claim")

		var both sync.WaitGroup
		for p, card := range cards {
			both.Go(func() {
				if err := p.TryClick(card, "Claim"); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()

		answers := map[*simtest.Person]string{}
		simtest.Until(t, o.sim, "answer to both", func() bool {
			for p := range cards {
				for _, m := range o.sim.Ephemerals("#general", p.ID())[1:] {
					answers[p] = simtest.Message{Message: m}.Visible()
				}
			}
			return len(answers) == 2
		})
		winner, loser, name := o.ana, o.ben, "Ana Duarte"
		if strings.HasPrefix(answers[o.ben], "It's yours") {
			winner, loser, name = o.ben, o.ana, "Ben Okafor"
		}
		if !strings.HasPrefix(answers[winner], "It's yours: Nadia Rahman") {
			t.Errorf("nobody has it: %v", answers)
		}
		said := loser.ExpectPrivate("#general", name+" was", " faster. Next best for you: Berger GmbH (hot, ", "Claim Berger GmbH")
		loser.Click(said, "Claim Berger GmbH")
		loser.ExpectPrivate("#general", "It's yours: Tom Berger")
		card := winner.Expect("#race", "Nadia Rahman", "*"+name+"*")
		winner.ExpectThread(card, name+" claimed it")
		simtest.NoTrouble(t, o.sim)
	})
}

// shown is a lead's card as `/lead show` answers it: it is never updated.
func (o office) shown(p *simtest.Person, id lead.ID) simtest.Message {
	o.t.Helper()
	p.Command("#general", "/lead show "+id.String())
	return p.ExpectPrivate("#general", id.String()+" · ")
}

func TestAClickOnAnOldCardIsToldWhatHappenedAndTheCardIsDrawnAgain(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		id := o.hot("", "Nadia Rahman")
		old := o.shown(o.ben, id)
		card := o.ana.Expect("#leads", "Nadia Rahman", "Claim")
		o.ana.ExpectThread(card, "Sales-ready.")

		// Slack delays the first update, so what Ben sees in the channel is out of date.
		o.sim.Fault("chat.update", slacksim.Fault{RetryAfter: 3 * time.Second})
		o.claim(o.ana, id)
		if !o.ben.Again(card).Shows("Claim") {
			t.Fatal("the card is not out of date")
		}
		said := o.told(o.ben, "#leads", func() { o.ben.Click(card, "Claim") })
		if !strings.Contains(said, "Ana Duarte was") || !strings.Contains(said, " faster.") {
			t.Errorf("a click on an old card is answered with %q", said)
		}
		o.ben.ExpectChange(card, "*Ana Duarte*", "Log contact")
		o.ben.ExpectThread(card, "Ana Duarte claimed it")

		updates := len(o.sim.Calls("chat.update"))
		said = o.told(o.ben, "#general", func() { o.ben.Click(old, "Not a fit") })
		if !strings.Contains(said, " faster.") {
			t.Errorf("a click on an older one is answered with %q", said)
		}
		simtest.Until(t, o.sim, "card drawn again", func() bool { return len(o.sim.Calls("chat.update")) > updates })
		simtest.NoTrouble(t, o.sim)
	})
}

func TestADialogWhoseLeadMovedOnSavesWhatWasTypedAsANote(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		id := o.hot("", "Nadia Rahman")
		o.claim(o.ana, id)
		logged := func(p *simtest.Person, note string) simtest.View {
			p.Click(o.shown(p, id), "Log contact")
			return fill(p.ExpectView("Log contact"), "What happened?", "Reached", "Note", note, "Next step", "send offer")
		}

		hers, theirs := logged(o.ana, "Hers"), logged(o.mia, "Theirs")
		submit(t, o.mia, theirs)
		submit(t, o.ana, hers) // the lead changed, but not its stage and owner
		card := o.ana.Expect("#leads", "Nadia Rahman", "*Ana Duarte*")
		o.ana.ExpectThread(card, "“Theirs”")
		o.ana.ExpectThread(card, "“Hers”")

		v := logged(o.ana, "Half an hour of talk")
		o.mia.Click(o.shown(o.mia, id), "Hand back")
		o.submit(o.mia, "Hand back", "Why?", "wrong team")
		o.ana.ExpectThread(card, "handed it back")
		submit(t, o.ana, v)
		late := o.ana.ExpectView("Too late", "Rahman GmbH has been unclaimed since ", "so you can't log a contact now",
			"Mia Lindqvist (for Ana Duarte) handed it back to the team: wrong team", "Claim", "Details")
		if now, open := v.Now(); !open || !strings.Contains(string(now.Values)+string(now.Blocks), "Half an hour of talk") {
			t.Errorf("the dialog is open: %t, and holds %s", open, now.Values)
		}
		if o.ana.CountThread(card, "Half an hour of talk") != 0 {
			t.Error("a contact was logged by somebody who no longer has the lead")
		}
		submit(t, o.ana, late) // as a note
		o.ana.ExpectThread(card, "Ana Duarte", "Half an hour of talk")
		simtest.NoTrouble(t, o.sim)
	})
}
