package dates_test

import (
	"testing"
	"time"

	"dibs/ask/dates"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// The tests run on Sunday, 22 November 2026, 15:30 in Berlin.
func TestDatesAreReadAsPeopleMeanThem(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	now := time.Date(2026, 11, 22, 15, 30, 12, 0, berlin)
	for words, want := range map[string]string{
		"today":                        "Sun 2026-11-22",
		"Tomorrow":                     "Mon 2026-11-23",
		"tomorrow 9am":                 "Mon 2026-11-23 09:00",
		"tomorrow at 9:30 a.m.":        "Mon 2026-11-23 09:30",
		"tomorrow 13:00":               "Mon 2026-11-23 13:00",
		"9am tomorrow":                 "Mon 2026-11-23 09:00",
		"the day after tomorrow, noon": "Tue 2026-11-24 12:00",
		"mon":                          "Mon 2026-11-23",
		"until Monday":                 "Mon 2026-11-23",
		"on thurs at 5pm.":             "Thu 2026-11-26 17:00",
		"5 pm on friday":               "Fri 2026-11-27 17:00",
		"sunday":                       "Sun 2026-11-29",
		"sunday 18:00":                 "Sun 2026-11-29 18:00",
		"this sunday":                  "Sun 2026-11-22",
		"next monday":                  "Mon 2026-11-23",
		"next week":                    "Mon 2026-11-23",
		"end of week":                  "Mon 2026-11-23",
		"until the end of the month":   "Tue 2026-12-01",
		"eod":                          "Mon 2026-11-23",
		"next month":                   "Tue 2026-12-01",
		"end of the year":              "Fri 2027-01-01",
		"in 3 days":                    "Wed 2026-11-25",
		"for two weeks":                "Sun 2026-12-06",
		"3d 8:00":                      "Wed 2026-11-25 08:00",
		"in a month at noon":           "Tue 2026-12-22 12:00",
		"2h":                           "Sun 2026-11-22 17:30",
		"in an hour":                   "Sun 2026-11-22 16:30",
		"for 1h 30m":                   "Sun 2026-11-22 17:00",
		"1h30":                         "Sun 2026-11-22 17:00",
		"90 minutes":                   "Sun 2026-11-22 17:00",
		"until 12 dec":                 "Sat 2026-12-12",
		"Dec 12th":                     "Sat 2026-12-12",
		"the 12th of december 2027":    "Sun 2027-12-12",
		"12. December, 8:00":           "Sat 2026-12-12 08:00",
		"dec 12, 2028 8pm":             "Tue 2028-12-12 20:00",
		"sat 12 dec":                   "Sat 2026-12-12",
		"12 jan":                       "Tue 2027-01-12",
		"22 nov":                       "Sun 2026-11-22",
		"29 feb":                       "Tue 2028-02-29",
		"the 15th":                     "Tue 2026-12-15",
		"31st":                         "Thu 2026-12-31",
		"24.12.":                       "Thu 2026-12-24",
		"24.12.2027 14:00":             "Fri 2027-12-24 14:00",
		"2026-12-01 14:00":             "Tue 2026-12-01 14:00",
		"2026-12-01T14:00:00":          "Tue 2026-12-01 14:00",
		"2026-12-01.":                  "Tue 2026-12-01",
		"2020-01-01":                   "Wed 2020-01-01", // in the past, with its year
		"24/12":                        "Thu 2026-12-24",
		"12/24":                        "Thu 2026-12-24",
		"16:00":                        "Sun 2026-11-22 16:00",
		"at 3pm":                       "Mon 2026-11-23 15:00", // it is already after three
		"noon":                         "Mon 2026-11-23 12:00",
		"midnight":                     "Mon 2026-11-23 00:00",
		"12am":                         "Mon 2026-11-23 00:00",
	} {
		w, rest, ok := dates.Parse(words, now, berlin)
		form := "Mon 2006-01-02"
		if w.Timed {
			form += " 15:04"
		} else if w.At.Hour() != 0 || w.At.Minute() != 0 {
			t.Errorf("%q is a day, but At is %s", words, w.At)
		}
		if got := w.At.Format(form); !ok || rest != "" || got != want {
			t.Errorf("%q is read as %s (%v), rest %q; want %s", words, got, ok, rest, want)
		}
	}
}

func TestAmbiguousOrUnknownDatesAreNotRead(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)
	for _, words := range []string{
		"", " ", "soon", "banana", "may", "9", "at 9", "3/4", "31 feb", "29 feb 2027", "32nd", "24.13.", "2026-13-01",
		"tomorrow 25:00", "tomorrow at 9", "tomorrow 9:75", "friday 13pm", "0am", "fri 24 dec", // 24 December is a Thursday
		"friday midnight", "midnight friday", "0h", "in 0 days", "until", "in", "next", "end of", "the", "end of the world",
		"next day", "yesterday", "this saturday", // it is Sunday
		"1999-12-31", "2200-01-01", "9999 years", "until from friday", "second coming",
	} {
		if w, rest, ok := dates.Parse(words, now, time.UTC); ok {
			t.Errorf("%q is read as %s, rest %q", words, w.At, rest)
		}
	}
}

func TestTheTextAfterADateStaysAsTyped(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"tomorrow 9am  Call  Acme":      "Call  Acme",
		"friday, send the Offer":        "send the Offer",
		"12 dec 3 chairs for Ms Møller": "3 chairs for Ms Møller",
		"in 2h at the office":           "at the office",
		"monday in Berlin":              "in Berlin",
		"call Acme tomorrow":            "call Acme tomorrow", // nothing is read
	} {
		if _, rest, _ := dates.Parse(words, now, time.UTC); rest != want {
			t.Errorf("the rest of %q is %q, want %q", words, rest, want)
		}
	}
}

func TestNextMeansTheWeekAfterThisOne(t *testing.T) {
	wednesday := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"friday": "2026-11-27", "this friday": "2026-11-27", "coming friday": "2026-11-27", "next friday": "2026-12-04",
		"next monday": "2026-11-30", "wednesday": "2026-12-02", "this wednesday": "2026-11-25", "next wednesday": "2026-12-02",
		"end of week": "2026-11-30",
	} {
		if w, _, ok := dates.Parse(words, wednesday, time.UTC); !ok || w.At.Format(time.DateOnly) != want {
			t.Errorf("on a Wednesday %q is %s (%v), want %s", words, w.At, ok, want)
		}
	}
}

func TestDatesAreExactWhenTheClocksChange(t *testing.T) {
	for _, c := range []struct{ zone, now, words, want string }{
		{"Europe/Berlin", "2027-03-27T12:00:00+01:00", "tomorrow 2:30", "2027-03-28T03:00:00+02:00"},  // 2:30 is skipped
		{"Europe/Berlin", "2027-03-27T12:00:00+01:00", "tomorrow 12:00", "2027-03-28T12:00:00+02:00"}, // 23 hours later
		{"Europe/Berlin", "2027-03-27T12:00:00+01:00", "24h", "2027-03-28T13:00:00+02:00"},
		{"Europe/Berlin", "2027-10-30T12:00:00+02:00", "tomorrow 2:30", "2027-10-31T02:30:00+02:00"}, // it occurs twice
		{"Europe/Berlin", "2027-10-30T12:00:00+02:00", "in 2 days", "2027-11-01T00:00:00+01:00"},
		{"America/New_York", "2027-03-13T12:00:00-05:00", "sun 2:30am", "2027-03-14T03:00:00-04:00"},
		{"America/New_York", "2027-11-06T12:00:00-04:00", "sun 1:30am", "2027-11-07T01:30:00-04:00"},
		{"Africa/Cairo", "2027-04-29T12:00:00+02:00", "tomorrow", "2027-04-30T01:00:00+03:00"},             // a day without a midnight
		{"Australia/Lord_Howe", "2027-10-02T12:00:00+10:30", "tomorrow 2:15", "2027-10-03T02:30:00+11:00"}, // by half an hour
		{"Asia/Kathmandu", "2026-11-22T23:00:00+05:45", "tomorrow", "2026-11-23T00:00:00+05:45"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		w, _, ok := dates.Parse(c.words, now.UTC(), zone(t, c.zone)) // "today" is a day in the zone
		if got := w.At.Format(time.RFC3339); !ok || got != c.want {
			t.Errorf("%s, %s: %q is %s, want %s", c.zone, c.now, c.words, got, c.want)
		}
	}
}

func TestAShortMonthEndsWithItsLastDay(t *testing.T) {
	now := time.Date(2027, 1, 31, 9, 0, 0, 0, time.UTC)
	for words, want := range map[string]string{
		"a month": "2027-02-28", "13 months": "2028-02-29", "in a year": "2028-01-31", "eom": "2027-02-01", "next month": "2027-02-01",
		"30th": "2027-03-30", "31st": "2027-01-31",
	} {
		if w, _, ok := dates.Parse(words, now, time.UTC); !ok || w.At.Format(time.DateOnly) != want {
			t.Errorf("on 31 January %q is %s (%v), want %s", words, w.At, ok, want)
		}
	}
}
