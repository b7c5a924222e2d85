package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/report"
	"dibs/store"
	"dibs/store/storetest"
)

// BenchmarkFigures asks questions of a database with 100,000 leads from two years, most of them with marketing.
// "summary" is everything that one answer reads.
func BenchmarkFigures(b *testing.B) {
	span := func(years, months, days int) report.Span {
		return report.Span{From: nine.AddDate(-years, -months, -days), To: nine}
	}
	eachCrowd(b, func(b *testing.B, s *store.Store) {
		for name, q := range map[string]report.Query{
			"week":                {Span: span(0, 0, 7)},
			"team-week":           {Filter: report.Filter{Teams: []string{"emea"}}, Span: span(0, 0, 7)},
			"source-quarter":      {Filter: report.Filter{Sources: []string{"source-1"}}, Span: span(0, 3, 0)},
			"emea-by-source":      {Filter: report.Filter{Teams: []string{"emea"}}, Span: span(0, 0, 7), By: report.BySource},
			"quarter-by-campaign": {Span: span(0, 3, 0), By: report.ByCampaign},
			"several-week": {Filter: report.Filter{
				Temperatures: []lead.Temperature{lead.Hot, lead.Warm}, Sources: []string{"source-1", "source-2"}, Owners: []lead.PersonID{"p1", "p2", "p3"},
			}, Span: span(0, 0, 7)},
			"hot-year": {Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot}}, Span: span(1, 0, 0)},
		} {
			for what, ask := range map[string]func() error{
				"summary": func() error { return summarise(b, s, q) },
				"count":   func() error { _, _, err := s.Count(b.Context(), q); return err },
				"list":    func() error { _, err := s.List(b.Context(), q, 15); return err },
			} {
				b.Run(name+"/"+what, func(b *testing.B) {
					for b.Loop() {
						if err := ask(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	})
}

// BenchmarkCourse breaks the figures of the same database down by day, week and month.
func BenchmarkCourse(b *testing.B) {
	eachCrowd(b, func(b *testing.B, s *store.Store) {
		for name, q := range map[string]report.Query{
			"week-by-day":       {Span: report.Span{From: nine.AddDate(0, 0, -7), To: nine}, By: report.ByDay},
			"quarter-by-week":   {Span: report.Span{From: nine.AddDate(0, -3, 0), To: nine}, By: report.ByWeek},
			"year-by-week":      {Span: report.Span{From: nine.AddDate(-1, 0, 0), To: nine}, By: report.ByWeek},
			"hot-year-by-month": {Filter: report.Filter{Temperatures: []lead.Temperature{lead.Hot}}, Span: report.Span{From: nine.AddDate(-1, 0, 0), To: nine}, By: report.ByMonth},
		} {
			cut, _ := q.Span.Split(q.By, nine)
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Timeline(b.Context(), q, cut); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

// eachCrowd runs a benchmark on both databases with 100,000 leads.
func eachCrowd(b *testing.B, run func(*testing.B, *store.Store)) {
	for _, db := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		url := db.url(b)
		s := storetest.Open(b, url)
		if err := errors.Join(crowd(b, s, storetest.DB(b, url)), settle(s, storetest.DB(b, url))); err != nil {
			b.Fatal(err)
		}
		b.Run(db.name, func(b *testing.B) { run(b, s) })
	}
}

// summarise reads everything that a summary consists of.
func summarise(b *testing.B, s *store.Store, q report.Query) error {
	_, tally := s.Tally(b.Context(), q, nine)
	_, period := s.Period(b.Context(), q)
	_, came := s.Registered(b.Context(), q)
	_, samples := s.ClaimSamples(b.Context(), q)
	if q.By == "" {
		return errors.Join(tally, period, came, samples)
	}
	_, by := s.Breakdown(b.Context(), q)
	return errors.Join(tally, period, came, samples, by)
}

// crowd fills a database with leads from two years: copies of one lead that differ in some columns.
func crowd(b *testing.B, s *store.Store, db *sql.DB) error {
	const n = 100_000
	in := inquiry()
	in.Message, in.Attributes = strings.Repeat("How much for 400 units, and when? ", 30), map[string]string{"utm": strings.Repeat("x", 500)}
	if _, err := save(b, s, register(in, nine)); err != nil {
		return err
	}
	tx, err := db.BeginTx(b.Context(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(b.Context(), "SELECT * FROM leads")
	if err != nil {
		return err
	}
	columns, err := rows.Columns()
	if err := errors.Join(err, rows.Close(), rows.Err()); err != nil {
		return err
	}
	values := slices.Clone(columns)
	for i, c := range variedColumns {
		values[slices.Index(columns, c)] = fmt.Sprintf("$%d", i+1)
	}
	insert, err := tx.PrepareContext(b.Context(), "INSERT INTO leads ("+strings.Join(columns, ", ")+") SELECT "+strings.Join(values, ", ")+" FROM leads WHERE id = 1")
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := insert.ExecContext(b.Context(), varied(i, nine.Add(-time.Duration(i)*(2*365*24*time.Hour/n)))...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

var variedColumns = []string{
	"id", "external_id", "stage", "temperature", "source", "campaign", "team", "country", "owner", "deadline_at", "deadline_clock", "registered_at", "sales_at",
	"claimed_at", "closed_at",
}

// varied returns the values of variedColumns: of a hundred leads, sixty are with marketing, five merged, fifteen
// disqualified, ten lost, six won, and four in sales.
func varied(i int, at time.Time) []any {
	text := func(t time.Time) any { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
	stages := slices.Concat(slices.Repeat([]lead.Stage{lead.StageNurturing}, 60), slices.Repeat([]lead.Stage{lead.StageMerged}, 5),
		slices.Repeat([]lead.Stage{lead.StageDisqualified}, 15), slices.Repeat([]lead.Stage{lead.StageLost}, 10), slices.Repeat([]lead.Stage{lead.StageWon}, 6),
		[]lead.Stage{lead.StageNew, lead.StageWorking, lead.StageWorking, lead.StageQualified})
	k := i * 7919 % 100
	stage := stages[k]
	var owner, deadline, clock, sales, claimed, closed any
	if k >= 80 {
		sales = text(at)
	}
	if k >= 80 && stage != lead.StageNew {
		owner, claimed = fmt.Sprint("p", i%20), text(at.Add(10*time.Minute))
	}
	if stage.Open() {
		deadline, clock = text(nine.Add(time.Duration(i)*time.Second)), "claim"
	} else {
		closed = text(at.AddDate(0, 0, 20))
	}
	return []any{
		i + 2, fmt.Sprint("x", i), string(stage), string(lead.Temperatures()[i%7%3]), fmt.Sprint("source-", i%8), fmt.Sprint("campaign-", i%60),
		[]string{"emea", "apac", "amer"}[i%3], []string{"DE", "US", "FR", "GB"}[i%4], owner, deadline, clock, text(at), sales, claimed, closed,
	}
}

// settle does what Postgres's autovacuum does after a while; without it no query is answered from an index alone.
func settle(s *store.Store, db *sql.DB) error {
	if s.Dialect() != "postgres" {
		return nil
	}
	_, err := db.Exec("VACUUM ANALYZE leads")
	return err
}
