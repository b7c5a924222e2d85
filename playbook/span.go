package playbook

import (
	"errors"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// day is the length of a day in spans: 24 h on the wall. In ladders a span's days are counted as
// business days instead, see Hours.Due.
const day = 24 * time.Hour

// maxSpan is the longest span: ten years.
const maxSpan = 3650 * day

// span is a duration as written: its days are kept apart from the hours, because a business day
// is not 24 h of business time.
type span struct {
	days int
	rest time.Duration
}

// length is the span with days of 24 h. It names a rung, and orders rungs.
func (s span) length() time.Duration { return time.Duration(s.days)*day + s.rest }

var errSpan = errors.New("write it as 90s, 5m, 4h, 2d or 1d12h")

// parseSpan reads "90s", "5m", "4h", "2d" and sums of them, largest unit first.
func parseSpan(s string) (span, error) {
	units := map[byte]time.Duration{'d': day, 'h': time.Hour, 'm': time.Minute, 's': time.Second}
	var sum span
	last := time.Duration(1<<63 - 1)
	if s == "" {
		return span{}, errSpan
	}
	for s != "" {
		i := 0
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		if i == 0 || i > 9 || i == len(s) {
			return span{}, errSpan
		}
		unit, ok := units[s[i]]
		if !ok || unit >= last {
			return span{}, errSpan
		}
		n, err := strconv.Atoi(s[:i])
		if err != nil {
			return span{}, errSpan
		}
		if time.Duration(n) > maxSpan/unit {
			return span{}, errors.New("it is longer than ten years")
		}
		if unit == day {
			sum.days = n
		} else {
			sum.rest += time.Duration(n) * unit
		}
		last, s = unit, s[i+1:]
	}
	if sum.length() > maxSpan {
		return span{}, errors.New("it is longer than ten years")
	}
	return sum, nil
}

func (r *reader) span(n ast.Node, where string) span {
	s, err := parseSpan(scalar(n))
	if err != nil {
		r.problem(n, "%s %s is not a duration: %v", where, kindOf(n), err)
	}
	return s
}

// duration reads a span whose days are 24 h.
func (r *reader) duration(n ast.Node, where string) time.Duration { return r.span(n, where).length() }

// spell writes a duration as the playbook does: "1d12h", "5m", "0s".
func spell(d time.Duration) string {
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
