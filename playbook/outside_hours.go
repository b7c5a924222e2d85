package playbook

import (
	"cmp"
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// outsideHours says who is pinged about leads of one temperature while the team is closed, on which days, and
// between which hours of the team's wall clock.
type outsideHours struct {
	tell string
	worktime.Bounds
}

// outsideHours reads who is pinged while a team is closed, by temperature of the lead. Leads of a temperature
// without an entry wait silently until the team opens. Each entry is a table:
//
//	tell   on_duty or manager; their own hours do not count then
//	from   when it starts, "07:00"; default: the day's first opening, or 09:00 on a day without one
//	until  when it ends, "21:00"; default: midnight
//	days   such as mon-fri; default: every day
//
// Hours and days are in the time zone of the team that the lead is with.
func (r *reader) outsideHours(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range lead.Temperatures() {
		fields[string(t)] = func(n ast.Node) {
			o := r.outsideEntry(n)
			p.outside[t] = o
			r.deferred = append(r.deferred, func() { // once all teams have their hours
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

// OutsideHours says who is pinged about leads while their team is closed.
type OutsideHours struct {
	Temperature lead.Temperature
	Tell        string // on_duty or manager
	From        string // "07:00"; empty: the day's first opening, or 09:00
	Until       string // "21:00"; empty: midnight
	Days        string // "mon-fri"; empty: every day
}

// OutsideHours lists the exceptions to the rule that nobody is pinged while their team is closed, hottest
// first.
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

// duty says who can be pinged about leads of one temperature while the team is closed, and when.
type duty struct {
	tell string
	when *worktime.OffHours
}

// setDuty sets the duty for a temperature. A team without hours is never closed and has none.
func (t *team) setDuty(temperature lead.Temperature, o outsideHours) {
	if t.hours == nil {
		return
	}
	if t.duties == nil {
		t.duties = map[lead.Temperature]*duty{}
	}
	t.duties[temperature] = &duty{tell: o.tell, when: t.hours.OffHours(o.Bounds)}
}

// dutyOf returns the duty that applies to the lead while its team is closed, or nil. As for ladders, a lead
// that was never scored counts as cold.
func (p *Playbook) dutyOf(l *lead.Lead) *duty {
	return p.teams[p.TeamOf(l)].duties[cmp.Or(l.Score.Temperature, lead.Cold)]
}

// onDutyClocks lists the clocks that the person on duty is pinged about: those of leads that nobody has
// contacted yet.
var onDutyClocks = []lead.ClockName{lead.ClockQualify, lead.ClockClaim, lead.ClockAccept, lead.ClockContact}

// whileClosed returns when the person on duty is pinged about the clock. That happens once, at the first time
// within the duty between a rung (or the start) and the next rung. A rung is never due while the team is
// closed, so the ping comes only where the closed hours delay a rung; repeats after the last rung do not
// count. A person who claims a lead while the team is closed is working, so nobody is pinged about that lead.
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

// whileClosed returns the people pinged by a step while the team is closed. There are none if one of them
// already has the lead.
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
