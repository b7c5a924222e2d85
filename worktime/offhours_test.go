package worktime

import (
	"testing"
	"time"

	"dibs/worktime/worktimetest"
	"pgregory.net/rapid"
)

// The test compares the computed stretches with the rule itself, around changes of the clocks and at other
// times.
func TestOffHoursMatchTheWallClock(t *testing.T) {
	everyDay, _ := ParseDays("mon-sun")
	weekdaysOnly, _ := ParseDays("mon-fri")
	for _, text := range []written{berlin, newYork, kolkata} { // none is open in a repeated hour
		h := hoursOf(t, text)
		rapid.Check(t, func(t *rapid.T) {
			within := Bounds{
				From:  rapid.SampledFrom([]TimeOfDay{FirstOpening, 0, 5 * 60, 13 * 60}).Draw(t, "from"),
				Until: rapid.SampledFrom([]TimeOfDay{13*60 + 1, 21 * 60, EndOfDay}).Draw(t, "until"),
				Days:  rapid.SampledFrom([]Days{everyDay, weekdaysOnly}).Draw(t, "days"),
			}
			o := h.OffHours(within)
			now := worktimetest.Instant(t, h.Zone(), "now").Truncate(time.Minute)
			if got := o.Covers(now); got != closedWithin(o, now) {
				t.Fatalf("%s %+v: covered is %v", now.In(h.zone), within, got)
			}
			first, ok := o.Next(now, now.Add(10*day))
			for at := now; at.Before(now.Add(3 * day)); at = at.Add(37 * time.Minute) {
				if closedWithin(o, at) && (!ok || first.After(at)) {
					t.Fatalf("the first from %s is %s, but %s is covered", now, first, at)
				}
			}
			if ok && (first.Before(now) || !closedWithin(o, first)) {
				t.Fatalf("the first from %s is %s, which is not covered", now, first)
			}
			if _, late := o.Next(now, first); ok && late {
				t.Fatal("Next returned a time at the limit")
			}
		})
	}
}

func closedWithin(o *OffHours, t time.Time) bool {
	local := t.In(o.hours.zone)
	begins := o.bounds.From
	if begins == FirstOpening {
		begins = Morning
		ws := o.hours.windows[local.Weekday()]
		if len(ws) > 0 && !o.hours.closedDays(local.Year())[date{local.Month(), local.Day()}] {
			begins = ws[0].From
		}
	}
	onDay := false
	for _, w := range o.bounds.Days {
		onDay = onDay || w == local.Weekday()
	}
	minute := TimeOfDay(local.Hour()*60 + local.Minute())
	return onDay && minute >= begins && minute < o.bounds.Until && !o.hours.Open(t)
}
