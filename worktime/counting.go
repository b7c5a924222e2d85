package worktime

import (
	"sort"
	"time"
)

// Open reports whether the instant lies in business hours.
func (h *Hours) Open(t time.Time) bool {
	n, at, ok := h.locate(t)
	if !ok {
		return true
	}
	y := h.year(n)
	i := y.after(at)
	return i < len(y.open) && y.open[i].from <= at
}

// NextOpen is the instant itself when it is open, otherwise the next opening. Hours that never open
// have none: it is the instant itself then, too.
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

// Add is the earliest instant by which d of business time has passed since t. No time added is
// t itself, open or not; a negative d counts as none. Adding in parts comes to the same as
// adding at once.
func (h *Hours) Add(t time.Time, d time.Duration) time.Time {
	n, at, ok := h.locate(t)
	switch {
	case d <= 0:
		return t
	case !ok:
		return t.Add(d)
	}
	want := h.year(n).openBefore(at) + int64(d) // from the year's beginning
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

// Between is the business time from a to b, negative when b comes before a.
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

// Due is when something is due that has so long from t on. Days of 24 h are business days: the
// same time of day on the n-th open day after the one on which the count begins (t, or the
// next opening). What is left, hours, minutes and seconds, is business time. Nothing is ever due
// while closed: it waits for the opening. See DueAfter where days and hours are kept apart.
//
// Days are counted that way because people say "tomorrow", not "in 8 h 15 min of working
// time": what came on Friday at 10:00 is due after a day on Monday at 10:00, whatever the length
// of either day.
func (h *Hours) Due(t time.Time, after time.Duration) time.Time {
	return h.DueAfter(t, Span{Days: int(after / day), Rest: after % day})
}

// DueAfter is Due of a span: its days are business days and the rest is business time, also where
// that is 24 h and more.
func (h *Hours) DueAfter(t time.Time, after Span) time.Time {
	if after.Days > 0 {
		t = h.addDays(h.NextOpen(t), after.Days)
	}
	return h.NextOpen(h.Add(t, after.Rest))
}

// addDays goes to the same time of day on the n-th open day after that of the instant.
func (h *Hours) addDays(t time.Time, n int) time.Time {
	number, at, ok := h.locate(t)
	if !ok {
		return t.In(h.zone).AddDate(0, 0, n).In(t.Location())
	}
	y := h.year(number)
	next := sort.Search(len(y.days), func(i int) bool { return y.days[i].midnight > at })
	var shown time.Duration // by the clock on the wall, since midnight
	if next > 0 && y.days[next-1].plain {
		shown = time.Duration(at - y.days[next-1].midnight)
	} else {
		local := t.In(h.zone)
		shown = time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute +
			time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	}
	for n--; next+n >= len(y.days); next = 0 {
		n -= len(y.days) - next
		if number++; number > lastYear { // open from there on, every day
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

// after is the first stretch that is not over at the instant.
func (y *year) after(at int64) int {
	return sort.Search(len(y.open), func(i int) bool { return y.open[i].to > at })
}

// openBefore is the open time of the year that lies before the instant.
func (y *year) openBefore(at int64) int64 {
	i := y.after(at)
	if i == len(y.open) {
		return y.total
	}
	return y.open[i].before + max(0, at-y.open[i].from)
}

// locate is the year of the instant in the zone, and the instant in nanoseconds. ok is false
// when the hours say nothing about it. Asking the zone itself would take longer than the rest.
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

// momentLike is the instant in the zone of the one it was computed from.
func momentLike(at int64, like time.Time) time.Time { return time.Unix(0, at).In(like.Location()) }
