package dates

import (
	"regexp"
	"strings"
	"time"
)

var (
	weekdays   = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
	monthNames = []string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	}
)

// day reads a day in any form.
func (r reader) day(i int) (day, int, bool) {
	for _, read := range []func(int) (day, int, bool){r.relative, r.boundary, r.ahead, r.weekday, r.date} {
		if d, next, ok := read(i); ok {
			return d, next, true
		}
	}
	return day{}, i, false
}

// relative reads today, tomorrow and the day after tomorrow.
func (r reader) relative(i int) (day, int, bool) {
	switch i := r.skip(i, "the"); {
	case r.text(i) == "today":
		return r.today, i + 1, true
	case r.text(i) == "tomorrow":
		return r.today.add(1), i + 1, true
	case r.text(i) == "day" && r.text(i+1) == "after" && r.text(i+2) == "tomorrow":
		return r.today.add(2), i + 3, true
	}
	return day{}, i, false
}

// boundary reads the end of a day, week, month or year, and also "next week" and so on: both are the first
// day of the next one.
func (r reader) boundary(i int) (day, int, bool) {
	of, next := "", i
	switch i := r.skip(i, "the"); {
	case r.text(i) == "next":
		of, next = r.text(i+1), i+2
		if of == "day" {
			of = "" // "the next day" refers to a day that we do not know
		}
	case r.text(i) == "end" && r.text(i+1) == "of":
		next = r.skip(i+2, "the", "this")
		of, next = r.text(next), next+1
	case len(r.text(i)) == 3 && strings.HasPrefix(r.text(i), "eo"):
		of, next = map[byte]string{'d': "day", 'w': "week", 'm': "month", 'y': "year"}[r.text(i)[2]], i+1
	}
	t := r.today
	switch of {
	case "day":
		return t.add(1), next, true
	case "week":
		return t.monday().add(7), next, true
	case "month":
		return day{t.year, t.month, 1}.addMonths(1), next, true
	case "year":
		return day{t.year + 1, time.January, 1}, next, true
	}
	return day{}, i, false
}

// weekday reads the name of a day, and also a date after it if that date falls on such a day.
func (r reader) weekday(i int) (day, int, bool) {
	which := r.text(i)
	at := r.skip(i, "this", "next", "coming")
	n, ok := weekdayName(r.text(at))
	if !ok {
		return day{}, i, false
	}
	if at == i {
		if d, next, ok := r.date(i + 1); ok {
			return d, next, d.weekday() == n
		}
	}
	monday := r.today.monday()
	switch inWeek := (int(n) + 6) % 7; {
	case at > i && which == "this":
		d := monday.add(inWeek)
		return d, at + 1, !d.before(r.today)
	case at > i && which == "next":
		return monday.add(7 + inWeek), at + 1, true
	default:
		ahead := (int(n) - int(r.today.weekday()) + 7) % 7
		if ahead == 0 {
			ahead = 7
		}
		return r.today.add(ahead), at + 1, true
	}
}

func weekdayName(s string) (time.Weekday, bool) {
	n, ok := name(s, weekdays)
	return time.Weekday(n), ok
}

var (
	isoDate  = regexp.MustCompile(`^([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})$`)
	dotted   = regexp.MustCompile(`^([0-9]{1,2})\.([0-9]{1,2})\.?([0-9]{4})?$`)
	slashed  = regexp.MustCompile(`^([0-9]{1,2})/([0-9]{1,2})(?:/([0-9]{4}))?$`)
	dayForm  = regexp.MustCompile(`^([0-9]{1,2})(?:st|nd|rd|th|\.)?$`)
	ordinal  = regexp.MustCompile(`^([0-9]{1,2})(?:st|nd|rd|th)$`)
	yearForm = regexp.MustCompile(`^[0-9]{4}$`)
)

// date reads a calendar date.
func (r reader) date(i int) (day, int, bool) {
	s := r.text(i)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		return r.dated(atoi(m[3]), atoi(m[2]), m[1], i+1)
	}
	if m := dotted.FindStringSubmatch(s); m != nil {
		return r.dated(atoi(m[1]), atoi(m[2]), m[3], i+1)
	}
	if m := slashed.FindStringSubmatch(s); m != nil {
		d, month := atoi(m[1]), atoi(m[2])
		switch {
		case d != month && d <= 12 && month <= 12:
			return day{}, i, false
		case month > 12:
			d, month = month, d
		}
		return r.dated(d, month, m[3], i+1)
	}
	return r.named(r.skip(i, "the"))
}

// named reads a day with the name of its month, or without a month.
func (r reader) named(i int) (day, int, bool) {
	number, month := r.text(i), r.text(i+1)
	if month == "of" {
		month = r.text(i + 2)
	}
	next := i + 2
	if month != r.text(i+1) {
		next++
	}
	if _, first := name(number, monthNames); first {
		number, month, next = r.text(i+1), number, i+2
	}
	m := dayForm.FindStringSubmatch(number)
	n, ok := name(month, monthNames)
	switch {
	case m != nil && ok:
		year := ""
		if yearForm.MatchString(r.text(next)) {
			year, next = r.text(next), next+1
		}
		return r.dated(atoi(m[1]), n+1, year, next)
	case ordinal.MatchString(number):
		return r.ofAnyMonth(atoi(m[1]), i+1)
	}
	return day{}, i, false
}

// dated returns the date itself. Without a year it returns the first one that is not before today or, looking
// back, the last one that is not after today. Nine years are enough, because leap days are at most eight
// years apart.
func (r reader) dated(d, month int, year string, next int) (day, int, bool) {
	if year != "" {
		found := day{atoi(year), time.Month(month), d}
		return found, next, found.exists()
	}
	for n := range 9 {
		if r.past {
			n = -n
		}
		found := day{r.today.year + n, time.Month(month), d}
		if found.exists() && (found == r.today || found.before(r.today) == r.past) {
			return found, next, true
		}
	}
	return day{}, next, false
}

// ofAnyMonth returns the first day with this number that is not before today or, looking back, the last one
// that is not after today.
func (r reader) ofAnyMonth(d, next int) (day, int, bool) {
	for n := range 3 { // no two months in a row lack the day
		if r.past {
			n = -n
		}
		month := day{r.today.year, r.today.month, 1}.addMonths(n)
		found := day{month.year, month.month, d}
		if found.exists() && (found == r.today || found.before(r.today) == r.past) {
			return found, next, true
		}
	}
	return day{}, next, false
}
