package lead

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
	y, m, d := at.In(zone).Date()
	d -= (int(at.In(zone).Weekday()) + 6) % 7 // Monday is the first
	return Span{From: midnight(y, m, d, zone), To: midnight(y, m, d+7, zone), Zone: zone.String(), Words: "this week"}
}

// Month is the calendar month of an instant in a zone.
func Month(at time.Time, zone *time.Location) Span {
	y, m, _ := at.In(zone).Date()
	return Span{From: midnight(y, m, 1, zone), To: midnight(y, m+1, 1, zone), Zone: zone.String(), Words: "this month"}
}

func midnight(y int, m time.Month, d int, zone *time.Location) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, zone).UTC()
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

// Rows are the weeks, or for a span of a quarter and more the months, of a report about the span:
// the last eight weeks or twelve months that begin before its end, and before now. A span that has
// no zone of its own is cut in the one given.
func (s Span) Rows(now time.Time, zone *time.Location) (rows []Span, monthly bool) {
	if s.Zone != "" {
		zone = s.Location()
	}
	at := now
	if !s.To.IsZero() && s.To.Before(now) {
		at = s.To.Add(-time.Microsecond)
	}
	monthly = !s.IsZero() && (s.From.IsZero() || at.Sub(s.From) > quarter || s.To.Sub(s.From) > quarter)
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
