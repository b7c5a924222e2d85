package worktime

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// TimeOfDay is what a clock on the wall shows, in minutes since 00:00. On a day when clocks change
// that is not how long ago midnight was.
type TimeOfDay int

// EndOfDay is 24:00, the midnight after a day.
const EndOfDay TimeOfDay = 24 * 60

// ParseTimeOfDay reads "09:00"; "24:00" is EndOfDay.
func ParseTimeOfDay(s string) (TimeOfDay, bool) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hh)
	m, err2 := strconv.Atoi(mm)
	if !ok || err1 != nil || err2 != nil || len(hh) > 2 || len(mm) != 2 || h < 0 || m < 0 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, false
	}
	return TimeOfDay(h*60 + m), true
}

// String writes the time as "09:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// wallClock is when the wall clock of a zone shows a time, in nanoseconds since 1970. Of an hour that
// comes twice a window takes in both: it opens when the clock shows its beginning first, and
// closes when it has shown its last moment for the last time. An hour that is skipped is the
// instant of the skip.
func wallClock(zone *time.Location, y int, m time.Month, d int, clock TimeOfDay, closing bool) int64 {
	t := time.Date(y, m, d, 0, int(clock), 0, 0, zone)
	shown := time.Date(y, m, d, 0, int(clock), 0, 0, time.UTC)
	shows, first, last := false, int64(0), int64(0)
	// The offsets in force around it are all it can have; a change lies within a day and a bit.
	for _, near := range []time.Time{t.Add(-26 * time.Hour), t, t.Add(26 * time.Hour)} {
		_, offset := near.In(zone).Zone()
		at := shown.Add(-time.Duration(offset) * time.Second)
		in := at
		if closing {
			in = at.Add(-1) // it ends where its last instant does
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

// clockChange is the change of clocks next to an instant that Go put on one of its sides.
func clockChange(t time.Time) time.Time {
	from, to := t.ZoneBounds()
	if to.IsZero() || !from.IsZero() && t.Sub(from) < to.Sub(t) {
		return from
	}
	return to
}
