package viewtest

import (
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Berlin is a span of whole days in Berlin, cut the way ask does.
func Berlin(t testing.TB, words, from, to string) report.Span {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day string) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, day, zone)
		if err != nil {
			t.Fatal(err)
		}
		return d.UTC()
	}
	return report.Span{From: at(from), To: at(to), Zone: "Europe/Berlin", Words: words}
}

// Worth is a number of leads and their total worth.
func Worth(n int, minor int64, currency string) report.Cell {
	if minor == 0 {
		return report.Cell{Count: n}
	}
	return report.Cell{Count: n, Totals: report.Totals{currency: minor}}
}

// Week is a summary of everything in the week of Monday.
func Week() report.Summary {
	from := Monday.Add(-9 * time.Hour)
	return report.Summary{
		Query: report.Query{Span: report.Span{From: from, To: from.AddDate(0, 0, 7), Zone: "Europe/Berlin", Words: "this week"}}, At: At(90),
		Before: report.Span{From: from.AddDate(0, 0, -7), To: from.AddDate(0, 0, -6), Zone: "Europe/Berlin"},
		Now: map[report.Position]map[lead.Temperature]report.Cell{
			report.PositionInquiry: {lead.Cold: Worth(6, 0, "")},
			report.PositionWaiting: {lead.Hot: Worth(2, 0, ""), lead.Warm: Worth(5, 0, ""), lead.Cold: Worth(11, 0, "")},
			report.PositionWorking: {lead.Hot: Worth(4, 8400000, "EUR"), lead.Warm: Worth(9, 0, ""), lead.Cold: Worth(3, 0, "")},
			report.PositionQualified: {
				lead.Hot: {Count: 3, Totals: report.Totals{"EUR": 12650000, "USD": 500000, "CHF": 90000}}, lead.Warm: Worth(2, 0, ""),
			},
		},
		Oldest: At(15), New: 41, NewBefore: 37, Claimed: 36, Won: 3, WonTotals: report.Totals{"EUR": 3120000}, Lost: 2,
		ClaimMedian: 2 * time.Minute, ClaimP90: 11 * time.Minute, Hot: report.TargetFigures{Within: 5 * time.Minute, Kept: 33, Broken: 3, Unclaimed: 3},
		Overdue: 2,
	}
}
