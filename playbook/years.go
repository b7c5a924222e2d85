package playbook

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
)

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
	laid := &year{from: h.instant(y, 1, 1, 0, false), to: h.instant(y+1, 1, 1, 0, false)}
	tomorrow := laid.from
	for d := time.Date(y, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() == y; d = d.AddDate(0, 0, 1) {
		midnight := tomorrow
		tomorrow = h.instant(y, d.Month(), d.Day(), 24*60, false)
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
func (h *Hours) stretches(y int, on openDay, ws []window) []stretch {
	at := func(minutes int, closing bool) int64 {
		if on.plain {
			return on.midnight + int64(minutes)*int64(time.Minute)
		}
		return h.instant(y, on.month, on.day, minutes, closing)
	}
	var open []stretch
	for _, w := range ws {
		s := stretch{from: at(w.from, false), to: at(w.to, true)}
		if n := len(open); n > 0 && s.from <= open[n-1].to {
			open[n-1].to = max(open[n-1].to, s.to) // they touch, or overlap where an hour comes twice
		} else if s.from < s.to {
			open = append(open, s)
		}
	}
	return open
}

// instant is when the wall clock shows a time, given in minutes since midnight. Of an hour that
// comes twice a window takes in both: it opens when the clock shows its beginning first, and
// closes when it has shown its last moment for the last time. An hour that is skipped is the
// instant of the skip.
func (h *Hours) instant(y int, m time.Month, d, minutes int, closing bool) int64 {
	return shownIn(h.zone, y, m, d, minutes, closing)
}

func shownIn(zone *time.Location, y int, m time.Month, d, minutes int, closing bool) int64 {
	t := time.Date(y, m, d, 0, minutes, 0, 0, zone)
	shown := time.Date(y, m, d, 0, minutes, 0, 0, time.UTC)
	shows, first, last := false, int64(0), int64(0)
	// The offsets in force around it are all it can have; a change lies within a day and a bit.
	for _, near := range []time.Time{t.Add(-26 * time.Hour), t, t.Add(26 * time.Hour)} {
		_, offset := near.In(zone).Zone()
		at := shown.Add(-time.Duration(offset) * time.Second)
		in := at
		if closing {
			in = at.Add(-1) // it ends where its last instant does
		}
		if _, really := in.In(zone).Zone(); really != offset {
			continue
		}
		if n := at.UnixNano(); !shows {
			shows, first, last = true, n, n
		} else {
			first, last = min(first, n), max(last, n)
		}
	}
	switch {
	case !shows:
		return skip(t).UnixNano()
	case closing:
		return last
	}
	return first
}

// skip is the change of clocks next to an instant that Go put on one of its sides.
func skip(t time.Time) time.Time {
	from, to := t.ZoneBounds()
	if to.IsZero() || !from.IsZero() && t.Sub(from) < to.Sub(t) {
		return from
	}
	return to
}

type date struct {
	month time.Month
	day   int
}

// closedDays are the year's holidays: the days themselves, and those they are observed on
// instead. A holiday of a neighbouring year may be observed in this one.
func (h *Hours) closedDays(y int) map[date]bool {
	off := map[date]bool{}
	for _, holiday := range h.holidays {
		if !slices.Contains([]cal.ObservanceType{cal.ObservancePublic, cal.ObservanceBank}, holiday.Type) {
			continue
		}
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
