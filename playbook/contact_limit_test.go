package playbook

import (
	"testing"
	"time"

	"dibs/lead"
)

func TestContactPressureIsLimitedAsThePlaybookSays(t *testing.T) {
	p := example(t) // two touches in 14 days
	at := func(days ...float64) (touches []time.Time) {
		for _, d := range days {
			touches = append(touches, monday.Add(time.Duration(d*float64(day))))
		}
		return touches
	}
	for _, c := range []struct {
		name    string
		touches []time.Time
		over    bool
		free    float64 // days after monday
	}{
		{"no touches", nil, false, 0},
		{"one touch", at(-1), false, 0},
		{"two touches", at(-10, -1), true, 4},
		{"three touches, of which two must stop counting", at(-10, -3, -1), true, 11},
		{"one of two stops counting now", at(-14, -1), false, 0},
		{"logged out of order", at(-1, -10), true, 4},
		{"another machine's clock is ahead", at(-1, 0.001), true, 13},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &lead.Lead{Touches: c.touches}
			free, over := p.OverContactLimit(l, monday)
			if over != c.over || over && !free.Equal(at(c.free)[0]) || !over && !free.IsZero() {
				t.Fatalf("over the limit: %v, until %s", over, free)
			}
			if !over {
				return
			}
			if _, still := p.OverContactLimit(l, free); still {
				t.Error("still over the limit at the returned time")
			}
			if _, still := p.OverContactLimit(l, free.Add(-1)); !still {
				t.Error("no longer over the limit before the returned time")
			}
		})
	}
	if _, over := changed(t, "  at_most: {touches: 2, per: 14d}", "").OverContactLimit(&lead.Lead{Touches: at(0, 0, 0)}, monday); over {
		t.Error("over the limit without a limit")
	}
}
