// Package worktime counts business time: the windows of a week in an IANA time zone, minus the holidays of a place. It
// counts to the nanosecond and is exact when the clocks change.
package worktime

import (
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// Hours are business hours: windows for each day of the week in one IANA time zone, closed on the holidays of
// a place. A window includes its beginning and excludes its end. On days when the clocks change, a window is
// as long as it really lasts: a skipped hour does not count, and a repeated hour counts twice.
//
// Hours cover the years 1901 to 2198. All other times count as open.
//
// Arguments may be in any time zone. A result is in the zone of its argument unless the method says
// otherwise. Create Hours with New or AlwaysOpen. They are safe for concurrent use.
type Hours struct {
	zone     *time.Location
	windows  [7][]Window // by time.Weekday, in order
	holidays Holidays
	always   bool
	years    [lastYear - firstYear + 1]atomic.Pointer[year]
}

// Window is a part of a day on the wall clock, open from From until just before To.
type Window struct{ From, To TimeOfDay }

// New returns hours with windows for each day of the week, indexed by time.Weekday. A day without windows is
// closed. Windows may come in any order, and time in two overlapping windows counts once. A window that ends
// before it begins, or reaches beyond the day, is ignored.
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

// AlwaysOpen returns hours that never close, so business time is plain time. Days are counted in the zone.
func AlwaysOpen(zone *time.Location) *Hours { return &Hours{zone: zone, always: true} }

// Zone returns the time zone of the windows.
func (h *Hours) Zone() *time.Location { return h.zone }

// Always reports whether the hours never close.
func (h *Hours) Always() bool { return h.always }

// Week describes the week from Monday on, with equal adjacent days together: "mon-thu 09:00-12:30 and
// 13:15-18:00". It leaves out holidays.
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

// Holidays lists the names of the holidays, in the words of their country.
func (h *Hours) Holidays() []string {
	var names []string
	for _, d := range h.holidays.list {
		if !slices.Contains(names, d.Name) {
			names = append(names, d.Name)
		}
	}
	return names
}
