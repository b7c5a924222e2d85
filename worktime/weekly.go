package worktime

import (
	"slices"
	"sort"
	"strings"
	"time"
)

// WeeklyTime is a time of day on some days of the week. The zero value never occurs.
//
// Each method takes the time zone, because every person has their own. On a day when the clocks change it
// occurs once: at the first pass of a repeated hour, and for a skipped time at the moment of the change.
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

// Next returns the first time it occurs after the given one, in UTC. ok is false if it never does.
func (b WeeklyTime) Next(zone *time.Location, after time.Time) (at time.Time, ok bool) {
	return b.next(zone, after, func(day time.Time) (time.Time, bool) { return day, true })
}

// NextWorking is Next, but leaves out days on which the hours do not open at all.
func (b WeeklyTime) NextWorking(zone *time.Location, after time.Time, h *Hours) (at time.Time, ok bool) {
	return b.next(zone, after, func(day time.Time) (time.Time, bool) { return day, h.opensOn(day) })
}

// NextPostponed is Next, but moves a time on a day without business hours to the next day that has some. A
// time that would move by 14 days or more is left out.
func (b WeeklyTime) NextPostponed(zone *time.Location, after time.Time, h *Hours) (at time.Time, ok bool) {
	return b.next(zone, after, h.postponed)
}

// maxSearchDays is how many days ahead to look for the next time: a little over a year.
const maxSearchDays = 400

// maxPostponedDays is the limit of NextPostponed, in days.
const maxPostponedDays = 14

// next returns the first time after the given one. move returns the day to which a calendar day is moved, or
// false to leave it out. The new day must not be earlier, and at most maxPostponedDays later.
func (b WeeklyTime) next(zone *time.Location, after time.Time, move func(day time.Time) (time.Time, bool)) (time.Time, bool) {
	y, m, d := after.In(zone).Date()
	for n := -maxPostponedDays; n < maxSearchDays; n++ {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		if !slices.Contains(b.Days, day.Weekday()) {
			continue
		}
		day, comes := move(day)
		if !comes {
			continue
		}
		if at := wallClockOn(day, b.At, zone); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}

// wallClockOn returns when the wall clock of a zone first shows a time on a calendar day, in UTC.
func wallClockOn(day time.Time, clock TimeOfDay, zone *time.Location) time.Time {
	return time.Unix(0, wallClock(zone, day.Year(), day.Month(), day.Day(), clock, false)).UTC()
}

// postponed returns the day itself, or the next day on which the hours open. It reports false if there is
// none within maxPostponedDays.
func (h *Hours) postponed(day time.Time) (time.Time, bool) {
	for range maxPostponedDays {
		if h.opensOn(day) {
			return day, true
		}
		day = day.AddDate(0, 0, 1)
	}
	return day, false
}

// opensOn reports whether the hours open at all on a calendar day.
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

// NextMorning returns the next time after the given one at which the hours open for the first time in a day,
// in UTC. ok is false if there is none, as for hours that never close.
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
