package store_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// BenchmarkFigures asks questions of a database with 100,000 leads of two years, most of which are
// with marketing. What it writes is how long one question takes.
func BenchmarkFigures(b *testing.B) {
	year := lead.Span{From: nine.AddDate(-1, 0, 0), To: nine}
	quarter := lead.Span{From: nine.AddDate(0, -3, 0), To: nine}
	week := lead.Span{From: nine.AddDate(0, 0, -7), To: nine}
	for _, db := range []struct {
		name string
		url  func(testing.TB) string
	}{{"sqlite", storetest.SQLite}, {"postgres", storetest.Postgres}} {
		url := db.url(b)
		s := storetest.Open(b, url)
		crowd(b, s, url, 100_000)
		for _, ask := range []struct {
			name string
			q    lead.Query
		}{
			{"week", lead.Query{Span: week}},
			{"team-week", lead.Query{Filter: lead.Filter{Team: "emea"}, Span: week}},
			{"source-quarter", lead.Query{Filter: lead.Filter{Source: "source-1"}, Span: quarter}},
			{"by-source-week", lead.Query{Span: week, By: lead.BySource}},
			{"by-campaign-quarter", lead.Query{Span: quarter, By: lead.ByCampaign}},
			{"hot-year", lead.Query{Filter: lead.Filter{Temperature: lead.Hot}, Span: year}},
		} {
			for name, do := range map[string]func() error{
				"tally":   func() error { _, err := s.Tally(b.Context(), ask.q, nine); return err },
				"period":  func() error { _, err := s.Period(b.Context(), ask.q); return err },
				"samples": func() error { _, err := s.ClaimSamples(b.Context(), ask.q); return err },
				"count":   func() error { _, _, err := s.Count(b.Context(), ask.q); return err },
				"row":     func() error { _, err := s.Row(b.Context(), ask.q); return err },
				"shares":  func() error { _, err := s.Breakdown(b.Context(), ask.q); return err },
				"list":    func() error { _, err := s.List(b.Context(), ask.q, 15); return err },
			} {
				b.Run(db.name+"/"+ask.name+"/"+name, func(b *testing.B) {
					for b.Loop() {
						if err := do(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}

// crowd fills a database with leads of two years, as copies of one.
func crowd(b *testing.B, s *store.Store, url string, n int) {
	b.Helper()
	in := inquiry()
	in.Message = strings.Repeat("We need to replace our dispatch tool before March. ", 20)
	in.Attributes = map[string]string{"utm": strings.Repeat("x", 500)}
	if _, err := save(b, s, register(in, nine)); err != nil {
		b.Fatal(err)
	}
	db := storetest.DB(b, url)
	rows, err := db.Query("SELECT * FROM leads")
	if err != nil {
		b.Fatal(err)
	}
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	rows.Close()
	varied := []string{"id", "external_id", "stage", "temperature", "source", "campaign", "team", "country", "owner", "deadline_at", "deadline_clock", "registered_at", "sales_at", "claimed_at", "closed_at"}
	into := strings.Join(columns, ", ")
	from := ", " + into + ","
	for i, c := range varied {
		from = strings.Replace(from, ", "+c+",", fmt.Sprintf(", $%d,", i+1), 1)
	}
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	st, err := tx.Prepare("INSERT INTO leads (" + into + ") SELECT " + strings.Trim(from, ", ") + " FROM leads WHERE id = 1")
	if err != nil {
		b.Fatal(err)
	}
	stages := func(k int) lead.Stage {
		for _, of := range []struct {
			below int
			lead.Stage
		}{
			{60, lead.StageNurturing},
			{65, lead.StageMerged},
			{80, lead.StageDisqualified},
			{90, lead.StageLost},
			{96, lead.StageWon},
			{98, lead.StageWorking},
			{99, lead.StageQualified},
		} {
			if k < of.below {
				return of.Stage
			}
		}
		return lead.StageNew
	}
	text := func(t time.Time) any { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }
	for i := range n {
		at := nine.Add(-time.Duration(i) * (2 * 365 * 24 * time.Hour / time.Duration(n)))
		k := i * 7919 % 100
		stage := stages(k)
		var owner, deadline, clock, sales, claimed, closed any
		if k >= 80 {
			sales = text(at)
		}
		if stage.Owned() || stage == lead.StageWon || stage == lead.StageLost {
			owner, claimed = fmt.Sprint("p", i%20), text(at.Add(10*time.Minute))
		}
		if stage.Open() {
			deadline, clock = text(nine.Add(time.Duration(i)*time.Second)), "claim"
		} else {
			closed = text(at.AddDate(0, 0, 20))
		}
		if _, err := st.Exec(i+2, fmt.Sprint("x", i), string(stage), string(lead.Temperatures()[i%7%3]), fmt.Sprint("source-", i%8),
			fmt.Sprint("campaign-", i%60), []string{"emea", "apac", "amer"}[i%3], []string{"DE", "US", "FR", "GB"}[i%4], owner, deadline, clock, text(at), sales, claimed, closed); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	if s.Dialect() == "postgres" { // as its own daemon does
		if _, err := db.Exec("VACUUM ANALYZE leads"); err != nil {
			b.Fatal(err)
		}
	}
}
