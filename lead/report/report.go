package report

import (
	"time"

	"dibs/lead"
)

// Report is how the figures of a query went over time: a row for each of the last eight weeks, or
// of the last twelve months. Test leads are in no figure, nor are merged ones.
type Report struct {
	Query   Query
	At      time.Time                // what "now" was
	Monthly bool                     // rows are calendar months, not weeks
	Rows    []Row                    // oldest first
	Target  time.Duration            // the time to a claim that is promised for hot leads, business time; 0: none
	Names   map[lead.PersonID]string // of the owner who was asked for
}

// Row is what happened in one week or month.
type Row struct {
	Span
	Running     bool          // it is not over: its figures still grow
	New         int           // registered
	Ready       int           // of these, how many have been sales-ready so far
	Converted   int           // of these, how many are won so far
	Claims      int           // of the leads that came to sales in it, how many have been claimed
	ClaimMedian time.Duration // of these claims, business time from coming to sales; 0 without claims
	Hot         TargetFigures // of the hot leads that came to sales in it
	Won         int           // closed in it, whenever registered
	WonTotals   Totals
}
