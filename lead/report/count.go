package report

import (
	"slices"
	"time"

	"dibs/lead"
)

// Count answers how many leads a query is about. Test leads and merged ones are not counted.
type Count struct {
	Query Query // as asked; without a span when it is about now
	At    time.Time
	N     int
	Of    map[lead.Stage]Cell      // where they stand now; the counts add up to N
	By    []CountRow               // broken down by Query.By, the largest first; nil when not asked for
	Names map[lead.PersonID]string // of the owner who was asked for, and of those in By
}

// Totals is what all of them are worth together, each currency by itself.
func (c Count) Totals() Totals {
	var sum Cell
	for _, of := range c.Of {
		sum = sum.Plus(of)
	}
	return sum.Totals
}

// Ended reports whether the query is only about leads that are over. Then its span is about when
// they ended: "won last month". The span of any other query is about when they were registered.
func (q Query) Ended() bool {
	for _, s := range q.Stages {
		if s.Open() {
			return false
		}
	}
	return len(q.Stages) > 0
}

// Asks reports whether leads in the stage are among those that a filter is about.
func (f Filter) Asks(s lead.Stage) bool {
	return s != lead.StageMerged && (len(f.Stages) == 0 || slices.Contains(f.Stages, s))
}
