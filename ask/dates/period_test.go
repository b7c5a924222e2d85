package dates_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/ask/dates"
)

// The tests run on Sunday, 22 November 2026, 15:30 in Berlin.
func TestPeriodsAreReadAsPeopleMeanThem(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 22, 15, 30, 0, 0, berlin)
	for words, want := range map[string]string{ // first day, last day and name
		"today":                         "2026-11-22 2026-11-22 today",
		"Yesterday":                     "2026-11-21 2026-11-21 yesterday",
		"tomorrow":                      "2026-11-23 2026-11-23 tomorrow",
		"this week":                     "2026-11-16 2026-11-22 this week",
		"last week":                     "2026-11-09 2026-11-15 last week",
		"next week.":                    "2026-11-23 2026-11-29 next week",
		"this month":                    "2026-11-01 2026-11-30 this month",
		"in the current month":          "2026-11-01 2026-11-30 this month",
		"last month":                    "2026-10-01 2026-10-31 last month",
		"the previous month":            "2026-10-01 2026-10-31 last month",
		"next month":                    "2026-12-01 2026-12-31 next month",
		"this quarter":                  "2026-10-01 2026-12-31 this quarter",
		"last quarter":                  "2026-07-01 2026-09-30 last quarter",
		"next quarter":                  "2027-01-01 2027-03-31 next quarter",
		"this year":                     "2026-01-01 2026-12-31 this year",
		"last year":                     "2025-01-01 2025-12-31 last year",
		"next year":                     "2027-01-01 2027-12-31 next year",
		"last friday":                   "2026-11-20 2026-11-20 20 November 2026",
		"last sunday":                   "2026-11-15 2026-11-15 15 November 2026",
		"last 30 days":                  "2026-10-24 2026-11-22 last 30 days",
		"in the last 30 days":           "2026-10-24 2026-11-22 last 30 days",
		"past two weeks":                "2026-11-09 2026-11-22 last 2 weeks",
		"the past month":                "2026-10-23 2026-11-22 past month",
		"past week":                     "2026-11-16 2026-11-22 past week",
		"last 3 months":                 "2026-08-23 2026-11-22 last 3 months",
		"last 12 months":                "2025-11-23 2026-11-22 last 12 months",
		"next 7 days":                   "2026-11-22 2026-11-28 next 7 days",
		"May":                           "2026-05-01 2026-05-31 May 2026",
		"in may":                        "2026-05-01 2026-05-31 May 2026",
		"november":                      "2026-11-01 2026-11-30 November 2026",
		"dec":                           "2025-12-01 2025-12-31 December 2025",
		"May 2024":                      "2024-05-01 2024-05-31 May 2024",
		"january of 2027":               "2027-01-01 2027-01-31 January 2027",
		"Q3":                            "2026-07-01 2026-09-30 Q3 2026",
		"q4":                            "2026-10-01 2026-12-31 Q4 2026",
		"Q3 2025":                       "2025-07-01 2025-09-30 Q3 2025",
		"the third quarter of 2025":     "2025-07-01 2025-09-30 Q3 2025",
		"2nd quarter":                   "2026-04-01 2026-06-30 Q2 2026",
		"2026":                          "2026-01-01 2026-12-31 2026",
		"in 2025":                       "2025-01-01 2025-12-31 2025",
		"on 12 may":                     "2026-05-12 2026-05-12 12 May 2026",
		"24.12.":                        "2025-12-24 2025-12-24 24 December 2025",
		"2026-05-01":                    "2026-05-01 2026-05-01 1 May 2026",
		"22 nov":                        "2026-11-22 2026-11-22 22 November 2026",
		"the 23rd":                      "2026-10-23 2026-10-23 23 October 2026",
		"since monday":                  "2026-11-16 2026-11-22 since 16 November 2026",
		"since sunday":                  "2026-11-22 2026-11-22 since 22 November 2026",
		"since 1 may":                   "2026-05-01 2026-11-22 since 1 May 2026",
		"since May":                     "2026-05-01 2026-11-22 since May 2026",
		"since yesterday":               "2026-11-21 2026-11-22 since yesterday",
		"since last week":               "2026-11-09 2026-11-22 since last week",
		"since Q2":                      "2026-04-01 2026-11-22 since Q2 2026",
		"since 2024":                    "2024-01-01 2026-11-22 since 2024",
		"year to date":                  "2026-01-01 2026-11-22 year to date",
		"mtd":                           "2026-11-01 2026-11-22 month to date",
		"from 1 to 15 may":              "2026-05-01 2026-05-15 1 May 2026 to 15 May 2026",
		"1-15 May":                      "2026-05-01 2026-05-15 1 May 2026 to 15 May 2026",
		"1st–15th may 2025":             "2025-05-01 2025-05-15 1 May 2025 to 15 May 2025",
		"from 20 dec to 6 jan":          "2025-12-20 2026-01-06 20 December 2025 to 6 January 2026",
		"between 1 may and 15 june":     "2026-05-01 2026-06-15 1 May 2026 to 15 June 2026",
		"between May and July":          "2026-05-01 2026-07-31 May 2026 to July 2026",
		"nov to feb":                    "2025-11-01 2026-02-28 November 2025 to February 2026",
		"may-july":                      "2026-05-01 2026-07-31 May 2026 to July 2026",
		"q1 to q2":                      "2026-01-01 2026-06-30 Q1 2026 to Q2 2026",
		"from 2026-01-01 to 2026-03-31": "2026-01-01 2026-03-31 1 January 2026 to 31 March 2026",
		"1 may 2025 to 3 june":          "2025-05-01 2025-06-03 1 May 2025 to 3 June 2025",
		"from 1 dec 2024 until 3 jan":   "2024-12-01 2025-01-03 1 December 2024 to 3 January 2025",
		"2024 to 2025":                  "2024-01-01 2025-12-31 2024 to 2025",
		"from yesterday to today":       "2026-11-21 2026-11-22 yesterday to today",
		"from 28 feb to 29 feb 2024":    "2024-02-28 2024-02-29 28 February 2024 to 29 February 2024",
	} {
		from, to, name, rest, ok := dates.Period(words, now, berlin)
		got := from.Format(time.DateOnly) + " " + to.Add(-time.Second).Format(time.DateOnly) + " " + name
		if !ok || rest != "" || got != want || wall(from) != "00:00:00" || wall(to) != "00:00:00" {
			t.Errorf("%q is read as %s (%v), rest %q; want %s", words, got, ok, rest, want)
		}
	}
	from, to, name, _, ok := dates.Period("last 24 hours", now, berlin)
	if !ok || !to.Equal(now) || to.Sub(from) != 24*time.Hour || name != "last 24 hours" {
		t.Errorf("the last 24 hours are %s to %s, %s", from, to, name)
	}
}

func wall(t time.Time) string { return t.Format(time.TimeOnly) }

func TestAPeriodIsNeverGuessed(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)
	for _, words := range []string{
		"", "soon", "monday", "on friday", "last may", "next may", "3/4", "week", "the month", "marc", "april april", "q5", "q0", "since", "since q5",
		"since next week", "since tomorrow", "from", "from 1", "between may", "from 5 to 1 may", "from 31 to 30 nov", "from 2026-05-02 to 2026-05-01",
		"31 feb", "1999", "2200", "last 0 days", "last 2 quarters", "last 9999 years", "fourth", "to", "30 feb to 2 mar", "last banana", "year to", "may or june",
	} {
		from, to, name, rest, ok := dates.Period(words, now, time.UTC)
		if ok && rest == "" {
			t.Errorf("%q is read as %s, %s to %s", words, name, from, to)
		}
		if !ok && (name != "" || !from.IsZero() || !to.IsZero() || rest != strings.TrimSpace(words)) {
			t.Errorf("%q is not read, but the results are %s, %s to %s, rest %q", words, name, from, to, rest)
		}
	}
}

func TestTheTextAfterAPeriodStaysAsTyped(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"this month  by Source":      "by Source",
		"May by source":              "by source",
		"q3 for EMEA, please":        "for EMEA, please",
		"last week to ben":           "to ben",
		"from 1 to 15 may of ben":    "of ben",
		"today and tomorrow":         "and tomorrow",
		"1-15 may, 3 leads":          "3 leads",
		"by source this month":       "by source this month", // nothing is read
		"may-fair":                   "may-fair",
		"since may we have 12 leads": "we have 12 leads",
	} {
		if _, _, _, rest, _ := dates.Period(words, now, time.UTC); rest != want {
			t.Errorf("the rest of %q is %q, want %q", words, rest, want)
		}
	}
}

func TestPeriodsAreCutAtMidnightWhenTheClocksChange(t *testing.T) {
	for _, c := range []struct {
		zone, now, words string
		hours            float64
	}{
		{"Europe/Berlin", "2027-03-28T12:00:00+02:00", "today", 23},
		{"Europe/Berlin", "2027-10-31T12:00:00+01:00", "today", 25},
		{"Europe/Berlin", "2027-10-31T12:00:00+01:00", "last 7 days", 7*24 + 1},
		{"Europe/Berlin", "2027-04-02T12:00:00+02:00", "last month", 31*24 - 1},
		{"America/New_York", "2027-03-14T12:00:00-04:00", "this week", 7*24 - 1},
		{"Africa/Cairo", "2027-04-30T12:00:00+03:00", "today", 23}, // a day without a midnight
		{"Australia/Lord_Howe", "2027-10-03T12:00:00+11:00", "today", 23.5},
		{"Asia/Kathmandu", "2026-11-22T23:00:00+05:45", "today", 24},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		from, to, _, _, ok := dates.Period(c.words, now.UTC(), zone(t, c.zone))
		if got := to.Sub(from).Hours(); !ok || got != c.hours || now.Before(from) && c.words != "last month" {
			t.Errorf("%s, %s: %q is %s to %s, %g hours, want %g", c.zone, c.now, c.words, from, to, got, c.hours)
		}
	}
}

// periodWords draws words for a period.
func periodWords() *rapid.Generator[string] {
	unit := rapid.SampledFrom([]string{"today", "yesterday", "1 may", "31 jan", "29 feb", "24.12.", "may", "Dec", "feb 2028", "Q1", "q4 2025", "2026", "2025-12-31"})
	return rapid.OneOf(unit,
		rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"this", "last", "next"}).Draw(t, "which") + " " + rapid.SampledFrom([]string{"week", "month", "quarter", "year"}).Draw(t, "of")
		}),
		rapid.SampledFrom([]string{"last 30 days", "past 2 weeks", "past month", "last 12 months", "next 3 days", "since monday", "year to date", "last tuesday"}),
		rapid.Custom(func(t *rapid.T) string { return "since " + unit.Draw(t, "unit") }),
		rapid.Custom(func(t *rapid.T) string { return "from " + unit.Draw(t, "first") + " to " + unit.Draw(t, "last") }),
	)
}

func TestTheNameOfAPeriodIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, z := instant(t)
		words := periodWords().Draw(t, "words")
		from, to, name, rest, ok := dates.Period(words, now, z)
		if !ok || rest != "" {
			return
		}
		if !from.Before(to) {
			t.Fatalf("%q is %s to %s", words, from, to)
		}
		again, end, secondName, _, ok := dates.Period(name, now, z)
		if !ok || !again.Equal(from) || !end.Equal(to) || secondName != name {
			t.Fatalf("%q is %s, %s to %s, but that name is read as %s, %s to %s (%v)", words, name, from, to, secondName, again, end, ok)
		}
	})
}

func TestAPeriodInThePastHasBegun(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, z := instant(t)
		words := rapid.SampledFrom([]string{
			"today", "yesterday", "this week", "last week", "last month", "last quarter", "last year", "last 5 days", "may", "dec", "q1", "q4", "1 may", "29 feb",
			"the 31st", "since monday", "since may", "since 31 dec", "dec to feb", "1-31 dec", "ytd", "last friday",
		}).Draw(t, "words")
		from, to, _, _, ok := dates.Period(words, now, z)
		if !ok || from.After(now) || strings.HasPrefix(words, "since") && !to.After(now) {
			t.Fatalf("%q at %s is %s to %s (%v)", words, now.In(z), from, to, ok)
		}
	})
}

func FuzzPeriod(f *testing.F) {
	for _, words := range []string{"last 30 days by source", "from 1 to 15 may", "1-15–3 may", "since q3", "the third quarter of", "may-fair", "\x00 \xff", "İ to date"} {
		f.Add(words, int64(1795361412), "Europe/Berlin")
	}
	f.Fuzz(func(t *testing.T, words string, unix int64, name string) {
		z, err := time.LoadLocation(name)
		if err != nil || unix < 0 || unix > 1<<32 {
			t.Skip("not a zone, or not a time that is read")
		}
		now := time.Unix(unix, 0)
		from, to, title, rest, ok := dates.Period(words, now, z)
		other, end, same, left, still := dates.Period(words, now, z)
		switch {
		case !strings.HasSuffix(strings.TrimSpace(words), rest):
			t.Errorf("the rest %q is not at the end of %q", rest, words)
		case !ok && (rest != strings.TrimSpace(words) || title != "" || !from.IsZero() || !to.IsZero()):
			t.Errorf("%q is not read, but the rest is %q", words, rest)
		case ok && (title == "" || !from.Before(to) || rest == strings.TrimSpace(words)):
			t.Errorf("%q is %s, %s to %s, with the rest %q", words, title, from, to, rest)
		case !other.Equal(from) || !end.Equal(to) || same != title || left != rest || still != ok:
			t.Errorf("%q is read differently the second time", words)
		}
	})
}
