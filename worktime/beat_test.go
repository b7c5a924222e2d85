package worktime

import (
	"math/rand/v2"
	"testing"
	"time"
)

// Whatever clocks do: one a day, at the time the wall shows if it shows it that day.
func TestABeatComesOnceADayInEveryZone(t *testing.T) {
	everyDay, _ := ParseDays("mon-sun")
	r := rand.New(rand.NewPCG(1, 2))
	for zone, changes := range everyZone(t) {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			beat := Beat{Days: everyDay, At: TimeOfDay(r.IntN(24 * 60))}
			from := time.Unix(c.at, 0).Add(-54 * time.Hour)
			for at, days := from, 0; days < 4; days++ {
				before := at
				var ok bool
				if at, ok = beat.NextWorking(place, at, AlwaysOpen(place)); !ok {
					t.Fatalf("%s: none after %s", zone, before)
				}
				local := at.In(place)
				if shown := TimeOfDay(local.Hour()*60 + local.Minute()); shown != beat.At && !skips(at, place) {
					t.Fatalf("%s: at %s and not at %s", zone, local, beat.At)
				}
				if days > 0 && !skips(before, place) && local.Format(time.DateOnly) == before.In(place).Format(time.DateOnly) {
					t.Fatalf("%s: twice on %s", zone, local.Format(time.DateOnly))
				}
				if gap := at.Sub(before); days > 0 && (gap < 20*time.Hour || gap > 28*time.Hour) && !skips(before, place) && !skipsDay(c) {
					t.Fatalf("%s: %s after the one before, at %s", zone, gap, local)
				}
			}
		}
	}
}

// skips reports whether clocks jump forward at the instant.
func skips(at time.Time, zone *time.Location) bool {
	_, before := at.Add(-time.Second).In(zone).Zone()
	_, after := at.In(zone).Zone()
	return after > before
}

// skipsDay reports whether a change is of the date line.
func skipsDay(c change) bool { return max(c.before-c.after, c.after-c.before) > 12*3600 }
