package report_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead/report"
)

var byTime = []report.Dimension{report.ByDay, report.ByWeek, report.ByMonth, report.ByQuarter, report.ByYear}

// TestPeriodsFillAnySpanWithoutAGapAndBeginWhenTheirFirstDayDoes uses zones in some of which the clocks
// change at midnight, or by half an hour.
func TestPeriodsFillAnySpanWithoutAGapAndBeginWhenTheirFirstDayDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom([]string{
			"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Cairo", "America/Santiago", "Atlantic/Azores",
		}).Draw(rt, "zone")
		began := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
		at := func(label string, from time.Time, days int) time.Time {
			return from.Add(time.Duration(rapid.IntRange(1, days*24*60).Draw(rt, label)) * time.Minute)
		}
		s := report.Span{From: at("from", began, 1400), Zone: name}
		s.To = at("to", s.From, 900)
		now, asked := at("now", began, 2500), rapid.SampledFrom(byTime).Draw(rt, "by")
		cut, by := s.Split(asked, now)
		if len(cut) == 0 || len(cut) > report.MaxPeriods || !cut[0].From.Equal(s.From) {
			rt.Fatalf("%d periods of %v, the first is %+v", len(cut), s, cut)
		}
		if finer, _ := s.Split(by, now); by != asked && len(finer) != len(cut) {
			rt.Fatalf("asked by %s, cut by %s", asked, by)
		}
		for i, p := range cut {
			if i > 0 {
				if !p.From.Equal(cut[i-1].To) || p.From.After(now) {
					rt.Fatalf("at %v a period begins at %v, but the previous one ends at %v", now, p.From, cut[i-1].To)
				}
				begins(rt, by, p)
			}
			if !p.From.Before(p.To) || p.To.After(s.To) || p.Zone != name {
				rt.Fatalf("period %+v is not inside %+v", p, s)
			}
		}
		if last := cut[len(cut)-1]; last.To.Before(s.To) && !last.To.After(now) {
			rt.Fatalf("at %v the last period of a span up to %v ends at %v", now, s.To, last.To)
		}
	})
}

// begins fails the test unless a period begins at the first moment of the right day.
func begins(rt *rapid.T, by report.Dimension, p report.Span) {
	first, before := p.From.In(p.Location()), p.From.Add(-time.Nanosecond).In(p.Location())
	right := map[report.Dimension]bool{
		report.ByDay: true, report.ByWeek: first.Weekday() == time.Monday, report.ByMonth: first.Day() == 1,
		report.ByQuarter: first.Day() == 1 && first.Month()%3 == 1, report.ByYear: first.YearDay() == 1,
	}[by]
	if midnight := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC); !right || before.Day() == first.Day() ||
		!midnight.AddDate(0, 0, -1).Equal(time.Date(before.Year(), before.Month(), before.Day(), 0, 0, 0, 0, time.UTC)) {
		rt.Fatalf("by %s a period begins at %v, a nanosecond after %v", by, first, before)
	}
}

func TestPeriodsAreAsLongAsTheCalendarSaysWhenTheClocksChange(t *testing.T) {
	for name, c := range map[string]struct {
		zone, from, to string
		by             report.Dimension
		hours          []time.Duration
	}{
		"days in spring":          {"Europe/Berlin", "2026-03-28", "2026-03-31", report.ByDay, []time.Duration{24, 23, 24}},
		"days in autumn":          {"Europe/Berlin", "2026-10-24", "2026-10-27", report.ByDay, []time.Duration{24, 25, 24}},
		"weeks in spring":         {"Europe/Berlin", "2026-03-16", "2026-04-06", report.ByWeek, []time.Duration{168, 167, 168}},
		"weeks of a quarter":      {"Europe/Berlin", "2026-10-01", "2026-10-15", report.ByWeek, []time.Duration{96, 168, 72}},
		"a day without midnight":  {"Africa/Cairo", "2026-04-23", "2026-04-26", report.ByDay, []time.Duration{24, 23, 24}},
		"a day of two midnights":  {"America/Havana", "2026-10-31", "2026-11-03", report.ByDay, []time.Duration{24, 25, 24}},
		"months, one with a Feb.": {"America/New_York", "2028-02-01", "2028-04-01", report.ByMonth, []time.Duration{29 * 24, 31*24 - 1}},
	} {
		in := zone(t, c.zone)
		day := func(s string) time.Time {
			d, err := time.ParseInLocation(time.DateOnly, s, in)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		cut, _ := report.Span{From: day(c.from), To: day(c.to), Zone: c.zone}.Split(c.by, day(c.to))
		var hours []time.Duration
		for _, p := range cut {
			hours = append(hours, p.To.Sub(p.From)/time.Hour)
		}
		if !slices.Equal(hours, c.hours) {
			t.Errorf("%s: periods of %d hours, want %d", name, hours, c.hours)
		}
	}
}

func TestWhatWouldBeTooManyPeriodsIsCutIntoLongerOnes(t *testing.T) {
	year := report.Span{From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), Zone: "UTC"}
	early, late := year.From.AddDate(0, 0, 40), year.To
	for _, c := range []struct {
		now      time.Time
		asked, n report.Dimension
		want     int
	}{
		{early, report.ByDay, report.ByDay, 41},
		{late, report.ByDay, report.ByWeek, 53},
		{late, report.ByMonth, report.ByMonth, 12},
		{early, report.ByMonth, report.ByMonth, 2},
		{late, report.ByYear, report.ByYear, 1},
	} {
		if cut, by := year.Split(c.asked, c.now); by != c.n || len(cut) != c.want {
			t.Errorf("by %s: %d periods by %s, want %d by %s", c.asked, len(cut), by, c.want, c.n)
		}
	}
	long := report.Span{From: year.From.AddDate(-90, 0, 0), To: year.To, Zone: "UTC"}
	if cut, by := long.Split(report.ByDay, late); by != report.ByYear || len(cut) != 91 {
		t.Errorf("ninety years: %d periods by %s", len(cut), by)
	}
}

func TestWithoutATimePeriodsAreTheLastFewUpToTheRunningOne(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC) // Monday, the 23rd, in Berlin
	for by, want := range map[report.Dimension]struct {
		from string
		n    int
	}{
		report.ByDay: {"2026-11-10", 14}, report.ByWeek: {"2026-10-05", 8}, report.ByMonth: {"2025-12-01", 12},
		report.ByQuarter: {"2025-01-01", 8}, report.ByYear: {"2022-01-01", 5},
	} {
		q := report.Query{By: by}.WithDefaultSpan(now, berlin)
		cut, _ := q.Span.Split(by, now)
		if q.Span.From.In(berlin).Format(time.DateOnly) != want.from || q.Span.Label != (report.SpanLabel{Of: by, N: want.n}) || len(cut) != want.n || !cut[want.n-1].To.Equal(q.Span.To) {
			t.Errorf("by %s: %d periods of %+v", by, len(cut), q.Span)
		}
		if again := q.WithDefaultSpan(now.AddDate(1, 0, 0), berlin); again.Span != q.Span {
			t.Errorf("a given span becomes %+v", again.Span)
		}
		past := report.Query{By: by, Span: report.Span{To: now.AddDate(-2, 0, 0), Zone: "America/New_York"}}.WithDefaultSpan(now, berlin)
		if cut, _ := past.Span.Split(by, now); len(cut) != want.n || past.Span.Zone != "America/New_York" || past.Span.To.After(now.AddDate(-1, 0, 0)) {
			t.Errorf("up to two years ago by %s: %+v", by, past.Span)
		}
	}
	if q := (report.Query{By: report.BySource}).WithDefaultSpan(now, berlin); !q.Span.IsZero() {
		t.Errorf("by source: %+v", q.Span)
	}
}
