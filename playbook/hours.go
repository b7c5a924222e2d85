package playbook

import (
	_ "embed" // the names of the time zones
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/rickar/cal/v2"
)

// Hours are the business hours of a team: time windows by day of the week in one IANA zone,
// without its holidays. A window takes in its beginning and leaves out its end. On the days
// when clocks change, a window lasts as long as it really lasts there.
//
// Hours cover the years 1901 to 2198; what lies outside counts as open.
//
// Hours are safe for concurrent use.
type Hours struct {
	zone     *time.Location
	windows  [7][]window // by time.Weekday; in order, not overlapping
	holidays []*cal.Holiday
	always   bool
	years    [lastYear - firstYear + 1]atomic.Pointer[year]
}

// window is a part of a day on the wall clock, in minutes since midnight.
type window struct{ from, to int }

// alwaysOpen is what a team has that names no hours: its clocks never stop. Somebody who wants
// hours must say which; a guess would silence a ladder without anybody having asked for it.
func alwaysOpen(zone *time.Location) *Hours { return &Hours{zone: zone, always: true} }

// Zone is the zone the windows are in.
func (h *Hours) Zone() *time.Location { return h.zone }

func (r *reader) hours(n ast.Node, name string) *Hours {
	h := &Hours{zone: time.UTC}
	where := "hours " + name
	r.table(n, where, map[string]field{
		"timezone": func(n ast.Node) { h.zone = r.zone(n) },
		"holidays": func(n ast.Node) { h.holidays = r.holidays(n) },
		"open":     func(n ast.Node) { r.windows(n, h) },
	}, "timezone", "open")
	return h
}

func (r *reader) windows(n ast.Node, h *Hours) {
	given := map[time.Weekday]string{}
	r.dict(n, "open", func(key string, at, value ast.Node) {
		days, ok := parseDays(key)
		if !ok {
			r.unknown(at, "day", key, append(slices.Clone(weekdays), "mon-thu", "mon-fri", "sat-sun"))
			return
		}
		var ws []window
		r.list(value, key, func(n ast.Node) { ws = r.window(n, ws) })
		if s, ok := value.(*ast.SequenceNode); ok && len(s.Values) == 0 {
			r.problem(value, "%s has no window: leave out a day that is closed", key)
		}
		for _, d := range days {
			if before, twice := given[d]; twice {
				r.problem(at, "%s is already in %s", weekdays[(d+6)%7], before)
				return
			}
			given[d], h.windows[d] = key, ws
		}
	})
	if len(given) == 0 {
		r.problem(n, "open names no day: it would never be open")
	}
}

func (r *reader) window(n ast.Node, before []window) []window {
	from, to, dash := strings.Cut(scalar(n), "-")
	w := window{}
	var ok1, ok2 bool
	w.from, ok1 = parseClock(from)
	w.to, ok2 = parseClock(to)
	switch {
	case !dash || !ok1 || !ok2:
		r.problem(n, "a window reads \"09:00-17:30\", not %s", kindOf(n))
	case w.from >= w.to:
		r.problem(n, "the window %s ends before it begins: split it at 24:00 into two days", scalar(n))
	case len(before) > 0 && w.from < before[len(before)-1].to:
		r.problem(n, "the window %s begins before the last one ends: put them in order", scalar(n))
	default:
		return append(before, w)
	}
	return before
}

// weekdays as the playbook writes them, from Monday.
var weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// parseDays reads "mon" or "mon-thu"; "fri-mon" goes round the week's end.
func parseDays(s string) ([]time.Weekday, bool) {
	first, last, isRange := strings.Cut(s, "-")
	a, b := slices.Index(weekdays, first), slices.Index(weekdays, last)
	if !isRange {
		b = a
	}
	if a < 0 || b < 0 {
		return nil, false
	}
	var days []time.Weekday
	for i := a; ; i = (i + 1) % 7 {
		days = append(days, time.Weekday((i+1)%7))
		if i == b {
			return days, true
		}
	}
}

// parseClock reads "09:00" to minutes since midnight; "24:00" is the day's end.
func parseClock(s string) (int, bool) {
	hh, mm, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hh)
	m, err2 := strconv.Atoi(mm)
	if !ok || err1 != nil || err2 != nil || len(hh) > 2 || len(mm) != 2 || h < 0 || m < 0 || m > 59 || h > 24 || h == 24 && m > 0 {
		return 0, false
	}
	return h*60 + m, true
}

//go:embed zones.txt
var zoneNames string

// zone reads an IANA name. "Local" is refused: it would be another zone on another machine.
func (r *reader) zone(n ast.Node) *time.Location {
	name := r.text(n, "timezone")
	z, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		r.unknown(n, "time zone", name, strings.Fields(zoneNames))
		return time.UTC
	}
	return z
}

func (r *reader) holidays(n ast.Node) []*cal.Holiday {
	name := r.text(n, "holidays")
	list, ok := holidayLists[name]
	if ok || name == "" {
		return list
	}
	var known []string
	country, _, _ := strings.Cut(name, "-")
	for k := range holidayLists {
		if strings.HasPrefix(k, country+"-") {
			known = append(known, k)
		}
	}
	if len(known) == 0 {
		r.problem(n, "unknown holidays %q: write a country or a country with its region, such as US or DE-BE", short(name))
		return nil
	}
	r.unknown(n, "holidays", name, known)
	return nil
}
