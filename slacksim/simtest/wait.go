package simtest

import (
	"context"
	"testing"

	"dibs/slacksim"
)

// Until waits until ok returns true, calling it again whenever the workspace changes. After [Patience] it fails the test
// and says what is missing. ok must not block.
func Until(t testing.TB, sim *slacksim.Sim, missing string, ok func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	if !until(ctx, sim, ok) {
		t.Fatalf("there was no %s within %v", missing, Patience)
	}
}

// Connected waits until the app has n Socket Mode connections open.
func Connected(t testing.TB, sim *slacksim.Sim, n int) {
	t.Helper()
	Until(t, sim, "socket connection", func() bool { return sim.Sockets() == n })
}

// Settled waits until nothing is being delivered to the app.
func Settled(t testing.TB, sim *slacksim.Sim) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	if err := sim.Settle(ctx); err != nil {
		t.Fatalf("deliveries to the app did not finish within %v", Patience)
	}
}

// NoTrouble fails the test if people were shown an error because the app failed: it did not answer a click, or its
// answer was invalid.
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
