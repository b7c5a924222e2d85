package report

import (
	"cmp"
	"slices"

	"dibs/lead"
)

// MaxRows is the largest number of rows in a breakdown. If there are more, the last row sums up the rest.
const MaxRows = 12

// BreakdownRow is one row of a breakdown: the figures of one source, one team and so on.
type BreakdownRow struct {
	Key    string // the source, campaign, team, country, temperature or PersonID; empty: leads without one
	Others int    // how many other rows this row sums up; 0 for a row of its own

	New       int // registered in the span
	Waiting   int // this and the next two as of now
	Working   int
	Qualified int
	Won       int // won and lost are counted in the span
	Lost      int
	Pipeline  Totals // what the waiting, working and qualified ones are worth
	WonTotals Totals
}

// Plus returns the sum of both rows, under the key of the first.
func (s BreakdownRow) Plus(o BreakdownRow) BreakdownRow {
	s.New, s.Waiting, s.Working, s.Qualified = s.New+o.New, s.Waiting+o.Waiting, s.Working+o.Working, s.Qualified+o.Qualified
	s.Won, s.Lost = s.Won+o.Won, s.Lost+o.Lost
	s.Pipeline = Cell{Totals: s.Pipeline}.Plus(Cell{Totals: o.Pipeline}).Totals
	s.WonTotals = Cell{Totals: s.WonTotals}.Plus(Cell{Totals: o.WonTotals}).Totals
	return s
}

// CountRow is one row of a breakdown of a Count.
type CountRow struct {
	Key    string // as in BreakdownRow
	Others int    // as in BreakdownRow
	Cell
}

// SortRows orders the rows of a breakdown and keeps at most MaxRows of them. Temperatures go from hot to
// cold. Other rows go by new leads, then by open ones, then by closed ones, the largest first.
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

// CountRows makes the sorted rows of a count, at most MaxRows of them: temperatures from hot to cold,
// anything else by the number of leads.
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

// largest sorts rows and sums up those beyond MaxRows in the last row.
func largest[R any](rows []R, order func(a, b R) int, plus func(a, b R) R) []R {
	slices.SortFunc(rows, order)
	for len(rows) > MaxRows {
		last := len(rows) - 1
		rows[last-1] = plus(rows[last-1], rows[last])
		rows = rows[:last]
	}
	return rows
}

// warmest compares two temperatures, the hotter first. For any other dimension it returns 0.
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
