package dates

import (
	"slices"
	"strings"
	"time"
)

// calendar reads this, last or next week, month, quarter or year, and last with a weekday.
func (r reader) calendar(i int) (period, int, bool) {
	n := slices.Index([]string{"last", "this", "next"}, strings.NewReplacer("previous", "last", "current", "this", "coming", "next").Replace(r.text(i)))
	if n < 0 {
		return period{}, i, false
	}
	name := []string{"last ", "this ", "next "}[n] + r.text(i+1)
	n--
	month := day{r.today.year, r.today.month, 1}
	switch r.text(i + 1) {
	case "week":
		first := r.today.monday().add(7 * n)
		return r.days(first, first.add(7), name), i + 2, true
	case "month":
		return r.days(month.addMonths(n), month.addMonths(n+1), name), i + 2, true
	case "quarter":
		month.month -= (month.month - 1) % 3
		return r.days(month.addMonths(3*n), month.addMonths(3*n+3), name), i + 2, true
	case "year":
		month.month = time.January
		return r.days(month.addMonths(12*n), month.addMonths(12*n+12), name), i + 2, true
	}
	if wd, ok := weekdayName(r.text(i + 1)); ok && n < 0 {
		d := r.today.add(-1 - (int(r.today.weekday())-1-int(wd)+7)%7)
		return r.days(d, d.add(1), unit{first: d}.String()), i + 2, true
	}
	return period{}, i, false
}

// toDate reads year, quarter and month to date.
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
