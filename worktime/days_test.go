package worktime

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]Days{
		"mon":     {time.Monday},
		"sun":     {time.Sunday},
		"mon-wed": {time.Monday, time.Tuesday, time.Wednesday},
		"sat-mon": {time.Saturday, time.Sunday, time.Monday},
	} {
		if got, ok := ParseDays(text); !ok || !slices.Equal(got, want) {
			t.Errorf("%s is read as %v, %v", text, []time.Weekday(got), ok)
		}
	}
	for _, text := range []string{"", "monday", "Mon", "mon-", "-mon", "mon-tue-wed", "mon,tue"} {
		if got, ok := ParseDays(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	for i, first := range DayNames() {
		for _, last := range append(DayNames()[:i], DayNames()[i+1:]...) {
			if got, _ := ParseDays(first + "-" + last); got.String() != first+"-"+last {
				t.Errorf("%s-%s is formatted as %s", first, last, got)
			}
		}
	}
	if got := (Days{}).String(); got != "" {
		t.Errorf("no days are formatted as %q", got)
	}
}

func TestATimeOfDayIsReadAndWritten(t *testing.T) {
	for minutes := range EndOfDay + 1 {
		if got, ok := ParseTimeOfDay(minutes.String()); !ok || got != minutes {
			t.Errorf("%d is formatted as %s and read as %d, %v", int(minutes), minutes, int(got), ok)
		}
	}
	if got, ok := ParseTimeOfDay("7:05"); !ok || got.String() != "07:05" {
		t.Errorf("7:05 is read as %s, %v", got, ok)
	}
	for _, text := range []string{"", "9", "09", "24:01", "25:00", "12:60", "-1:00", "1:5", "009:00", "12:00:00", "noon"} {
		if got, ok := ParseTimeOfDay(text); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

func TestWeekWritesTheWindowsBack(t *testing.T) {
	for _, w := range manyHours {
		if got := hoursOf(t, w).Week(); !slices.Equal(got, w.week) && w.zone != "America/Santiago" { // sat-mon goes past Sunday
			t.Errorf("%q is formatted as %q", w.week, got)
		}
	}
	if got, want := hoursOf(t, santiago).Week(), []string{"mon 00:00-24:00", "wed 23:00-24:00", "sat-sun 00:00-24:00"}; !slices.Equal(got, want) {
		t.Errorf("Week is %q", got)
	}
	if got := AlwaysOpen(time.UTC).Week(); !slices.Equal(got, []string{"always"}) {
		t.Errorf("Week of hours that never close is %q", got)
	}
}

// The windows overlap, come in any order, or are invalid. The test checks every minute.
func TestHoursAreOpenInAnyOfTheirWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := rapid.Map(rapid.IntRange(-60, 25*60), func(m int) TimeOfDay { return TimeOfDay(m) })
		ws := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Window {
			return Window{clock.Draw(t, "from"), clock.Draw(t, "to")}
		}), 0, 4).Draw(t, "windows")
		given := fmt.Sprint(ws)
		h := New(time.UTC, [7][]Window{time.Wednesday: ws}, Holidays{})
		counted := time.Duration(0)
		tuesday := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		for m := range 3 * EndOfDay {
			minute := m - EndOfDay // of Wednesday
			want := minute >= 0 && minute < EndOfDay && slices.ContainsFunc(ws, func(w Window) bool {
				return w.From >= 0 && w.To <= EndOfDay && w.From <= minute && minute < w.To
			})
			if h.Open(tuesday.Add(time.Duration(m)*time.Minute)) != want {
				t.Fatalf("%s: open at %s is %v", given, minute, !want)
			}
			if want {
				counted += time.Minute
			}
		}
		if got := h.Between(tuesday, tuesday.Add(3*day)); got != counted {
			t.Fatalf("%s: counted %s, Between says %s", given, counted, got)
		}
		if fmt.Sprint(ws) != given {
			t.Fatalf("New changed its argument to %s from %s", fmt.Sprint(ws), given)
		}
	})
}
