package worktime

import (
	"slices"
	"sort"
	"sync/atomic"
	"time"
)

// Bounds is a part of the day on some days of the week, on the wall clock.
type Bounds struct {
	Days  Days
	From  TimeOfDay // or FirstOpening
	Until TimeOfDay // at most EndOfDay
}

// FirstOpening as Bounds.From means the first opening of a day. On a day without an opening it means Morning.
const FirstOpening TimeOfDay = -1

// Morning is when a day without an opening begins, so that nobody is woken up on a holiday.
const Morning TimeOfDay = 9 * 60

// OffHours are the closed times within some bounds: an evening, a lunch break, a holiday. Like Hours they
// cover the years 1901 to 2198, are computed year by year and are safe for concurrent use. Days and times of
// day are in the time zone of the hours. Bounds in a repeated hour cover both passes, and a skipped bound
// becomes the moment when the clocks change. Hours that never close have no off-hours.
type OffHours struct {
	bounds Bounds
	hours  *Hours
	years  [lastYear - firstYear + 1]atomic.Pointer[[]stretch]
}

// OffHours returns the times within the bounds at which the hours are closed.
func (h *Hours) OffHours(within Bounds) *OffHours { return &OffHours{bounds: within, hours: h} }

// Next returns the first moment of off-hours in [from, before). ok is false if there is none.
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

// Covers reports whether the time is within the off-hours.
func (o *OffHours) Covers(t time.Time) bool {
	n, at, ok := o.hours.locate(t)
	if !ok {
		return false
	}
	i := o.after(n, at)
	return i < len(o.year(n)) && o.year(n)[i].from <= at
}

// after returns the index of the first stretch of the year that ends after the given time.
func (o *OffHours) after(n int, at int64) int {
	ss := o.year(n)
	return sort.Search(len(ss), func(i int) bool { return ss[i].to > at })
}

// year returns a year of off-hours. It computes the year on first use.
func (o *OffHours) year(n int) []stretch {
	cached := &o.years[n-firstYear]
	if computed := cached.Load(); computed != nil {
		return *computed
	}
	computed := o.compute(n)
	cached.CompareAndSwap(nil, &computed)
	return *cached.Load()
}

// compute makes a year of off-hours: the bounds minus the open stretches.
func (o *OffHours) compute(n int) []stretch {
	y := o.hours.year(n)
	open, days := y.open, y.days
	var computed []stretch
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
				computed = append(computed, stretch{from: from, to: s.from})
			}
			from = s.to
		}
		if from < to {
			computed = append(computed, stretch{from: from, to: to})
		}
	}
	return computed
}
