package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

func (r *reader) hours(n ast.Node, name string) *worktime.Hours {
	zone, holidays, windows := time.UTC, worktime.Holidays{}, [7][]worktime.Window{}
	r.table(n, "hours "+name, map[string]field{
		"timezone": func(n ast.Node) { zone = r.zone(n) },
		"holidays": func(n ast.Node) { holidays = r.holidays(n) },
		"open":     func(n ast.Node) { windows = r.windows(n) },
	}, "timezone", "open")
	return worktime.New(zone, windows, holidays)
}

// dayWords lists the days and the most common ranges of days.
var dayWords = append(worktime.DayNames(), "mon-thu", "mon-fri", "sat-sun")

func (r *reader) windows(n ast.Node) (open [7][]worktime.Window) {
	given := map[time.Weekday]string{}
	r.dict(n, "open", func(key string, at, value ast.Node) {
		days, ok := worktime.ParseDays(key)
		if !ok {
			r.unknown(at, "day", key, dayWords)
			return
		}
		var ws []worktime.Window
		r.list(value, key, func(n ast.Node) { ws = r.window(n, ws) })
		if s, ok := value.(*ast.SequenceNode); ok && len(s.Values) == 0 {
			r.problem(value, "%s has no window: leave the day out if you are closed", key)
		}
		for _, d := range days {
			if before, twice := given[d]; twice {
				r.problem(at, "%s is already in %s", worktime.Days{d}, before)
				return
			}
			given[d], open[d] = key, ws
		}
	})
	if len(given) == 0 {
		r.problem(n, "open has no days: the team would never be open")
	}
	return open
}

func (r *reader) window(n ast.Node, before []worktime.Window) []worktime.Window {
	from, to, dash := strings.Cut(strings.ReplaceAll(scalar(n), "–", "-"), "-") // word processors write the en dash
	w := worktime.Window{}
	var ok1, ok2 bool
	w.From, ok1 = worktime.ParseTimeOfDay(strings.TrimSpace(from))
	w.To, ok2 = worktime.ParseTimeOfDay(strings.TrimSpace(to))
	switch {
	case !dash || !ok1 || !ok2:
		r.problem(n, "a window must look like \"09:00-17:30\", not %s", kindOf(n))
	case w.From >= w.To:
		r.problem(n, "the window %s ends before it starts: split it at 24:00 into two days", scalar(n))
	case len(before) > 0 && w.From < before[len(before)-1].To:
		r.problem(n, "the window %s starts before the one before it ends: put them in order", scalar(n))
	default:
		return append(before, w)
	}
	return before
}

// zone reads an IANA time zone name. "Local" is rejected, because it would be a different zone on another
// machine.
func (r *reader) zone(n ast.Node) *time.Location {
	name := r.text(n, "timezone")
	z, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		r.unknown(n, "time zone", name, worktime.Zones())
		return time.UTC
	}
	return z
}

func (r *reader) holidays(n ast.Node) worktime.Holidays {
	name := r.text(n, "holidays")
	days, ok := worktime.HolidaysIn(name)
	if ok || name == "" {
		return days
	}
	all := worktime.HolidayPlaces()
	country, _, _ := strings.Cut(strings.ToUpper(name), "-")
	regions := slices.DeleteFunc(slices.Clone(all), func(place string) bool { return !strings.HasPrefix(place, country+"-") })
	switch otherCase := slices.ContainsFunc(all, func(place string) bool { return strings.EqualFold(place, name) }); {
	case otherCase, slices.Contains(all, commonNames[name]):
		r.unknown(n, "holidays", name, all)
	case len(regions) > 0:
		r.unknown(n, "holidays", name, regions)
	case slices.Contains(countries, country):
		r.problem(n, "unknown holidays %q: Dibs has no holidays for this country, so leave it out", short(name))
	default:
		r.problem(n, "unknown holidays %q: use a country, or a country with its region, such as US or DE-BE", short(name))
	}
	return worktime.Holidays{}
}

// day is the length of a day outside business time; see worktime.Span.
const day = 24 * time.Hour

// businessSpan reads a span that is counted in business time. It rejects 24 hours or more, because a business
// day has fewer hours and they would not mean what they say.
func (r *reader) businessSpan(n ast.Node, where string) worktime.Span {
	s := r.span(n, where)
	if s.Rest >= day {
		r.problem(n, "%s %s: use days instead, since a business day has fewer than 24 hours", where, scalar(n))
	}
	return s
}

// duration reads a span whose days have 24 hours.
func (r *reader) duration(n ast.Node, where string) time.Duration { return r.span(n, where).Length() }

func (r *reader) span(n ast.Node, where string) worktime.Span {
	s, err := worktime.ParseSpan(scalar(n))
	if err != nil {
		r.problem(n, "%s %s is not a duration: %v", where, kindOf(n), err)
	}
	return s
}
