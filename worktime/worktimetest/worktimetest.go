// Package worktimetest makes instants for tests: what a clock on the wall shows, and any, with the
// changes of clocks more often than by chance.
package worktimetest

import (
	"time"

	"pgregory.net/rapid"
)

// At is when the wall clock of a zone shows "2026-11-23 09:00", one of the two where it shows it twice.
// It panics when the zone or the text makes no sense.
func At(zone, clock string) time.Time {
	z, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", clock, z)
	if err != nil {
		panic(err)
	}
	return t
}

// Instant draws an instant of 2020 to 2035, half of the times within a day and a half of a change of
// clocks of the zone.
func Instant(t *rapid.T, zone *time.Location, name string) time.Time {
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	seconds := rapid.Int64Range(0, int64(16*365.25*24*3600)).Draw(t, name)
	at := first.Add(time.Duration(seconds) * time.Second)
	if _, end := at.In(zone).ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(t, name+" at a change of clocks") {
		at = end.Add(time.Duration(rapid.Int64Range(-36*3600, 36*3600).Draw(t, name+" off by")) * time.Second)
	}
	return at
}
