package report_test

import (
	"testing"
	"time"

	"dibs/lead/report"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestASpanIsComparedWithTheSamePartOfTheOneBefore(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	at := func(s string) time.Time {
		when, err := time.ParseInLocation("2006-01-02 15:04", s, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	for name, c := range map[string]struct{ from, to, now, wantFrom, wantTo string }{
		"this week so far":                       {"2026-11-16 00:00", "2026-11-23 00:00", "2026-11-18 10:30", "2026-11-09 00:00", "2026-11-11 10:30"},
		"last week":                              {"2026-11-09 00:00", "2026-11-16 00:00", "2026-11-18 10:30", "2026-11-02 00:00", "2026-11-09 00:00"},
		"the week when clocks go back":           {"2026-10-26 00:00", "2026-11-02 00:00", "2026-10-27 08:00", "2026-10-19 00:00", "2026-10-20 08:00"},
		"this month so far":                      {"2026-11-01 00:00", "2026-12-01 00:00", "2026-11-18 10:30", "2026-10-01 00:00", "2026-10-18 10:30"},
		"the end of a month after a shorter one": {"2026-03-01 00:00", "2026-04-01 00:00", "2026-03-31 12:00", "2026-02-01 00:00", "2026-03-01 00:00"},
		"last quarter":                           {"2026-07-01 00:00", "2026-10-01 00:00", "2026-11-18 10:30", "2026-04-01 00:00", "2026-07-01 00:00"},
		"this year so far":                       {"2026-01-01 00:00", "2027-01-01 00:00", "2026-11-18 10:30", "2025-01-01 00:00", "2025-11-18 10:30"},
		"a day":                                  {"2026-11-17 00:00", "2026-11-18 00:00", "2026-11-18 10:30", "2026-11-16 00:00", "2026-11-17 00:00"},
		"two hours":                              {"2026-11-17 10:00", "2026-11-17 12:00", "2026-11-18 10:30", "2026-11-17 08:00", "2026-11-17 10:00"},
	} {
		s := report.Span{From: at(c.from), To: at(c.to), Zone: "Europe/Berlin"}
		b := s.Before(at(c.now))
		if !b.From.Equal(at(c.wantFrom)) || !b.To.Equal(at(c.wantTo)) {
			t.Errorf("%s is compared with %s to %s, want %s to %s", name, b.From.In(berlin), b.To.In(berlin), c.wantFrom, c.wantTo)
		}
	}
	now := at("2026-11-18 10:30")
	for name, s := range map[string]report.Span{
		"all time up to a day": {To: now}, "next week": {From: now.AddDate(0, 0, 5), To: now.AddDate(0, 0, 12)}, "no span": {},
	} {
		if b := s.Before(now); !b.IsZero() {
			t.Errorf("%s is compared with %v to %v", name, b.From, b.To)
		}
	}
	if b := (report.Span{From: now.Add(-time.Hour)}).Before(now); !b.To.Equal(now.Add(-time.Hour)) || !b.From.Equal(now.Add(-2*time.Hour)) {
		t.Errorf("the last hour is compared with %v to %v", b.From, b.To)
	}
}

func TestAReportHasEightWeeksOrTwelveMonthsWithoutAGap(t *testing.T) {
	newYork := zone(t, "America/New_York")
	now := time.Date(2026, 11, 18, 3, 0, 0, 0, time.UTC) // still the 17th in New York
	check := func(name string, s report.Span, monthly bool, last string) {
		t.Helper()
		rows, m := s.Rows("", now, newYork)
		want := 8
		if monthly {
			want = 12
		}
		if m != monthly || len(rows) != want {
			t.Fatalf("%s has %d rows, monthly %v", name, len(rows), m)
		}
		for i, r := range rows {
			if local := r.From.In(r.Location()); local.Hour() != 0 || monthly && local.Day() != 1 || !monthly && local.Weekday() != time.Monday {
				t.Errorf("%s: a row begins at %v", name, local)
			}
			if i > 0 && !r.From.Equal(rows[i-1].To) {
				t.Errorf("%s: a row begins at %v, but the previous one ends at %v", name, r.From, rows[i-1].To)
			}
		}
		if got := rows[len(rows)-1].From.In(rows[0].Location()).Format(time.DateOnly); got != last {
			t.Errorf("%s: the last row is %s, want %s", name, got, last)
		}
	}
	month := func(m time.Month) time.Time { return time.Date(2026, m, 1, 0, 0, 0, 0, newYork) }
	check("no span", report.Span{}, false, "2026-11-16")
	check("this month", report.Span{From: month(11), To: month(12)}, false, "2026-11-16")
	check("two months", report.Span{From: month(8), To: month(10)}, false, "2026-09-28")
	check("last quarter", report.Span{From: month(7), To: month(10)}, true, "2026-09-01")
	check("this year", report.Span{From: month(1), To: month(13), Zone: "Europe/Berlin"}, true, "2026-11-01")
	check("since January", report.Span{From: month(1)}, true, "2026-11-01")
}

func TestAWeekIsSevenDaysOnBothChangesOfTheClock(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	for at, length := range map[time.Time]time.Duration{
		time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC):    167 * time.Hour,
		time.Date(2026, 10, 25, 20, 0, 0, 0, time.UTC):  169 * time.Hour,
		time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC): 168 * time.Hour, // Monday in Berlin
	} {
		w := report.Week(at, berlin)
		if w.From.In(berlin).Weekday() != time.Monday || w.To.Sub(w.From) != length || at.Before(w.From) || !at.Before(w.To) {
			t.Errorf("the week of %v is from %v to %v", at, w.From.In(berlin), w.To.In(berlin))
		}
	}
}
