package worktime

import "time"

// The years that hours cover; instants in nanoseconds since 1970 fit them with room to spare.
const (
	firstYear = 1900
	lastYear  = 2199
)

// year is one year of business hours, laid out once: looking something up in it is a binary
// search, however far away it is.
type year struct {
	from, to int64     // its midnights in the zone, in nanoseconds since 1970
	open     []stretch // in order, apart from each other
	days     []openDay // the days that are open at all
	total    int64     // open nanoseconds
}

// stretch is one window of one day as instants, in nanoseconds since 1970, and how much open
// time of the year lies before it.
type stretch struct{ from, to, before int64 }

// openDay is a day that has a window.
type openDay struct {
	month    time.Month
	day      int
	midnight int64 // its beginning
	plain    bool  // clocks do not change in it: its times lie as far from midnight as they say
}

// year lays the year out, once for all callers.
func (h *Hours) year(y int) *year {
	kept := &h.years[y-firstYear]
	if laid := kept.Load(); laid != nil {
		return laid
	}
	kept.CompareAndSwap(nil, h.lay(y))
	return kept.Load()
}

func (h *Hours) lay(y int) *year {
	off := h.closedDays(y)
	laid := &year{from: wallClock(h.zone, y, 1, 1, 0, false), to: wallClock(h.zone, y+1, 1, 1, 0, false)}
	tomorrow := laid.from
	for d := time.Date(y, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() == y; d = d.AddDate(0, 0, 1) {
		midnight := tomorrow
		tomorrow = wallClock(h.zone, y, d.Month(), d.Day(), EndOfDay, false)
		if off[date{d.Month(), d.Day()}] {
			continue
		}
		on := openDay{month: d.Month(), day: d.Day(), midnight: midnight, plain: tomorrow-midnight == int64(24*time.Hour)}
		open := h.stretches(y, on, h.windows[d.Weekday()])
		if len(open) == 0 {
			continue // closed, or the whole window fell into the hour that clocks skip
		}
		laid.days = append(laid.days, on)
		for _, s := range open {
			s.before = laid.total
			laid.total += s.to - s.from
			laid.open = append(laid.open, s)
		}
	}
	return laid
}

// stretches are the windows of one day as instants.
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
			open[n-1].to = max(open[n-1].to, s.to) // they touch, or overlap where an hour comes twice
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

// closedDays are the year's holidays: the days themselves, and those they are observed on
// instead. A holiday of a neighbouring year may be observed in this one.
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
