package main

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

// hourly is the office's playbook with ladders that have hours between their rungs. For a hot lead, everybody is
// called in turn; a warm one has the rungs that change a lead. Overdue rungs are not bundled while a test runs.
var hourly = []byte(strings.NewReplacer(
	`sales_ready: 'temperature == "hot"'`, `sales_ready: 'temperature in ["hot", "warm"]'`,
	`claim: {any: [{after: 1h, do: remind, tell: pool}]}`, `claim:
    hot: [{after: 1h, do: remind, tell: pool}, {after: 3h, do: remind, tell: backup}, {after: 5h, do: remind, tell: manager}]
    warm: [{after: 1h, do: widen, to: "#general"}, {after: 3h, do: reassign}, {after: 8h, do: remind, tell: manager}]
    cold: [{after: 20h, do: remind, tell: pool}]`,
	`repeat: 1d`, `repeat: 4h`, `bundle: 1s`, `bundle: 30m`,
).Replace(string(officePlaybook)))

// climbing are the channels for the tests of ladders.
var climbing = []string{"alone", "warm", "held", "later"}

func TestALeadThatIsLeftAloneCallsPoolBackupAndManagerUntilItIsClaimed(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, hourly, climbing)
			alone := o.hot("alone", "Nadia Rahman")
			o.lukewarm("Tom Berger")
			held := o.hot("held", "Ida Holm")
			card, warm := o.ana.Expect("#alone", "Nadia Rahman", "Claim"), o.ana.Expect("#warm", "Tom Berger")
			offered := o.offeredToBen(held)

			o.pass(time.Hour)
			line := o.ana.ExpectThread(card, "Unclaimed for 1 h.", "who's taking it?")
			for _, p := range []*simtest.Person{o.ana, o.ben} {
				if !strings.Contains(line.Text, "<@"+p.ID()+">") {
					t.Errorf("somebody of the pool is not mentioned: %s", line.Text)
				}
			}
			o.widened(warm)
			o.passedOnFromBen(offered)

			o.pass(time.Hour)
			o.backForAll(offered, held)

			o.pass(time.Hour)
			o.ana.ExpectThread(card, "Unclaimed for 3 h.", "as backup.")
			o.ana.ExpectThread(warm, "Offered to ", "(next in line)")

			o.pass(time.Hour)
			o.ana.ExpectThread(warm, " didn't respond.", "Offered to ", "(next in line)")

			o.pass(time.Hour)
			line = o.mia.ExpectThread(card, "Unclaimed for 5 h. Pinged Mia Lindqvist to step in.")
			if strings.Contains(line.Text, "<@") {
				t.Errorf("somebody who gets a direct message is pinged a second time: %s", line.Text)
			}
			o.mia.ExpectDM("Hot lead unclaimed for 5 h: *Nadia Rahman, Rahman GmbH*. You're next in line.", "Claim", "Open card")
			backups := o.called(o.ana, "You're the backup") + o.called(o.ben, "You're the backup")
			if backups == 0 {
				t.Error("no backup got a direct message")
			}
			o.mia.ExpectDM("No one is available for this warm lead: *Tom Berger, Berger GmbH*.", "Please assign it.", "Assign…")

			o.pass(4 * time.Hour)
			line = o.mia.ExpectThread(card, "Unclaimed for 9 h. It's in the daily list for Mia Lindqvist.")
			if strings.Contains(line.Text, "<@") {
				t.Errorf("a repeated call pings somebody: %s", line.Text)
			}
			if n := o.called(o.mia, "Nadia Rahman"); n != 1 {
				t.Errorf("the manager got %d messages about one lead", n)
			}

			o.claim(o.ana, alone)
			o.ana.ExpectThread(card, "Ana Duarte claimed it")

			// By the time the next lead has waited for its reminders, the claimed one would have got its own.
			o.hot("later", "Leo Brandt")
			later := o.ana.Expect("#later", "Leo Brandt")
			o.pass(time.Hour)
			o.ana.ExpectThread(later, "Unclaimed for 1 h.")
			o.pass(4 * time.Hour)
			o.ana.ExpectThread(later, "Unclaimed for 5 h.")
			if _, after, _ := strings.Cut(o.thread(card), "Ana Duarte claimed it"); strings.Contains(after, "Unclaimed for") {
				t.Errorf("after the claim, the thread goes on with %s", after)
			}
			if n := o.called(o.mia, "unclaimed for 5 h: *Nadia Rahman"); n != 1 {
				t.Errorf("after the claim there are %d messages, but before it there was 1", n)
			}
			simtest.NoTrouble(t, o.sim)
		})
	}
}

// lukewarm registers a warm lead.
func (o office) lukewarm(name string) {
	o.t.Helper()
	o.register(map[string]any{"source": "referral", "campaign": "warm", "name": name, "email": mailbox(name), "company": firm(name), "employees": 420})
}

// offeredToBen has the manager offer a lead to Ben, who does not answer.
func (o office) offeredToBen(id lead.ID) simtest.Message {
	o.t.Helper()
	card := o.ben.Expect("#held", "Ida Holm")
	o.mia.Click(o.shown(o.mia, id), "Assign…")
	o.submit(o.mia, "Assign", "Who should take it?", "Ben Okafor")
	o.ben.ExpectThread(card, "offered it to Ben Okafor")
	return card
}

// passedOnFromBen checks the lead that Ben left waiting for an hour: it is offered to the next rep.
func (o office) passedOnFromBen(card simtest.Message) {
	o.t.Helper()
	o.ben.ExpectThread(card, "Ben Okafor didn't respond.", "Offered to Ana Duarte (next in line).")
	o.ben.ExpectDM("Time's up: *Ida Holm, Holm GmbH* went to Ana Duarte.")
}

// backForAll checks it after one more hour: nobody is left to offer it to, and anybody may claim it.
func (o office) backForAll(card simtest.Message, id lead.ID) {
	o.t.Helper()
	o.ben.ExpectThread(card, "Ana Duarte didn't respond.", "No one is left to offer it to")
	o.ben.ExpectChange(card, "Claim", "Not a fit")
	o.claim(o.ben, id)
}

// widened checks a lead after the rung that shows it to more people.
func (o office) widened(card simtest.Message) {
	o.t.Helper()
	o.ana.ExpectThread(card, "Also posted in #general")
	o.ana.Expect("#general", "Tom Berger", "Thread and history: #warm")
}

// thread returns the texts of the thread under a card, in order.
func (o office) thread(card simtest.Message) string {
	var said strings.Builder
	for _, m := range o.sim.History(card.Channel) {
		if m.ThreadTS == card.TS && m.TS != card.TS {
			said.WriteString(m.Text + "\n")
		}
	}
	return said.String()
}

// called counts the direct messages to a person that contain a text.
func (o office) called(p *simtest.Person, text string) int {
	return p.Count(p.ID(), text)
}

func TestAQuietProgramShowsCardsAndCallsTheAdminAlone(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, hourly, climbing, "--quiet")
			o.hot("alone", "Nadia Rahman")
			card := o.ana.Expect("#alone", "Nadia Rahman", "Claim")
			for _, rung := range []struct {
				wait time.Duration
				says string
			}{
				{time.Hour, "for 1 h. Ana Duarte and Ben Okafor: who's taking it?"},
				{2 * time.Hour, "as backup"},
				{2 * time.Hour, "for 5 h. Pinged Mia Lindqvist"},
			} {
				o.pass(rung.wait)
				if line := o.ana.ExpectThread(card, rung.says); strings.Contains(line.Text, "<@") {
					t.Errorf("somebody is mentioned: %s", line.Text)
				}
			}
			o.ola.ExpectDM("For Mia Lindqvist:", "Hot lead unclaimed for 5 h: *Nadia Rahman")
			for _, p := range []*simtest.Person{o.ana, o.ben, o.mia} {
				if n := o.called(p, "Nadia Rahman"); n > 0 {
					t.Errorf("somebody got %d direct messages", n)
				}
			}
			simtest.NoTrouble(t, o.sim)
		})
	}
}
