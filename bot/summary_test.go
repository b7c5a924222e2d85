package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

func TestASummaryAnswersInOneSentenceAndShowsTheNumbers(t *testing.T) {
	pb := book(t)
	golden(t, "answer/summary", Summary(week(), true, "", pb))
	golden(t, "answer/summary_counts", Summary(week(), false, "this week", pb))

	empty := lead.Summary{Query: week().Query, At: at(30), Before: week().Before}
	golden(t, "answer/summary_empty", Summary(empty, true, "summary", pb))
	empty.Query.Filter = lead.Filter{Temperatures: []lead.Temperature{lead.Hot}, Sources: []string{"webinar"}, Owners: []lead.PersonID{"ana"}}
	empty.Names = map[lead.PersonID]string{"ana": "Ana <Duarte>"}
	golden(t, "answer/summary_none_fits", Summary(empty, false, "summary hot webinar of Ana", pb))

	one := lead.Summary{
		Query: lead.Query{Filter: lead.Filter{Temperatures: []lead.Temperature{lead.Hot}, Teams: []string{"emea"}}, Span: berlin(t, "last quarter", "2026-07-01", "2026-10-01")},
		At:    at(30), Before: berlin(t, "", "2026-04-01", "2026-07-01"),
		Now: map[lead.Position]map[lead.Temperature]lead.Cell{lead.PositionWaiting: {lead.Hot: worth(1, 300000, "USD")}}, Oldest: at(0), New: 1,
	}
	golden(t, "answer/summary_one_lead", Summary(one, true, "summary hot emea last quarter", pb))

	warmer := week()
	warmer.Query.Temperatures, warmer.Query.Teams = []lead.Temperature{lead.Warm, lead.Hot}, []string{"emea", "americas"}
	golden(t, "answer/summary_of_several", Summary(warmer, true, "summary hot and warm of emea and americas", pb))

	many := week()
	many.Query.Span = berlin(t, "2025", "2025-01-01", "2026-01-01")
	many.Now[lead.PositionWaiting] = map[lead.Temperature]lead.Cell{lead.Hot: worth(12_345, 0, ""), lead.Cold: worth(98_765, 1_234_567_890, "EUR")}
	many.New, many.NewBefore, many.Won, many.WonTotals = 123_456, 98_765, 4_321, lead.Totals{"JPY": 1_000_000_000}
	golden(t, "answer/summary_thousands", Summary(many, true, "summary 2025", pb))

	ended := week()
	ended.Query.Stages, ended.Now, ended.Overdue, ended.Oldest = []lead.Stage{lead.StageWon, lead.StageLost}, nil, 0, time.Time{}
	golden(t, "answer/summary_ended", Summary(ended, true, "summary won or lost", pb))
}

func bySource() lead.Summary {
	s := week()
	s.Query.By = lead.BySource
	s.By = []lead.Share{
		{Key: "demo *form* <!channel>", New: 30, Waiting: 10, Working: 9, Qualified: 3, Won: 3, WonTotals: lead.Totals{"EUR": 3120000}, Pipeline: lead.Totals{"EUR": 12650000}},
		{Key: "webinar", New: 9, Waiting: 8, Working: 7, Qualified: 2, Pipeline: lead.Totals{"USD": 500000, "CHF": 90000, "EUR": 8400000}},
		{Key: "", New: 1},
		{Others: 4, New: 1},
	}
	return s
}

func TestABreakdownHasARowForEachAndOneForAll(t *testing.T) {
	pb := book(t)
	golden(t, "answer/summary_by_source", Summary(bySource(), true, "summary by source", pb))
	golden(t, "answer/summary_by_source_counts", Summary(bySource(), false, "summary by source", pb))

	owners := bySource()
	owners.Query.By, owners.Names = lead.ByOwner, map[lead.PersonID]string{"ana": "Ana Duarte"}
	owners.By = []lead.Share{{Key: "ana", New: 2, Working: 2}, {Key: "gone", Working: 1}, {New: 7}}
	golden(t, "answer/summary_by_owner", Summary(owners, true, "summary by owner", pb))
	golden(t, "answer/summary_by_owner_counts", Summary(owners, false, "summary by owner", pb))
}

func TestFiguresWithoutAmountsHoldNeitherAmountsNorNames(t *testing.T) {
	byOwner := bySource()
	byOwner.Query.By, byOwner.Names = lead.ByOwner, map[lead.PersonID]string{"demo *form* <!channel>": "Ana Duarte"}
	for name, m := range map[string]Message{
		"a summary":   Summary(week(), false, "this week", book(t)),
		"a breakdown": Summary(bySource(), false, "by source", book(t)),
		"by owner":    Summary(byOwner, false, "by owner", book(t)),
		"a count":     Counted(counts14(), false, "how many", book(t)),
		"a report":    Report(eightWeeks(), false, "report", book(t)),
	} {
		drawn := string(raw(t, m))
		for _, no := range []string{"€", "$5", "126,500", "EUR", "CHF", "31,200", "Ana Duarte"} {
			if containsText(drawn, no) {
				t.Errorf("%s holds %q:\n%s", name, no, drawn)
			}
		}
		if !containsText(drawn, "Show amounts") {
			t.Errorf("%s offers no amounts", name)
		}
	}
}

func TestTheLargestBreakdownFitsInATable(t *testing.T) {
	long := strings.Repeat("Wäschetrockner & <Söhne> ", 40)
	s := week()
	s.Query.By, s.Query.Sources, s.Query.Campaigns = lead.ByCampaign, slices.Repeat([]string{long}, 40), []string{long}
	totals := lead.Totals{}
	for _, c := range []string{"EUR", "USD", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF"} {
		totals[c] = 123_456_789_012
	}
	for n := range lead.MostShares {
		s.By = append(s.By, lead.Share{
			Key: fmt.Sprint(n, long), New: 1e6, Waiting: 1e6, Working: 1e6, Qualified: 1e6, Won: 1e6, Lost: 1e6, Pipeline: totals, WonTotals: totals,
		})
	}
	m := Summary(s, true, long, book(t))
	taken(t, m)
	if !containsText(string(raw(t, m)), "…") {
		t.Error("nothing was cut")
	}
}

func TestTheDaysOfASpanAreSaidAsShortAsTheyCanBe(t *testing.T) {
	now := berlin(t, "", "2026-11-23", "2026-11-24").From
	for want, s := range map[string]lead.Span{
		"22 Nov":                     berlin(t, "", "2026-11-22", "2026-11-23"),
		"16 to 22 Nov":               berlin(t, "", "2026-11-16", "2026-11-23"),
		"28 Sep to 4 Oct":            berlin(t, "", "2026-09-28", "2026-10-05"),
		"Jul to Sep":                 berlin(t, "", "2026-07-01", "2026-10-01"),
		"May":                        berlin(t, "", "2026-05-01", "2026-06-01"),
		"May 2025":                   berlin(t, "", "2025-05-01", "2025-06-01"),
		"Jan to Dec 2025":            berlin(t, "", "2025-01-01", "2026-01-01"),
		"Oct 2025 to Mar 2026":       berlin(t, "", "2025-10-01", "2026-04-01"),
		"28 Dec 2025 to 3 Jan 2026":  berlin(t, "", "2025-12-28", "2026-01-04"),
		"1 Nov":                      berlin(t, "", "2026-11-01", "2026-11-02"),
		"since 1 Jan":                {From: berlin(t, "", "2026-01-01", "2026-01-02").From, Zone: "Europe/Berlin"},
		"until 30 Nov":               {To: berlin(t, "", "2026-12-01", "2026-12-02").From, Zone: "Europe/Berlin"},
		"22 Nov 2025 to 22 Nov 2026": berlin(t, "", "2025-11-22", "2026-11-23"),
	} {
		if got := days(s, now); got != want {
			t.Errorf("said %q, want %q", got, want)
		}
	}
}
