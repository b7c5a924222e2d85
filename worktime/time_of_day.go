package worktime

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// TimeOfDay is a time on a wall clock, in minutes since 00:00. On a day when the clocks change it differs
// from the time since midnight.
type TimeOfDay int

// EndOfDay is 24:00, the midnight at the end of a day.
const EndOfDay TimeOfDay = 24 * 60

// ParseTimeOfDay reads "09:00". It reads "24:00" as EndOfDay.
func ParseTimeOfDay(s string) (TimeOfDay, bool) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hh)
	m, err2 := strconv.Atoi(mm)
	if !ok || err1 != nil || err2 != nil || len(hh) > 2 || len(mm) != 2 || h < 0 || m < 0 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, false
	}
	return TimeOfDay(h*60 + m), true
}

// String formats the time as "09:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// wallClock returns when the wall clock of a zone shows a time, in nanoseconds since 1970. A window over a
// repeated hour covers both passes: it opens when the clock shows its beginning for the first time, and
// closes when the clock shows its end for the last time (closing is true). A skipped time becomes the moment
// when the clocks change.
func wallClock(zone *time.Location, y int, m time.Month, d int, clock TimeOfDay, closing bool) int64 {
	t := time.Date(y, m, d, 0, int(clock), 0, 0, zone)
	shown := time.Date(y, m, d, 0, int(clock), 0, 0, time.UTC)
	shows, first, last := false, int64(0), int64(0)
	// Only the offsets in force around that time are possible. A change is at most 26 hours away.
	for _, near := range []time.Time{t.Add(-26 * time.Hour), t, t.Add(26 * time.Hour)} {
		_, offset := near.In(zone).Zone()
		at := shown.Add(-time.Duration(offset) * time.Second)
		in := at
		if closing {
			in = at.Add(-1) // a window ends right after its last nanosecond
		}
		if _, really := in.In(zone).Zone(); really != offset {
			continue
		}
		if n := at.UnixNano(); !shows {
			shows, first, last = true, n, n
		} else {
			first, last = min(first, n), max(last, n)
		}
	}
	switch {
	case !shows:
		return clockChange(t).UnixNano()
	case closing:
		return last
	}
	return first
}

// clockChange returns the change of the clocks that skipped a time. t is what time.Date returned for that
// time, right before or right after the change.
func clockChange(t time.Time) time.Time {
	from, to := t.ZoneBounds()
	if to.IsZero() || !from.IsZero() && t.Sub(from) < to.Sub(t) {
		return from
	}
	return to
}
