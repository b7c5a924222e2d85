package main

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

func TestOfSixtyLeadsAtOnceEachPersonAndChannelHearsOnce(t *testing.T) {
	inProcess(t, "bundle.yaml", func(_ *testing.T, o office) {
		o.ask(o.carla, "/lead away until tomorrow", "You're away until")
		o.ask(o.lin, "/lead away", "You're away")
		var crowd sync.WaitGroup
		for n := range 60 {
			crowd.Go(func() { o.from("newsletter", "fair", fmt.Sprintf("Visitor Fair%02d", n)) })
		}
		crowd.Wait()
		o.from("demo", "fair", "Nadia Rahman")
		o.from("demo", "alone", "Leo Brandt")
		o.from("referral", "told", "Tom Berger")

		// The clock stands still while all leads climb their ladders: pass waits until they have.
		o.clock.stop()
		o.pass(10 * time.Minute)
		o.mia.ExpectDM("Hot lead unclaimed for ", "*Nadia Rahman", "You're next in line.", "Claim", "Assign…")
		o.pass(gathering)
		o.nobodyThere()
		o.toldInAChannel()
		o.calledOnce()
		o.calledAgain()
	})
}

// calledOnce checks the one list in the channel, and the one message to the manager.
func (o office) calledOnce() {
	o.t.Helper()
	list := o.ana.Expect("#fair", " leads are waiting", "who's taking which?", " more. `/lead next` shows the most urgent one.")
	for _, p := range []*simtest.Person{o.ana, o.ben, o.eva} {
		if n := strings.Count(list.Text, "<@"+p.ID()+">"); n != 1 {
			o.t.Errorf("somebody is mentioned %d times:\n%s", n, list.Text)
		}
	}
	rows := strings.Count(list.Visible(), "*Visitor Fair")
	if buttons := strings.Count(list.Visible(), "\nClaim\n"); rows != 30 || buttons != rows {
		o.t.Errorf("the list names %d leads and has %d buttons:\n%s", rows, buttons, list.Visible())
	}
	said := o.told(o.ana, "#fair", func() { o.ana.Click(list, "Claim") })
	if !strings.HasPrefix(said, "It's yours: Visitor Fair") {
		o.t.Errorf("a claim from the list is answered with %q", said)
	}
	said = o.told(o.ben, "#fair", func() { o.ben.Click(list, "Claim") })
	if !strings.HasPrefix(said, "Ana Duarte was ") {
		o.t.Errorf("a claim of a lead that is taken is answered with %q", said)
	}
	o.mia.ExpectDM(" leads need you:", "Cold lead unclaimed for ", "*Visitor Fair", "more: `/lead next` shows the most urgent one.")
}

// toldInAChannel is a lead that a rung announces in a channel that has no card of it.
func (o office) toldInAChannel() {
	o.t.Helper()
	list := o.zoe.Expect("#general", "1 lead has been waiting ", "Tom Berger", "Open card", "Claim")
	if list.Shows("<@") {
		o.t.Errorf("the list in the channel mentions somebody:\n%s", list.Visible())
	}
	said := o.told(o.zoe, "#general", func() { o.zoe.Click(list, "Claim") })
	if !strings.HasPrefix(said, "Only Sales or a manager can claim this.") {
		o.t.Errorf("a claim by somebody of another team is answered with %q", said)
	}
	o.ben.Click(list, "Claim")
	o.ben.ExpectChange(o.ben.Expect("#told", "Tom Berger"), "*Ben Okafor*")
}

// nobodyThere is a lead of a team whose people are all away.
func (o office) nobodyThere() {
	o.t.Helper()
	card := o.mia.Expect("#alone", "Leo Brandt", "No one in Inside is available until", "Ola Berg is on duty", "Claim")
	line := o.mia.ExpectThread(card, "Unclaimed for ", "<@"+o.ola.ID()+">, can you take it?")
	if line.Shows("<@"+o.carla.ID()+">") || line.Shows("<@"+o.lin.ID()+">") {
		o.t.Errorf("somebody who is away is mentioned:\n%s", line.Visible())
	}
	o.ola.Click(card, "Claim")
	o.ola.ExpectChange(card, "*Ola Berg*")
}

// calledAgain checks a repeated call: the thread mentions nobody, and nobody gets another message.
func (o office) calledAgain() {
	o.t.Helper()
	card := o.mia.Expect("#fair", "Nadia Rahman")
	o.pass(20 * time.Minute)
	line := o.mia.ExpectThread(card, "Unclaimed for ", "It's in the daily list for ")
	if line.Shows("<@") {
		o.t.Errorf("the repeated call mentions somebody:\n%s", line.Visible())
	}
	messages := 0
	for _, m := range o.sim.Seen(o.mia.ID(), "@mia", "") {
		seen := simtest.Message{Message: m}.Visible()
		if strings.Contains(seen, "*Visitor Fair") {
			messages++
			if strings.HasPrefix(seen, "⏱ Hot") {
				o.t.Errorf("the hot lead shares a message with others:\n%s", seen)
			}
		}
	}
	if messages != 1 {
		o.t.Errorf("60 leads led to %d messages", messages)
	}
	hot := o.mia.ExpectDM("Hot lead unclaimed for ", "*Nadia Rahman")
	if n := o.called(o.mia, "*Nadia Rahman"); n != 1 {
		o.t.Errorf("the hot lead and its repeated calls led to %d messages", n)
	}
	said := o.told(o.mia, "@mia", func() { o.mia.Click(hot, "Claim") })
	if !strings.HasPrefix(said, "It's yours: Nadia Rahman") {
		o.t.Errorf("a claim from the message is answered with %q", said)
	}
}
