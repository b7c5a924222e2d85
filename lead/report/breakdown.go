package report

import (
	"cmp"
	"slices"

	"dibs/lead"
)

// MaxRows is how many rows a breakdown has at most; the last one sums up the rest.
const MaxRows = 12

// BreakdownRow is one row of a breakdown: what comes from one source, or belongs to one team.
type BreakdownRow struct {
	Key    string // the source, campaign, team, country, temperature or PersonID; empty: leads that have none
	Others int    // this row sums up so many others; 0 for a row of its own

	New       int // registered in the span
	Waiting   int // the three as they stand now
	Working   int
	Qualified int
	Won       int // in the span
	Lost      int
	Pipeline  Totals // what those that wait, are worked or qualified are worth
	WonTotals Totals
}

// Plus is both shares together, under the key of the first.
func (s BreakdownRow) Plus(o BreakdownRow) BreakdownRow {
	s.New, s.Waiting, s.Working, s.Qualified = s.New+o.New, s.Waiting+o.Waiting, s.Working+o.Working, s.Qualified+o.Qualified
	s.Won, s.Lost = s.Won+o.Won, s.Lost+o.Lost
	s.Pipeline = Cell{Totals: s.Pipeline}.Plus(Cell{Totals: o.Pipeline}).Totals
	s.WonTotals = Cell{Totals: s.WonTotals}.Plus(Cell{Totals: o.WonTotals}).Totals
	return s
}

// CountRow is one row of a breakdown of a Count.
type CountRow struct {
	Key    string // as in Share
	Others int    // as in Share
	Cell
}

// SortRows orders the rows of a breakdown: temperatures from hot to cold, anything else by what came
// in, then by what is in hand, then by what was closed. It keeps MostShares of them at most.
func SortRows(by Dimension, shares []BreakdownRow) []BreakdownRow {
	return largest(shares, func(a, b BreakdownRow) int {
		return cmp.Or(warmest(by, a.Key, b.Key), cmp.Compare(b.New, a.New),
			cmp.Compare(b.Waiting+b.Working+b.Qualified, a.Waiting+a.Working+a.Qualified),
			cmp.Compare(b.Won+b.Lost, a.Won+a.Lost), cmp.Compare(a.Key, b.Key))
	}, func(a, b BreakdownRow) BreakdownRow {
		sum := a.Plus(b)
		sum.Key, sum.Others = "", max(1, a.Others)+max(1, b.Others)
		return sum
	})
}

// CountRows orders the counts of a breakdown: temperatures from hot to cold, anything else by how many.
func CountRows(by Dimension, of map[string]Cell) []CountRow {
	var parts []CountRow
	for key, c := range of {
		parts = append(parts, CountRow{Key: key, Cell: c})
	}
	return largest(parts, func(a, b CountRow) int {
		return cmp.Or(warmest(by, a.Key, b.Key), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Key, b.Key))
	}, func(a, b CountRow) CountRow {
		return CountRow{Others: max(1, a.Others) + max(1, b.Others), Cell: a.Plus(b.Cell)}
	})
}

// largest sorts rows and sums up those beyond the most that are shown.
func largest[R any](rows []R, order func(a, b R) int, plus func(a, b R) R) []R {
	slices.SortFunc(rows, order)
	for len(rows) > MaxRows {
		last := len(rows) - 1
		rows[last-1] = plus(rows[last-1], rows[last])
		rows = rows[:last]
	}
	return rows
}

// warmest orders temperatures; by any other dimension nothing is before anything.
func warmest(by Dimension, a, b string) int {
	if by != ByTemperature {
		return 0
	}
	rank := func(t string) int {
		if i := slices.Index(lead.Temperatures(), lead.Temperature(t)); i >= 0 {
			return i
		}
		return len(lead.Temperatures())
	}
	return cmp.Compare(rank(a), rank(b))
}
