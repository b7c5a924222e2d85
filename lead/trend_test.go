package lead_test

import (
	"testing"

	"pgregory.net/rapid"

	"dibs/lead"
)

// halves is a report of two full rows and one that runs.
func halves(before, after lead.Row) lead.Report {
	return lead.Report{Within: 1, Rows: []lead.Row{before, after, {Running: true, New: 1000, Won: 1000, Hot: lead.Promise{Kept: 1000}}}}
}

func direction(r lead.Report, m lead.Measure) lead.Direction {
	for _, c := range r.Changes() {
		if c.Measure == m {
			return c.Direction
		}
	}
	return ""
}

func TestAReportSaysNothingOfSmallNumbersAndNothingOfChance(t *testing.T) {
	hot := func(kept, of int) lead.Row { return lead.Row{Hot: lead.Promise{Kept: kept, Broken: of - kept}} }
	ready := func(n, of int) lead.Row { return lead.Row{Ready: n, New: of} }
	won := func(n int) lead.Row { return lead.Row{Won: n} }
	for _, c := range []struct {
		of            lead.Measure
		before, after lead.Row
		want          lead.Direction
	}{
		{lead.MeasurePromise, hot(0, 19), hot(19, 19), lead.TooFew},
		{lead.MeasurePromise, hot(0, 20), hot(20, 20), lead.Better},
		{lead.MeasurePromise, hot(20, 20), hot(0, 20), lead.Worse},
		{lead.MeasurePromise, hot(20, 20), hot(20, 20), lead.Steady},
		{lead.MeasurePromise, hot(15, 30), hot(19, 30), lead.Steady}, // 50 % and 63 %: one in four is chance
		{lead.MeasurePromise, hot(150, 300), hot(190, 300), lead.Better},
		{lead.MeasureReady, ready(10, 100), ready(5, 100), lead.Steady},
		{lead.MeasureReady, ready(100, 1000), ready(50, 1000), lead.Worse},
		{lead.MeasureReady, lead.Row{}, ready(50, 1000), lead.TooFew},
		{lead.MeasureWon, won(0), won(9), lead.TooFew},
		{lead.MeasureWon, won(3), won(9), lead.Steady},
		{lead.MeasureWon, won(1), won(9), lead.Better},
		{lead.MeasureWon, won(30), won(10), lead.Worse},
	} {
		if got := direction(halves(c.before, c.after), c.of); got != c.want {
			t.Errorf("%s from %+v to %+v is %s, want %s", c.of, c.before, c.after, got, c.want)
		}
	}
}

func TestTheRowThatRunsIsComparedWithNothing(t *testing.T) {
	r := halves(lead.Row{Won: 20}, lead.Row{Won: 20})
	if got := direction(r, lead.MeasureWon); got != lead.Steady {
		t.Errorf("a thousand won in the row that runs make it %s", got)
	}
	r.Rows = append([]lead.Row{{Won: 500}}, r.Rows...) // three full rows: the oldest is left out
	if got := direction(r, lead.MeasureWon); got != lead.Steady || r.Halves() != 1 {
		t.Errorf("%s with halves of %d", got, r.Halves())
	}
	if (lead.Report{Rows: r.Rows[3:]}).Halves() != 0 || (lead.Report{}).Halves() != 0 {
		t.Error("a report without full rows has halves")
	}
	r.Within = 0
	if got := direction(r, lead.MeasurePromise); got != "" {
		t.Errorf("a promise that nobody gave is %s", got)
	}
}

func TestWhatGetsBetterGotWorseTheOtherWayRound(t *testing.T) {
	opposite := map[lead.Direction]lead.Direction{
		lead.Better: lead.Worse, lead.Worse: lead.Better, lead.Steady: lead.Steady, lead.TooFew: lead.TooFew,
	}
	row := rapid.Custom(func(r *rapid.T) lead.Row {
		n := rapid.IntRange(0, 200).Draw(r, "new")
		return lead.Row{
			New: n, Ready: rapid.IntRange(0, n).Draw(r, "ready"), Won: rapid.IntRange(0, 50).Draw(r, "won"),
			Hot: lead.Promise{Kept: rapid.IntRange(0, 50).Draw(r, "kept"), Broken: rapid.IntRange(0, 50).Draw(r, "broken")},
		}
	})
	rapid.Check(t, func(r *rapid.T) {
		a, b := row.Draw(r, "before"), row.Draw(r, "after")
		for _, c := range halves(a, b).Changes() {
			if back := direction(halves(b, a), c.Measure); back != opposite[c.Direction] {
				r.Errorf("%s is %s, and back it is %s", c.Measure, c.Direction, back)
			}
		}
	})
}
