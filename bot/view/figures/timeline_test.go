package figures

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/report"
)

// autumn is the current quarter by week. Nothing happened in the fifth week.
func autumn(t testing.TB) report.Timeline {
	c := report.Timeline{
		Query:       report.Query{Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot, lead.Warm}}, Span: viewtest.Berlin(t, "this quarter", "2026-10-01", "2027-01-01"), By: report.ByWeek},
		RequestedBy: report.ByWeek, At: viewtest.At(90),
	}
	cut, _ := c.Query.Span.Split(c.Query.By, c.At)
	for n, s := range cut {
		f := report.PeriodFigures{Span: s, Running: s.To.After(c.At)}
		if n != 4 {
			f.New, f.Claimed, f.Won, f.Lost, f.WonTotals = 1_000+n*7%20, 20+n, n%3, n%2, viewtest.Worth(1, int64(n*100_000), "EUR").Totals
		}
		c.Periods = append(c.Periods, f)
	}
	return c
}

func TestFiguresOverTimeAnswerInOneSentenceAndShowEveryPeriod(t *testing.T) {
	pb := viewtest.Book(t)
	viewtest.Golden(t, "answer/course", Timeline(autumn(t), true, "hot and warm leads per week this quarter", pb))
	viewtest.Golden(t, "answer/course_public", Timeline(autumn(t), false, "hot and warm leads per week this quarter", pb))

	empty := autumn(t)
	for i := range empty.Periods {
		empty.Periods[i] = report.PeriodFigures{Span: empty.Periods[i].Span}
	}
	viewtest.Golden(t, "answer/course_empty", Timeline(empty, true, "hot and warm leads per week this quarter", pb))

	for want, by := range map[string]struct {
		by     report.Dimension
		span   report.Span
		stages []lead.Stage
		new    map[int]report.PeriodFigures
	}{
		"*12 leads* came in last week; most on Mon 9 Nov (9).":                                                                 {report.ByDay, viewtest.Berlin(t, "last week", "2026-11-09", "2026-11-16"), nil, map[int]report.PeriodFigures{0: {New: 9}, 6: {New: 3}}},
		"*18 leads* came in last week.":                                                                                        {report.ByDay, viewtest.Berlin(t, "last week", "2026-11-09", "2026-11-16"), nil, map[int]report.PeriodFigures{0: {New: 9}, 6: {New: 9}}},
		"*12 leads* came in yesterday.":                                                                                        {report.ByDay, viewtest.Berlin(t, "yesterday", "2026-11-15", "2026-11-16"), nil, map[int]report.PeriodFigures{0: {New: 12}}},
		"*1 lead* came in during 2025 and is waiting now; most in Apr to Jun 2025 (1).":                                        {report.ByQuarter, viewtest.Berlin(t, "2025", "2025-01-01", "2026-01-01"), []lead.Stage{lead.StageNew}, map[int]report.PeriodFigures{1: {New: 1}}},
		"*3 leads* were won this year; most in May (2).":                                                                       {report.ByMonth, viewtest.Berlin(t, "this year", "2026-01-01", "2027-01-01"), []lead.Stage{lead.StageWon}, map[int]report.PeriodFigures{4: {Won: 2, New: 7}, 5: {Won: 1}}},
		"*4 leads* were closed this year: 2 won and 2 lost; most in May (3).":                                                  {report.ByMonth, viewtest.Berlin(t, "this year", "2026-01-01", "2027-01-01"), []lead.Stage{lead.StageWon, lead.StageLost}, map[int]report.PeriodFigures{4: {Won: 2, Lost: 1}, 5: {Lost: 1}}},
		"*1 lead* was disqualified since 2024; most in 2025 (1).":                                                              {report.ByYear, viewtest.Berlin(t, "since 2024", "2024-01-01", "2026-11-16"), []lead.Stage{lead.StageDisqualified}, map[int]report.PeriodFigures{1: {Disqualified: 1}}},
		"*No leads* were lost last week. Try a longer period or fewer words: `/lead summary` covers all of this week's leads.": {report.ByDay, viewtest.Berlin(t, "last week", "2026-11-09", "2026-11-16"), []lead.Stage{lead.StageLost}, map[int]report.PeriodFigures{0: {New: 3}}},
	} {
		c := report.Timeline{Query: report.Query{Filter: report.Filter{Stages: by.stages}, Span: by.span, By: by.by}, RequestedBy: by.by, At: viewtest.At(90)}
		cut, _ := c.Query.Span.Split(c.Query.By, c.At)
		for n, s := range cut {
			f := by.new[n]
			f.Span = s
			c.Periods = append(c.Periods, f)
		}
		if got := Timeline(c, true, "", pb).Text; got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
	}
}

func TestACourseOfTooManyRowsSaysWhyItHasFewer(t *testing.T) {
	c := autumn(t)
	c.RequestedBy = report.ByDay
	if drawn := string(viewtest.Raw(t, Timeline(c, true, "", viewtest.Book(t)))); !viewtest.ContainsText(drawn, "There are too many rows to show them by day.") {
		t.Errorf("it is drawn as\n%s", drawn)
	}
}

func TestTheLongestCourseFitsInATable(t *testing.T) {
	c := autumn(t)
	c.Query.Span = viewtest.Berlin(t, "Wednesday, 31 December 2025 to Wednesday, 30 September 2026", "2025-09-01", "2026-09-20")
	totals := report.Totals{}
	for _, currency := range []string{"EUR", "USD", "CHF", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF"} {
		totals[currency] = 123_456_789_012
	}
	c.Query.Teams, c.Periods = slices.Repeat([]string{strings.Repeat("Wäschetrockner & <Söhne> ", 40)}, 40), nil
	cut, _ := report.Span{From: c.Query.Span.From, Zone: "Europe/Berlin"}.Split(report.ByWeek, c.Query.Span.From.AddDate(0, 0, 7*(report.MaxPeriods-1)))
	if len(cut) != report.MaxPeriods {
		t.Fatalf("cut into %d periods", len(cut))
	}
	for _, s := range cut {
		c.Periods = append(c.Periods, report.PeriodFigures{Span: s, Running: true, New: 1_234_567, Claimed: 1_234_567, Won: 1_234_567, Lost: 1_234_567, WonTotals: totals})
	}
	viewtest.Taken(t, Timeline(c, true, strings.Repeat("x", 1000), viewtest.Book(t)))
}

func TestNaughtyWordsDoNothingInFiguresOverTime(t *testing.T) {
	pb := viewtest.Book(t)
	rapid.Check(t, func(rt *rapid.T) {
		word := func(name string) string { return viewtest.Naughty().Draw(rt, name) }
		c := autumn(t)
		c.Query.Sources, c.Query.Teams, c.Query.Owners = []string{word("source"), word("other source")}, []string{word("team")}, []lead.PersonID{"ana"}
		c.Names = map[lead.PersonID]string{"ana": word("name")}
		c.Query.Span.Words = word("span")
		c.Periods[0].WonTotals = report.Totals{word("currency"): 5}
		m := Timeline(c, true, word("ask"), pb)
		viewtest.Taken(rt, m)
		viewtest.Harmless(rt, m)
	})
}
