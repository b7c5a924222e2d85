package playbook

import (
	"sort"
	"time"
)

// Open reports whether the instant lies in business hours.
func (h *Hours) Open(t time.Time) bool {
	if !h.covers(t) {
		return true
	}
	at := t.UnixNano()
	y := h.year(t.In(h.zone).Year())
	i := y.after(at)
	return i < len(y.open) && y.open[i].from <= at
}

// NextOpen is the instant itself when it is open, otherwise the next opening.
func (h *Hours) NextOpen(t time.Time) time.Time {
	if !h.covers(t) {
		return t
	}
	at := t.UnixNano()
	for n := t.In(h.zone).Year(); n <= lastYear; n++ {
		y := h.year(n)
		if i := y.after(at); i < len(y.open) {
			return h.when(max(at, y.open[i].from), t)
		}
	}
	return t
}

// Add is the earliest instant by which d of business time has passed since t. No time added is
// t itself, open or not; a negative d counts as none. Adding in parts comes to the same as
// adding at once.
func (h *Hours) Add(t time.Time, d time.Duration) time.Time {
	if d <= 0 {
		return t
	}
	if !h.covers(t) {
		return t.Add(d)
	}
	at := t.UnixNano()
	n := t.In(h.zone).Year()
	want := h.year(n).openBefore(at) + int64(d) // from the year's beginning
	for ; n <= lastYear; n++ {
		y := h.year(n)
		if want <= y.total {
			i := sort.Search(len(y.open), func(i int) bool { s := y.open[i]; return s.before+s.to-s.from >= want })
			s := y.open[i]
			return h.when(s.from+want-s.before, t)
		}
		want -= y.total
	}
	return time.Unix(0, h.end()).Add(time.Duration(want)).In(t.Location())
}

// Between is the business time from a to b, negative when b comes before a.
func (h *Hours) Between(a, b time.Time) time.Duration {
	if b.Before(a) {
		return -h.Between(b, a)
	}
	if h.always || !h.covers(a) || !h.covers(b) {
		return b.Sub(a)
	}
	from, to := a.In(h.zone).Year(), b.In(h.zone).Year()
	sum := h.year(to).openBefore(b.UnixNano()) - h.year(from).openBefore(a.UnixNano())
	for n := from; n < to; n++ {
		sum += h.year(n).total
	}
	return time.Duration(sum)
}

// Due is when a rung of a ladder is due that counts from t. Its days are business days: the
// same time of day on the n-th open day after the one on which the count begins (t, or the
// next opening). Its hours, minutes and seconds are business time. A rung is never due while
// closed: it waits for the opening.
//
// Days are counted that way because people say "tomorrow", not "in 8 h 15 min of working
// time": what came on Friday at 10:00 is due after a day on Monday at 10:00, whatever the length
// of either day.
func (h *Hours) Due(t time.Time, after time.Duration) time.Time {
	return h.due(t, span{days: int(after / day), rest: after % day})
}

func (h *Hours) due(t time.Time, after span) time.Time {
	if after.days > 0 {
		t = h.addDays(h.NextOpen(t), after.days)
	}
	return h.NextOpen(h.Add(t, after.rest))
}

// addDays goes to the same time of day on the n-th open day after that of the instant.
func (h *Hours) addDays(t time.Time, n int) time.Time {
	local := t.In(h.zone)
	clock := local.Hour()*60 + local.Minute()
	exact := time.Duration(local.Second())*time.Second + time.Duration(local.Nanosecond())
	if !h.covers(t) {
		return local.AddDate(0, 0, n).In(t.Location())
	}
	y := local.Year()
	days := h.year(y).days
	i := sort.Search(len(days), func(i int) bool {
		d := days[i]
		return d.month > local.Month() || d.month == local.Month() && d.day > local.Day()
	})
	for n -= 1; i+n >= len(days); days = h.year(y).days {
		n, i = n-(len(days)-i), 0
		if y++; y > lastYear {
			return t
		}
	}
	d := days[i+n]
	at := h.instant(y, d.month, d.day, clock, false)
	return h.NextOpen(h.when(at, t).Add(exact))
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

// covers reports whether the windows say anything about the instant.
func (h *Hours) covers(t time.Time) bool {
	y := t.In(h.zone).Year()
	return !h.always && y >= firstYear && y <= lastYear
}

func (h *Hours) end() int64 { return time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, h.zone).UnixNano() }

// when is the instant in the zone of the one it was computed from.
func (h *Hours) when(at int64, like time.Time) time.Time {
	return time.Unix(0, at).In(like.Location())
}
