package main

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/slacksim/simtest"
)

// hurried is the office's playbook with ladders in seconds. A hot lead is called for by everybody
// in turn, a warm one has the rungs that change what a lead is.
var hurried = []byte(strings.NewReplacer(
	`sales_ready: 'temperature == "hot"'`, `sales_ready: 'temperature in ["hot", "warm"]'`,
	`claim: {any: [{after: 1h, do: remind, tell: pool}]}`, `claim:
    hot: [{after: 1s, do: remind, tell: pool}, {after: 3s, do: remind, tell: backup}, {after: 5s, do: remind, tell: manager}]
    warm: [{after: 1s, do: widen, to: "#general"}, {after: 3s, do: reassign}, {after: 5s, do: remind, tell: manager}]
    cold: [{after: 1h, do: remind, tell: pool}]`,
	`accept: {any: [{after: 1h, do: reassign}]}`, `accept: {any: [{after: 1s, do: reassign}]}`,
	`repeat: 1d`, `repeat: 4s`,
).Replace(string(officePlaybook)))

// climbing are the channels of the tests of ladders.
var climbing = []string{"alone", "warm", "held", "later"}

func TestALeadThatIsLeftAloneCallsPoolBackupAndManagerUntilItIsClaimed(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, hurried, climbing)
			alone := o.hot("alone", "Nadia Rahman")
			o.lukewarm("Tom Berger")
			o.leftToBen(o.hot("held", "Ida Holm"))

			card := o.ana.Expect("#alone", "Nadia Rahman", "Claim")
			line := o.ana.ExpectThread(card, "Unclaimed for 1 s.", "who's taking it?")
			for _, p := range []*simtest.Person{o.ana, o.ben} {
				if !strings.Contains(line.Text, "<@"+p.ID()+">") {
					t.Errorf("somebody of the pool is not mentioned: %s", line.Text)
				}
			}
			o.ana.ExpectThread(card, "Unclaimed for 3 s.", "as backup.")
			line = o.mia.ExpectThread(card, "Unclaimed for 5 s. Pinged Mia Lindqvist to step in.")
			if strings.Contains(line.Text, "<@") {
				t.Errorf("who gets a direct message is pinged a second time: %s", line.Text)
			}
			o.mia.ExpectDM("Hot lead unclaimed for 5 s: *Nadia Rahman, Rahman GmbH*. You're next in line.", "Claim", "Open card")
			backups := o.called(o.ana, "You're the backup") + o.called(o.ben, "You're the backup")
			if backups == 0 {
				t.Error("no backup got a direct message")
			}
			line = o.mia.ExpectThread(card, "Unclaimed for 9 s. It's in the daily list for Mia Lindqvist.")
			if strings.Contains(line.Text, "<@") {
				t.Errorf("what is repeated pings somebody: %s", line.Text)
			}
			if n := o.called(o.mia, "Nadia Rahman"); n != 1 {
				t.Errorf("the manager got %d messages about one lead", n)
			}

			o.claim(o.ana, alone)
			notes := o.called(o.mia, "Nadia Rahman")
			o.climbsOn(o.ana.Expect("#warm", "Tom Berger"))

			// When the next lead has waited for its reminders, the claimed one had time for its own.
			o.hot("later", "Leo Brandt")
			o.ana.ExpectThread(o.ana.Expect("#later", "Leo Brandt"), "Unclaimed for 3 s.")
			o.ana.ExpectThread(card, "Ana Duarte claimed it")
			if _, after, _ := strings.Cut(o.thread(card), "Ana Duarte claimed it"); strings.Contains(after, "Unclaimed for") {
				t.Errorf("after the claim the thread goes on with %s", after)
			}
			if n := o.called(o.mia, "Nadia Rahman"); n > notes+1 { // one may have been on its way
				t.Errorf("after the claim there are %d messages, before it there were %d", n, notes)
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

// leftToBen offers a lead to Ben, who does not answer.
func (o office) leftToBen(id lead.ID) {
	o.t.Helper()
	o.mia.Click(o.shown(o.mia, id), "Assign…")
	o.submit(o.mia, "Assign", "Who should take it?", "Ben Okafor")
	card := o.ben.Expect("#held", "Ida Holm")
	o.ben.ExpectThread(card, "Ben Okafor didn't respond.", "Offered to Ana Duarte (next in line).")
	o.ben.ExpectDM("Time's up: *Ida Holm, Holm GmbH* went to Ana Duarte.")
	o.ben.ExpectThread(card, "Ana Duarte didn't respond.", "No one is left to offer it to")
	o.ben.ExpectChange(card, "Claim", "Not a fit")
	o.claim(o.ben, id)
}

// climbsOn looks at a lead whose rungs widen and reassign it: more people see it, one is offered it,
// and the manager is called.
func (o office) climbsOn(card simtest.Message) {
	o.t.Helper()
	o.ana.ExpectThread(card, "Also posted in #general")
	o.ana.Expect("#general", "Tom Berger", "Thread and history: #warm")
	o.ana.ExpectThread(card, "Offered to ", "(next in line)")
	o.mia.ExpectDM("this warm lead", "*Tom Berger, Berger GmbH*.", "Assign…")
}

// thread is what the thread under a card says, in order.
func (o office) thread(card simtest.Message) string {
	var said strings.Builder
	for _, m := range o.sim.History(card.Channel) {
		if m.ThreadTS == card.TS && m.TS != card.TS {
			said.WriteString(m.Text + "\n")
		}
	}
	return said.String()
}

// called counts the direct messages to a person that show a text.
func (o office) called(p *simtest.Person, text string) int {
	return p.Count(p.ID(), text)
}

func TestAQuietProgramShowsCardsAndCallsTheAdminAlone(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			o := openOfficeWith(t, s, hurried, climbing, "--quiet")
			o.hot("alone", "Nadia Rahman")
			card := o.ana.Expect("#alone", "Nadia Rahman", "Claim")
			for _, rung := range []string{"for 1 s. Ana Duarte and Ben Okafor: who's taking it?", "as backup", "for 5 s. Pinged Mia Lindqvist"} {
				if line := o.ana.ExpectThread(card, rung); strings.Contains(line.Text, "<@") {
					t.Errorf("somebody is mentioned: %s", line.Text)
				}
			}
			o.ola.ExpectDM("For Mia Lindqvist:", "Hot lead unclaimed for 5 s: *Nadia Rahman")
			for _, p := range []*simtest.Person{o.ana, o.ben, o.mia} {
				if n := o.called(p, "Nadia Rahman"); n > 0 {
					t.Errorf("somebody got %d direct messages", n)
				}
			}
			simtest.NoTrouble(t, o.sim)
		})
	}
}
