package lead_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"dibs/lead"
)

type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

func unchanged(t reporter, before, after *lead.Lead) {
	t.Helper()
	if d := cmp.Diff(before, after, cmpopts.IgnoreUnexported(lead.Lead{})); d != "" {
		t.Errorf("a refusal changed the lead:\n%s", d)
	}
}

// consistent checks what holds for every lead at any time.
func consistent(t reporter, l *lead.Lead) {
	t.Helper()
	if l.Open() != (len(l.Clocks) > 0) {
		t.Errorf("%s: running clocks %v", l.Stage, l.Clocks)
	}
	if l.Stage.Owned() != (l.Owner != lead.NoOne) && l.Open() {
		t.Errorf("%s has owner %q", l.Stage, l.Owner)
	}
	if (l.Offer != nil) != running(l.Clocks, lead.ClockAccept) {
		t.Errorf("%s: offer %v with clocks %v", l.Stage, l.Offer, l.Clocks)
	}
	if (l.Next != nil) != running(l.Clocks, lead.ClockNext) {
		t.Errorf("%s: next step %v with clocks %v", l.Stage, l.Next, l.Clocks)
	}
	if l.Open() == !l.ClosedAt.IsZero() {
		t.Errorf("%s closed at %v", l.Stage, l.ClosedAt)
	}
	if (l.Stage == lead.StageNew || l.Stage == lead.StageInquiry) != !l.WaitingAt.IsZero() {
		t.Errorf("%s waits since %v", l.Stage, l.WaitingAt)
	}
}

func running(cs lead.Clocks, n lead.ClockName) bool { _, ok := cs[n]; return ok }

func TestNoSequenceOfActionsLeavesALeadInconsistent(t *testing.T) {
	people := []lead.Actor{ana, ben, carla, dan, eve, mia, max, zoe}
	names := make([]string, 0, len(actions))
	for n := range actions {
		names = append(names, n)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		l := registered(rapid.SampledFrom([]lead.Judgement{asNew, asAsk, asNotNow}).Draw(t, "judged"))
		n := 0
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			before := l.Clone()
			name := rapid.SampledFrom(names).Draw(t, "action")
			if err := actions[name](l, rapid.SampledFrom(people).Draw(t, "who")); err != nil {
				unchanged(t, before, l)
			}
			if rapid.Bool().Draw(t, "climb") {
				for c := range l.Clocks {
					l.Climb([]lead.Step{{Clock: c, After: time.Hour, Do: rapid.SampledFrom(
						[]lead.Do{lead.DoRemind, lead.DoRelease, lead.DoReassign, lead.DoWiden}).Draw(t, "do")}}, t0)
					break
				}
			}
			consistent(t, l)
			for _, ev := range l.TakeEvents() {
				if n++; ev.N != n {
					t.Errorf("event %d is numbered %d", n, ev.N)
				}
			}
		}
		if l.EventCount != n {
			t.Errorf("%d events recorded, %d counted", n, l.EventCount)
		}
	})
}
