package report

import "math"

// Measure is a figure by which a report tells whether things get better.
type Measure string

// The measures. The median time to a claim is not one of them, because MeasurePromise says the same with
// numbers that can be tested. Nor is the conversion, because recent leads have had less time to convert.
const (
	MeasurePromise Measure = "promise" // hot leads claimed within the response target, of those that came to sales
	MeasureReady   Measure = "ready"   // leads that became sales-ready, of the new ones
	MeasureWon     Measure = "won"     // leads won
)

// Direction says how a measure changed.
type Direction string

// The directions.
const (
	TooFew Direction = "too few" // the numbers are too small to say
	Steady Direction = "same"    // the difference may be chance
	Better Direction = "better"
	Worse  Direction = "worse"
)

// Ratio is N out of Of. For a measure that is no share, such as the number of leads won, Of is 0.
type Ratio struct{ N, Of int }

// Share returns the ratio as a number from 0 to 1. It is 0 if Of is 0.
func (r Ratio) Share() float64 {
	if r.Of == 0 {
		return 0
	}
	return float64(r.N) / float64(r.Of)
}

// Change is how a measure changed from the first half of a report's finished rows to the second.
type Change struct {
	Measure       Measure
	Before, After Ratio
	Direction     Direction
}

// Halves returns how many rows are in each of the two halves that Changes compares. The current period is in
// neither. If the number of finished rows is odd, the oldest is left out.
func (r Report) Halves() int { return len(r.finished()) / 2 }

func (r Report) finished() []Row {
	rows := r.Rows
	for len(rows) > 0 && rows[len(rows)-1].Running {
		rows = rows[:len(rows)-1]
	}
	return rows
}

// Changes compares the two halves of the report. Better and Worse mean that chance alone would cause such a
// difference less than once in twenty times.
func (r Report) Changes() []Change {
	rows, half := r.finished(), r.Halves()
	before, after := rows[len(rows)-2*half:len(rows)-half], rows[len(rows)-half:]
	changes := []Change{
		shareOf(MeasurePromise, before, after, func(w Row) Ratio { return Ratio{w.Hot.Kept, w.Hot.Kept + w.Hot.Broken} }),
		shareOf(MeasureReady, before, after, func(w Row) Ratio { return Ratio{w.Ready, w.New} }),
		{Measure: MeasureWon, Before: Ratio{N: won(before)}, After: Ratio{N: won(after)}},
	}
	changes[2].Direction = counts(changes[2].Before.N, changes[2].After.N)
	if r.Target == 0 {
		return changes[1:]
	}
	return changes
}

func shareOf(m Measure, before, after []Row, of func(Row) Ratio) Change {
	c := Change{Measure: m, Before: sum(before, of), After: sum(after, of)}
	c.Direction = shares(c.Before, c.After)
	return c
}

func sum(rows []Row, of func(Row) Ratio) (s Ratio) {
	for _, w := range rows {
		r := of(w)
		s.N, s.Of = s.N+r.N, s.Of+r.Of
	}
	return s
}

func won(rows []Row) int { return sum(rows, func(w Row) Ratio { return Ratio{N: w.Won} }).N }

const (
	fewest = 20   // on fewer leads on either side, a share says nothing
	sure   = 1.96 // standard errors; chance alone exceeds this once in twenty times
)

// shares compares two proportions with a z-test on the pooled variance (see any statistics textbook).
func shares(before, after Ratio) Direction {
	if before.Of < fewest || after.Of < fewest {
		return TooFew
	}
	p := float64(before.N+after.N) / float64(before.Of+after.Of)
	e := math.Sqrt(p * (1 - p) * (1/float64(before.Of) + 1/float64(after.Of)))
	return direction(after.Share()-before.Share(), e)
}

// counts compares how often something happened in two equally long times, assuming a Poisson distribution.
func counts(before, after int) Direction {
	if before+after < fewest/2 {
		return TooFew
	}
	return direction(float64(after-before), math.Sqrt(float64(before+after)))
}

func direction(change, e float64) Direction {
	switch {
	case math.Abs(change) <= sure*e:
		return Steady
	case change > 0:
		return Better
	}
	return Worse
}
