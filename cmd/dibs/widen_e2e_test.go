package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/slacksim/simtest"
)

// calls are the lines that the claim ladder of widen.yaml adds to the thread, one for each rung.
var calls = []string{
	"who's taking it?", "as backup.", "Pinged Mia Lindqvist to step in.",
	"Also posted in #inside: Sales and Inside can claim it now.", "✋ Offered to ",
}

// rungEvery is the time between two rungs of widen.yaml.
const rungEvery = 10 * time.Minute

// climb is a lead that is left alone for some rungs, and then taken.
type climb struct {
	channel, name string
	rungs         int
	take          func(card simtest.Message)
	card          simtest.Message
}

func TestALadderIsClimbedInItsOrderAndEndsAtTheFirstClick(t *testing.T) {
	inProcess(t, "widen.yaml", func(_ *testing.T, o office) {
		climbs := o.climbs()
		for _, c := range climbs {
			o.from("demo", c.channel, c.name)
		}
		lease := o.leased()
		for _, c := range climbs {
			c.card = o.zoe.Expect("#"+c.channel, c.name)
		}
		for i, c := range climbs {
			if i > 0 {
				o.pass(rungEvery)
			}
			c.take(c.card)
			lease[i]()
		}
		for _, c := range climbs { // after each was taken, time went on
			o.stopped(c)
		}
	})
}

// Each of the climbs is taken from where its taker was called: the card, a direct message, the other channel.
func (o office) climbs() []*climb {
	claim := func(p *simtest.Person) func(simtest.Message) {
		return func(card simtest.Message) { p.Click(card, "Claim") }
	}
	return []*climb{
		{channel: "at-once", name: "Nadia Rahman", take: claim(o.ana)},
		{channel: "after-pool", name: "Leo Brandt", rungs: 1, take: func(card simtest.Message) {
			line := o.ben.ExpectThread(card, calls[0])
			for _, p := range []*simtest.Person{o.ana, o.ben, o.eva} {
				if !line.Shows("<@" + p.ID() + ">") {
					o.t.Errorf("somebody of the pool is not mentioned:\n%s", line.Visible())
				}
			}
			o.ben.Click(card, "Claim")
		}},
		{channel: "after-backup", name: "Ida Holm", rungs: 2, take: func(card simtest.Message) {
			o.zoe.ExpectThread(card, calls[1])
			what := "unclaimed for 20 min: *Ida Holm, Holm GmbH*. You're the backup."
			called := func(p *simtest.Person) bool { return o.called(p, what) > 0 }
			simtest.Until(o.t, o.sim, "call of the backup", func() bool { return called(o.ana) || called(o.ben) })
			backup := o.ana
			if called(o.ben) {
				backup = o.ben
			}
			backup.Click(backup.ExpectDM(what), "Claim")
		}},
		{channel: "after-manager", name: "Tom Berger", rungs: 3, take: func(simtest.Message) {
			o.mia.Click(o.mia.ExpectDM("Hot lead unclaimed for 30 min: *Tom Berger, Berger GmbH*. You're next in line.", "Assign…"), "Claim")
		}},
		{channel: "after-widening", name: "Vera Stein", rungs: 4, take: func(card simtest.Message) {
			copied := o.carla.Expect("#inside", "Vera Stein", "Claim", "Thread and history: #after-widening", "Open card")
			if link := "/archives/" + card.Channel + "/p" + strings.Replace(card.TS, ".", "", 1); !copied.Shows(link) {
				o.t.Errorf("the card in the other channel does not link to the one in its home channel, %s:\n%s", link, copied.Visible())
			}
			o.carla.Click(copied, "Claim")
			o.carla.ExpectPrivate("#inside", "It's yours: Vera Stein")
		}},
		{channel: "after-all", name: "Noor Aziz", rungs: 5, take: func(card simtest.Message) {
			o.zoe.ExpectThread(card, calls[4])
			o.zoe.ExpectChange(card, "✋ Offered to ", "also in #inside", "Accept")
			i := slices.IndexFunc(receivers, func(name string) bool { return strings.Contains(o.thread(card), "Offered to "+name) })
			receiver := o.receivers()[i]
			receiver.Click(receiver.ExpectDM("It's your turn for a hot lead: *Noor Aziz"), "Accept")
		}},
	}
}

// stopped checks the ladder of a lead that was taken: nothing happened afterwards, and before that only what the
// thread says, in the order of the playbook.
func (o office) stopped(c *climb) {
	o.t.Helper()
	end := " claimed it in "
	if c.rungs == len(calls) {
		end = " accepted it."
	}
	o.zoe.ExpectThread(c.card, end)
	before, after, _ := strings.Cut(o.thread(c.card), end)
	if strings.Contains(after, "⏱") || strings.Contains(after, "✋") {
		o.t.Errorf("after the click on %s its ladder went on:\n%s", c.name, after)
	}
	at, reached := -1, 0
	for rung, call := range calls { // several that are due at once are one line
		switch i := strings.Index(before, call); {
		case i >= 0 && i < at:
			o.t.Errorf("%s did not climb in the order of the playbook:\n%s", c.name, before)
		case i >= 0:
			at, reached = i, rung+1
		}
	}
	if reached < c.rungs {
		o.t.Errorf("%s was taken after rung %d, but its thread says\n%s", c.name, c.rungs, before)
	}
	for rung, sent := range map[int]int{
		2: o.called(o.ana, "unclaimed for 20 min: *"+c.name) + o.called(o.ben, "unclaimed for 20 min: *"+c.name),
		3: o.called(o.mia, c.name),
		4: o.zoe.Count("#inside", c.name),
	} {
		if sent > 1 || sent == 1 && reached < rung {
			o.t.Errorf("%s climbed %d rungs, and rung %d sent %d messages", c.name, reached, rung, sent)
		}
	}
	if c.rungs >= 4 {
		o.zoe.Expect("#inside", " is on it: "+c.name+", "+firm(c.name))
	}
	o.zoe.ExpectGone("#inside", c.name, "Details") // only a line is left of a card there
}

// leased is a lead that Ana claims and then neglects.
func (o office) leased() []func() {
	var card simtest.Message
	o.from("referral", "lease", "Jonas Weber")
	return []func(){
		func() {
			card = o.ana.Expect("#lease", "Jonas Weber", "Not a fit")
			o.ana.Click(card, "Claim")
			o.ana.ExpectPrivate("#lease", "It's yours: Jonas Weber")
		},
		func() {},
		func() {},
		func() { o.ana.ExpectChange(card, "*Ana Duarte* claimed it", "it's up for grabs again") },
		func() {
			o.ana.ExpectDM("No contact logged for 10 min: *Jonas Weber, Weber GmbH*.", "Log contact", "No answer")
			o.mia.ExpectDM("No contact logged for 20 min: *Jonas Weber, Weber GmbH*, with Ana Duarte. You're next in line.")
		},
		func() {
			o.ana.ExpectThread(card, "Ana Duarte didn't log a contact. It's up for grabs again.")
			o.ana.ExpectChange(card, "Claim")
			said := o.told(o.ana, "#lease", func() { o.ana.Click(card, "Claim") })
			if !strings.HasPrefix(said, "You didn't follow up on Weber GmbH in time, so your colleagues go first. You can claim it again from ") {
				o.t.Errorf("somebody who claims again a lead that they neglected is told %q", said)
			}
			o.ask(o.ana, "/lead next", "No leads waiting for you right now.")
			o.ana.ExpectDM("*Jonas Weber, Weber GmbH* is up for grabs again because no contact was logged. You can claim it again tomorrow.")
			o.pass(rungEvery)
			list := o.ben.Expect("#lease", "1 lead has been waiting", "<@"+o.ben.ID()+">", "<@"+o.eva.ID()+">", "Claim")
			if list.Shows("<@" + o.ana.ID() + ">") {
				o.t.Errorf("somebody who cannot claim it is mentioned:\n%s", list.Visible())
			}
			o.ben.ExpectChange(card, "Mia Lindqvist is pinged at", "it's also posted in #inside at")
			o.ben.Click(list, "Claim")
			o.ben.ExpectChange(card, "*Ben Okafor*")
		},
	}
}
