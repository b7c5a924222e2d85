// Package dates reads dates, times and periods as people type them, "tomorrow 9am", "until friday",
// "2h" or "last 30 days", in their own time zone and without ever guessing.
package dates

import (
	"strings"
	"time"
)

// Moment is what words were read as.
type Moment struct {
	At    time.Time // in the reader's zone
	Timed bool      // the words say a time of day; otherwise At is the first instant of the day
}

// Parse reads the longest beginning of words that says when, as it is meant by somebody who types
// it at now in the zone. rest is what follows it, without the space between: whoever expects
// nothing but a date refuses a rest, so no word is passed over in silence.
//
// It reads, in any case and after an optional until, till, by, on or at:
//
//   - today, tomorrow, the day after tomorrow, each with or without a time;
//   - a weekday: the next one after today. "this friday" is that of the calendar week from Monday
//     to Sunday, today included; "next friday" is that of the week after;
//   - next week, next month, next year: their first day. End of day, week, month and year, also
//     as eod and so on: the first instant after them;
//   - 12 dec, dec 12th, 12 december 2026, 24.12., 24.12.2026, 2026-12-24, 24/12, the 15th. What
//     names no year, or no month, is the first of those that is not before today. 3/4 is not read:
//     it is one day in March or another in April. A weekday before a date must be that date's;
//   - 14:00, 9am, 9:30 pm, noon; alone it is the next time that the clock shows it, and so is
//     midnight. "at 9" is not read: it may be the morning or the evening;
//   - 2h, 90 min, 1h30, an hour, with or without in or for: so much time from now, to the instant;
//   - 3d, in 3 days, for two weeks, a month: so many days of the calendar from today, without a
//     time. The last day stands for a day that a month does not have.
//
// A time that the clocks skip is the instant of the skip, and of one that comes twice it is the
// first. A date that is over is read as what it is: only what names its year, today with a time,
// or a date that is today with a time, can lie before now.
//
// Parse depends on its arguments alone and is safe for concurrent use. It does not read years
// before 2000 or after 2199.
func Parse(words string, now time.Time, zone *time.Location) (w Moment, rest string, ok bool) {
	now = now.In(zone)
	r := reader{words: split(words), now: now, today: dayOf(now)}
	w, next, ok := r.when(r.skip(0, "until", "till", "til", "by"))
	if !ok || w.At.Year() < firstYear || w.At.Year() > lastYear {
		return Moment{}, strings.TrimSpace(words), false
	}
	if next < len(r.words) {
		rest = strings.TrimSpace(words[r.words[next].from:])
	}
	return w, rest, true
}

// The years that are read.
const firstYear, lastYear = 2000, 2199

// reader reads words from a place on. Each method returns what it read and the place after it.
type reader struct {
	words []word
	now   time.Time // in the zone of who typed them
	today day
	past  bool // what names no year is the last, not the next
}

func (r reader) when(i int) (Moment, int, bool) {
	if d, next, ok := r.elapsed(i); ok {
		return Moment{At: r.now.Add(d), Timed: true}, next, true
	}
	if d, next, ok := r.day(r.skip(i, "on")); ok {
		return r.onDay(d, next)
	}
	t, next, ok := r.clock(r.skip(i, "at"))
	if !ok {
		return Moment{}, i, false
	}
	if d, after, ok := r.day(r.skip(next, "on")); ok {
		return Moment{At: r.at(d, t), Timed: true}, after, t != midnight
	}
	at := r.at(r.today, t)
	if !at.After(r.now) {
		at = r.at(r.today.add(1), t)
	}
	return Moment{At: at, Timed: true}, next, true
}

// onDay reads the time of day after a day. What looks like one and is none makes the whole
// unreadable: "tomorrow 25:00" is not some time tomorrow.
func (r reader) onDay(d day, i int) (Moment, int, bool) {
	from := r.skip(i, "at")
	t, next, ok := r.clock(from)
	switch {
	case ok && t != midnight:
		return Moment{At: r.at(d, t), Timed: true}, next, true
	case ok, from < len(r.words) && r.words[from].clockLike(from > i):
		return Moment{}, i, false
	}
	return Moment{At: r.at(d, 0)}, i, true
}

// at is the instant when the clocks of the zone show a time on a day.
func (r reader) at(d day, since time.Duration) time.Time { return d.at(since, r.now.Location()) }
