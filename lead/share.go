package lead

import (
	"cmp"
	"slices"
)

// MostShares is how many rows a breakdown has at most; the last one sums up the rest.
const MostShares = 12

// Share is one row of a breakdown: what comes from one source, or belongs to one team.
type Share struct {
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
func (s Share) Plus(o Share) Share {
	s.New, s.Waiting, s.Working, s.Qualified = s.New+o.New, s.Waiting+o.Waiting, s.Working+o.Working, s.Qualified+o.Qualified
	s.Won, s.Lost = s.Won+o.Won, s.Lost+o.Lost
	s.Pipeline = Cell{Totals: s.Pipeline}.Plus(Cell{Totals: o.Pipeline}).Totals
	s.WonTotals = Cell{Totals: s.WonTotals}.Plus(Cell{Totals: o.WonTotals}).Totals
	return s
}

// Part is one row of a breakdown of a Count.
type Part struct {
	Key    string // as in Share
	Others int    // as in Share
	Cell
}

// Largest orders the rows of a breakdown: temperatures from hot to cold, anything else by what came
// in, then by what is in hand, then by what was closed. It keeps MostShares of them at most.
func Largest(by Dimension, shares []Share) []Share {
	return largest(shares, func(a, b Share) int {
		return cmp.Or(warmest(by, a.Key, b.Key), cmp.Compare(b.New, a.New),
			cmp.Compare(b.Waiting+b.Working+b.Qualified, a.Waiting+a.Working+a.Qualified),
			cmp.Compare(b.Won+b.Lost, a.Won+a.Lost), cmp.Compare(a.Key, b.Key))
	}, func(a, b Share) Share {
		sum := a.Plus(b)
		sum.Key, sum.Others = "", max(1, a.Others)+max(1, b.Others)
		return sum
	})
}

// Parts orders the counts of a breakdown: temperatures from hot to cold, anything else by how many.
func Parts(by Dimension, of map[string]Cell) []Part {
	var parts []Part
	for key, c := range of {
		parts = append(parts, Part{Key: key, Cell: c})
	}
	return largest(parts, func(a, b Part) int {
		return cmp.Or(warmest(by, a.Key, b.Key), cmp.Compare(b.Count, a.Count), cmp.Compare(a.Key, b.Key))
	}, func(a, b Part) Part {
		return Part{Others: max(1, a.Others) + max(1, b.Others), Cell: a.Plus(b.Cell)}
	})
}

// largest sorts rows and sums up those beyond the most that are shown.
func largest[R any](rows []R, order func(a, b R) int, plus func(a, b R) R) []R {
	slices.SortFunc(rows, order)
	for len(rows) > MostShares {
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
		if i := slices.Index(Temperatures(), Temperature(t)); i >= 0 {
			return i
		}
		return len(Temperatures())
	}
	return cmp.Compare(rank(a), rank(b))
}
