package report_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/lead/report"
)

func TestABreakdownOfAnyLengthHasAFewRowsThatAddUpToTheWhole(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var shares []report.BreakdownRow
		var whole report.BreakdownRow
		cells, n := map[string]report.Cell{}, 0
		by := rapid.SampledFrom([]report.Dimension{report.BySource, report.ByTemperature}).Draw(r, "by")
		for i := range rapid.IntRange(0, 40).Draw(r, "keys") {
			draw := func(label string) int { return rapid.IntRange(0, 5).Draw(r, label) }
			s := report.BreakdownRow{
				Key: fmt.Sprint("key", i), New: draw("new"), Waiting: draw("waiting"), Working: draw("working"), Qualified: draw("qualified"),
				Won: draw("won"), Lost: draw("lost"), WonTotals: report.Totals{"EUR": int64(draw("minor")), "USD": 1},
			}
			shares, whole = append(shares, s), whole.Plus(s)
			cells[s.Key] = report.Cell{Count: s.New}
			n += s.New
		}
		got, parts, sum := report.SortRows(by, shares), report.CountRows(by, cells), report.BreakdownRow{}
		for i, s := range got {
			sum = sum.Plus(s)
			if i > 0 && s.Others == 0 && by != report.ByTemperature && s.New > got[i-1].New {
				r.Errorf("row %d is larger than the one above", i)
			}
		}
		for _, p := range parts {
			n -= p.Count
		}
		if len(got) > report.MaxRows || len(parts) > report.MaxRows || fmt.Sprint(sum) != fmt.Sprint(whole) || n != 0 {
			r.Errorf("%d rows with %+v, want %+v; %d parts miss %d leads", len(got), sum, whole, len(parts), n)
		}
		if len(cells) > report.MaxRows && got[len(got)-1].Others != len(cells)-report.MaxRows+1 {
			r.Errorf("the last row sums up %d of %d rows", got[len(got)-1].Others, len(cells))
		}
	})
}

func TestTemperaturesAreBrokenDownFromHotToCold(t *testing.T) {
	got := report.SortRows(report.ByTemperature, []report.BreakdownRow{{Key: ""}, {Key: "cold", New: 9}, {Key: "warm"}, {Key: "hot"}})
	for i, want := range []string{"hot", "warm", "cold", ""} {
		if got[i].Key != want {
			t.Errorf("row %d is %q, want %q", i, got[i].Key, want)
		}
	}
}

func TestTotalsAreConvertedToTheNearestMinorUnit(t *testing.T) {
	rates := map[string]float64{"USD": 0.92, "GBP": 1.17, "JPY": 0.0059, "KWD": 3, "VND": 1e12}
	rate := func(c string) (float64, bool) { r, ok := rates[c]; return r, ok }
	for _, c := range []struct {
		of     report.Totals
		want   int64
		beside int
	}{
		{nil, 0, 0},
		{report.Totals{"EUR": 5}, 5, 0},
		{report.Totals{"EUR": 100, "USD": 100}, 192, 0},
		{report.Totals{"USD": 1}, 1, 0},             // 0.92 of a cent
		{report.Totals{"JPY": 1000}, 590, 0},        // the yen has no cents
		{report.Totals{"KWD": 1500}, 450, 0},        // 1.5 dinars
		{report.Totals{"USD": -100}, -92, 0},        // a refund
		{report.Totals{"CHF": 100, "EUR": 1}, 1, 1}, // no rate
		{report.Totals{"VND": 1e15}, 0, 1},          // too large to count
	} {
		x := c.of.In("EUR", rate)
		if x.Sum != (lead.Money{Minor: c.want, Currency: "EUR"}) || len(x.Beside) != c.beside {
			t.Errorf("%v converts to %+v", c.of, x)
		}
	}
}

func TestNothingIsLostWhenTotalsAreConverted(t *testing.T) {
	codes := []string{"EUR", "USD", "JPY", "CHF", "KWD"}
	rapid.Check(t, func(r *rapid.T) {
		of := rapid.MapOf(rapid.SampledFrom(codes), rapid.Int64Range(0, 1e15)).Draw(r, "totals")
		known := rapid.SliceOfDistinct(rapid.SampledFrom(codes), rapid.ID).Draw(r, "known")
		rate := rapid.Float64Range(1e-6, 1e6).Draw(r, "rate")
		x := report.Totals(of).In("EUR", func(c string) (float64, bool) {
			for _, k := range known {
				if k == c {
					return rate, true
				}
			}
			return 0, false
		})
		seen := map[string]int64{}
		for _, m := range append(x.Of, x.Beside...) {
			seen[m.Currency] = m.Minor
		}
		sum := new(big.Float)
		for c, minor := range of {
			if c != "EUR" && seen[c] != minor {
				r.Errorf("%d %s became %d", minor, c, seen[c])
			}
		}
		sum.SetInt64(of["EUR"])
		for _, m := range x.Of {
			scale := map[int]float64{0: 100, 2: 1, 3: 0.1}[lead.Decimals(m.Currency)]
			sum.Add(sum, new(big.Float).Mul(big.NewFloat(rate*scale), new(big.Float).SetInt64(m.Minor)))
		}
		want, _ := sum.Float64()
		// Each currency is rounded separately, so that the listed amounts add up to the sum.
		if off := math.Abs(want - float64(x.Sum.Minor)); off > 0.5*float64(len(x.Of))+want*1e-9 {
			r.Errorf("%v at %v is %d, want about %v", of, rate, x.Sum.Minor, want)
		}
	})
}
