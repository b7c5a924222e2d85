package dates

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Period reads the longest beginning of words that is a period, as meant by a person in the zone who types it
// at time now. It looks back rather than ahead. The period is [from, to), with both ends at midnight in the
// zone unless it is given in hours. name is its name for an answer; at the same time, Period reads the name
// as the same period. rest is the text after it, without the space between.
//
// It reads the following, in upper or lower case, also after in, during, within, over, for, of, on and the:
//
//   - today, yesterday, tomorrow; last friday: the last one before today;
//   - this, last or next week, month, quarter or year: calendar periods, with weeks from Monday;
//   - last 30 days, past two weeks, the past month: that long, up to the end of today. Next 7 days: from the
//     beginning of today. Last 24 hours ends now;
//   - May, Q3, the third quarter, 1 May: the last one that has begun. May 2026, Q3 2026, 2026 and 2026-05-01
//     contain their year. Year, quarter and month to date end with today;
//   - since monday, since May, since last week: from its beginning to the end of today;
//   - from 1 to 15 May, 1-15 May, between May and July, 2024 to 2025: both ends included. An end without a
//     year is the last one that has begun and fits the other end.
//
// Period does not guess: a weekday alone, "3/4" and "last may" are not read. Like Parse, it depends only on
// its arguments, is safe for concurrent use, and reads only the years 2000 to 2199.
func Period(words string, now time.Time, zone *time.Location) (from, to time.Time, name, rest string, ok bool) {
	now = now.In(zone)
	r := reader{words: splitRanges(split(words)), now: now, today: dayOf(now), past: true}
	p, next, ok := r.period(r.skip(r.skip(0, "in", "during", "within", "over", "for", "of", "on"), "the"))
	if !ok || p.from.Year() < firstYear || p.to.Year() > lastYear {
		return time.Time{}, time.Time{}, "", strings.TrimSpace(words), false
	}
	if next < len(r.words) {
		rest = strings.TrimSpace(words[r.words[next].from:])
	}
	return p.from, p.to, p.name, rest, true
}

// period is [from, to).
type period struct {
	from, to time.Time
	name     string
}

// days returns the period from the beginning of one day to the beginning of another.
func (r reader) days(from, to day, name string) period {
	return period{r.at(from, 0), r.at(to, 0), name}
}

func (r reader) period(i int) (period, int, bool) {
	for _, read := range []func(int) (period, int, bool){r.between, r.since, r.rolling, r.calendar, r.toDate, r.single} {
		if p, next, ok := read(i); ok {
			return p, next, true
		}
	}
	return period{}, i, false
}

// single reads one day, month, quarter or year.
func (r reader) single(i int) (period, int, bool) {
	u, next, ok := r.unit(i)
	return r.days(u.first, u.end(), u.String()), next, ok
}

// since reads "since" with a beginning. The period ends with today.
func (r reader) since(i int) (period, int, bool) {
	if r.text(i) != "since" {
		return period{}, i, false
	}
	i = r.skip(i+1, "the")
	if n, ok := weekdayName(r.text(i)); ok {
		d := r.today.add(-(int(r.today.weekday()) - int(n) + 7) % 7)
		return r.days(d, r.today.add(1), "since "+unit{first: d}.String()), i + 1, true
	}
	p, next, ok := r.calendar(i)
	if !ok {
		p, next, ok = r.single(i)
	}
	p.name, p.to = "since "+p.name, r.at(r.today.add(1), 0)
	return p, next, ok && p.from.Before(p.to)
}

// rolling reads a number of hours, days, weeks, months or years that ends today, or now for hours, or begins
// today.
func (r reader) rolling(i int) (period, int, bool) {
	which := r.text(i)
	ahead := which == "next" || which == "coming"
	if !ahead && which != "last" && which != "past" && which != "previous" {
		return period{}, i, false
	}
	n, unit, next, ok := r.amount(i + 1)
	if which == "past" && !ok { // "the past month"
		n, unit, next, ok = 1, r.text(i+1), i+2, true
	}
	if ok && !ahead && slices.Contains(hours, unit) {
		return period{r.now.Add(-time.Duration(n) * time.Hour), r.now, fmt.Sprintf("last %d hours", n)}, next, true
	}
	sign, from := -1, r.today.add(1)
	if ahead {
		sign, from = 1, r.today
	}
	to, unit, known := from.addUnits(sign*n, unit)
	switch {
	case !ok || !known:
		return period{}, i, false
	case ahead:
		return r.days(from, to, fmt.Sprintf("next %d %s", n, unit)), next, true
	case n == 1:
		return r.days(to, from, "past "+unit[:len(unit)-1]), next, true
	}
	return r.days(to, from, fmt.Sprintf("last %d %s", n, unit)), next, true
}

// addUnits returns the day that many days, weeks, months or years later, and the name of the unit.
func (d day) addUnits(n int, unit string) (day, string, bool) {
	switch {
	case slices.Contains(days, unit):
		return d.add(n), "days", true
	case slices.Contains(weeks, unit):
		return d.add(7 * n), "weeks", true
	case slices.Contains(months, unit):
		return d.addMonths(n), "months", true
	case slices.Contains(years, unit):
		return d.addMonths(12 * n), "years", true
	}
	return day{}, "", false
}
