package worktime

import (
	"math/rand/v2"
	"testing"
	"time"

	"dibs/worktime/worktimetest"
)

func TestAWeeklyTimeComesOnItsDays(t *testing.T) {
	for _, c := range []struct {
		name, weekly, how, after, want string // in Berlin
	}{
		{"every day", "08:30", "", "2026-11-20 08:30", "2026-11-21 08:30"},
		{"later the same day", "08:30", "", "2026-11-20 08:29", "2026-11-20 08:30"},
		{"on Mondays", "mon 09:00", "", "2026-11-20 09:00", "2026-11-23 09:00"},
		{"Monday to Friday", "mon-fri 16:00", "", "2026-11-20 17:00", "2026-11-23 16:00"},
		{"working days only", "08:30", "working", "2026-11-20 08:30", "2026-11-23 08:30"},
		{"working days only, over Christmas", "08:30", "working", "2026-12-24 09:00", "2026-12-28 08:30"},
		{"a holiday is postponed", "mon 09:00", "postponed", "2027-03-27 09:00", "2027-03-30 09:00"}, // Easter Monday
		{"a day off is postponed to Monday", "sat 09:00", "postponed", "2026-11-20 09:00", "2026-11-23 09:00"},
		{"a postponed time is still found on the day itself", "sat 09:00", "postponed", "2026-11-22 09:00", "2026-11-23 09:00"},
		{"a working day is not postponed", "mon 09:00", "postponed", "2026-11-20 09:00", "2026-11-23 09:00"},
		{"a skipped time is the change of the clocks", "02:30", "", "2027-03-27 12:00", "2027-03-28 03:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, ok := ParseWeeklyTime(c.weekly)
			if !ok {
				t.Fatalf("cannot read %q", c.weekly)
			}
			h, after := hoursOf(t, berlin), worktimetest.At("Europe/Berlin", c.after)
			got, ok := b.Next(h.Zone(), after)
			switch c.how {
			case "working":
				got, ok = b.NextWorking(h.Zone(), after, h)
			case "postponed":
				got, ok = b.NextPostponed(h.Zone(), after, h)
			}
			if !ok || !got.Equal(worktimetest.At("Europe/Berlin", c.want)) {
				t.Errorf("after %s the next is %s, %v", c.after, got.In(h.Zone()), ok)
			}
		})
	}
}

func TestARepeatedHourHasOneWeeklyTime(t *testing.T) {
	halfPastTwo, _ := ParseWeeklyTime("02:30")
	zone := worktimetest.At("Europe/Berlin", "2026-10-24 12:00").Location()
	first := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	if at, ok := halfPastTwo.Next(zone, first.Add(-time.Hour)); !ok || !at.Equal(first) {
		t.Errorf("the next is %s, %v", at, ok)
	}
	if at, ok := halfPastTwo.Next(zone, first); !ok || !at.Equal(first.Add(25*time.Hour)) {
		t.Errorf("the one after that is %s, %v", at, ok)
	}
}

func TestAWeeklyTimeMayNeverCome(t *testing.T) {
	onSaturdays, _ := ParseWeeklyTime("sat 09:00")
	monday := worktimetest.At("Europe/Berlin", "2026-11-23 09:00")
	if at, ok := (WeeklyTime{}).Next(time.UTC, monday); ok {
		t.Errorf("the zero value occurs at %s", at)
	}
	if at, ok := onSaturdays.NextWorking(time.UTC, monday, hoursOf(t, berlin)); ok {
		t.Errorf("NextWorking returns a Saturday, %s", at)
	}
	if at, ok := onSaturdays.NextPostponed(time.UTC, monday, New(time.UTC, [7][]Window{}, Holidays{})); ok {
		t.Errorf("for hours that never open it occurs at %s", at)
	}
	for _, text := range []string{"", "mon", "24:00", "mon 24:00", "mon  09:00", "mon-fri", "09:00 mon", "mon 9"} {
		if b, ok := ParseWeeklyTime(text); ok {
			t.Errorf("%q is read as %+v", text, b)
		}
	}
}

func TestTheNextMorningIsADaysFirstOpening(t *testing.T) {
	h := hoursOf(t, berlin)
	for after, want := range map[string]string{
		"2026-11-19 08:59": "2026-11-19 09:00",
		"2026-11-19 09:00": "2026-11-20 09:00",
		"2026-11-19 12:45": "2026-11-20 09:00", // the end of the lunch break is not a morning
		"2026-11-20 10:00": "2026-11-23 09:00",
		"2026-12-24 10:00": "2026-12-28 09:00",
	} {
		if got, ok := h.NextMorning(worktimetest.At("Europe/Berlin", after)); !ok || !got.Equal(worktimetest.At("Europe/Berlin", want)) {
			t.Errorf("after %s the next morning is %s, %v", after, got.In(h.Zone()), ok)
		}
	}
	if at, ok := AlwaysOpen(time.UTC).NextMorning(time.Now()); ok {
		t.Errorf("hours that never close have a morning at %s", at)
	}
}

// The daily time occurs once a day, however the clocks change, and at its own time on days when the wall
// clock shows that time.
func TestADailyTimeComesOnceADayInEveryZone(t *testing.T) {
	everyDay, _ := ParseDays("mon-sun")
	r := rand.New(rand.NewPCG(1, 2))
	for zone, changes := range everyZone(t) {
		place, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			daily := WeeklyTime{Days: everyDay, At: TimeOfDay(r.IntN(24 * 60))}
			from := time.Unix(c.at, 0).Add(-54 * time.Hour)
			for at, days := from, 0; days < 4; days++ {
				before := at
				var ok bool
				if at, ok = daily.NextWorking(place, at, AlwaysOpen(place)); !ok {
					t.Fatalf("%s: none after %s", zone, before)
				}
				local := at.In(place)
				if shown := TimeOfDay(local.Hour()*60 + local.Minute()); shown != daily.At && !skips(at, place) {
					t.Fatalf("%s: at %s, want %s", zone, local, daily.At)
				}
				if days > 0 && !skips(before, place) && local.Format(time.DateOnly) == before.In(place).Format(time.DateOnly) {
					t.Fatalf("%s: two on %s", zone, local.Format(time.DateOnly))
				}
				if gap := at.Sub(before); days > 0 && (gap < 20*time.Hour || gap > 28*time.Hour) && !skips(before, place) && !skipsDay(c) {
					t.Fatalf("%s: %s after the one before, at %s", zone, gap, local)
				}
			}
		}
	}
}

// skips reports whether the clocks go forward at that moment.
func skips(at time.Time, zone *time.Location) bool {
	_, before := at.Add(-time.Second).In(zone).Zone()
	_, after := at.In(zone).Zone()
	return after > before
}

// skipsDay reports whether the change moves the zone across the date line.
func skipsDay(c change) bool { return max(c.before-c.after, c.after-c.before) > 12*3600 }
