package worktime

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseSpanReadsTheUsualForms(t *testing.T) {
	for text, want := range map[string]Span{
		"90s":    {Rest: 90 * time.Second},
		"5m":     {Rest: 5 * time.Minute},
		"30h":    {Rest: 30 * time.Hour},
		"2d":     {Days: 2},
		"1d12h":  {Days: 1, Rest: 12 * time.Hour},
		"1h0m5s": {Rest: time.Hour + 5*time.Second},
		"3650d":  {Days: 3650},
		"0s":     {},
	} {
		if got, err := ParseSpan(text); err != nil || got != want {
			t.Errorf("%s is %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"": errSpan.Error(), "5": errSpan.Error(), "5 m": errSpan.Error(), "m": errSpan.Error(), "5m1h": errSpan.Error(), "1d1d": errSpan.Error(),
		"-1h": errSpan.Error(), "1.5h": errSpan.Error(), "1w": errSpan.Error(), "0000000001h": errSpan.Error(),
		"3651d": "it is longer than ten years", "3650d1s": "it is longer than ten years", "999999999h": "it is longer than ten years",
	} {
		if got, err := ParseSpan(text); err == nil || err.Error() != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

func TestFormatDurationIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(0, int64(maxSpan/time.Second)).Draw(t, "seconds")) * time.Second
		if s, err := ParseSpan(FormatDuration(d)); err != nil || s.Length() != d || s.Rest >= day {
			t.Fatalf("%s is written %s and read as %+v, %v", d, FormatDuration(d), s, err)
		}
	})
}
