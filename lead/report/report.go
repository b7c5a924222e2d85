package report

import (
	"time"

	"dibs/lead"
)

// Report shows how the figures of a query changed over time, with a row for each of the last eight weeks or
// twelve months. No figure includes test leads or merged leads.
type Report struct {
	Query   Query
	At      time.Time                // the time of the report
	Monthly bool                     // rows are calendar months, not weeks
	Rows    []Row                    // oldest first
	Target  time.Duration            // the response target for claiming a hot lead, in business time; 0: none
	Names   map[lead.PersonID]string // of the owner who was asked for
}

// Row is what happened in one week or month.
type Row struct {
	Span
	Running     bool          // the period is not over: its figures still grow
	New         int           // registered
	Ready       int           // of the new ones, how many have become sales-ready so far
	Converted   int           // of the new ones, how many have been won so far
	Claims      int           // of the leads that came to sales in the period, how many have been claimed
	ClaimMedian time.Duration // the median business time from coming to sales to these claims; 0 without claims
	Hot         TargetFigures // the hot leads that came to sales in the period
	Won         int           // closed in the period, whenever they were registered
	WonTotals   Totals
}
