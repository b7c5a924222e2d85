package playbook

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// beat is a time of the week: on the days, at minutes since midnight.
type beat struct {
	days []time.Weekday
	at   int
}

// beat reads "08:30" (every day), "mon 09:00" or "mon-fri 16:00".
func (r *reader) beat(n ast.Node, where string) beat {
	text := scalar(n)
	days, clock, two := strings.Cut(text, " ")
	if !two {
		days, clock = "mon-sun", text
	}
	ds, ok1 := parseDays(days)
	at, ok2 := parseClock(clock)
	if !ok1 || !ok2 || at == 24*60 {
		r.problem(n, "%s reads \"08:30\" or \"mon 09:00\", not %s", where, kindOf(n))
	}
	return beat{days: ds, at: at}
}

// digests are what is sent by itself.
type digests struct {
	reps, managers, channel beat
	to                      string
}

func (r *reader) digests(n ast.Node, d *digests) {
	r.table(n, "digests", map[string]field{
		"reps":     func(n ast.Node) { d.reps = r.beat(n, "reps") },
		"managers": func(n ast.Node) { d.managers = r.beat(n, "managers") },
		"channel": func(n ast.Node) {
			r.table(n, "channel", map[string]field{
				"to": func(n ast.Node) { d.to = r.mention(n, "to") },
				"at": func(n ast.Node) { d.channel = r.beat(n, "at") },
			}, "to", "at")
		},
	})
}

// Diaries reports whether the playbook has people told of their day. Without, what is repeated until
// somebody takes a lead still comes, see NextDigest.
func (p *Playbook) Diaries() bool { return p.digests.reps.days != nil }

// DigestIn is the channel that is told of the week, empty for none.
func (p *Playbook) DigestIn() string { return p.digests.to }

// NextDigest is the first instant after another at which a digest is due: lead.NoteDiary of anybody in a
// role, lead.NoteWeek of a manager or an admin, or lead.NoteFriday, which is a channel's and nobody's.
// ok is false when none is.
//
// A diary comes on working days only: those on which the person's own hours or their team's are open
// at all. A week that falls on another day comes on the next working day. Both come at the time of day
// that the playbook says, in the person's own zone (see ZoneOf), on the days on which clocks change
// too: of an hour that comes twice it is the first, and one that is skipped is the instant of the skip.
// A playbook without diaries has the day's first opening instead, and nine for a team without hours:
// that is when people get what is repeated. A channel's week comes in the playbook's zone.
func (p *Playbook) NextDigest(k lead.NoteKind, m lead.Member, after time.Time) (at time.Time, ok bool) {
	switch {
	case k == lead.NoteFriday && p.digests.to != "":
		return p.digests.channel.next(p.zone, after, itself)
	case k == lead.NoteWeek && p.digests.managers.days != nil && (m.Role == lead.RoleManager || m.Role == lead.RoleAdmin):
		return p.digests.managers.next(p.ZoneOf(m), after, p.workHours(m).orLater)
	case k != lead.NoteDiary || m.Role == lead.RoleAnyone || m.Deleted:
		return time.Time{}, false
	case p.Diaries():
		return p.digests.reps.next(p.ZoneOf(m), after, p.workHours(m).ifOpen)
	}
	if h := p.workHours(m); !h.always {
		return h.nextMorning(after)
	}
	return beat{days: allDays, at: noOpening}.next(p.ZoneOf(m), after, itself)
}

// ZoneOf is where somebody is: the zone that Slack says, else the playbook's.
func (p *Playbook) ZoneOf(m lead.Member) *time.Location {
	if m.Zone == "" {
		return p.zone
	}
	if z, known := p.zones.Load(m.Zone); known {
		return z.(*time.Location)
	}
	z, err := time.LoadLocation(m.Zone)
	if err != nil {
		z = p.zone
	}
	p.zones.Store(m.Zone, z)
	return z
}

// workHours tell which days somebody works: by their own hours, else those of the team they are in,
// judge inquiries for or manage, else of the team that takes everything.
func (p *Playbook) workHours(m lead.Member) *Hours {
	if own := p.ownHours(m); own != nil {
		return own
	}
	if t, ok := p.teams[m.Team]; ok {
		return t.hours
	}
	if m.Role == lead.RoleQualifier && p.qualifiers.team != "" {
		return p.Hours(p.qualifiers.team)
	}
	for _, name := range slices.Sorted(maps.Keys(p.teams)) {
		if t := p.teams[name]; m.Email != "" && strings.EqualFold(t.manager, m.Email) {
			return t.hours
		}
	}
	return p.Hours(p.rules[len(p.rules)-1].to.team)
}

// longestRest bounds how many days ahead a day of a beat is looked for.
const longestRest = 400

// next is the first time of the beat after an instant. on says on which day comes what falls on a day
// of the calendar, if it comes at all: never before it, and no more than mostLater after it.
func (b beat) next(zone *time.Location, after time.Time, on func(day time.Time) (time.Time, bool)) (time.Time, bool) {
	y, m, d := after.In(zone).Date()
	for n := -mostLater; n < longestRest; n++ {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		if !slices.Contains(b.days, day.Weekday()) {
			continue
		}
		day, comes := on(day)
		if !comes {
			continue
		}
		if at := time.Unix(0, shownIn(zone, day.Year(), day.Month(), day.Day(), b.at, false)).UTC(); at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}

// itself lets what falls on a day come on that day.
func itself(day time.Time) (time.Time, bool) { return day, true }

// ifOpen lets what falls on a day come on that day if it is a working day.
func (h *Hours) ifOpen(day time.Time) (time.Time, bool) { return day, h.worksOn(day) }

// mostLater is how many days something is put off at most.
const mostLater = 14

// orLater lets what falls on a day come on that day, or on the next working day.
func (h *Hours) orLater(day time.Time) (time.Time, bool) {
	for range mostLater {
		if h.worksOn(day) {
			return day, true
		}
		day = day.AddDate(0, 0, 1)
	}
	return day, false
}

// worksOn reports whether the hours are open at all on a day of the calendar.
func (h *Hours) worksOn(day time.Time) bool {
	if h.always || day.Year() <= firstYear || day.Year() >= lastYear {
		return true
	}
	days := h.year(day.Year()).days
	i := sort.Search(len(days), func(i int) bool {
		return days[i].month > day.Month() || days[i].month == day.Month() && days[i].day >= day.Day()
	})
	return i < len(days) && days[i].month == day.Month() && days[i].day == day.Day()
}

// nextMorning is the first opening of a day that comes after an instant.
func (h *Hours) nextMorning(after time.Time) (time.Time, bool) {
	y, m, d := after.In(h.zone).Date()
	for n := range longestRest {
		day := time.Date(y, m, d+n, 0, 0, 0, 0, time.UTC)
		if !h.worksOn(day) || len(h.windows[day.Weekday()]) == 0 {
			continue
		}
		at := time.Unix(0, h.instant(day.Year(), day.Month(), day.Day(), h.windows[day.Weekday()][0].from, false)).UTC()
		if at.After(after) {
			return at, true
		}
	}
	return time.Time{}, false
}
