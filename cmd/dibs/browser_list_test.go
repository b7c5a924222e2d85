package main

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"dibs/slacksim/pagetest"
)

// hastyWarm is the demo's playbook; for pictures, the pool is called for warm leads after three seconds instead of
// two minutes.
func (c camera) hastyWarm(t *testing.T) []byte {
	t.Helper()
	if c.folder == "" {
		return demoPlaybook
	}
	const rung = "warm: [{after: 2m, do: remind, tell: pool}"
	if !bytes.Contains(demoPlaybook, []byte(rung)) {
		t.Fatalf("the demo's playbook has no %q", rung)
	}
	return bytes.Replace(demoPlaybook, []byte(rung), []byte("warm: [{after: 3s, do: remind, tell: pool}"), 1)
}

// arrivalsOf registers some of the demo's leads, by name.
func (p *program) arrivalsOf(t *testing.T, names ...string) {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal(arrivalsJSON, &list); err != nil {
		t.Fatal(err)
	}
	byName := map[any]map[string]any{}
	for _, a := range list {
		byName[a["name"]] = a
	}
	for _, n := range names {
		p.lead(t, byName[n])
	}
}

func TestEachWarmLeadClimbsTheLadderAndAllThatWaitAreOneListToClaimFrom(t *testing.T) {
	t.Parallel()
	take := newCamera(t)
	p := startDemo(t, take.hastyWarm(t))
	p.arrivalsOf(t, "Lukas Steiner", "Katrin Baum", "Peter Frei")
	take.pass(p, 2*time.Minute)
	ana := pagetest.Open(t, p.url+"/?user=ana&channel=leads")
	ana.Resize(1440, 900)
	list := ana.Finds("3 leads are waiting (3 warm)", "@Ana Duarte and @Ben Okafor: who's taking which?", "Lukas Steiner", "Katrin Baum", "Peter Frei")
	take.shoot(ana, "list")
	take.onPhone(ana, "list-phone")
	ana.PressIn(list, "Claim")
	ana.Finds("Only visible to you", "It's yours: ")

	ana.Says("/lead away until tomorrow 09:00")
	ana.Finds("You're away until tomorrow 09:00", "Ben Okafor gets the reminders")
	take.shoot(ana, "away")
	ben := pagetest.Open(t, p.url+"/?user=ben&channel=leads")
	ben.Finds("Lukas Steiner", "Ana Duarte", "🌴 Ana Duarte is away", "Ben Okafor is covering")
	ana.Says("/lead back")
	ana.Finds("Welcome back")
}
