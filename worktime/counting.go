package worktime

import (
	"sort"
	"time"
)

// Open reports whether the time is within business hours.
func (h *Hours) Open(t time.Time) bool {
	n, at, ok := h.locate(t)
	if !ok {
		return true
	}
	y := h.year(n)
	i := y.after(at)
	return i < len(y.open) && y.open[i].from <= at
}

// NextOpen returns the given time if the hours are open, otherwise the next opening. It also returns the
// given time if the hours never open again.
func (h *Hours) NextOpen(t time.Time) time.Time {
	n, at, ok := h.locate(t)
	if !ok {
		return t
	}
	for ; n <= lastYear; n++ {
		y := h.year(n)
		if i := y.after(at); i < len(y.open) {
			if y.open[i].from <= at {
				return t
			}
			return momentLike(y.open[i].from, t)
		}
	}
	return t
}

// Add returns the earliest time at which d of business time has passed since t. If d is zero or negative, it
// returns t, even if the hours are closed then. Adding a duration in parts gives the same result as adding it
// at once.
func (h *Hours) Add(t time.Time, d time.Duration) time.Time {
	n, at, ok := h.locate(t)
	switch {
	case d <= 0:
		return t
	case !ok:
		return t.Add(d)
	}
	want := h.year(n).openBefore(at) + int64(d) // counted from the beginning of the year
	for ; n <= lastYear; n++ {
		y := h.year(n)
		if want <= y.total {
			s := y.open[sort.Search(len(y.open), func(i int) bool { s := y.open[i]; return s.before+s.to-s.from >= want })]
			return momentLike(s.from+want-s.before, t)
		}
		want -= y.total
	}
	return momentLike(h.year(lastYear).to+want, t)
}

// Between returns the business time from a to b. It is negative if b is before a.
func (h *Hours) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -h.Between(b, a)
	}
	from, begin, ok1 := h.locate(a)
	to, end, ok2 := h.locate(b)
	if !ok1 || !ok2 {
		return b.Sub(a)
	}
	sum := h.year(to).openBefore(end) - h.year(from).openBefore(begin)
	for n := from; n < to; n++ {
		sum += h.year(n).total
	}
	return time.Duration(sum)
}

// Due returns when something is due that may take the given time, counted from t. Each full 24 h is a
// business day: the same time of day on the next open day. Days count from t, or from the next opening if the
// hours are closed at t. The remaining hours, minutes and seconds are business time. A result outside
// business hours moves to the next opening. Use DueAfter if days and hours are separate.
// Days are counted this way because people say "tomorrow", not "in 8 h 15 min of working time". A lead that
// came in on Friday at 10:00 and is due after a day is due on Monday at 10:00, however long either day is.
// Friday at 10:00 and is due after a day is due on Monday at 10:00, however long either day is.
func (h *Hours) Due(t time.Time, after time.Duration) time.Time {
	return h.DueAfter(t, Span{Days: int(after / day), Rest: after % day})
}

// DueAfter is Due for a span. The span's days are business days, and the rest is business time, even if it is
// 24 h or more.
func (h *Hours) DueAfter(t time.Time, after Span) time.Time {
	if after.Days > 0 {
		t = h.addDays(h.NextOpen(t), after.Days)
	}
	return h.NextOpen(h.Add(t, after.Rest))
}

// addDays returns the same time of day on the n-th open day after the day of t.
func (h *Hours) addDays(t time.Time, n int) time.Time {
	number, at, ok := h.locate(t)
	if !ok {
		return t.In(h.zone).AddDate(0, 0, n).In(t.Location())
	}
	y := h.year(number)
	next := sort.Search(len(y.days), func(i int) bool { return y.days[i].midnight > at })
	var shown time.Duration // since 00:00 on the wall clock
	if next > 0 && y.days[next-1].plain {
		shown = time.Duration(at - y.days[next-1].midnight)
	} else {
		local := t.In(h.zone)
		shown = time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
			time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	}
	for n--; next+n >= len(y.days); next = 0 {
		n -= len(y.days) - next
		if number++; number > lastYear { // every day after the covered years is open
			return momentLike(h.year(lastYear).to+int64(shown), t).In(h.zone).AddDate(0, 0, n).In(t.Location())
		}
		y = h.year(number)
	}
	d := y.days[next+n]
	if d.plain {
		return h.NextOpen(momentLike(d.midnight+int64(shown), t))
	}
	minute := momentLike(wallClock(h.zone, number, d.month, d.day, TimeOfDay(shown/time.Minute), false), t)
	return h.NextOpen(minute.Add(shown % time.Minute))
}

// after returns the index of the first stretch that ends after the given time.
func (y *year) after(at int64) int {
	return sort.Search(len(y.open), func(i int) bool { return y.open[i].to > at })
}

// openBefore returns the open time of the year before the given time, in nanoseconds.
func (y *year) openBefore(at int64) int64 {
	i := y.after(at)
	if i == len(y.open) {
		return y.total
	}
	return y.open[i].before + max(0, at-y.open[i].from)
}

// locate returns the year of t in the zone, and t in nanoseconds since 1970. ok is false outside the covered
// years, and for hours that never close. The year is found by comparing nanoseconds, because asking for the
// date in the zone would take longer than everything else.
func (h *Hours) locate(t time.Time) (n int, at int64, ok bool) {
	n = t.UTC().Year()
	if h.always || n <= firstYear || n >= lastYear {
		return 0, 0, false
	}
	at = t.UnixNano()
	switch y := h.year(n); {
	case at < y.from:
		n--
	case at >= y.to:
		n++
	}
	return n, at, true
}

// momentLike returns the time that many nanoseconds since 1970, in the time zone of another time.
func momentLike(at int64, like time.Time) time.Time { return time.Unix(0, at).In(like.Location()) }
