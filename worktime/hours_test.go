package worktime

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"dibs/worktime/worktimetest"
	"pgregory.net/rapid"
)

// written is hours as text: a zone, a place with holidays or none, and the week as Hours.Week formats it.
type written struct {
	zone, holidays string
	week           []string
}

// hoursOf parses written hours.
func hoursOf(t testing.TB, w written) *Hours {
	t.Helper()
	zone, err := time.LoadLocation(w.zone)
	if err != nil {
		t.Fatal(err)
	}
	holidays, ok := HolidaysIn(w.holidays)
	if !ok && w.holidays != "" {
		t.Fatalf("unknown place for holidays: %q", w.holidays)
	}
	var open [7][]Window
	for _, line := range w.week {
		days, windows, _ := strings.Cut(line, " ")
		on, ok := ParseDays(days)
		for _, d := range on {
			for text := range strings.SplitSeq(windows, " and ") {
				from, to, _ := strings.Cut(text, "-")
				begins, ok1 := ParseTimeOfDay(from)
				ends, ok2 := ParseTimeOfDay(to)
				ok = ok && ok1 && ok2
				open[d] = append(open[d], Window{begins, ends})
			}
		}
		if !ok {
			t.Fatalf("cannot read %q: write it like %q", line, "mon-fri 09:00-17:00")
		}
	}
	return New(zone, open, holidays)
}

var (
	berlin  = written{"Europe/Berlin", "DE-BE", []string{"mon-thu 09:00-12:30 and 13:15-18:00", "fri 09:00-15:00"}}
	newYork = written{"America/New_York", "US", []string{"mon-fri 08:30-17:30"}}
	night   = written{"Europe/Berlin", "", []string{"mon-sun 00:00-02:30 and 02:30-04:00 and 22:00-24:00"}}
	// Lord Howe Island changes its clocks by only half an hour.
	lordHowe = written{"Australia/Lord_Howe", "", []string{"mon-sun 01:45-02:15 and 09:00-17:00"}}
	// Chile changes its clocks at midnight, so some days begin at 01:00.
	santiago = written{"America/Santiago", "", []string{"sat-mon 00:00-24:00", "wed 23:00-24:00"}}
	sydney   = written{"Australia/Sydney", "AU-NSW", []string{"tue 10:00-10:01", "thu 02:00-03:00", "sun 01:00-05:00"}}
	kolkata  = written{"Asia/Kolkata", "", []string{"mon-sat 09:30-18:30"}}

	manyHours = []written{berlin, newYork, night, lordHowe, santiago, sydney, kolkata}
)

func TestATeamIsOpenInItsWindowsAndClosedOnHolidays(t *testing.T) {
	h := hoursOf(t, berlin)
	for clock, want := range map[string]struct {
		open bool
		next string
	}{
		"2026-11-20 14:59": {true, "2026-11-20 14:59"},
		"2026-11-20 15:00": {false, "2026-11-23 09:00"}, // a window excludes its end; from Friday to Monday
		"2026-11-19 12:45": {false, "2026-11-19 13:15"},
		"2026-11-19 08:00": {false, "2026-11-19 09:00"},
		"2026-12-24 18:00": {false, "2026-12-28 09:00"}, // both Christmas holidays
		"2026-03-06 18:00": {false, "2026-03-09 09:00"},
		"2027-03-08 10:00": {false, "2027-03-09 09:00"}, // Women's Day is a holiday in Berlin
		"2026-12-31 18:00": {false, "2027-01-04 09:00"}, // across the end of the year
	} {
		now := worktimetest.At("Europe/Berlin", clock)
		if h.Open(now) != want.open {
			t.Errorf("open at %s: %v", clock, !want.open)
		}
		if got := h.NextOpen(now); !got.Equal(worktimetest.At("Europe/Berlin", want.next)) {
			t.Errorf("the next opening after %s is %s, want %s", clock, got, want.next)
		}
	}
	us := hoursOf(t, newYork)
	if us.Open(worktimetest.At("America/New_York", "2027-12-31 10:00")) {
		t.Error("New Year's Day 2028 is a Saturday and observed on Friday, 31 December 2027, but the team is open")
	}
}

func TestBusinessTimeIsExactWhenTheClocksChange(t *testing.T) {
	for _, c := range []struct {
		name       string
		hours      written
		zone, from string
		add        time.Duration
		want       string
	}{
		{"across lunch", berlin, "Europe/Berlin", "2026-11-19 12:20", 30 * time.Minute, "2026-11-19 13:35"},
		{"across a weekend", berlin, "Europe/Berlin", "2026-11-20 14:30", time.Hour, "2026-11-23 09:30"},
		{"a shorter weekend in spring does not shorten business time", berlin, "Europe/Berlin", "2026-03-27 14:30", time.Hour, "2026-03-30 09:30"},
		{"a night with a skipped hour is an hour shorter", night, "Europe/Berlin", "2026-03-28 23:00", 4 * time.Hour, "2026-03-29 04:00"},
		{"a night with a repeated hour is an hour longer", night, "Europe/Berlin", "2026-10-24 23:00", 6 * time.Hour, "2026-10-25 04:00"},
		{"a day that begins at one o'clock", santiago, "America/Santiago", "2026-09-05 23:00", 2 * time.Hour, "2026-09-06 02:00"},
		{"a window that ends when an hour is repeated ends the first time", written{"Europe/Berlin", "", []string{"sun 01:00-02:00 and 03:00-04:00"}}, "Europe/Berlin", "2026-10-25 00:00", 2 * time.Hour, "2026-10-25 04:00"},
		{"a repeated midnight belongs to one day", written{"America/Havana", "", []string{"mon-sun 00:00-24:00"}}, "America/Havana", "2026-10-31 12:00", 25 * time.Hour, "2026-11-01 12:00"},
		{"the last minute before closing time counts", berlin, "Europe/Berlin", "2026-11-20 14:00", time.Hour, "2026-11-20 15:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hoursOf(t, c.hours)
			if got := h.Add(worktimetest.At(c.zone, c.from), c.add); !got.Equal(worktimetest.At(c.zone, c.want)) {
				t.Errorf("%s plus %v is %s, want %s", c.from, c.add, got, c.want)
			}
		})
	}
}

func TestADayIsDueAtTheSameTimeOnTheNextOpenDay(t *testing.T) {
	for _, c := range []struct {
		name       string
		hours      written
		zone, from string
		after      time.Duration
		want       string
	}{
		{"at once when open", berlin, "Europe/Berlin", "2026-11-19 10:00", 0, "2026-11-19 10:00"},
		{"at once waits for the opening", berlin, "Europe/Berlin", "2026-11-21 10:00", 0, "2026-11-23 09:00"},
		{"tomorrow", berlin, "Europe/Berlin", "2026-11-18 10:07", day, "2026-11-19 10:07"},
		{"from Friday to Monday", berlin, "Europe/Berlin", "2026-11-20 10:00", day, "2026-11-23 10:00"},
		{"Friday closes earlier, so Monday morning", berlin, "Europe/Berlin", "2026-11-19 17:00", day, "2026-11-23 09:00"},
		{"two days are Monday afternoon", berlin, "Europe/Berlin", "2026-11-19 17:00", 2 * day, "2026-11-23 17:00"},
		{"outside business hours the count starts at the opening", berlin, "Europe/Berlin", "2026-11-21 22:00", day, "2026-11-24 09:00"},
		{"over Christmas", berlin, "Europe/Berlin", "2026-12-23 16:00", 2 * day, "2026-12-28 16:00"},
		{"a day and half an hour", berlin, "Europe/Berlin", "2026-11-18 17:45", day + 30*time.Minute, "2026-11-20 09:15"},
		{"a due time at closing time waits for the opening", berlin, "Europe/Berlin", "2026-11-19 12:20", 10 * time.Minute, "2026-11-19 13:15"},
		{"across the end of the year", newYork, "America/New_York", "2026-12-30 10:00", 3 * day, "2027-01-05 10:00"},
		{"the same time on the wall clock when the clocks change", newYork, "America/New_York", "2026-10-30 10:00", day, "2026-11-02 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hoursOf(t, c.hours)
			if got := h.Due(worktimetest.At(c.zone, c.from), c.after); !got.Equal(worktimetest.At(c.zone, c.want)) {
				t.Errorf("due %s after %s: %s, want %s", FormatDuration(c.after), c.from, got, c.want)
			}
		})
	}
}

func TestATeamWithoutHoursIsAlwaysOpen(t *testing.T) {
	z, _ := time.LoadLocation("Europe/Berlin")
	h := AlwaysOpen(z)
	from := worktimetest.At("Europe/Berlin", "2026-03-28 10:00")
	if !h.Open(from) || !h.NextOpen(from).Equal(from) || !h.Add(from, time.Hour).Equal(from.Add(time.Hour)) {
		t.Error("the hours are not always open")
	}
	if got := h.Due(from, day); !got.Equal(worktimetest.At("Europe/Berlin", "2026-03-29 10:00")) {
		t.Errorf("a day later, after a change of the clocks, is %s", got)
	}
	if got := h.Between(from, from.Add(30*time.Hour)); got != 30*time.Hour {
		t.Errorf("30 h are %s", got)
	}
}

func spans(t *rapid.T, name string) time.Duration {
	most := rapid.SampledFrom([]time.Duration{time.Minute, 5 * time.Hour, 40 * time.Hour, 3000 * time.Hour}).Draw(t, name+" up to")
	return time.Duration(rapid.Int64Range(0, int64(most)).Draw(t, name))
}

func TestBusinessTimeAddsUp(t *testing.T) {
	for i, text := range manyHours {
		h := hoursOf(t, text)
		t.Run(fmt.Sprintf("%d %s", i, h.Zone()), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				from := worktimetest.Instant(t, h.Zone(), "from")
				a, b := spans(t, "a"), spans(t, "b")
				if once, twice := h.Add(from, a+b), h.Add(h.Add(from, a), b); !once.Equal(twice) {
					t.Fatalf("adding %v at once gives %s, in two parts %s", a+b, once, twice)
				}
				if got := h.Between(from, h.Add(from, a)); got != a {
					t.Fatalf("added %v, but Between is %v", a, got)
				}
				end := h.Add(from, a)
				if end.Before(from) || a > 0 && !h.Open(end.Add(-1)) {
					t.Fatalf("%s is not the earliest time", end)
				}
				if d := end.Sub(from); d < a {
					t.Fatalf("%v of business time passed in %v", a, d)
				}
			})
		})
	}
}

func TestBusinessTimeNeverGoesBackwards(t *testing.T) {
	for i, text := range manyHours {
		h := hoursOf(t, text)
		t.Run(fmt.Sprintf("%d %s", i, h.Zone()), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x, y := worktimetest.Instant(t, h.Zone(), "x"), worktimetest.Instant(t, h.Zone(), "y")
				if y.Before(x) {
					x, y = y, x
				}
				d := spans(t, "d")
				n := time.Duration(rapid.IntRange(0, 20).Draw(t, "days")) * day
				switch {
				case h.Add(y, d).Before(h.Add(x, d)):
					t.Fatal("a later start gives an earlier end")
				case h.NextOpen(y).Before(h.NextOpen(x)):
					t.Fatal("a later time has an earlier next opening")
				case inOrderOnTheWall(h, x, y) && h.Due(y, n).Before(h.Due(x, n)) || h.Due(x, n+day).Before(h.Due(x, n)):
					t.Fatalf("due times in days are out of order: %s and %s", h.Due(x, n), h.Due(x, n+day))
				case h.Between(x, y) < 0 || h.Between(x, y) != -h.Between(y, x):
					t.Fatal("Between is negative, or differs the other way round")
				case !h.Open(h.Due(x, n)) || h.Due(x, n).Before(x):
					t.Fatalf("due at %s, while closed or before the start", h.Due(x, n))
				}
			})
		})
	}
}

// inOrderOnTheWall is false if the wall clock shows an earlier time at the later of the two, because they are
// in a repeated hour. Then the same times on another day are out of order, too.
func inOrderOnTheWall(h *Hours, x, y time.Time) bool {
	const clock = "2006-01-02T15:04:05.000000000"
	return x.In(h.zone).Format(clock) <= y.In(h.zone).Format(clock)
}

// The test counts in the simple way, by looking at the wall clock every minute, and compares. These hours
// have no window in a repeated hour; clock_changes_test.go covers those.
func TestBusinessTimeMatchesAWallClock(t *testing.T) {
	for _, text := range []written{berlin, newYork, kolkata} {
		h := hoursOf(t, text)
		from := time.Date(2026, 10, 20, 3, 0, 0, 0, time.UTC)
		counted := time.Duration(0)
		for now := from; now.Before(from.AddDate(0, 0, 21)); now = now.Add(time.Minute) {
			local := now.In(h.zone)
			open := false
			for _, w := range h.windows[local.Weekday()] {
				minute := local.Hour()*60 + local.Minute()
				open = open || minute >= int(w.From) && minute < int(w.To) && !h.closedDays(local.Year())[date{local.Month(), local.Day()}]
			}
			if open != h.Open(now) {
				t.Fatalf("%s: open is %v", local, !open)
			}
			if got := h.Between(from, now); got != counted {
				t.Fatalf("%s: Between is %v, counted %v", local, got, counted)
			}
			if open {
				counted += time.Minute
			}
		}
	}
}

func TestALongerSpanIsNeverDueSoonerEvenBeyondTheCoveredYears(t *testing.T) {
	h := hoursOf(t, written{zone: "Europe/Berlin", week: []string{"sun 02:30-02:31"}})
	start := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	before := start
	for decades := range 12 { // 3650 Sundays take seventy years
		at := h.DueAfter(start, Span{Days: 3650 * (decades + 1)})
		if !at.After(before) {
			t.Errorf("after %d decades the time is %v, not later than %v", decades+1, at, before)
		}
		before = at
	}
}
