package simtest

import (
	"context"
	"testing"

	"dibs/slacksim"
)

// Until waits for a condition, looking again whenever the workspace changes, and fails the test with what is missing
// after [Patience]. ok must not block.
func Until(t testing.TB, sim *slacksim.Sim, missing string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	if !until(ctx, sim, ok) {
		t.Fatalf("within %v there was no %s", Patience, missing)
	}
}

// Connected waits until the app has n Socket Mode connections open.
func Connected(t testing.TB, sim *slacksim.Sim, n int) {
	t.Helper()
	Until(t, sim, "socket connection", func() bool { return sim.Sockets() == n })
}

// Settled waits until nothing is on its way to the app.
func Settled(t testing.TB, sim *slacksim.Sim) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	if err := sim.Settle(ctx); err != nil {
		t.Fatalf("deliveries to the app did not settle within %v", Patience)
	}
}

// NoTrouble fails the test if the app ever failed a person: a click without an answer, an answer Slack does not know.
func NoTrouble(t testing.TB, sim *slacksim.Sim) {
	t.Helper()
	for _, trouble := range sim.Troubles() {
		t.Errorf("the app failed %s: %v", trouble.User, trouble.Error())
	}
}

func until(ctx context.Context, sim *slacksim.Sim, ok func() bool) bool {
	changes, stop := sim.Subscribe()
	defer stop()
	for {
		if ok() {
			return true
		}
		select {
		case <-changes:
		case <-ctx.Done():
			return ok()
		}
	}
}
