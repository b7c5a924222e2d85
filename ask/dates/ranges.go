package dates

import (
	"regexp"
	"slices"
)

// between reads a range from a first to a last unit, both included.
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
	case !first.yearTyped:
		first = first.yearsLater(last.first.year - first.first.year)
		if last.first.before(first.first) {
			first = first.yearsLater(-1)
		}
	case !last.yearTyped:
		last = last.yearsLater(first.first.year - last.first.year)
		if last.first.before(first.first) {
			last = last.yearsLater(1)
		}
	}
	ok = ok && first.first.exists() && last.first.exists() && !last.first.before(first.first)
	return r.days(first.first, last.end(), first.String()+" to "+last.String()), next, ok
}

var until = []string{"to", "until", "till", "through", "-", "–"}

// Ranges that are written as one word.
var (
	dayRange   = regexp.MustCompile(`^([0-9]{1,2}(?:st|nd|rd|th|\.)?)[-–]([0-9]{1,2}(?:st|nd|rd|th|\.)?)$`)
	monthRange = regexp.MustCompile(`^([a-z]+|q[1-4]|[0-9]{4})[-–]([a-z]+|q[1-4]|[0-9]{4})$`)
)

// splitRanges splits words such as "1-15" and "may-july" into three words.
func splitRanges(words []word) []word {
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
