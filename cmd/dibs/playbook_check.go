package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"dibs/lead"
	"dibs/playbook"
	"dibs/worktime"
)

// playbookCheckCmd says whether serve would accept a playbook.
type playbookCheckCmd struct{ playbookFile }

// Run prints one line per problem, in the form editors can jump to, and fails if there is one. It uses
// neither Slack nor the database.
func (c *playbookCheckCmd) Run(e *env) error {
	path := c.path(e)
	pb, err := playbook.Load(path, e.getenv)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s doesn't exist: run `dibs init` to write a first one, or give the name of your file", path)
	}
	if err != nil {
		problems := messages(err)
		for _, p := range problems {
			fmt.Fprintln(e.stdout, p)
		}
		fmt.Fprintln(e.stdout, count(len(problems), "problem", "problems"))
		return errReported
	}
	d := pb.Describe()
	fmt.Fprintf(e.stdout, "%s is fine: version %s, %s, %s, %s.\n", path, pb.Version(),
		count(len(d.Routing)+len(d.Potential)+len(d.Engagement), "rule", "rules"),
		count(len(d.People), "person", "people"), count(len(d.Teams), "team", "teams"))
	for _, w := range slices.Concat(sourceWarnings(e, pb), peopleWarnings(d), routeWarnings(pb, d), settingWarnings(pb, d)) {
		fmt.Fprintln(e.stdout, "warning: "+w)
	}
	return nil
}

// sourceWarnings are the doctor's findings about the sources.
func sourceWarnings(e *env, pb *playbook.Playbook) []string {
	var ws []string
	for _, f := range (&doctor{getenv: e.getenv, playbook: pb}).checkSources(e.ctx) {
		if f.verdict == broken {
			ws = append(ws, f.what+": "+f.remedy)
		}
	}
	return ws
}

// shortestInterval is the shortest interval that does not look like a mistake in the unit.
const shortestInterval = time.Minute

// settingWarnings name settings that have no effect yet, and intervals that are suspiciously short.
func settingWarnings(pb *playbook.Playbook, d playbook.Description) []string {
	var ws []string
	for _, key := range pb.Dormant() {
		ws = append(ws, key+" has no effect yet: it is checked, but not used")
	}
	if d.Repeat < shortestInterval {
		ws = append(ws, fmt.Sprintf("repeat %s: a lead that nobody takes gets a new line in its thread every %[1]s, forever", worktime.FormatDuration(d.Repeat)))
	}
	if d.WakeAfter < shortestInterval {
		ws = append(ws, fmt.Sprintf("nurture default %s: a nurtured lead is judged again every %[1]s, forever", worktime.FormatDuration(d.WakeAfter)))
	}
	return ws
}

// routeWarnings name channels and partners that no rule sends leads to.
func routeWarnings(pb *playbook.Playbook, d playbook.Description) []string {
	var ws []string
	routed := func(is func(playbook.RoutingRule) bool) bool { return slices.ContainsFunc(d.Routing, is) }
	for _, p := range d.Partners {
		if !routed(func(r playbook.RoutingRule) bool { return r.Partner == p.Name }) {
			ws = append(ws, fmt.Sprintf("no rule sends leads to partner %s", p.Name))
		}
	}
	for _, c := range playbook.Clocks() {
		for _, t := range lead.Temperatures() {
			for _, g := range pb.LadderFor(c, t) {
				if g.Do == lead.DoWiden && !routed(func(r playbook.RoutingRule) bool { return r.Channel == g.To }) {
					ws = append(ws, fmt.Sprintf("leads are widened to %s, but no rule sends leads there, so nobody else can claim them", g.To))
				}
			}
		}
	}
	slices.Sort(ws)
	return slices.Compact(ws)
}

// peopleWarnings say where nobody would be available for a lead, and name other likely oversights.
func peopleWarnings(d playbook.Description) []string {
	var ws []string
	warn := func(format string, args ...any) { ws = append(ws, fmt.Sprintf(format, args...)) }
	has := func(is func(playbook.NamedPerson) bool) bool { return slices.ContainsFunc(d.People, is) }
	for _, t := range d.Teams {
		routed := slices.ContainsFunc(d.Routing, func(r playbook.RoutingRule) bool { return r.Team == t.Name && r.Partner == "" })
		if routed && !has(func(p playbook.NamedPerson) bool { return p.Role == lead.RoleRep && p.Team == t.Name }) {
			warn("leads are routed to team %s, which has no rep: only a manager can claim them", t.Name)
		}
	}
	for _, p := range d.People {
		if p.Role == lead.RoleRep && p.Backup == "" {
			warn("%s has no backup: the person on duty is pinged instead", p.Who)
		}
	}
	for _, p := range d.Partners {
		if len(p.People) == 0 {
			warn("partner %s has no people, so nobody there can accept a lead", p.Name)
		}
	}
	for role, consequence := range map[lead.Role]string{
		lead.RoleQualifier: "there is no qualifier: inquiries wait for a manager",
		lead.RoleMarketing: "there is nobody in marketing: nobody looks after nurtured leads",
		lead.RoleAdmin:     "there is no admin: problems with a changed playbook are only written to the log",
	} {
		if !has(func(p playbook.NamedPerson) bool { return p.Role == role }) {
			warn("%s", consequence)
		}
	}
	slices.Sort(ws)
	return ws
}
