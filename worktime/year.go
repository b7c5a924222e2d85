package worktime

import "time"

// The first and last year of the table. Times in all of these years fit into 64 bits as nanoseconds since
// 1970.
const (
	firstYear = 1900
	lastYear  = 2199
)

// year is one year of business hours, computed once. A lookup is a binary search, so it takes equally long
// for every year.
type year struct {
	from, to int64     // its first midnight and that of the next year in the zone, in ns since 1970
	open     []stretch // in order, with gaps between them
	days     []openDay // the days that have open time
	total    int64     // nanoseconds of open time
}

// stretch is one open window of one day, in nanoseconds since 1970. before is the open time in the year
// before it, in nanoseconds.
type stretch struct{ from, to, before int64 }

// openDay is a day that has open time.
type openDay struct {
	month    time.Month
	day      int
	midnight int64 // when it begins, in nanoseconds since 1970
	plain    bool  // the clocks do not change on this day, so 09:00 is nine hours after midnight
}

// year returns a year of the table. It computes the year on first use.
func (h *Hours) year(y int) *year {
	cached := &h.years[y-firstYear]
	if computed := cached.Load(); computed != nil {
		return computed
	}
	cached.CompareAndSwap(nil, h.compute(y))
	return cached.Load()
}

// compute makes a year of the table.
func (h *Hours) compute(y int) *year {
	off := h.closedDays(y)
	computed := &year{from: wallClock(h.zone, y, 1, 1, 0, false), to: wallClock(h.zone, y+1, 1, 1, 0, false)}
	tomorrow := computed.from
	for d := time.Date(y, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() == y; d = d.AddDate(0, 0, 1) {
		midnight := tomorrow
		tomorrow = wallClock(h.zone, y, d.Month(), d.Day(), EndOfDay, false)
		if off[date{d.Month(), d.Day()}] {
			continue
		}
		on := openDay{month: d.Month(), day: d.Day(), midnight: midnight, plain: tomorrow-midnight == int64(24*time.Hour)}
		open := h.stretches(y, on, h.windows[d.Weekday()])
		if len(open) == 0 {
			continue // closed, or all of its windows are in the skipped hour
		}
		computed.days = append(computed.days, on)
		for _, s := range open {
			s.before = computed.total
			computed.total += s.to - s.from
			computed.open = append(computed.open, s)
		}
	}
	return computed
}

// stretches turns the windows of one day into stretches of time.
func (h *Hours) stretches(y int, on openDay, ws []Window) []stretch {
	at := func(clock TimeOfDay, closing bool) int64 {
		if on.plain {
			return on.midnight + int64(clock)*int64(time.Minute)
		}
		return wallClock(h.zone, y, on.month, on.day, clock, closing)
	}
	var open []stretch
	for _, w := range ws {
		s := stretch{from: at(w.From, false), to: at(w.To, true)}
		if n := len(open); n > 0 && s.from <= open[n-1].to {
			open[n-1].to = max(open[n-1].to, s.to) // they touch, or they overlap in a repeated hour
		} else if s.from < s.to {
			open = append(open, s)
		}
	}
	return open
}

type date struct {
	month time.Month
	day   int
}

// closedDays returns the holidays of a year: the days themselves, and the days on which they are observed. A
// holiday of the previous or the next year may be observed in this one.
func (h *Hours) closedDays(y int) map[date]bool {
	off := map[date]bool{}
	for _, holiday := range h.holidays.list {
		for _, of := range []int{y - 1, y, y + 1} {
			actual, observed := holiday.Calc(of)
			for _, t := range []time.Time{actual, observed} {
				if !t.IsZero() && t.Year() == y {
					off[date{t.Month(), t.Day()}] = true
				}
			}
		}
	}
	return off
}
