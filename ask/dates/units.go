package dates

import (
	"fmt"
	"regexp"
	"slices"
	"time"
)

// unit is a calendar day, month, quarter or year.
type unit struct {
	first     day
	months    int    // its length; 0 for a day
	yearTyped bool   // the words contain the year; otherwise it was worked out
	name      string // "yesterday", "today" or "tomorrow"; otherwise empty
}

func (u unit) end() day {
	if u.months == 0 {
		return u.first.add(1)
	}
	return u.first.addMonths(u.months)
}

// yearsLater returns the unit that many years later. For 29 February it may be a day that does not exist.
func (u unit) yearsLater(years int) unit {
	u.first.year += years
	return u
}

// String returns the unit as people write it.
func (u unit) String() string {
	switch u.months {
	case 0:
		if u.name != "" {
			return u.name
		}
		return u.first.noon().Format("2 January 2006")
	case 1:
		return u.first.noon().Format("January 2006")
	case 3:
		return fmt.Sprintf("Q%d %d", (u.first.month+2)/3, u.first.year)
	default:
		return fmt.Sprint(u.first.year)
	}
}

var (
	quarterForm = regexp.MustCompile(`^q([1-4])$`)
	ordinals    = [][]string{{"first", "1st"}, {"second", "2nd"}, {"third", "3rd"}, {"fourth", "4th"}}
)

// unit reads one unit. Without a year it is the last one that has begun.
func (r reader) unit(i int) (unit, int, bool) {
	i = r.skip(i, "the")
	if u, next, ok := r.near(i); ok {
		return u, next, true
	}
	if u, next, ok := r.quarter(i); ok {
		return r.ofYear(u, next)
	}
	if d, next, ok := r.date(i); ok {
		yearTyped := slices.ContainsFunc(r.words[i:next], func(w word) bool { return yearIn.MatchString(w.text) })
		return unit{first: d, yearTyped: yearTyped}, next, true
	}
	if yearForm.MatchString(r.text(i)) {
		return unit{first: day{atoi(r.text(i)), time.January, 1}, months: 12, yearTyped: true}, i + 1, true
	}
	if month := monthName(r.text(i)); month > 0 {
		return r.ofYear(unit{first: day{r.today.year, time.Month(month), 1}, months: 1}, i+1)
	}
	return unit{}, i, false
}

// quarter reads a quarter and puts it in the current year.
func (r reader) quarter(i int) (unit, int, bool) {
	n, next := 0, i+1
	if m := quarterForm.FindStringSubmatch(r.text(i)); m != nil {
		n = atoi(m[1])
	} else if r.text(i+1) == "quarter" {
		n, next = 1+slices.IndexFunc(ordinals, func(o []string) bool { return slices.Contains(o, r.text(i)) }), i+2
	}
	return unit{first: day{r.today.year, time.Month(3*n - 2), 1}, months: 3}, next, n > 0
}

// ofYear moves a unit to the year that follows its name, or to the last year in which it has begun.
func (r reader) ofYear(u unit, next int) (unit, int, bool) {
	if at := r.skip(next, "of", "in"); yearForm.MatchString(r.text(at)) {
		u.first.year, u.yearTyped = atoi(r.text(at)), true
		return u, at + 1, true
	}
	if r.today.before(u.first) {
		u.first.year--
	}
	return u, next, true
}

var yearIn = regexp.MustCompile(`[0-9]{4}`)

// near reads yesterday, today and tomorrow.
func (r reader) near(i int) (unit, int, bool) {
	n := slices.Index([]string{"yesterday", "today", "tomorrow"}, r.text(i))
	return unit{first: r.today.add(n - 1), yearTyped: true, name: r.text(i)}, i + 1, n >= 0
}

// monthName returns the number of a month given by its name or its usual abbreviation, or 0. "Marc" is not a
// month.
func monthName(s string) int {
	n, ok := name(s, monthNames)
	if ok && (len(s) == 3 || s == "sept" || s == monthNames[n]) {
		return n + 1
	}
	return 0
}
