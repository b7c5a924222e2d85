package dates

import "time"

// day is a calendar day, without a time zone.
type day struct {
	year  int
	month time.Month
	day   int
}

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return day{y, m, d}
}

// noon represents the day in calculations with package time.
func (d day) noon() time.Time { return time.Date(d.year, d.month, d.day, 12, 0, 0, 0, time.UTC) }

func (d day) exists() bool          { return d.month >= 1 && d.month <= 12 && dayOf(d.noon()) == d }
func (d day) before(o day) bool     { return d.noon().Before(o.noon()) }
func (d day) weekday() time.Weekday { return d.noon().Weekday() }
func (d day) add(n int) day         { return dayOf(d.noon().AddDate(0, 0, n)) }

// monday returns the first day of the week.
func (d day) monday() day { return d.add(-(int(d.weekday()) + 6) % 7) }

// addMonths returns the same day n months later, or the last day of a shorter month.
func (d day) addMonths(n int) day {
	first := time.Date(d.year, d.month+time.Month(n), 1, 12, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return day{first.Year(), first.Month(), min(d.day, last)}
}

// at returns when the clocks of a zone show the given time since the beginning of the day. If they show it
// twice, it is the first time; if they skip it, it is the moment when the clocks change.
func (d day) at(since time.Duration, zone *time.Location) time.Time {
	shown := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC).Add(since)
	t := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), 0, zone)
	from, to := t.ZoneBounds()
	_, offset := t.Zone()
	if difference := shown.Sub(wall(t)); difference != 0 { // skipped: time.Date chose one side of the change
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

// wall returns what the clocks show at a moment, as if they showed UTC.
func wall(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
