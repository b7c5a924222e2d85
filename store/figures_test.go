package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/lead/report"
	"dibs/store"
	"dibs/store/storetest"
)

// These tests answer the same questions twice: from the store, and by looking at every lead.

func TestFiguresOfAnyQueryAgreeWithTheLeadsBehindThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var all []*lead.Lead // grows from one try to the next
		rapid.Check(t, func(r *rapid.T) {
			var changes []store.Change
			for range rapid.IntRange(0, 8).Draw(r, "leads") {
				changes = append(changes, store.Change{Lead: anyOf(r)})
			}
			if err := s.Save(t.Context(), changes...); err != nil {
				r.Fatal(err)
			}
			for _, c := range changes {
				all = append(all, c.Lead)
			}
			q := anyQuery(r)
			agreeOnCounts(r, s, q, all)
			agreeOnFigures(r, s, q, all)
			agreeOnCourse(r, s, q, all)
		})
	})
}

// The cost of a summary must not grow with what is written in the leads. (Postgres reads an index alone only where
// the table has been vacuumed, so its plan says nothing here.)
func TestFiguresWithAnyFilterAreReadFromAnIndexAlone(t *testing.T) {
	url := storetest.SQLite(t)
	s, db := storetest.Open(t, url), storetest.DB(t, url)
	span := report.Span{From: nine, To: nine.Add(time.Hour)}
	for _, f := range []report.Filter{
		{},
		{Temperatures: []lead.Temperature{lead.Hot}},
		{Sources: []string{"demo"}},
		{Campaigns: []string{"spring"}},
		{Teams: []string{"emea"}},
		{Countries: []string{"DE"}},
		{Owners: []lead.PersonID{"p1"}},
		{Stages: []lead.Stage{lead.StageNew, lead.StageWon}, Sources: []string{"demo"}, Teams: []string{"emea"}},
		{Temperatures: []lead.Temperature{lead.Hot, lead.Warm}, Owners: []lead.PersonID{"p1", "p2"}, Countries: []string{"DE", "US"}},
	} {
		for what, q := range s.FigureQueries(report.Query{Filter: f, Span: span}) {
			var id, parent, unused int
			var plan string
			must(t, db.QueryRowContext(t.Context(), "EXPLAIN QUERY PLAN "+q.SQL, q.Args...).Scan(&id, &parent, &unused, &plan))
			if !strings.Contains(plan, "COVERING INDEX "+q.Index) {
				t.Errorf("%s of %+v is not answered from %s alone: %s", what, f, q.Index, plan)
			}
		}
	}
}

// agreeOnCounts compares the count, the list behind it and the breakdown of both.
func agreeOnCounts(r *rapid.T, s *store.Store, q report.Query, all []*lead.Lead) {
	behind := where(all, func(l *lead.Lead) bool { return counted(l, q) && asked(l, q) })
	of, by, err := s.Count(r.Context(), q)
	check(r, err)
	listed, err := s.List(r.Context(), q, len(all)+1)
	check(r, err)
	n, wantOf, wantBy := 0, map[lead.Stage]report.Cell{}, map[string]report.Cell{}
	for _, l := range behind {
		cell := worthOf(l)
		wantOf[l.Stage], wantBy[key(l, q.By)] = wantOf[l.Stage].Plus(cell), wantBy[key(l, q.By)].Plus(cell)
		n++
	}
	equal(r, "stages", of, wantOf)
	equal(r, "breakdown", by, wantBy)
	if len(listed) != n {
		r.Errorf("%d leads are listed and %d counted", len(listed), n)
	}
	for i, l := range listed {
		if !slices.ContainsFunc(behind, func(o *lead.Lead) bool { return o.ID == l.ID }) {
			r.Errorf("%s is listed and not counted", l.ID)
		}
		if i > 0 && l.Score.Temperature == lead.Hot && listed[i-1].Score.Temperature != lead.Hot {
			r.Error("a hot lead is listed after another one")
		}
	}
}

// agreeOnFigures compares the summary's figures, and checks that a breakdown adds up to them.
func agreeOnFigures(r *rapid.T, s *store.Store, q report.Query, all []*lead.Lead) {
	if q.By == "" {
		q.By = report.BySource
	}
	if q.Span.IsZero() {
		q.Span = report.Span{From: nine, To: nine.Add(12 * time.Hour)}
	}
	all = where(all, func(l *lead.Lead) bool { return counted(l, q) })
	in := func(at time.Time) bool { return inside(at, q.Span) }
	count := func(is func(*lead.Lead) bool) int { return len(where(all, is)) }

	tally, err := s.Tally(r.Context(), q, nine.Add(6*time.Hour))
	check(r, err)
	period, err := s.Period(r.Context(), q)
	check(r, err)
	row, err := s.TimelineRow(r.Context(), q)
	check(r, err)
	samples, err := s.ClaimSamples(r.Context(), q)
	check(r, err)
	shares, err := s.Breakdown(r.Context(), q)
	check(r, err)

	sum, keys := report.BreakdownRow{}, map[string]bool{}
	for _, of := range shares {
		if keys[of.Key] {
			r.Errorf("the breakdown has %q twice", of.Key)
		}
		keys[of.Key], sum = true, sum.Plus(of)
	}
	open := report.Summary{Now: tally.Now}
	pipeline := open.Row(report.PositionWaiting).Plus(open.Row(report.PositionWorking)).Plus(open.Row(report.PositionQualified))
	won := report.Cell{}
	for _, l := range where(all, func(l *lead.Lead) bool { return l.Stage == lead.StageWon && in(l.ClosedAt) }) {
		won = won.Plus(worthOf(l))
	}
	equal(r, "the whole", sum, report.BreakdownRow{
		New: period.New, Waiting: open.Count(report.PositionWaiting), Working: open.Count(report.PositionWorking),
		Qualified: open.Count(report.PositionQualified), Won: period.Won, Lost: period.Lost, Pipeline: pipeline.Totals, WonTotals: period.WonTotals,
	})
	came := func(l *lead.Lead) bool { return in(l.RegisteredAt) }
	equal(r, "figures", []int{
		open.Open(), tally.Overdue, period.New, period.Claimed, period.Lost, row.New, row.Ready, row.Converted, len(samples),
	}, []int{
		count((*lead.Lead).Open), count(func(l *lead.Lead) bool {
			return l.Stage.Owned() && l.Next != nil && l.Next.At.Before(nine.Add(6*time.Hour))
		}),
		count(came), count(func(l *lead.Lead) bool { return in(l.ClaimedAt) }),
		count(func(l *lead.Lead) bool { return l.Stage == lead.StageLost && in(l.ClosedAt) }), count(came),
		count(func(l *lead.Lead) bool { return came(l) && !l.SalesAt.IsZero() }),
		count(func(l *lead.Lead) bool { return came(l) && l.Stage == lead.StageWon }), count(func(l *lead.Lead) bool { return in(l.SalesAt) }),
	})
	equal(r, "won", report.Cell{Count: period.Won, Totals: period.WonTotals}, won)
	equal(r, "won in a row", report.Cell{Count: row.Won, Totals: row.WonTotals}, won)
}

// agreeOnCourse compares the figures of each period with the leads behind them, and checks that they add up to those
// of the whole.
func agreeOnCourse(r *rapid.T, s *store.Store, q report.Query, all []*lead.Lead) {
	if q.Span.From.IsZero() {
		q.Span.From = nine
	}
	var periods []report.Span
	from := q.Span.From
	for _, hours := range rapid.SliceOfN(rapid.IntRange(1, 5), 1, 9).Draw(r, "periods") {
		to := from.Add(time.Duration(hours) * time.Hour)
		periods = append(periods, report.Span{From: from, To: to})
		from = to
	}
	periods[len(periods)-1].To = q.Span.To // the last period also gets what comes after it
	flows, err := s.Timeline(r.Context(), q, periods)
	check(r, err)
	period, err := s.Period(r.Context(), q)
	check(r, err)

	whole := report.Timeline{Query: q, Periods: flows}.Total()
	equal(r, "the periods together", store.Period{New: whole.New, Claimed: whole.Claimed, Won: whole.Won, WonTotals: whole.WonTotals, Lost: whole.Lost}, period)
	all = where(all, func(l *lead.Lead) bool { return counted(l, q) })
	for i, p := range periods {
		want := report.PeriodFigures{Span: p}
		won := report.Cell{}
		for _, l := range all {
			in := func(at time.Time) int {
				if inside(at, q.Span) && inside(at, p) {
					return 1
				}
				return 0
			}
			want.New, want.Claimed = want.New+in(l.RegisteredAt), want.Claimed+in(l.ClaimedAt)
			switch {
			case l.Stage == lead.StageWon && in(l.ClosedAt) > 0:
				won = won.Plus(worthOf(l))
			case l.Stage == lead.StageLost:
				want.Lost += in(l.ClosedAt)
			case l.Stage == lead.StageDisqualified:
				want.Disqualified += in(l.ClosedAt)
			}
		}
		want.Won, want.WonTotals = won.Count, won.Totals
		equal(r, fmt.Sprintf("period %d", i), flows[i], want)
	}
}

func where(leads []*lead.Lead, is func(*lead.Lead) bool) (found []*lead.Lead) {
	for _, l := range leads {
		if is(l) {
			found = append(found, l)
		}
	}
	return found
}

// counted reports whether a lead matches a query's filter; test leads never do.
func counted(l *lead.Lead, q report.Query) bool {
	return !l.Test && q.Asks(l.Stage) && fits(q.Temperatures, l.Score.Temperature) && fits(q.Sources, l.Source) && fits(q.Campaigns, l.Campaign) &&
		fits(q.Teams, l.Route.Team) && fits(q.Countries, l.Company.Country) && fits(q.Owners, l.Owner)
}

func fits[V ~string](asked []V, value V) bool {
	return len(asked) == 0 || slices.ContainsFunc(asked, func(v V) bool { return start(v) == start(value) })
}

// start is the part of a long key that the store keeps at least; a hash stands for the rest.
func start[V ~string](s V) V { return s[:min(len(s), 400)] }

// asked reports whether a lead is within the span of a query.
func asked(l *lead.Lead, q report.Query) bool {
	switch {
	case q.Span.IsZero():
		return len(q.Stages) > 0 || l.Open()
	case q.Ended():
		return inside(l.ClosedAt, q.Span)
	}
	return inside(l.RegisteredAt, q.Span)
}

func inside(at time.Time, s report.Span) bool {
	return !at.IsZero() && !at.Before(s.From) && (s.To.IsZero() || at.Before(s.To))
}

func key(l *lead.Lead, by report.Dimension) string {
	return map[report.Dimension]string{
		report.BySource: l.Source, report.ByCampaign: l.Campaign, report.ByTeam: l.Route.Team, report.ByOwner: string(l.Owner),
		report.ByTemperature: string(l.Score.Temperature), report.ByCountry: l.Company.Country,
	}[by]
}

// worthOf returns one lead as a cell.
func worthOf(l *lead.Lead) report.Cell {
	m := l.Amount
	if m.Currency == "" && l.Open() {
		m = l.Value
	}
	if m.Currency == "" {
		return report.Cell{Count: 1}
	}
	return report.Cell{Count: 1, Totals: report.Totals{m.Currency: m.Minor}}
}

func check(r *rapid.T, err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

func equal[T any](r *rapid.T, what string, got, want T) {
	r.Helper()
	if d := diff(got, want); d != "" {
		r.Errorf("%s: not the same (-want +got):\n%s", what, d)
	}
}

// few draws one of a few values, so that leads often share one.
func few[T any](r *rapid.T, label string, of ...T) T { return rapid.SampledFrom(of).Draw(r, label) }

// some draws no values as often as one or more of them.
func some[T comparable](r *rapid.T, label string, of ...T) []T {
	if !rapid.Bool().Draw(r, "by "+label) {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(of), 1, len(of), rapid.ID).Draw(r, label)
}

func anyOf(r *rapid.T) *lead.Lead {
	at := func(label string) time.Time {
		return nine.Add(time.Duration(rapid.IntRange(0, 23).Draw(r, label)) * time.Hour)
	}
	maybe := func(label string) (t time.Time) {
		if rapid.Bool().Draw(r, "is "+label) {
			t = at(label)
		}
		return t
	}
	money := func(label string) lead.Money {
		return few(r, label, lead.Money{}, lead.Money{Minor: 100, Currency: "EUR"}, lead.Money{Minor: 7, Currency: "JPY"}, lead.Money{Currency: "EUR"})
	}
	in := inquiry()
	in.Source, in.Campaign = few(r, "source", "demo", "webinar", "O'Neill"), few(r, "campaign", "", "spring", strings.Repeat("x", 600))
	in.Company.Country, in.Test, in.Value = few(r, "country", "", "DE", "US"), few(r, "test", false, false, true), money("value")
	l := register(in, at("registered"))
	l.Stage = rapid.SampledFrom(lead.Stages()).Draw(r, "stage")
	l.Score.Temperature = rapid.SampledFrom(lead.Temperatures()).Draw(r, "temperature")
	l.Route.Team = few(r, "team", "emea", "apac", "")
	l.Owner, l.Amount = few[lead.PersonID](r, "owner", "", "p1", "p2"), money("amount")
	l.SalesAt, l.ClaimedAt, l.ClosedAt = maybe("sales"), maybe("claimed"), time.Time{}
	if l.Stage.Owned() {
		l.Owner = few[lead.PersonID](r, "owner", "p1", "p2")
		l.Next = &lead.NextStep{What: "Call", At: at("next")}
	}
	if !l.Open() {
		l.Deadline, l.ClosedAt = lead.Deadline{}, at("closed")
	}
	return l
}

func anyQuery(r *rapid.T) report.Query {
	q := report.Query{By: few(r, "by", "", report.BySource, report.ByCampaign, report.ByTeam, report.ByOwner, report.ByTemperature, report.ByCountry)}
	if rapid.Bool().Draw(r, "some stages") {
		q.Stages = rapid.SliceOfNDistinct(rapid.SampledFrom(lead.Stages()), 1, 3, rapid.ID).Draw(r, "stages")
	}
	q.Temperatures = some(r, "temperatures", lead.Hot, lead.Warm)
	q.Sources, q.Campaigns = some(r, "from sources", "O'Neill", "demo", "nowhere"), some(r, "of campaigns", "spring", strings.Repeat("x", 600))
	q.Teams, q.Countries = some(r, "of teams", "emea", "apac"), some(r, "of countries", "DE", "US")
	q.Owners = some[lead.PersonID](r, "of owners", "p1", "p2")
	if from := rapid.IntRange(-1, 23).Draw(r, "from"); from >= 0 {
		q.Span.From = nine.Add(time.Duration(from) * time.Hour)
		if n := rapid.IntRange(0, 12).Draw(r, "hours"); n > 0 {
			q.Span.To = q.Span.From.Add(time.Duration(n) * time.Hour)
		}
	}
	return q
}
