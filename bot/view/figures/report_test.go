package figures

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/report"
)

func counts14() report.Count {
	return report.Count{
		Query: report.Query{Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot}, Sources: []string{"webinar"}}, Span: viewtest.Week().Query.Span}, At: viewtest.At(90), N: 14,
		Of: map[lead.Stage]report.Cell{
			lead.StageInquiry: viewtest.Worth(1, 0, ""), lead.StageNew: viewtest.Worth(3, 0, ""), lead.StageWorking: viewtest.Worth(5, 8400000, "EUR"),
			lead.StageQualified: viewtest.Worth(2, 500000, "USD"), lead.StageWon: viewtest.Worth(1, 90000, "CHF"), lead.StageLost: viewtest.Worth(2, 100, "EUR"),
		},
	}
}

func TestACountAnswersHowManyAndWhereTheyStand(t *testing.T) {
	pb := viewtest.Book(t)
	viewtest.Golden(t, "answer/count", Count(counts14(), true, "how many hot leads from the webinar this week", pb))
	viewtest.Golden(t, "answer/count_public", Count(counts14(), false, "how many hot leads from the webinar this week", pb))

	by := counts14()
	by.Query.By = report.ByCampaign
	by.By = []report.CountRow{{Key: "spring", Cell: viewtest.Worth(9, 0, "")}, {Cell: viewtest.Worth(5, 0, "")}}
	viewtest.Golden(t, "answer/count_by_campaign", Count(by, true, "how many by campaign", pb))

	for want, c := range map[string]report.Count{
		"*1 lead* is open now: 1 waiting.": {N: 1, Of: map[lead.Stage]report.Cell{lead.StageNew: {Count: 1}}},
		"*2,000 leads* were won this week. Won: €31,200.": {
			Query: report.Query{Filter: report.Filter{Stages: []lead.Stage{lead.StageWon}}, Span: viewtest.Week().Query.Span},
			N:     2000, Of: map[lead.Stage]report.Cell{lead.StageWon: viewtest.Worth(2000, 3120000, "EUR")},
		},
		"*3 leads* came in this week and are in progress now.": {
			Query: report.Query{Filter: report.Filter{Stages: []lead.Stage{lead.StageWorking}}, Span: viewtest.Week().Query.Span},
			N:     3, Of: map[lead.Stage]report.Cell{lead.StageWorking: {Count: 3}},
		},
		"*2 leads* were lost so far.": {
			Query: report.Query{Filter: report.Filter{Stages: []lead.Stage{lead.StageLost}}}, N: 2, Of: map[lead.Stage]report.Cell{lead.StageLost: {Count: 2}},
		},
		"*No hot leads* are open now. Try fewer words: `/lead summary` covers all leads.": {
			Query: report.Query{Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot}}},
		},
		"*1,200 hot or warm leads* are open now: 1,200 waiting.": {
			Query: report.Query{Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot, lead.Warm}}},
			N:     1200, Of: map[lead.Stage]report.Cell{lead.StageNew: {Count: 1200}},
		},
		"*No leads* are open now. New leads come from your sources, or with `/lead new`.": {},
	} {
		if got := Count(c, true, "", pb).Text; got != want {
			t.Errorf("answered %q, want %q", got, want)
		}
	}
}

func TestTheLeadsBehindANumberAreListed(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(0))
	var leads []*lead.Lead
	for n := range 16 {
		l := s.Lead.Clone()
		l.ID = lead.ID(2000 + n)
		leads = append(leads, l)
	}
	viewtest.Golden(t, "answer/list", List(leads[:2], 0, report.Query{Filter: report.Filter{
		Temperatures: []lead.Temperature{lead.Hot}, Sources: []string{"webinar"}, Owners: []lead.PersonID{"ana"},
	}}, viewtest.At(0), viewtest.Asker, s.Crew, s.Pb))
	viewtest.Golden(t, "answer/list_of_several", List(leads[:1], 0, report.Query{Filter: report.Filter{
		Temperatures: []lead.Temperature{lead.Hot, lead.Warm}, Sources: []string{"webinar", "trade-show", "phone"}, Countries: []string{"DE", "AT"},
		Owners: []lead.PersonID{"ana", "nobody who is known"},
	}}, viewtest.At(0), viewtest.Asker, s.Crew, s.Pb))
	if drawn := string(viewtest.Raw(t, List(leads, 4, report.Query{}, viewtest.At(0), viewtest.Asker, s.Crew, s.Pb))); !viewtest.ContainsText(drawn, "*20 leads*: all leads, now") || !viewtest.ContainsText(drawn, "…and 5 more.") {
		t.Errorf("20 leads are drawn as\n%s", drawn)
	}
	viewtest.Golden(t, "answer/list_empty", List(nil, 0, report.Query{Filter: report.Filter{Countries: []string{"PT"}}, Span: viewtest.Week().Query.Span}, viewtest.At(0), viewtest.Asker, s.Crew, s.Pb))
}

// eightWeeks is a report of eight weeks in which the share of hot leads claimed in time grows.
func eightWeeks() report.Report {
	r := report.Report{Query: report.Query{Filter: report.Filter{Teams: []string{"emea"}}}, At: viewtest.At(90), Target: 5 * time.Minute}
	spans, _ := report.Span{}.Rows("", r.At, viewtest.Week().Query.Span.Location())
	for n, s := range spans {
		r.Rows = append(r.Rows, report.Row{
			Span: s, Running: n == 7, New: 30 + n, Ready: 6, Converted: 2, Claims: 6, ClaimMedian: time.Duration(12-n) * time.Minute,
			Hot: report.TargetFigures{Kept: 2 * n, Broken: 14 - 2*n}, Won: 2, WonTotals: report.Totals{"EUR": 3120000, "CHF": int64(n+1) * 90000},
		})
	}
	return r
}

func TestAReportSaysFirstWhetherItGetsBetter(t *testing.T) {
	pb := viewtest.Book(t)
	viewtest.Golden(t, "answer/report", Report(eightWeeks(), true, "report emea", pb))
	viewtest.Golden(t, "answer/report_counts", Report(eightWeeks(), false, "report emea", pb))

	year := eightWeeks()
	year.Monthly, year.Rows = true, nil
	spans, _ := viewtest.Berlin(t, "this year", "2026-01-01", "2027-01-01").Rows("", year.At, time.UTC)
	for n, s := range spans {
		year.Rows = append(year.Rows, report.Row{Span: s, Running: n == 11, New: 1000 + n, Ready: 120 - n, Won: 20 - n, Claims: 1, ClaimMedian: time.Hour})
	}
	viewtest.Golden(t, "answer/report_months", Report(year, true, "report this year", pb))

	few := eightWeeks()
	for n := range few.Rows {
		few.Rows[n] = report.Row{Span: few.Rows[n].Span, Running: n == 7, New: n % 2}
	}
	viewtest.Golden(t, "answer/report_too_few", Report(few, true, "report", pb))
	for n := range few.Rows {
		few.Rows[n].New = 0
	}
	viewtest.Golden(t, "answer/report_empty", Report(few, true, "report", pb))
}

func TestAmountsAreConvertedByTheRatesOfThePlaybookAndItIsSaid(t *testing.T) {
	w := view.Renderer{Playbook: viewtest.Book(t)} // in EUR, with USD at 0.92 and GBP at 1.17
	for want, totals := range map[string]report.Totals{
		"":                                   nil,
		"€12,400":                            {"EUR": 1240000},
		"€12,400 (including $3,000 at 0.92)": {"EUR": 964000, "USD": 300000},
		"€2,760 ($3,000 at 0.92)":            {"USD": 300000},
		"€2,994 (£200 at 1.17 and $3,000 at 0.92)": {"USD": 300000, "GBP": 20000},
		"CHF 900":               {"CHF": 90000},
		"€1 + CHF 900 + ¥5":     {"EUR": 100, "CHF": 90000, "JPY": 5},
		"€0.01 ($0.01 at 0.92)": {"USD": 1},
	} {
		if got := w.Money(totals); got != want {
			t.Errorf("%v is shown as %q, want %q", fmt.Sprint(totals), got, want)
		}
	}
}

func TestNaughtyWordsDoNothingInFigures(t *testing.T) {
	pb := viewtest.Book(t)
	rapid.Check(t, func(rt *rapid.T) {
		word := func(name string) string { return viewtest.Naughty().Draw(rt, name) }
		f := report.Filter{
			Temperatures: []lead.Temperature{lead.Temperature(word("temperature"))}, Sources: []string{word("source"), word("other source")},
			Campaigns: []string{word("campaign")}, Teams: []string{word("team")}, Countries: []string{word("country")}, Owners: []lead.PersonID{"ana"},
		}
		names := map[lead.PersonID]string{"ana": word("name")}
		s, c, r, empty := bySource(), counts14(), eightWeeks(), report.Summary{Query: viewtest.Week().Query}
		s.Query.By = rapid.SampledFrom([]report.Dimension{report.BySource, report.ByOwner}).Draw(rt, "by")
		s.By = append(s.By, report.BreakdownRow{Key: word("key")}, report.BreakdownRow{Key: "ana"})
		s.Query.Filter, c.Query.Filter, r.Query.Filter, empty.Query.Filter = f, f, f, f
		s.Query.Span.Words, c.Query.Span.Words = word("span"), word("span")
		s.Query.Span.Zone = word("zone")
		c.Query.By, c.By = report.ByCampaign, []report.CountRow{{Key: word("key")}}
		s.Names, c.Names, r.Names, empty.Names = names, names, names, names
		s.WonTotals = report.Totals{word("currency"): 5}
		for _, m := range []bot.Message{
			Summary(s, true, word("ask"), pb), Summary(empty, true, word("ask"), pb), Count(c, true, word("ask"), pb), Report(r, true, word("ask"), pb),
			List(nil, 0, s.Query, viewtest.At(0), viewtest.Asker, nil, pb),
		} {
			viewtest.Taken(rt, m)
			viewtest.Harmless(rt, m)
		}
	})
}
