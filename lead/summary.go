package lead

import "time"

// Totals are sums by currency in minor units; amounts of different currencies stand side by
// side and are never added.
type Totals map[string]int64

// Add puts an amount to its currency; an unknown amount changes nothing.
func (t Totals) Add(m Money) {
	if !m.IsZero() {
		t[m.Currency] += m.Minor
	}
}

// Cell is one place of the summary's table: leads of a temperature in one column of work.
type Cell struct {
	Count  int
	Totals Totals
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

// Promise counts how often the promised time to a claim was kept. A lead that is still
// unclaimed after that time counts as broken.
type Promise struct {
	Within    time.Duration // business time
	Kept      int
	Broken    int
	Unclaimed int // of the broken ones
}

// Summary says how the pipeline stands now, and what happened in a period. Test leads are in
// no figure, nor are merged ones.
type Summary struct {
	From, To    time.Time // the period, [From, To)
	Zone        string    // IANA zone the period was cut in
	Now         map[Position]map[Temperature]Cell
	Oldest      time.Time // since when the longest waiting lead waits; zero without one
	New         int
	NewBefore   int // in the period before, of the same length so far
	Claimed     int
	Won         int
	WonTotals   Totals
	Lost        int
	ClaimMedian time.Duration // business time from coming to sales to the claim; 0 without claims
	ClaimP90    time.Duration
	Hot         Promise
	Overdue     int // owned leads whose next step is past
	Currency    string
}

// Count adds up a row of the table.
func (s Summary) Count(p Position) int {
	n := 0
	for _, c := range s.Now[p] {
		n += c.Count
	}
	return n
}
