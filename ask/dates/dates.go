// Package dates reads dates, times and periods as people type them, such as "tomorrow 9am", "until friday",
// "2h" or "last 30 days", in the time zone of the person. It never guesses.
package dates

import (
	"strings"
	"time"
)

// Moment is a date that was read, with or without a time of day.
type Moment struct {
	At    time.Time // in the zone of the person who typed it
	Timed bool      // a time of day was given; otherwise At is the beginning of the day
}

// Parse reads the longest beginning of words that is a date or a time, as meant by a person in the zone who
// types it at time now. rest is the text after it, without the space between. A caller that expects only a
// date must refuse a rest, so that no word is ignored silently.
//
// It reads the following, in upper or lower case, also after until, till, by, on or at:
//
//   - today, tomorrow, the day after tomorrow, each with or without a time;
//   - a weekday: the next one after today. "this friday" is in the current calendar week, Monday to Sunday,
//     and may be today; "next friday" is in the week after;
//   - next week, next month, next year: their first day. End of day, week, month and year, also as eod and so
//     on: the moment when they end;
//   - 12 dec, dec 12th, 12 december 2026, 24.12., 24.12.2026, 2026-12-24, 24/12, the 15th. A date without a
//     year or a month is the first one that is not before today. 3/4 is not read, because it may be in March
//     or in April. A weekday before a date must match the date;
//   - 14:00, 9am, 9:30 pm, noon, midnight. Without a day it is the next time that the clock shows it. "at 9"
//     is not read, because it may be in the morning or in the evening;
//   - 2h, 90 min, 1h30, an hour, also after in or for: that much time from now, to the second;
//   - 3d, in 3 days, for two weeks, a month: that many calendar days, weeks or months from today, without a
//     time. In a month without that day it is the last day.
//
// A time that the clocks skip becomes the moment when they change, and a repeated time is the first of the
// two. Only a date with a year, or a date or time today, can be in the past.
//
// Parse depends only on its arguments and is safe for concurrent use. It reads only the years 2000 to 2199.
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

// The first and last year that are read.
const firstYear, lastYear = 2000, 2199

// reader reads words. Each method starts at a word, and returns what it read and the index of the word after
// it.
type reader struct {
	words []word
	now   time.Time // in the zone of the person who typed the words
	today day
	past  bool // a date without a year is the last one, not the next one
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

// onDay reads an optional time of day after a day. If something looks like a time but is not one, the whole
// text is unreadable: "tomorrow 25:00" does not mean any time tomorrow.
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

// at returns when the clocks of the zone show a time on a day.
func (r reader) at(d day, since time.Duration) time.Time { return d.at(since, r.now.Location()) }
