package worktime

import (
	"slices"
	"sort"
	"sync/atomic"
	"time"
)

// Bounds are a part of some days of the week, by the clock on the wall.
type Bounds struct {
	Days  Days
	From  TimeOfDay // or FirstOpening
	Until TimeOfDay // up to EndOfDay
}

// FirstOpening stands, as Bounds.From, for the first opening of a day, and for Morning on a day that
// has none.
const FirstOpening TimeOfDay = -1

// Morning is when a day begins that has no opening: nobody is called out of bed on a holiday.
const Morning TimeOfDay = 9 * 60

// OffHours are when hours are closed although it is within bounds: in the evening, in the lunch
// break, on a holiday. They are laid out by the year, like hours, cover the same years, and are safe
// for concurrent use. Days and clock are those of the hours' zone; bounds in an hour that comes twice
// take in both, and one that is skipped is the instant of the skip. Hours that never close have none.
type OffHours struct {
	bounds Bounds
	hours  *Hours
	years  [lastYear - firstYear + 1]atomic.Pointer[[]stretch]
}

// OffHours are when the hours are closed within the bounds.
func (h *Hours) OffHours(within Bounds) *OffHours { return &OffHours{bounds: within, hours: h} }

// Next is the first instant in [from, before) that is within the off-hours; ok is false when there
// is none.
func (o *OffHours) Next(from, before time.Time) (at time.Time, ok bool) {
	n, nanos, ok := o.hours.locate(from)
	if !ok {
		return time.Time{}, false
	}
	limit := before.UnixNano()
	for ; n < lastYear; n++ {
		if i := o.after(n, nanos); i < len(o.year(n)) {
			first := max(nanos, o.year(n)[i].from)
			return momentLike(first, from), first < limit
		}
		if o.hours.year(n).to >= limit {
			break
		}
	}
	return time.Time{}, false
}

// Covers reports whether the instant is within the off-hours.
func (o *OffHours) Covers(t time.Time) bool {
	n, at, ok := o.hours.locate(t)
	if !ok {
		return false
	}
	i := o.after(n, at)
	return i < len(o.year(n)) && o.year(n)[i].from <= at
}

// after is the first stretch of the year that is not over at the instant.
func (o *OffHours) after(n int, at int64) int {
	ss := o.year(n)
	return sort.Search(len(ss), func(i int) bool { return ss[i].to > at })
}

func (o *OffHours) year(n int) []stretch {
	kept := &o.years[n-firstYear]
	if laid := kept.Load(); laid != nil {
		return *laid
	}
	laid := o.lay(n)
	kept.CompareAndSwap(nil, &laid)
	return *kept.Load()
}

// lay takes the open stretches of a year out of its bounds.
func (o *OffHours) lay(n int) []stretch {
	y := o.hours.year(n)
	open, days := y.open, y.days
	var laid []stretch
	for on := time.Date(n, 1, 1, 12, 0, 0, 0, time.UTC); on.Year() == n; on = on.AddDate(0, 0, 1) {
		begins := Morning
		if len(days) > 0 && days[0].month == on.Month() && days[0].day == on.Day() {
			begins, days = o.hours.windows[on.Weekday()][0].From, days[1:]
		}
		if o.bounds.From != FirstOpening {
			begins = o.bounds.From
		}
		if !slices.Contains(o.bounds.Days, on.Weekday()) || begins >= o.bounds.Until {
			continue
		}
		from := wallClock(o.hours.zone, n, on.Month(), on.Day(), begins, false)
		to := wallClock(o.hours.zone, n, on.Month(), on.Day(), o.bounds.Until, true)
		for len(open) > 0 && open[0].to <= from {
			open = open[1:]
		}
		for _, s := range open {
			if s.from >= to {
				break
			}
			if from < s.from {
				laid = append(laid, stretch{from: from, to: s.from})
			}
			from = s.to
		}
		if from < to {
			laid = append(laid, stretch{from: from, to: to})
		}
	}
	return laid
}
