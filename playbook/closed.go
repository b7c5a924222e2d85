package playbook

import (
	"cmp"
	"slices"
	"sort"
	"sync/atomic"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// outside is whom leads of one temperature reach while the team is closed, and the bounds of
// that: on these days, by the wall clock of the team, from an hour until another.
type outside struct {
	tell  string
	from  int // minutes since midnight; opening for the day's first opening
	until int // minutes since midnight, up to 24:00
	days  []time.Weekday
}

// opening stands for the first opening of a day, and for nine on a day that has none: whoever is
// on duty is not called out of bed on a holiday.
const (
	opening   = -1
	noOpening = 9 * 60
)

// outsideHours reads whom leads reach while a team is closed, by temperature. What has no entry
// waits for the opening in silence. Each entry is a table:
//
//	tell   on_duty, or manager; whose own hours do not count then
//	from   when it begins, "07:00"; the day's first opening if not given, and 09:00 on a day without
//	until  when it ends, "21:00"; midnight if not given
//	days   such as mon-fri; every day if not given
//
// Hours and days are those of the team the lead is with.
func (r *reader) outsideHours(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range lead.Temperatures() {
		fields[string(t)] = func(n ast.Node) {
			o := r.outside(n)
			p.outside[t] = o
			r.later = append(r.later, func() { // the teams have their hours by then: they were read before
				for _, team := range p.teams {
					team.reach(t, o)
				}
			})
		}
	}
	r.table(n, "outside_hours", fields)
}

func (r *reader) outside(n ast.Node) outside {
	o := outside{from: opening, until: 24 * 60, days: allDays}
	clock := func(into *int, where, such string) field {
		return func(n ast.Node) {
			at, ok := parseClock(scalar(n))
			if *into = at; !ok {
				r.problem(n, "%s reads %q, not %s", where, such, kindOf(n))
			}
		}
	}
	before := len(r.problems)
	r.table(n, "outside_hours", map[string]field{
		"tell":  func(n ast.Node) { o.tell = r.word(n, "tell", "on_duty", "manager") },
		"from":  clock(&o.from, "from", "07:00"),
		"until": clock(&o.until, "until", "21:00"),
		"days": func(n ast.Node) {
			days, ok := parseDays(r.text(n, "days"))
			if o.days = days; !ok {
				r.unknown(n, "days", scalar(n), append([]string{"mon-fri"}, weekdays...))
			}
		},
	}, "tell")
	if len(r.problems) == before && o.until <= max(o.from, 0) {
		r.problem(n, "it ends before it begins: until must be later than from")
	}
	return o
}

var allDays, _ = parseDays("mon-sun")

// duty is when leads of one temperature reach somebody although the team is closed: laid out by
// the year, like its hours.
type duty struct {
	outside
	hours *Hours
	years [lastYear - firstYear + 1]atomic.Pointer[[]stretch]
}

// reach gives the team a duty for the temperature. A team that names no hours is never closed.
func (t *team) reach(temperature lead.Temperature, o outside) {
	if t.hours == nil {
		return
	}
	if t.duties == nil {
		t.duties = map[lead.Temperature]*duty{}
	}
	t.duties[temperature] = &duty{outside: o, hours: t.hours}
}

// dutyOf is what goes for the lead while its team is closed, nil for nothing. Like in ladders, a
// lead that was never scored counts as cold.
func (p *Playbook) dutyOf(l *lead.Lead) *duty {
	return p.teams[p.TeamOf(l)].duties[cmp.Or(l.Score.Temperature, lead.Cold)]
}

// next is the first instant in [from, before) at which the team is closed and within the bounds.
func (d *duty) next(from, before time.Time) (time.Time, bool) {
	n, at, ok := d.hours.locate(from)
	if !ok {
		return time.Time{}, false
	}
	limit := before.UnixNano()
	for ; n < lastYear; n++ {
		if i := d.after(n, at); i < len(d.year(n)) {
			first := max(at, d.year(n)[i].from)
			return when(first, from), first < limit
		}
		if d.hours.year(n).to >= limit {
			break
		}
	}
	return time.Time{}, false
}

// covers reports whether the team is closed at the instant, and the instant within the bounds.
func (d *duty) covers(t time.Time) bool {
	n, at, ok := d.hours.locate(t)
	if !ok {
		return false
	}
	i := d.after(n, at)
	return i < len(d.year(n)) && d.year(n)[i].from <= at
}

// after is the first stretch of the year that is not over at the instant.
func (d *duty) after(n int, at int64) int {
	ss := d.year(n)
	return sort.Search(len(ss), func(i int) bool { return ss[i].to > at })
}

func (d *duty) year(n int) []stretch {
	kept := &d.years[n-firstYear]
	if laid := kept.Load(); laid != nil {
		return *laid
	}
	laid := d.lay(n)
	kept.CompareAndSwap(nil, &laid)
	return *kept.Load()
}

// lay takes the open stretches of a year out of its bounds.
func (d *duty) lay(n int) []stretch {
	y := d.hours.year(n)
	open, days := y.open, y.days
	var laid []stretch
	for on := time.Date(n, 1, 1, 12, 0, 0, 0, time.UTC); on.Year() == n; on = on.AddDate(0, 0, 1) {
		begins := noOpening
		if len(days) > 0 && days[0].month == on.Month() && days[0].day == on.Day() {
			begins, days = d.hours.windows[on.Weekday()][0].from, days[1:]
		}
		if d.from != opening {
			begins = d.from
		}
		if !slices.Contains(d.days, on.Weekday()) || begins >= d.until {
			continue
		}
		from := d.hours.instant(n, on.Month(), on.Day(), begins, false)
		to := d.hours.instant(n, on.Month(), on.Day(), d.until, true)
		for len(open) > 0 && open[0].to <= from {
			open = open[1:]
		}
		for _, s := range open {
			if s.from >= to {
				break
			}
			if from < s.from {
				laid = append(laid, stretch{from: from, to: s.from})
			}
			from = s.to
		}
		if from < to {
			laid = append(laid, stretch{from: from, to: to})
		}
	}
	return laid
}

// onDutyClocks are those of which the person on duty is told: a lead that nobody has spoken to.
var onDutyClocks = []lead.ClockName{lead.ClockQualify, lead.ClockClaim, lead.ClockAccept, lead.ClockContact}

// whileClosed is when the person on duty is told of the clock: once, at the first instant within
// the bounds between a rung, or the start, and the next rung. A rung is never due while closed, so
// that is when the closing holds the ladder up; after the last rung it holds up nothing. Who takes a
// lead while the team is closed is at work, and nobody need be told of it.
func (c *climber) whileClosed(from, due time.Time) (time.Time, bool) {
	if c.duty == nil || c.onDuty {
		return time.Time{}, false
	}
	if c.clock == lead.ClockContact && !c.duty.hours.Open(c.start) {
		return time.Time{}, false
	}
	return c.duty.next(from, due)
}

func (c *climber) closedStep(at time.Time) lead.Step {
	return lead.Step{Clock: c.clock, Do: lead.DoRemind, Tell: c.duty.tell, At: at.UTC(), Closed: true}
}

// calledOut names the people whom a step tells that comes while the team is closed: nobody when
// whoever is on duty has the lead in hand already.
func (t teller) calledOut(tell string) []lead.PersonID {
	t.dutiful = true
	var who []lead.PersonID
	if tell == "on_duty" {
		who = t.orBackup(t.byEmail(t.team.onDuty))
	}
	if len(who) == 0 {
		who = t.manager()
	}
	if holder := t.holder(); holder != lead.NoOne && slices.Contains(who, holder) {
		return nil
	}
	return who
}
