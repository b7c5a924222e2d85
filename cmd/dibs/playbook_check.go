package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

// playbookCheckCmd says whether serve would take a playbook.
type playbookCheckCmd struct{ playbookFile }

// Run prints each problem in a line of its own, in the form that editors jump to, and fails when
// there is one. It calls neither Slack nor the database.
func (c *playbookCheckCmd) Run(e *env) error {
	path := c.path(e)
	pb, err := loadPlaybook(path, e.getenv)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no %s: write a first one with `dibs init`, or name the file", path)
	}
	if err != nil {
		problems := messages(err)
		for _, p := range problems {
			fmt.Fprintln(e.stdout, p)
		}
		fmt.Fprintln(e.stdout, several(len(problems), "problem", "problems"))
		return errTold
	}
	o := pb.Describe()
	fmt.Fprintf(e.stdout, "%s is fine: version %s, %s, %s, %s.\n", path, pb.Version(),
		several(len(o.Routing)+len(o.Potential)+len(o.Engagement), "rule", "rules"),
		several(len(o.People), "person", "people"), several(len(o.Teams), "team", "teams"))
	for _, w := range slices.Concat(sourceWarnings(e, pb), peopleWarnings(o), routeWarnings(pb, o), promiseWarnings(pb, o)) {
		fmt.Fprintln(e.stdout, "warning: "+w)
	}
	return nil
}

// sourceWarnings are what the doctor finds about the sources.
func sourceWarnings(e *env, pb *playbook.Playbook) []string {
	var ws []string
	for _, f := range (&doctor{getenv: e.getenv, playbook: pb}).checkSources(e.ctx) {
		if f.verdict == broken {
			ws = append(ws, f.what+": "+f.remedy)
		}
	}
	return ws
}

// leastBeat is how short a beat may be before somebody may have meant another unit.
const leastBeat = time.Minute

// promiseWarnings tell of what does not act yet, and of what acts more often than anybody means.
func promiseWarnings(pb *playbook.Playbook, o playbook.Description) []string {
	var ws []string
	for _, key := range pb.Dormant() {
		ws = append(ws, key+" is read and checked, and does not act yet")
	}
	if o.Repeat < leastBeat {
		ws = append(ws, fmt.Sprintf("repeat %s: a lead that nobody takes gets a line in its thread every %[1]s, for ever", span(o.Repeat)))
	}
	if o.WakeAfter < leastBeat {
		ws = append(ws, fmt.Sprintf("nurture default %s: a lead that marketing has is judged anew every %[1]s, for ever", span(o.WakeAfter)))
	}
	return ws
}

// routeWarnings tell of channels and partners that no rule sends leads to.
func routeWarnings(pb *playbook.Playbook, o playbook.Description) []string {
	var ws []string
	routed := func(is func(playbook.RoutingRule) bool) bool { return slices.ContainsFunc(o.Routing, is) }
	for _, p := range o.Partners {
		if !routed(func(r playbook.RoutingRule) bool { return r.Partner == p.Name }) {
			ws = append(ws, fmt.Sprintf("no rule sends leads to the partner %s", p.Name))
		}
	}
	for _, c := range playbook.Clocks() {
		for _, t := range lead.Temperatures() {
			for _, g := range pb.LadderFor(c, t) {
				if g.Do == lead.DoWiden && !routed(func(r playbook.RoutingRule) bool { return r.Channel == g.To }) {
					ws = append(ws, fmt.Sprintf("leads are widened to %s, to which no rule sends any: there nobody else may claim them", g.To))
				}
			}
		}
	}
	slices.Sort(ws)
	return slices.Compact(ws)
}

// peopleWarnings tell where leads would find nobody, and other oversights that are no mistakes.
func peopleWarnings(o playbook.Description) []string {
	var ws []string
	warn := func(format string, args ...any) { ws = append(ws, fmt.Sprintf(format, args...)) }
	has := func(is func(playbook.NamedPerson) bool) bool { return slices.ContainsFunc(o.People, is) }
	for _, t := range o.Teams {
		routed := slices.ContainsFunc(o.Routing, func(r playbook.RoutingRule) bool { return r.Team == t.Name && r.Partner == "" })
		if routed && !has(func(p playbook.NamedPerson) bool { return p.Role == lead.RoleRep && p.Team == t.Name }) {
			warn("leads are routed to the team %s, which has no rep: nobody but a manager can claim them", t.Name)
		}
	}
	for _, p := range o.People {
		if p.Role == lead.RoleRep && p.Backup == "" {
			warn("%s has no backup: whoever is on duty is called in their place", p.Who)
		}
	}
	for _, p := range o.Partners {
		if len(p.People) == 0 {
			warn("the partner %s has no people: nobody of it can accept a lead", p.Name)
		}
	}
	for role, lacking := range map[lead.Role]string{
		lead.RoleQualifier: "nobody is a qualifier: inquiries wait for a manager",
		lead.RoleMarketing: "nobody is marketing: nurtured leads are in no one's care",
		lead.RoleAdmin:     "nobody is an admin: a playbook that cannot be taken is told in the log alone",
	} {
		if !has(func(p playbook.NamedPerson) bool { return p.Role == role }) {
			warn("%s", lacking)
		}
	}
	slices.Sort(ws)
	return ws
}
