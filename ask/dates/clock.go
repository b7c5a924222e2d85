package dates

import (
	"regexp"
	"strconv"
	"time"
)

// midnight is the end of a day. Without a day it means the next midnight. With a day it is not read, because
// either end of the day could be meant.
const midnight = 24 * time.Hour

var clockForm = regexp.MustCompile(`^([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?)?(am|pm)?$`)

// clock reads a time of day. It returns what the wall clock shows, as a duration since 00:00.
func (r reader) clock(i int) (time.Duration, int, bool) {
	switch r.text(i) {
	case "noon", "midday":
		return 12 * time.Hour, i + 1, true
	case "midnight":
		return midnight, i + 1, true
	}
	m := clockForm.FindStringSubmatch(r.text(i))
	if m == nil {
		return 0, i, false
	}
	next, half := i+1, m[4]
	if s := r.text(next); half == "" && (s == "am" || s == "pm") {
		half, next = s, next+1
	}
	hour, minute, second := atoi(m[1]), atoi(m[2]), atoi(m[3])
	switch {
	case half == "" && m[2] == "", minute > 59, second > 59, hour > 23, half != "" && (hour < 1 || hour > 12):
		return 0, i, false
	case half == "am" && hour == 12:
		hour = 0
	case half == "pm" && hour < 12:
		hour += 12
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second, next, true
}

// atoi converts digits that matched a pattern. No digits are zero.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var clockTried = regexp.MustCompile(`^[0-9]+(:.*|am|pm)$`)

// clockLike reports whether a word is meant as a time of day. After "at", every number is.
func (w word) clockLike(afterAt bool) bool {
	return clockTried.MatchString(w.text) || afterAt && w.text[0] >= '0' && w.text[0] <= '9'
}
