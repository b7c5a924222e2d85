package main

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/slacksim/simtest"
)

func TestTheDemoClimbsInTheOrderOfTheExampleWhileOneWatches(t *testing.T) {
	t.Parallel()
	demo, err := playbook.Parse("demo.yaml", demoPlaybook, demoEnv)
	if err != nil {
		t.Fatal(err)
	}
	real, err := playbook.Load(example, demoEnv)
	if err != nil {
		t.Fatal(err)
	}
	order := func(pb *playbook.Playbook) string {
		var rungs []string
		for _, r := range pb.Ladder(lead.ClockClaim, lead.Hot) {
			rungs = append(rungs, string(r.Do)+" "+r.Tell)
		}
		return strings.Join(rungs, ", ")
	}
	if order(demo) != order(real) {
		t.Errorf("the demo climbs %s, the example %s", order(demo), order(real))
	}
	ladder := demo.Ladder(lead.ClockClaim, lead.Hot)
	if last := ladder[len(ladder)-1].After; last > 75*time.Second {
		t.Errorf("the last rung comes after %v: nobody waits that long", last)
	}
}

// hastyDemo is the demo's playbook with the rungs of the claim ladder for hot leads a second apart.
func hastyDemo(t *testing.T) []byte {
	t.Helper()
	return hotLadder(t, `{after: 1s, do: remind, tell: pool}, {after: 2s, do: remind, tell: backup},
      {after: 3s, do: remind, tell: manager}, {after: 4s, do: widen, to: "#leads-inside"}, {after: 5s, do: reassign}`)
}

func TestAHotLeadOfTheDemoIsRemindedWidenedAndOfferedOnUntilTheFirstClick(t *testing.T) {
	t.Parallel()
	for _, s := range setups {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startIn(t, s, demoWorkspace(""), hastyDemo(t))
			ana, carla, mia := p.as(t, "ana"), p.as(t, "carla"), p.as(t, "mia")
			p.lead(t, hot("North", 60))
			card := ana.Expect("#leads", "North", "Claim")
			inOrder(t, ana, card, "who takes it?", "is called as the backup", "Mia Lindqvist is called to step in", "Widened to #leads-inside", "Offered to")
			mia.ExpectDM("North", "You are the manager")
			if inside := carla.Expect("#leads-inside", "North"); inside.Shows("Claim") {
				t.Errorf("while it is offered to one person, others can claim it: %s", inside.Visible())
			}

			// The first click ends it.
			receiver := offeredTo(t, p, card)
			receiver.Click(receiver.Again(card), "Accept")
			ana.ExpectChange(card, "Log contact")
			lines := ana.CountThread(card, "Nobody has claimed")
			p.lead(t, hot("South", 60)) // when it has climbed, the first one had time to go on
			other := ana.Expect("#leads", "South", "Claim")
			ana.ExpectThread(other, "Mia Lindqvist is called to step in")
			if n := ana.CountThread(card, "Nobody has claimed"); n != lines {
				t.Errorf("after the click the ladder went on: %d lines, %d before it", n, lines)
			}
			simtest.NoTrouble(t, p.sim)
		})
	}
}

// inOrder waits for lines of a thread and fails unless they stand in this order.
func inOrder(t *testing.T, who *simtest.Person, card simtest.Message, lines ...string) {
	t.Helper()
	last := ""
	for _, l := range lines {
		m := who.ExpectThread(card, l)
		if m.TS < last {
			t.Errorf("%q stands before the line that should precede it", l)
		}
		last = m.TS
	}
}

// offeredTo is who the card says it is offered to.
func offeredTo(t *testing.T, p *program, card simtest.Message) *simtest.Person {
	t.Helper()
	seen := p.as(t, "mia").ExpectChange(card, "Accept").Visible()
	for handle, name := range map[string]string{"ana": "Ana Duarte", "ben": "Ben Okafor", "carla": "Carla Reyes"} {
		if strings.Contains(seen, "Offered to "+name) {
			return p.as(t, handle)
		}
	}
	t.Fatalf("the card does not say to whom it is offered:\n%s", seen)
	return nil
}
