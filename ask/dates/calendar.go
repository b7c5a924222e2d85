package dates

import "time"

// day is a day of the calendar, in no zone.
type day struct {
	year  int
	month time.Month
	day   int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

// noon stands for the day where package time is asked about it.
func (d day) noon() time.Time { return time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC) }

func (d day) exists() bool          { return d.month >= 1 && d.month <= 12 && dayOf(d.noon()) == d }
func (d day) before(o day) bool     { return d.noon().Before(o.noon()) }
func (d day) weekday() time.Weekday { return d.noon().Weekday() }
func (d day) add(n int) day         { return dayOf(d.noon().AddDate(0, 0, n)) }

// monday is the first day of the day's week.
func (d day) monday() day { return d.add(-(int(d.weekday()) + 6) % 7) }

// addMonths is the same day n months later, or the last day of a month that is too short.
func (d day) addMonths(n int) day {
	first := time.Date(d.year, d.month+time.Month(n), 1, 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return day{first.Year(), first.Month(), min(d.day, last)}
}

// at is the instant when the clocks of a zone show so much since the day's beginning: the first
// one where they show it twice, and the instant of the change where they skip it.
func (d day) at(since time.Duration, zone *time.Location) time.Time {
	shown := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Add(since)
	t := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), 0, zone)
	from, to := t.ZoneBounds()
	_, offset := t.Zone()
	if difference := shown.Sub(wall(t)); difference != 0 { // skipped: Go took one side of the change
		if difference < 0 {
			return from
		}
		return to
	}
	if from.IsZero() {
		return t
	}
	_, before := from.Add(-1).Zone()
	if earlier := t.Add(time.Duration(offset-before) * time.Second); earlier.Before(from) {
		return earlier
	}
	return t
}

// wall is what the clocks show at an instant, as if they were those of UTC.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
