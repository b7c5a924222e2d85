package bot

import (
	"testing"
	"time"

	"dibs/lead"
)

func week() lead.Summary {
	cell := func(n int, minor int64) lead.Cell {
		c := lead.Cell{Count: n, Totals: lead.Totals{}}
		c.Totals.Add(lead.Money{Minor: minor, Currency: "EUR"})
		if minor == 0 {
			c.Totals = nil
		}
		return c
	}
	return lead.Summary{
		Query: lead.Query{Span: lead.Span{
			From: monday.Add(-9 * time.Hour), To: monday.Add(7*24*time.Hour - 9*time.Hour), Zone: "Europe/Berlin", Words: "this week",
		}}, At: at(90),
		Now: map[lead.Position]map[lead.Temperature]lead.Cell{
			lead.PositionInquiry:   {lead.Cold: cell(6, 0)},
			lead.PositionWaiting:   {lead.Hot: cell(2, 0), lead.Warm: cell(5, 0), lead.Cold: cell(11, 0)},
			lead.PositionWorking:   {lead.Hot: cell(4, 8400000), lead.Warm: cell(9, 0), lead.Cold: cell(3, 0)},
			lead.PositionQualified: {lead.Hot: {Count: 3, Totals: lead.Totals{"EUR": 12650000, "USD": 500000}}, lead.Warm: cell(2, 0)},
		},
		Oldest: at(15), New: 41, NewBefore: 37, Claimed: 36, Won: 3, WonTotals: lead.Totals{"EUR": 3120000}, Lost: 2,
		ClaimMedian: 2 * time.Minute, ClaimP90: 11 * time.Minute, Hot: lead.Promise{Within: 5 * time.Minute, Kept: 33, Broken: 3, Unclaimed: 3},
		Overdue: 2, Currency: "EUR",
	}
}

func TestASummaryAnswersInOneSentenceAndShowsTheNumbers(t *testing.T) {
	pb := book(t)
	golden(t, "answer/summary", Summary(week(), true, "", pb))
	golden(t, "answer/summary_counts", Summary(week(), false, "this week", pb))
	golden(t, "answer/summary_empty", Summary(lead.Summary{Query: lead.Query{Span: lead.Span{From: at(0), To: at(60), Zone: "UTC"}}, At: at(30)}, true, "", pb))
}

func TestASummaryWithoutAmountsHoldsNone(t *testing.T) {
	drawn := string(raw(t, Summary(week(), false, "this week", book(t))))
	if containsText(drawn, "€") || containsText(drawn, "126,500") || containsText(drawn, "EUR") {
		t.Errorf("amounts are shown:\n%s", drawn)
	}
}
