package dates

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// unit is a day, a month, a quarter or a year of the calendar.
type unit struct {
	first  day
	months int    // how long: 0 is a day
	said   bool   // the words name the year; otherwise it was found
	called string // by where it lies from today; otherwise empty
}

func (u unit) end() day {
	if u.months == 0 {
		return u.first.add(1)
	}
	return u.first.addMonths(u.months)
}

// moved is the unit so many years later. Of 29 February it is a day that may not exist.
func (u unit) moved(years int) unit {
	u.first.year += years
	return u
}

// String is the unit as people write it.
func (u unit) String() string {
	switch u.months {
	case 0:
		if u.called != "" {
			return u.called
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

// unit reads one, the last that has begun where no year is named.
func (r reader) unit(i int) (unit, int, bool) {
	i = r.skip(i, "the")
	if u, next, ok := r.near(i); ok {
		return u, next, true
	}
	if d, next, ok := r.date(i); ok {
		said := slices.ContainsFunc(r.words[i:next], func(w word) bool { return yearIn.MatchString(w.text) })
		return unit{first: d, said: said}, next, true
	}
	if yearForm.MatchString(r.text(i)) {
		return unit{first: day{atoi(r.text(i)), time.January, 1}, months: 12, said: true}, i + 1, true
	}
	month, length, next := 0, 1, i+1
	if m := quarterForm.FindStringSubmatch(r.text(i)); m != nil {
		month, length = 3*atoi(m[1])-2, 3
	} else if n := slices.IndexFunc(ordinals, func(o []string) bool { return slices.Contains(o, r.text(i)) }); n >= 0 && r.text(i+1) == "quarter" {
		month, length, next = 3*n+1, 3, i+2
	} else if month = monthName(r.text(i)); month == 0 {
		return unit{}, i, false
	}
	u := unit{first: day{r.today.year, time.Month(month), 1}, months: length}
	if at := r.skip(next, "of", "in"); yearForm.MatchString(r.text(at)) {
		u.first.year, u.said = atoi(r.text(at)), true
		return u, at + 1, true
	}
	if r.today.before(u.first) {
		u.first.year--
	}
	return u, next, true
}

var yearIn = regexp.MustCompile(`[0-9]{4}`)

// near reads a day by where it lies from today.
func (r reader) near(i int) (unit, int, bool) {
	n := slices.Index([]string{"yesterday", "today", "tomorrow"}, r.text(i))
	return unit{first: r.today.add(n - 1), said: true, called: r.text(i)}, i + 1, n >= 0
}

// monthName is the number of a month by its name or its usual short form; 0 is none. Marc is none.
func monthName(s string) int {
	n, ok := name(s, monthNames)
	if ok && (len(s) == 3 || s == "sept" || s == monthNames[n]) {
		return n + 1
	}
	return 0
}

// between reads a first and a last unit.
func (r reader) between(i int) (period, int, bool) {
	at := r.skip(i, "from", "between")
	first, next, ok := r.unit(at)
	bare := 0
	if !ok || dayForm.MatchString(r.text(at)) && slices.Contains(until, r.text(at+1)) { // "1 to 15 May", and "1st to 15th May"
		m := dayForm.FindStringSubmatch(r.text(at))
		if m == nil {
			return period{}, i, false
		}
		bare, next = atoi(m[1]), at+1
	}
	if word := r.text(next); !slices.Contains(until, word) && (word != "and" || r.text(i) != "between") {
		return period{}, i, false
	}
	last, next, ok := r.unit(next + 1)
	switch {
	case !ok:
		return period{}, i, false
	case bare > 0:
		first = last
		first.first.day = bare
		ok = last.months == 0
	case !first.said:
		first = first.moved(last.first.year - first.first.year)
		if last.first.before(first.first) {
			first = first.moved(-1)
		}
	case !last.said:
		last = last.moved(first.first.year - last.first.year)
		if last.first.before(first.first) {
			last = last.moved(1)
		}
	}
	ok = ok && first.first.exists() && last.first.exists() && !last.first.before(first.first)
	return r.days(first.first, last.end(), first.String()+" to "+last.String()), next, ok
}

var until = []string{"to", "until", "till", "through", "-", "–"}

// A range that is written as one word.
var (
	dayRange   = regexp.MustCompile(`^([0-9]{1,2}(?:st|nd|rd|th|\.)?)[-–]([0-9]{1,2}(?:st|nd|rd|th|\.)?)$`)
	monthRange = regexp.MustCompile(`^([a-z]+|q[1-4]|[0-9]{4})[-–]([a-z]+|q[1-4]|[0-9]{4})$`)
)

// spread makes three words of "1-15" and "may-july".
func spread(words []word) []word {
	var all []word
	for _, w := range words {
		m := dayRange.FindStringSubmatch(w.text)
		if m == nil {
			if m = monthRange.FindStringSubmatch(w.text); m != nil && !(isUnit(m[1]) && isUnit(m[2])) {
				m = nil
			}
		}
		if m == nil {
			all = append(all, w)
			continue
		}
		all = append(all, word{m[1], w.from}, word{"to", w.from}, word{m[2], w.from})
	}
	return all
}

func isUnit(s string) bool {
	return monthName(s) > 0 || quarterForm.MatchString(s) || yearForm.MatchString(s)
}

// calendar reads this, last and next of the calendar, and the last of a weekday.
func (r reader) calendar(i int) (period, int, bool) {
	n := slices.Index([]string{"last", "this", "next"}, strings.NewReplacer("previous", "last", "current", "this", "coming", "next").Replace(r.text(i)))
	if n < 0 {
		return period{}, i, false
	}
	called := []string{"last ", "this ", "next "}[n] + r.text(i+1)
	n--
	month := day{r.today.year, r.today.month, 1}
	switch r.text(i + 1) {
	case "week":
		first := r.today.monday().add(7 * n)
		return r.days(first, first.add(7), called), i + 2, true
	case "month":
		return r.days(month.addMonths(n), month.addMonths(n+1), called), i + 2, true
	case "quarter":
		month.month -= (month.month - 1) % 3
		return r.days(month.addMonths(3*n), month.addMonths(3*n+3), called), i + 2, true
	case "year":
		month.month = time.January
		return r.days(month.addMonths(12*n), month.addMonths(12*n+12), called), i + 2, true
	}
	if wd, ok := weekdayName(r.text(i + 1)); ok && n < 0 {
		d := r.today.add(-1 - (int(r.today.weekday())-1-int(wd)+7)%7)
		return r.days(d, d.add(1), unit{first: d}.String()), i + 2, true
	}
	return period{}, i, false
}

// toDate reads year to date and its like.
func (r reader) toDate(i int) (period, int, bool) {
	next := i + 1
	what := map[string]string{"ytd": "year", "qtd": "quarter", "mtd": "month"}[r.text(i)]
	if r.text(i+1) == "to" && r.text(i+2) == "date" {
		what, next = r.text(i), i+3
	}
	if what != "year" && what != "quarter" && what != "month" {
		return period{}, i, false
	}
	p, _, _ := reader{words: []word{{"this", 0}, {what, 0}}, now: r.now, today: r.today}.calendar(0)
	p.to, p.name = r.at(r.today.add(1), 0), what+" to date"
	return p, next, true
}
