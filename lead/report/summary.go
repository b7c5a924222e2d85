package report

import (
	"time"

	"dibs/lead"
)

// Cell is one place of a table: how many leads, and what they are worth. A lead is worth the amount
// that its owner gave, and while it is open and nobody gave one, the value that its source said.
type Cell struct {
	Count  int
	Totals Totals // nil when nothing is known of any
}

// Plus is both cells together.
func (c Cell) Plus(other Cell) Cell {
	sum := Cell{Count: c.Count + other.Count}
	if len(c.Totals)+len(other.Totals) > 0 {
		sum.Totals = Totals{}
		sum.Totals.AddAll(c.Totals)
		sum.Totals.AddAll(other.Totals)
	}
	return sum
}

// Position groups open leads as people ask for them.
type Position string

// The positions of the summary's table.
const (
	PositionInquiry   Position = "inquiries"
	PositionWaiting   Position = "waiting" // new: nobody owns it
	PositionWorking   Position = "working"
	PositionQualified Position = "qualified"
	PositionNurturing Position = "nurturing"
)

// TargetFigures counts how often the promised time to a claim was kept. A lead that is still
// unclaimed after that time counts as broken.
type TargetFigures struct {
	Within    time.Duration // business time
	Kept      int
	Broken    int
	Unclaimed int // of the broken ones
}

// Summary says how the leads of a query stand now, and what happened to them in its span. Test
// leads are in no figure, nor are merged ones.
type Summary struct {
	Query  Query     // as asked, with the span that was looked at
	At     time.Time // what "now" was
	Before Span      // the stretch before, of the same length so far, that NewBefore is of; zero without one

	Now         map[Position]map[lead.Temperature]Cell
	Oldest      time.Time // since when the longest waiting lead waits; zero without one
	New         int       // registered
	NewBefore   int
	Claimed     int // claimed for the first time
	Won         int
	WonTotals   Totals
	Lost        int
	ClaimMedian time.Duration // business time from coming to sales to the claim; 0 without claims
	ClaimP90    time.Duration
	Hot         TargetFigures
	Overdue     int // owned leads whose next step is past

	By    []BreakdownRow           // the same figures broken down by Query.By, the largest first; nil when not asked for
	Names map[lead.PersonID]string // of the owner who was asked for, and of those in By
}

// Count adds up a row of the table.
func (s Summary) Count(p Position) int { return s.Row(p).Count }

// Row adds up a row of the table with its amounts.
func (s Summary) Row(p Position) Cell {
	var sum Cell
	for _, c := range s.Now[p] {
		sum = sum.Plus(c)
	}
	return sum
}

// Open counts the open leads.
func (s Summary) Open() int {
	n := 0
	for p := range s.Now {
		n += s.Count(p)
	}
	return n
}
