package worktime

import (
	"errors"
	"strconv"
	"time"
)

// day is the length of a day in spans: 24 h.
const day = 24 * time.Hour

// maxSpan is the longest span: ten years of 365 days.
const maxSpan = 3650 * day

// Span is a length of time as people write it. It keeps days apart from hours, because a business day is not
// 24 h of business time. See Hours.DueAfter.
type Span struct {
	Days int
	Rest time.Duration // hours, minutes and seconds; may add up to more than a day
}

// Length returns the length of the span with days of 24 h. Spans are ordered by it.
func (s Span) Length() time.Duration { return time.Duration(s.Days)*day + s.Rest }

var errSpan = errors.New("write it as 90s, 5m, 4h, 2d or 1d12h")

// ParseSpan reads "90s", "5m", "4h", "2d" and sums of them with the largest unit first, such as "1d12h". The longest
// span is ten years. The error says what to write instead.
func ParseSpan(s string) (Span, error) {
	units := map[byte]time.Duration{'d': day, 'h': time.Hour, 'm': time.Minute, 's': time.Second}
	var sum Span
	last := time.Duration(1<<63 - 1)
	if s == "" {
		return Span{}, errSpan
	}
	for s != "" {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 || i > 9 || i == len(s) {
			return Span{}, errSpan
		}
		unit, ok := units[s[i]]
		if !ok || unit >= last {
			return Span{}, errSpan
		}
		n, err := strconv.Atoi(s[:i])
		if err != nil {
			return Span{}, errSpan
		}
		if time.Duration(n) > maxSpan/unit {
			return Span{}, errors.New("it is longer than ten years")
		}
		if unit == day {
			sum.Days = n
		} else {
			sum.Rest += time.Duration(n) * unit
		}
		last, s = unit, s[i+1:]
	}
	if sum.Length() > maxSpan {
		return Span{}, errors.New("it is longer than ten years")
	}
	return sum, nil
}

// FormatDuration formats a duration as ParseSpan reads it, in days of 24 h, hours, minutes and seconds:
// "1d12h", "5m", "0s". It leaves out fractions of a second.
func FormatDuration(d time.Duration) string {
	if d == 0 {
		return "0s"
	}
	out := ""
	for _, u := range []struct {
		of   time.Duration
		name string
	}{{day, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}} {
		if n := d / u.of; n > 0 {
			out += strconv.Itoa(int(n)) + u.name
			d %= u.of
		}
	}
	return out
}
