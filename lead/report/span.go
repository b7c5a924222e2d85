package report

import "time"

// IsZero reports whether no span was asked for.
func (s Span) IsZero() bool { return s.From.IsZero() && s.To.IsZero() }

// Location is the zone that the span was cut in; UTC when it is not known.
func (s Span) Location() *time.Location {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Week is the calendar week of an instant, Monday to Monday in a zone.
func Week(at time.Time, zone *time.Location) Span {
	return Span{From: ByWeek.begin(at, 0, zone), To: ByWeek.begin(at, 1, zone), Zone: zone.String(), Label: SpanLabel{Of: ByWeek}}
}

// Month is the calendar month of an instant in a zone.
func Month(at time.Time, zone *time.Location) Span {
	return Span{From: ByMonth.begin(at, 0, zone), To: ByMonth.begin(at, 1, zone), Zone: zone.String(), Label: SpanLabel{Of: ByMonth}}
}

// midnight is the first instant of a day: of two midnights the earlier, and where the clocks skip it, the instant they do.
func midnight(y int, m time.Month, d int, zone *time.Location) time.Time {
	t, day := time.Date(y, m, d, 0, 0, 0, 0, zone), time.Date(y, m, d, 12, 0, 0, 0, time.UTC).Day()
	from, to := t.ZoneBounds()
	switch {
	case t.Day() != day: // Go took the hour before the change
		return to.UTC()
	case t.Hour()+t.Minute() > 0: // or the one after it
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

// Before is the stretch before the span to compare with, as far as the span has come by now: three
// days of this week stand against three of the last one, and 22 days of November against the first
// 22 of October. It is zero when the span has no beginning or has not begun.
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
	if b.To.After(s.From) { // the month before was shorter
		b.To = s.From
	}
	return b
}

// back moves an instant by the length of the span: by whole months when it is made of such, by whole
// days when it begins and ends at midnight, and exactly otherwise.
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

// starts reports whether a local time is a midnight.
func starts(local time.Time) bool {
	return local.Equal(midnight(local.Year(), local.Month(), local.Day(), local.Location()))
}

// Rows are the weeks or months of a report about the span, as by says, or without it the months for
// a span of a quarter and more and the weeks for others: the last eight weeks or twelve months that
// begin before its end, and before now. A span that has no zone of its own is cut in the one given.
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

// quarter is a little less than the shortest quarter lasts, which has 90 days.
const quarter = 89 * 24 * time.Hour
