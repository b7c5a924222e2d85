package main

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
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
		for _, r := range pb.LadderFor(lead.ClockClaim, lead.Hot) {
			rungs = append(rungs, string(r.Do)+" "+r.Tell)
		}
		return strings.Join(rungs, ", ")
	}
	if order(demo) != order(real) {
		t.Errorf("the demo's ladder is %s, the example's %s", order(demo), order(real))
	}
	ladder := demo.LadderFor(lead.ClockClaim, lead.Hot)
	if last := ladder[len(ladder)-1].After; last > 75*time.Second {
		t.Errorf("the last rung comes after %v: nobody waits that long", last)
	}
}
