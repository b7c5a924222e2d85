package report

import "time"

// IsZero reports whether the span has neither a beginning nor an end.
func (s Span) IsZero() bool { return s.From.IsZero() && s.To.IsZero() }

// Location returns the time zone of the span, or UTC if it is unknown.
func (s Span) Location() *time.Location {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Week returns the calendar week that contains at, Monday to Monday in the zone.
func Week(at time.Time, zone *time.Location) Span {
	return Span{From: ByWeek.begin(at, 0, zone), To: ByWeek.begin(at, 1, zone), Zone: zone.String(), Label: SpanLabel{Of: ByWeek}}
}

// Month returns the calendar month that contains at, in the zone.
func Month(at time.Time, zone *time.Location) Span {
	return Span{From: ByMonth.begin(at, 0, zone), To: ByMonth.begin(at, 1, zone), Zone: zone.String(), Label: SpanLabel{Of: ByMonth}}
}

// midnight returns the first moment of a day. If a change of the clocks makes midnight occur twice, that is
// the earlier one; if it skips midnight, that is the time of the change.
func midnight(y int, m time.Month, d int, zone *time.Location) time.Time {
	t, day := time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Day()
	from, to := t.ZoneBounds()
	switch {
	case t.Day() != day: // time.Date resolved the skipped midnight to an hour before the change
		return to.UTC()
	case t.Hour()+t.Minute() > 0: // or to an hour after it
		return from.UTC()
	case from.IsZero():
		return t.UTC()
	}
	_, before := from.Add(-1).Zone()
	_, after := t.Zone()
	if earlier := t.Add(time.Duration(after-before) * time.Second); earlier.Before(from) {
		return earlier.UTC()
	}
	return t.UTC()
}

// Before returns the earlier span to compare this one with, as far as this one has come by now: three days of
// this week are compared with three days of last week, and 22 days of November with the first 22 of October.
// It is zero if the span has no beginning or has not begun.
func (s Span) Before(now time.Time) Span {
	to := now
	if !s.To.IsZero() && s.To.Before(now) {
		to = s.To
	}
	if s.From.IsZero() || !s.From.Before(to) {
		return Span{}
	}
	back := s.back(now)
	b := Span{From: back(s.From), To: back(to), Zone: s.Zone}
	if b.To.After(s.From) { // the previous month is shorter
		b.To = s.From
	}
	return b
}

// back returns a function that moves a time back by the length of the span: by whole months if the span
// consists of them, by whole days if it begins and ends at midnight, and by the exact duration otherwise.
func (s Span) back(now time.Time) func(time.Time) time.Time {
	zone, to := s.Location(), s.To
	if to.IsZero() {
		to = now
	}
	from, end := s.From.In(zone), to.In(zone)
	months := (end.Year()-from.Year())*12 + int(end.Month()) - int(from.Month())
	switch {
	case months > 0 && starts(from) && from.Day() == 1 && starts(end) && end.Day() == 1:
		return func(t time.Time) time.Time { return t.In(zone).AddDate(0, -months, 0).UTC() }
	case starts(from) && starts(end):
		days := int(end.Sub(from).Round(24*time.Hour) / (24 * time.Hour))
		return func(t time.Time) time.Time { return t.In(zone).AddDate(0, 0, -days).UTC() }
	}
	return func(t time.Time) time.Time { return t.Add(-to.Sub(s.From)) }
}

// starts reports whether a local time is the first moment of a day.
func starts(local time.Time) bool {
	return local.Equal(midnight(local.Year(), local.Month(), local.Day(), local.Location()))
}

// Rows returns the periods of a report about the span: the last eight weeks or the last twelve months that
// begin before both its end and now. by chooses weeks or months. If it is neither, a span of a quarter or
// more gets months and any other span weeks. zone is used if the span has no time zone.
func (s Span) Rows(by Dimension, now time.Time, zone *time.Location) (rows []Span, monthly bool) {
	if s.Zone != "" {
		zone = s.Location()
	}
	at := now
	if !s.To.IsZero() && s.To.Before(now) {
		at = s.To.Add(-time.Microsecond)
	}
	monthly = by == ByMonth || by != ByWeek && !s.IsZero() && (s.From.IsZero() || at.Sub(s.From) > quarter || s.To.Sub(s.From) > quarter)
	if monthly {
		y, m, _ := at.In(zone).Date()
		for n := 11; n >= 0; n-- {
			rows = append(rows, Month(time.Date(y, m-time.Month(n), 1, 12, 0, 0, 0, zone), zone))
		}
		return rows, true
	}
	y, m, d := at.In(zone).Date()
	for n := 7; n >= 0; n-- {
		rows = append(rows, Week(time.Date(y, m, d-7*n, 12, 0, 0, 0, zone), zone))
	}
	return rows, false
}

// quarter is slightly less than 90 days, the length of the shortest quarter.
const quarter = 89 * 24 * time.Hour
