package dates_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/ask/dates"
)

var zones = []string{
	"Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu", "Australia/Lord_Howe",
	"Pacific/Apia", "America/St_Johns", "UTC",
}

// instant draws a time in the years 2020 to 2035, and a zone.
func instant(t *rapid.T) (time.Time, *time.Location) {
	z, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	from, to := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2036, 1, 1, 0, 0, 0, 0, time.UTC)
	return time.Unix(rapid.Int64Range(from.Unix(), to.Unix()).Draw(t, "now"), 0), z
}

func TestWordsThatCountFromNowAreNeverInThePast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, z := instant(t)
		n := rapid.IntRange(1, 500).Draw(t, "n")
		words := rapid.SampledFrom([]string{
			"tomorrow", "tomorrow 0:00", "day after tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "next monday", "next sunday",
			"monday 0:00", "next week", "next month", "next year", "end of day", "eow", "eom", "eoy", "noon", "midnight", "3am", "2:30",
			fmt.Sprintf("in %d days", n), fmt.Sprintf("%dh", n), fmt.Sprintf("%d min", n), fmt.Sprintf("%d weeks", n), fmt.Sprintf("%d months", n%60+1),
		}).Draw(t, "words")
		w, rest, ok := dates.Parse(words, now, z)
		if !ok || rest != "" || !w.At.After(now) {
			t.Fatalf("%q at %s is %s (%v, rest %q)", words, now.In(z), w.At, ok, rest)
		}
	})
}

func TestAFullDateIsReadAsItself(t *testing.T) {
	forms := []string{"2006-01-02", "2.1.2006", "2 January 2006", "Jan 2, 2006", "Mon 2 Jan 2006", "02/01/2006"}
	rapid.Check(t, func(t *rapid.T) {
		now, z := instant(t)
		then, _ := instant(t)
		form := rapid.SampledFrom(forms).Draw(t, "form")
		if local := then.In(z); form == "02/01/2006" && local.Day() <= 12 && local.Day() != int(local.Month()) {
			return
		}
		text := then.In(z).Format(form)
		w, _, ok := dates.Parse(text, now, z)
		if !ok || w.Timed || w.At.Format(form) != text {
			t.Fatalf("%q is read as %s (%v)", text, w.At, ok)
		}
		before := w.At.Add(-time.Second)
		if before.Format(form) == text {
			t.Fatalf("%s is not the beginning of %q", w.At, text)
		}
		text = then.In(z).Format(form + " 15:04:05")
		timed, _, ok := dates.Parse(text, now, z)
		if !ok || !timed.Timed || timed.At.Format(form+" 15:04:05") != text || timed.At.After(then) {
			t.Fatalf("%q is read as %s (%v)", text, timed.At, ok)
		}
	})
}

func TestAFormattedDateIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, z := instant(t)
		words := rapid.SampledFrom([]string{"tomorrow 2:30", "fri noon", "24.12. 8am", "in 3 days 9:00", "next week 17:45"}).Draw(t, "words")
		once, _, ok := dates.Parse(words, now, z)
		if !ok {
			t.Fatalf("%q is not read", words)
		}
		text := once.At.Format("Mon 2 Jan 2006 15:04")
		again, _, ok := dates.Parse(text, now, z)
		if !ok || !again.At.Equal(once.At) {
			t.Fatalf("%q is %s, but %q is %s", words, once.At, text, again.At)
		}
	})
}

func FuzzAnyTextIsReadOrLeftAsItIs(f *testing.F) {
	for _, words := range []string{"tomorrow 9am call", "until the end of the month", "1h30", "24.12.", "2026-12-01T14:00", "\x00 \xff", "İ 9:00", "fri 24 dec"} {
		f.Add(words, int64(1795361412), "Europe/Berlin")
	}
	f.Fuzz(func(t *testing.T, words string, unix int64, name string) {
		z, err := time.LoadLocation(name)
		if err != nil || unix < 0 || unix > 1<<32 {
			t.Skip("not a zone, or not a time that is read")
		}
		now := time.Unix(unix, 0)
		w, rest, ok := dates.Parse(words, now, z)
		switch again, other, same := dates.Parse(words, now, z); {
		case !strings.HasSuffix(strings.TrimSpace(words), rest):
			t.Errorf("the rest %q is not at the end of %q", rest, words)
		case !ok && rest != strings.TrimSpace(words):
			t.Errorf("%q is not read, but the rest is %q", words, rest)
		case ok && rest == strings.TrimSpace(words) && rest != "":
			t.Errorf("%q is read, but all of it is in the rest", words)
		case !again.At.Equal(w.At) || other != rest || same != ok:
			t.Errorf("%q is read differently the second time", words)
		case ok && (w.At.Year() < 2000 || w.At.Year() > 2199):
			t.Errorf("%q is %s", words, w.At)
		}
	})
}
