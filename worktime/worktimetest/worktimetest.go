// Package worktimetest makes times for tests: the time that a wall clock shows, and random times that are
// often close to a change of the clocks.
package worktimetest

import (
	"time"

	"pgregory.net/rapid"
)

// At returns when the wall clock of a zone shows a time such as "2026-11-23 09:00". If the clock shows it
// twice, it is either of the two. At panics on an unknown zone or an unreadable time.
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

// Instant draws a time in the years 2020 to 2035. About half of the times are within a day and a half of a
// change of the zone's clocks.
func Instant(t *rapid.T, zone *time.Location, name string) time.Time {
	first := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	seconds := rapid.Int64Range(0, int64(16*365.25*24*3600)).Draw(t, name)
	at := first.Add(time.Duration(seconds) * time.Second)
	if _, end := at.In(zone).ZoneBounds(); !end.IsZero() && rapid.Bool().Draw(t, name+" at a change of clocks") {
		at = end.Add(time.Duration(rapid.Int64Range(-36*3600, 36*3600).Draw(t, name+" off by")) * time.Second)
	}
	return at
}
