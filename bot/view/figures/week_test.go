package figures

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/lead/report"
	"dibs/playbook"
)

// review is the review of a week that is over, compared with the one before.
func review(t testing.TB) (outbox.Message, *playbook.Playbook) {
	d, pb := viewtest.Manager(t)
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := viewtest.At(7 * 24 * 60)
	span := report.Week(viewtest.At(60), zone)
	s := report.Summary{
		Query: report.Query{Span: span}, At: now, New: 41, Claimed: 36, Won: 3, WonTotals: report.Totals{"EUR": 3_120_000, "USD": 50_000}, Lost: 2,
		ClaimMedian: 2 * time.Minute, ClaimP90: 11 * time.Minute, Hot: report.TargetFigures{Within: 5 * time.Minute, Kept: 33, Broken: 3, Unclaimed: 1},
	}
	before := report.Summary{Query: report.Query{Span: span.Before(now)}, At: now, New: 34, WonTotals: report.Totals{}}
	won := viewtest.Qualified(t)
	won.Saved(won.Lead.Win(won.Actor("ana", viewtest.At(300)), lead.Money{}, "", viewtest.At(300)))
	return outbox.Message{Key: "week:mia:2026-11-23", Kind: outbox.Digest, To: "mia", Now: now, Crew: d.Crew, Week: &outbox.WeekReview{
		Now: s, Before: before, Ready: 24, ReadyBefore: 20, Won: []*lead.Lead{won.Lead},
		Workloads: d.Team.Workloads, NeedSomeone: d.Leads[outbox.SectionNeedsSomeone], More: 20,
	}}, pb
}

func TestAWeekStandsBesideTheOneBefore(t *testing.T) {
	p, pb := review(t)
	viewtest.Golden(t, "digest/week", Week(p, pb))
	quiet := *p.Week
	quiet.NeedSomeone, quiet.More, quiet.Won, quiet.Now.Query.Teams = nil, 0, nil, []string{"emea"}
	p.Week = &quiet
	viewtest.Golden(t, "digest/week_nothing_left", Week(p, pb))
	quiet.Now.Query.Teams = []string{"emea", "americas"}
	if text := Week(p, pb).Text; !viewtest.ContainsText(text, "Your week (emea and americas), ") {
		t.Errorf("the digest of two teams begins %q", text)
	}
}

func TestAChannelReadsAmountsAndNamesOnlyWhereThePlaybookSaysSo(t *testing.T) {
	p, pb := review(t)
	p.To, p.Week.Workloads, p.Week.NeedSomeone, p.Week.More = lead.NoOne, nil, nil, 0
	p.Week.Now.At = viewtest.At(4*24*60 + 420)
	p.Place.Channel = "#leads"
	viewtest.Golden(t, "digest/friday", Week(p, pb))
	p.Place.Channel = "#general"
	m := Week(p, pb)
	viewtest.Golden(t, "digest/friday_elsewhere", m)
	if drawn := string(viewtest.Raw(t, m)); strings.Contains(drawn, "€") || strings.Contains(drawn, "Ana") || strings.Contains(drawn, "Brandt") {
		t.Errorf("the channel is shown amounts or names: %s", drawn)
	}
}

func TestNaughtyWordsDoNothingInAWeek(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(viewtest.Lives).Draw(rt, "life").Tell(t)
		viewtest.Spoil(rt, s)
		week, pb := review(t)
		week.Crew, week.Week.Won, week.Week.NeedSomeone = s.Crew, []*lead.Lead{s.Lead}, []*lead.Lead{s.Lead}
		week.Week.Now.Query.Teams = []string{viewtest.Naughty().Draw(rt, "team")}
		m := Week(week, pb)
		viewtest.Taken(rt, m)
		viewtest.Harmless(rt, m)
	})
}
