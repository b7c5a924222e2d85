package figures

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/bot"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/report"
)

func TestASummaryAnswersInOneSentenceAndShowsTheNumbers(t *testing.T) {
	pb := viewtest.Book(t)
	viewtest.Golden(t, "answer/summary", Summary(viewtest.Week(), true, "", pb))
	viewtest.Golden(t, "answer/summary_counts", Summary(viewtest.Week(), false, "this week", pb))

	empty := report.Summary{Query: viewtest.Week().Query, At: viewtest.At(30), Before: viewtest.Week().Before}
	viewtest.Golden(t, "answer/summary_empty", Summary(empty, true, "summary", pb))
	empty.Query.Filter = report.Filter{Temperatures: []lead.Temperature{lead.Hot}, Sources: []string{"webinar"}, Owners: []lead.PersonID{"ana"}}
	empty.Names = map[lead.PersonID]string{"ana": "Ana <Duarte>"}
	viewtest.Golden(t, "answer/summary_none_fits", Summary(empty, false, "summary hot webinar of Ana", pb))

	one := report.Summary{
		Query: report.Query{Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot}, Teams: []string{"emea"}}, Span: viewtest.Berlin(t, "last quarter", "2026-07-01", "2026-10-01")},
		At:    viewtest.At(30), Before: viewtest.Berlin(t, "", "2026-04-01", "2026-07-01"),
		Now: map[report.Position]map[lead.Temperature]report.Cell{report.PositionWaiting: {lead.Hot: viewtest.Worth(1, 300000, "USD")}}, Oldest: viewtest.At(0), New: 1,
	}
	viewtest.Golden(t, "answer/summary_one_lead", Summary(one, true, "summary hot emea last quarter", pb))

	warmer := viewtest.Week()
	warmer.Query.Temperatures, warmer.Query.Teams = []lead.Temperature{lead.Warm, lead.Hot}, []string{"emea", "americas"}
	viewtest.Golden(t, "answer/summary_of_several", Summary(warmer, true, "summary hot and warm of emea and americas", pb))

	many := viewtest.Week()
	many.Query.Span = viewtest.Berlin(t, "2025", "2025-01-01", "2026-01-01")
	many.Now[report.PositionWaiting] = map[lead.Temperature]report.Cell{lead.Hot: viewtest.Worth(12_345, 0, ""), lead.Cold: viewtest.Worth(98_765, 1_234_567_890, "EUR")}
	many.New, many.NewBefore, many.Won, many.WonTotals = 123_456, 98_765, 4_321, report.Totals{"JPY": 1_000_000_000}
	viewtest.Golden(t, "answer/summary_thousands", Summary(many, true, "summary 2025", pb))

	ended := viewtest.Week()
	ended.Query.Stages, ended.Now, ended.Overdue, ended.Oldest = []lead.Stage{lead.StageWon, lead.StageLost}, nil, 0, time.Time{}
	viewtest.Golden(t, "answer/summary_ended", Summary(ended, true, "summary won or lost", pb))
}

func bySource() report.Summary {
	s := viewtest.Week()
	s.Query.By = report.BySource
	s.By = []report.BreakdownRow{
		{Key: "demo *form* <!channel>", New: 30, Waiting: 10, Working: 9, Qualified: 3, Won: 3, WonTotals: report.Totals{"EUR": 3120000}, Pipeline: report.Totals{"EUR": 12650000}},
		{Key: "webinar", New: 9, Waiting: 8, Working: 7, Qualified: 2, Pipeline: report.Totals{"USD": 500000, "CHF": 90000, "EUR": 8400000}},
		{Key: "", New: 1},
		{Others: 4, New: 1},
	}
	return s
}

func TestABreakdownHasARowForEachAndOneForAll(t *testing.T) {
	pb := viewtest.Book(t)
	viewtest.Golden(t, "answer/summary_by_source", Summary(bySource(), true, "summary by source", pb))
	viewtest.Golden(t, "answer/summary_by_source_counts", Summary(bySource(), false, "summary by source", pb))

	owners := bySource()
	owners.Query.By, owners.Names = report.ByOwner, map[lead.PersonID]string{"ana": "Ana Duarte"}
	owners.By = []report.BreakdownRow{{Key: "ana", New: 2, Working: 2}, {Key: "gone", Working: 1}, {New: 7}}
	viewtest.Golden(t, "answer/summary_by_owner", Summary(owners, true, "summary by owner", pb))
	viewtest.Golden(t, "answer/summary_by_owner_counts", Summary(owners, false, "summary by owner", pb))
}

func TestFiguresWithoutAmountsHoldNeitherAmountsNorNames(t *testing.T) {
	byOwner := bySource()
	byOwner.Query.By, byOwner.Names = report.ByOwner, map[lead.PersonID]string{"demo *form* <!channel>": "Ana Duarte"}
	for name, m := range map[string]bot.Message{
		"a summary":   Summary(viewtest.Week(), false, "this week", viewtest.Book(t)),
		"a breakdown": Summary(bySource(), false, "by source", viewtest.Book(t)),
		"by owner":    Summary(byOwner, false, "by owner", viewtest.Book(t)),
		"a count":     Count(counts14(), false, "how many", viewtest.Book(t)),
		"a report":    Report(eightWeeks(), false, "report", viewtest.Book(t)),
	} {
		drawn := string(viewtest.Raw(t, m))
		for _, no := range []string{"€", "$5", "126,500", "EUR", "CHF", "31,200", "Ana Duarte"} {
			if viewtest.ContainsText(drawn, no) {
				t.Errorf("%s contains %q:\n%s", name, no, drawn)
			}
		}
		if !viewtest.ContainsText(drawn, "Show amounts") {
			t.Errorf("%s does not offer to show amounts", name)
		}
	}
}

func TestTheLargestBreakdownFitsInATable(t *testing.T) {
	long := strings.Repeat("Wäschetrockner & <Söhne> ", 40)
	s := viewtest.Week()
	s.Query.By, s.Query.Sources, s.Query.Campaigns = report.ByCampaign, slices.Repeat([]string{long}, 40), []string{long}
	totals := report.Totals{}
	for _, c := range []string{"EUR", "USD", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF"} {
		totals[c] = 123_456_789_012
	}
	for n := range report.MaxRows {
		s.By = append(s.By, report.BreakdownRow{
			Key: fmt.Sprint(n, long), New: 1e6, Waiting: 1e6, Working: 1e6, Qualified: 1e6, Won: 1e6, Lost: 1e6, Pipeline: totals, WonTotals: totals,
		})
	}
	m := Summary(s, true, long, viewtest.Book(t))
	viewtest.Taken(t, m)
	if !viewtest.ContainsText(string(viewtest.Raw(t, m)), "…") {
		t.Error("no text was cut")
	}
}

func TestASpanIsCalledAsItWasTypedOrAsItWasChosen(t *testing.T) {
	for want, s := range map[string]report.Span{
		"last quarter": {Words: "last quarter", Label: report.SpanLabel{Of: report.ByWeek}},
		"this month":   {Label: report.SpanLabel{Of: report.ByMonth}},
		"last 8 weeks": {Label: report.SpanLabel{Of: report.ByWeek, N: 8}},
		"last 14 days": {Label: report.SpanLabel{Of: report.ByDay, N: 14}},
		"":             {},
	} {
		if got := spanName(s); got != want {
			t.Errorf("%+v is called %q, want %q", s, got, want)
		}
	}
}

func TestTheDaysOfASpanAreSaidAsShortAsTheyCanBe(t *testing.T) {
	now := viewtest.Berlin(t, "", "2026-11-23", "2026-11-24").From
	for want, s := range map[string]report.Span{
		"22 Nov":                     viewtest.Berlin(t, "", "2026-11-22", "2026-11-23"),
		"16 to 22 Nov":               viewtest.Berlin(t, "", "2026-11-16", "2026-11-23"),
		"28 Sep to 4 Oct":            viewtest.Berlin(t, "", "2026-09-28", "2026-10-05"),
		"Jul to Sep":                 viewtest.Berlin(t, "", "2026-07-01", "2026-10-01"),
		"May":                        viewtest.Berlin(t, "", "2026-05-01", "2026-06-01"),
		"May 2025":                   viewtest.Berlin(t, "", "2025-05-01", "2025-06-01"),
		"Jan to Dec 2025":            viewtest.Berlin(t, "", "2025-01-01", "2026-01-01"),
		"Oct 2025 to Mar 2026":       viewtest.Berlin(t, "", "2025-10-01", "2026-04-01"),
		"28 Dec 2025 to 3 Jan 2026":  viewtest.Berlin(t, "", "2025-12-28", "2026-01-04"),
		"1 Nov":                      viewtest.Berlin(t, "", "2026-11-01", "2026-11-02"),
		"since 1 Jan":                {From: viewtest.Berlin(t, "", "2026-01-01", "2026-01-02").From, Zone: "Europe/Berlin"},
		"until 30 Nov":               {To: viewtest.Berlin(t, "", "2026-12-01", "2026-12-02").From, Zone: "Europe/Berlin"},
		"22 Nov 2025 to 22 Nov 2026": viewtest.Berlin(t, "", "2025-11-22", "2026-11-23"),
	} {
		if got := days(s, now); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
