package report

import (
	"time"

	"dibs/lead"
)

// Cell is one cell of a table: how many leads, and what they are worth. A lead is worth the amount that its
// owner entered. While it is open and has no amount, it is worth the value given by its source.
type Cell struct {
	Count  int
	Totals Totals // nil when no amount is known
}

// Plus returns the sum of both cells.
func (c Cell) Plus(other Cell) Cell {
	sum := Cell{Count: c.Count + other.Count}
	if len(c.Totals)+len(other.Totals) > 0 {
		sum.Totals = Totals{}
		sum.Totals.AddAll(c.Totals)
		sum.Totals.AddAll(other.Totals)
	}
	return sum
}

// Position groups open leads the way people ask for them.
type Position string

// The positions of the summary's table.
const (
	PositionInquiry   Position = "inquiries"
	PositionWaiting   Position = "waiting" // StageNew: unclaimed
	PositionWorking   Position = "working"
	PositionQualified Position = "qualified"
	PositionNurturing Position = "nurturing"
)

// TargetFigures counts how often leads were claimed within the response target. A lead that is still
// unclaimed after that time counts as broken.
type TargetFigures struct {
	Within    time.Duration // business time
	Kept      int
	Broken    int
	Unclaimed int // how many of the broken ones are still unclaimed
}

// Summary says how the leads of a query stand now, and what happened to them in its span. No figure includes
// test leads or merged leads.
type Summary struct {
	Query  Query     // as asked, with the span that was used
	At     time.Time // the time of the summary
	Before Span      // the earlier span that NewBefore counts, as long as Query.Span so far; zero without one

	Now         map[Position]map[lead.Temperature]Cell
	Oldest      time.Time // since when the oldest unclaimed lead has been waiting; zero without one
	New         int       // registered
	NewBefore   int
	Claimed     int // claimed for the first time
	Won         int
	WonTotals   Totals
	Lost        int
	ClaimMedian time.Duration // business time from coming to sales to the claim; 0 without claims
	ClaimP90    time.Duration
	Hot         TargetFigures
	Overdue     int // owned leads whose next step is overdue

	By    []BreakdownRow           // the same figures broken down by Query.By, largest first; nil when not asked for
	Names map[lead.PersonID]string // of the owners who were asked for, and of those in By
}

// Count returns how many leads are in a row of the table.
func (s Summary) Count(p Position) int { return s.Row(p).Count }

// Row adds up a row of the table, leads and amounts.
func (s Summary) Row(p Position) Cell {
	var sum Cell
	for _, c := range s.Now[p] {
		sum = sum.Plus(c)
	}
	return sum
}

// Open returns how many open leads there are.
func (s Summary) Open() int {
	n := 0
	for p := range s.Now {
		n += s.Count(p)
	}
	return n
}
