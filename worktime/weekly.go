package worktime

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// WeeklyTime is a time that comes again every week: on its days, when the clock on the wall shows At. The
// zero WeeklyTime never comes.
//
// Which wall that is, is asked every time, because each person has their own. On a day when clocks
// change it comes once: of an hour that comes twice it is the first, and one that is skipped is the
// instant of the skip.
type WeeklyTime struct {
	Days Days
	At   TimeOfDay
}

// ParseWeeklyTime reads "08:30" (every day), "mon 09:00" or "mon-fri 16:00".
func ParseWeeklyTime(s string) (WeeklyTime, bool) {
	days, clock, two := strings.Cut(s, " ")
	if !two {
		days, clock = "mon-sun", s
	}
	on, ok1 := ParseDays(days)
	at, ok2 := ParseTimeOfDay(clock)
	return WeeklyTime{Days: on, At: at}, ok1 && ok2 && at != EndOfDay
}

// Next is the first time of the beat after an instant, in UTC; ok is false when it never comes.
func (b WeeklyTime) Next(zone *time.Location, after time.Time) (at time.Time, ok bool) {
	return b.next(zone, after, func(day time.Time) (time.Time, bool) { return day, true })
}

// NextWorking is Next without the days on which the hours are not open at all.
func (b WeeklyTime) NextWorking(zone *time.Location, after time.Time, h *Hours) (at time.Time, ok bool) {
	return b.next(zone, after, func(day time.Time) (time.Time, bool) { return day, h.opensOn(day) })
}

// NextPostponed is Next where what falls on a day on which the hours are not open at all comes on the
// next one on which they are. What would be put off by two weeks or more does not come.
func (b WeeklyTime) NextPostponed(zone *time.Location, after time.Time, h *Hours) (at time.Time, ok bool) {
	return b.next(zone, after, h.postponed)
}

// maxSearchDays bounds how many days ahead a day of a beat is looked for: more than a year.
const maxSearchDays = 400

// maxPostponedDays is how many days something is put off at most.
const maxPostponedDays = 14

// next is the first time of the beat after an instant. on says on which day comes what falls on a day
// of the calendar, if it comes at all: never before it, and no more than mostLater after it.
func (b WeeklyTime) next(zone *time.Location, after time.Time, on func(day time.Time) (time.Time, bool)) (time.Time, bool) {
	y, m, d := after.In(zone).Date()
	for n := -maxPostponedDays; n < maxSearchDays; n++ {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		if !slices.Contains(b.Days, day.Weekday()) {
			continue
		}
		day, comes := on(day)
		if !comes {
			continue
		}
		if at := wallClockOn(day, b.At, zone); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}

// wallClockOn is when a zone first shows a time on a day of the calendar, in UTC.
func wallClockOn(day time.Time, clock TimeOfDay, zone *time.Location) time.Time {
	return time.Unix(0, wallClock(zone, day.Year(), day.Month(), day.Day(), clock, false)).UTC()
}

// postponed lets what falls on a day come on that day, or on the next on which the hours are open.
func (h *Hours) postponed(day time.Time) (time.Time, bool) {
	for range maxPostponedDays {
		if h.opensOn(day) {
			return day, true
		}
		day = day.AddDate(0, 0, 1)
	}
	return day, false
}

// opensOn reports whether the hours are open at all on a day of the calendar.
func (h *Hours) opensOn(day time.Time) bool {
	if h.always || day.Year() <= firstYear || day.Year() >= lastYear {
		return true
	}
	days := h.year(day.Year()).days
	i := sort.Search(len(days), func(i int) bool {
		return days[i].month > day.Month() || days[i].month == day.Month() && days[i].day >= day.Day()
	})
	return i < len(days) && days[i].month == day.Month() && days[i].day == day.Day()
}

// NextMorning is the first opening of a day that comes after an instant, in UTC; ok is false when
// there is none, as for hours that never close.
func (h *Hours) NextMorning(after time.Time) (at time.Time, ok bool) {
	y, m, d := after.In(h.zone).Date()
	for n := range maxSearchDays {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		windows := h.windows[day.Weekday()]
		if len(windows) == 0 || !h.opensOn(day) {
			continue
		}
		if at := wallClockOn(day, windows[0].From, h.zone); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}
