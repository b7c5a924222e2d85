package report

import (
	"slices"
	"time"

	"dibs/lead"
)

// Count answers how many leads match a query. Test leads and merged leads are not counted.
type Count struct {
	Query Query // as asked; without a span when it asks about now
	At    time.Time
	N     int
	Of    map[lead.Stage]Cell      // by current stage; the counts add up to N
	By    []CountRow               // broken down by Query.By, largest first; nil when not asked for
	Names map[lead.PersonID]string // of the owners who were asked for, and of those in By
}

// Totals returns what all counted leads are worth, each currency separately.
func (c Count) Totals() Totals {
	var sum Cell
	for _, of := range c.Of {
		sum = sum.Plus(of)
	}
	return sum.Totals
}

// Ended reports whether the query asks only for closed leads. If so, its span refers to when they were
// closed: "won last month". The span of any other query refers to when the leads were registered.
func (q Query) Ended() bool {
	for _, s := range q.Stages {
		if s.Open() {
			return false
		}
	}
	return len(q.Stages) > 0
}

// Asks reports whether the filter includes leads in the given stage. Merged leads are never included.
func (f Filter) Asks(s lead.Stage) bool {
	return s != lead.StageMerged && (len(f.Stages) == 0 || slices.Contains(f.Stages, s))
}
