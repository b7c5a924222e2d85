// Package worktime counts business time: the windows of a week in an IANA zone, less the holidays of
// a place, to the nanosecond and exact when clocks change.
package worktime

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Hours are business hours: windows by day of the week in one IANA zone, closed on the holidays of a
// place. A window takes in its beginning and leaves out its end. On the days when clocks change, a
// window lasts as long as it really lasts there: an hour that is skipped is no time at all, and one
// that comes twice counts twice.
//
// Hours cover the years 1901 to 2198; what lies outside counts as open.
//
// Instants come and go in any zone: an answer is in that of the question, unless it says otherwise.
// Make Hours with New or AlwaysOpen. They are safe for concurrent use.
type Hours struct {
	zone     *time.Location
	windows  [7][]Window // by time.Weekday; in order
	holidays Holidays
	always   bool
	years    [lastYear - firstYear + 1]atomic.Pointer[year]
}

// Window is a part of a day on the wall clock: From is open, To is not any more.
type Window struct{ From, To TimeOfDay }

// New makes hours of the windows of each day of the week, by time.Weekday; a day without is closed.
// Windows may come in any order, and where two overlap the time counts once. What is no window,
// because it ends before it begins or does not lie within a day, is never open.
func New(zone *time.Location, open [7][]Window, holidays Holidays) *Hours {
	h := &Hours{zone: zone, holidays: holidays}
	for d, ws := range open {
		ws = slices.DeleteFunc(slices.Clone(ws), func(w Window) bool {
			return w.From < 0 || w.From >= w.To || w.To > EndOfDay
		})
		slices.SortStableFunc(ws, func(a, b Window) int { return int(a.From - b.From) })
		h.windows[d] = ws
	}
	return h
}

// AlwaysOpen makes hours that never close: business time is time. Their days are those of the zone.
func AlwaysOpen(zone *time.Location) *Hours { return &Hours{zone: zone, always: true} }

// Zone is the zone the windows are in.
func (h *Hours) Zone() *time.Location { return h.zone }

// Always reports whether the hours never close.
func (h *Hours) Always() bool { return h.always }

// Week says when the hours are open, from Monday on, days with the same windows together:
// "mon-thu 09:00-12:30 and 13:15-18:00". Holidays are another matter.
func (h *Hours) Week() []string {
	if h.always {
		return []string{"always"}
	}
	var lines []string
	for i := 0; i < len(dayNames); {
		ws := h.windows[(i+1)%7]
		last := i
		for last+1 < len(dayNames) && slices.Equal(h.windows[(last+2)%7], ws) {
			last++
		}
		if len(ws) > 0 {
			lines = append(lines, formatDayRange(i, last)+" "+formatWindows(ws))
		}
		i = last + 1
	}
	return lines
}

func formatWindows(ws []Window) string {
	var parts []string
	for _, w := range ws {
		parts = append(parts, w.From.String()+"-"+w.To.String())
	}
	return strings.Join(parts, " and ")
}

// Holidays names the days on which the hours stay closed, as their country calls them.
func (h *Hours) Holidays() []string {
	var names []string
	for _, d := range h.holidays.list {
		if !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	return names
}
