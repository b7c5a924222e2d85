package dates

import (
	"regexp"
	"slices"
	"time"
)

var (
	hours   = []string{"h", "hr", "hrs", "hour", "hours"}
	minutes = []string{"m", "min", "mins", "minute", "minutes"}
	days    = []string{"d", "day", "days"}
	weeks   = []string{"w", "wk", "wks", "week", "weeks"}
	months  = []string{"mo", "month", "months"}
	years   = []string{"y", "yr", "year", "years"}
)

var (
	numberUnit   = regexp.MustCompile(`^([0-9]{1,4})([a-z]+)$`)                // "3d"
	hoursMinutes = regexp.MustCompile(`^([0-9]{1,4})h([0-9]{1,2})(?:m|min)?$`) // "1h30", "1h30m"
)

// amount reads a number and a unit: "3 days", "3d", "a week".
func (r reader) amount(i int) (n int, unit string, next int, ok bool) {
	if m := numberUnit.FindStringSubmatch(r.text(i)); m != nil {
		n, ok = number(m[1])
		return n, m[2], i + 1, ok
	}
	n, ok = number(r.text(i))
	return n, r.text(i + 1), i + 2, ok
}

// elapsed reads hours and minutes, which count from now.
func (r reader) elapsed(i int) (time.Duration, int, bool) {
	i = r.skip(i, "in", "for")
	if m := hoursMinutes.FindStringSubmatch(r.text(i)); m != nil {
		d := time.Duration(atoi(m[1]))*time.Hour + time.Duration(atoi(m[2]))*time.Minute
		return d, i + 1, d > 0
	}
	var sum time.Duration
	for {
		n, unit, next, ok := r.amount(i)
		switch {
		case ok && slices.Contains(hours, unit) && sum == 0:
			sum = time.Duration(n) * time.Hour
		case ok && slices.Contains(minutes, unit):
			return sum + time.Duration(n)*time.Minute, next, true
		default:
			return sum, i, sum > 0
		}
		i = next
	}
}

// ahead reads a number of days, weeks, months or years, counted from today.
func (r reader) ahead(i int) (day, int, bool) {
	n, unit, next, ok := r.amount(r.skip(i, "in", "for"))
	if !ok {
		return day{}, i, false
	}
	d, _, ok := r.today.addUnits(n, unit)
	return d, next, ok
}
