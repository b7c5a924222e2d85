package playbook

import (
	"cmp"
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// outsideHours is whom leads of one temperature reach while the team is closed, and the bounds of
// that: on these days, by the wall clock of the team, from an hour until another.
type outsideHours struct {
	tell string
	worktime.Bounds
}

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
			o := r.outsideEntry(n)
			p.outside[t] = o
			r.deferred = append(r.deferred, func() { // the teams have their hours by then: they were read before
				for _, team := range p.teams {
					team.setDuty(t, o)
				}
			})
		}
	}
	r.table(n, "outside_hours", fields)
}

func (r *reader) outsideEntry(n ast.Node) outsideHours {
	o := outsideHours{Bounds: worktime.Bounds{Days: everyDay, From: worktime.FirstOpening, Until: worktime.EndOfDay}}
	clock := func(into *worktime.TimeOfDay, where, such string) field {
		return func(n ast.Node) {
			at, ok := worktime.ParseTimeOfDay(scalar(n))
			if *into = at; !ok {
				r.problem(n, "%s must look like %q, not %s", where, such, kindOf(n))
			}
		}
	}
	before := len(r.problems)
	r.table(n, "outside_hours", map[string]field{
		"tell":  func(n ast.Node) { o.tell = r.word(n, "tell", "on_duty", "manager") },
		"from":  clock(&o.From, "from", "07:00"),
		"until": clock(&o.Until, "until", "21:00"),
		"days": func(n ast.Node) {
			days, ok := worktime.ParseDays(r.text(n, "days"))
			if o.Days = days; !ok && !r.hasProblem(n) {
				r.unknown(n, "days", scalar(n), dayWords)
			}
		},
	}, "tell")
	if len(r.problems) == before && o.Until <= max(o.From, 0) {
		r.problem(n, "until must be later than from")
	}
	return o
}

var everyDay, _ = worktime.ParseDays("mon-sun")

// OutsideHours is who is told of leads while their team is closed.
type OutsideHours struct {
	Temperature lead.Temperature
	Tell        string // on_duty or manager
	From        string // "07:00"; empty: from the day's first opening, or nine
	Until       string // "21:00"; empty: until the day's end
	Days        string // "mon-fri"; empty: every day
}

// OutsideHours lists the exceptions from the rule that nobody is called while their team is closed,
// hottest first.
func (p *Playbook) OutsideHours() []OutsideHours {
	var os []OutsideHours
	for _, t := range lead.Temperatures() {
		o, ok := p.outside[t]
		if !ok {
			continue
		}
		x := OutsideHours{Temperature: t, Tell: o.tell}
		if o.From != worktime.FirstOpening {
			x.From = o.From.String()
		}
		if o.Until < worktime.EndOfDay {
			x.Until = o.Until.String()
		}
		if len(o.Days) < len(everyDay) {
			x.Days = o.Days.String()
		}
		os = append(os, x)
	}
	return os
}

// duty is when leads of one temperature reach somebody although the team is closed.
type duty struct {
	tell string
	when *worktime.OffHours
}

// setDuty gives the team a duty for the temperature. A team that names no hours is never closed.
func (t *team) setDuty(temperature lead.Temperature, o outsideHours) {
	if t.hours == nil {
		return
	}
	if t.duties == nil {
		t.duties = map[lead.Temperature]*duty{}
	}
	t.duties[temperature] = &duty{tell: o.tell, when: t.hours.OffHours(o.Bounds)}
}

// dutyOf is what goes for the lead while its team is closed, nil for nothing. Like in ladders, a
// lead that was never scored counts as cold.
func (p *Playbook) dutyOf(l *lead.Lead) *duty {
	return p.teams[p.TeamOf(l)].duties[cmp.Or(l.Score.Temperature, lead.Cold)]
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
	if c.clock == lead.ClockContact && !c.hours.Open(c.start) {
		return time.Time{}, false
	}
	return c.duty.when.Next(from, due)
}

func (c *climber) onDutyStep(at time.Time) lead.Step {
	return lead.Step{Clock: c.clock, Do: lead.DoRemind, Tell: c.duty.tell, At: at.UTC(), Closed: true}
}

// whileClosed names the people whom a step tells that comes while the team is closed: nobody when
// whoever is on duty has the lead in hand already.
func (t recipientFinder) whileClosed(tell string) []lead.PersonID {
	t.ignoreOwnHours = true
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
