package report_test

import (
	"testing"

	"pgregory.net/rapid"

	"dibs/lead/report"
)

// halves returns a report of two finished rows and a current one.
func halves(before, after report.Row) report.Report {
	return report.Report{Target: 1, Rows: []report.Row{before, after, {Running: true, New: 1000, Won: 1000, Hot: report.TargetFigures{Kept: 1000}}}}
}

func direction(r report.Report, m report.Measure) report.Direction {
	for _, c := range r.Changes() {
		if c.Measure == m {
			return c.Direction
		}
	}
	return ""
}

func TestAReportSaysNothingOfSmallNumbersAndNothingOfChance(t *testing.T) {
	hot := func(kept, of int) report.Row {
		return report.Row{Hot: report.TargetFigures{Kept: kept, Broken: of - kept}}
	}
	ready := func(n, of int) report.Row { return report.Row{Ready: n, New: of} }
	won := func(n int) report.Row { return report.Row{Won: n} }
	for _, c := range []struct {
		of            report.Measure
		before, after report.Row
		want          report.Direction
	}{
		{report.MeasurePromise, hot(0, 19), hot(19, 19), report.TooFew},
		{report.MeasurePromise, hot(0, 20), hot(20, 20), report.Better},
		{report.MeasurePromise, hot(20, 20), hot(0, 20), report.Worse},
		{report.MeasurePromise, hot(20, 20), hot(20, 20), report.Steady},
		{report.MeasurePromise, hot(15, 30), hot(19, 30), report.Steady}, // 50 % and 63 %: chance in one of four cases
		{report.MeasurePromise, hot(150, 300), hot(190, 300), report.Better},
		{report.MeasureReady, ready(10, 100), ready(5, 100), report.Steady},
		{report.MeasureReady, ready(100, 1000), ready(50, 1000), report.Worse},
		{report.MeasureReady, report.Row{}, ready(50, 1000), report.TooFew},
		{report.MeasureWon, won(0), won(9), report.TooFew},
		{report.MeasureWon, won(3), won(9), report.Steady},
		{report.MeasureWon, won(1), won(9), report.Better},
		{report.MeasureWon, won(30), won(10), report.Worse},
	} {
		if got := direction(halves(c.before, c.after), c.of); got != c.want {
			t.Errorf("%s from %+v to %+v is %s, want %s", c.of, c.before, c.after, got, c.want)
		}
	}
}

func TestTheRowThatRunsIsComparedWithNothing(t *testing.T) {
	r := halves(report.Row{Won: 20}, report.Row{Won: 20})
	if got := direction(r, report.MeasureWon); got != report.Steady {
		t.Errorf("a thousand won in the current row make the trend %s", got)
	}
	r.Rows = append([]report.Row{{Won: 500}}, r.Rows...) // three finished rows: the oldest is left out
	if got := direction(r, report.MeasureWon); got != report.Steady || r.Halves() != 1 {
		t.Errorf("trend %s with halves of %d rows", got, r.Halves())
	}
	if (report.Report{Rows: r.Rows[3:]}).Halves() != 0 || (report.Report{}).Halves() != 0 {
		t.Error("a report without finished rows has halves")
	}
	r.Target = 0
	if got := direction(r, report.MeasurePromise); got != "" {
		t.Errorf("without a response target the trend is %s", got)
	}
}

func TestWhatGetsBetterGotWorseTheOtherWayRound(t *testing.T) {
	opposite := map[report.Direction]report.Direction{
		report.Better: report.Worse, report.Worse: report.Better, report.Steady: report.Steady, report.TooFew: report.TooFew,
	}
	row := rapid.Custom(func(r *rapid.T) report.Row {
		n := rapid.IntRange(0, 200).Draw(r, "new")
		return report.Row{
			New: n, Ready: rapid.IntRange(0, n).Draw(r, "ready"), Won: rapid.IntRange(0, 50).Draw(r, "won"),
			Hot: report.TargetFigures{Kept: rapid.IntRange(0, 50).Draw(r, "kept"), Broken: rapid.IntRange(0, 50).Draw(r, "broken")},
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
