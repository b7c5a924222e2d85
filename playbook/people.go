package playbook

import (
	"maps"
	"net/mail"
	"regexp"
	"slices"
	"strings"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// person is a playbook entry about one person or, under "@handle", about everyone in a Slack user group.
type person struct {
	role     lead.Role
	team     string
	backup   string          // email
	hours    *worktime.Hours // nil: the team's
	capacity int
	weight   int
}

// team is a group of reps with one manager.
type team struct {
	manager string // email
	onDuty  string // email
	hours   *worktime.Hours
	duties  map[lead.Temperature]*duty // who is reached while it is closed
}

// Group is a Slack user group: its handle with the @, and the emails of its members.
type Group struct {
	Handle string
	Emails []string
}

var (
	groupHandle = regexp.MustCompile(`^@[a-z0-9][a-z0-9._-]*$`)
	plainName   = regexp.MustCompile(`^[\pL\pN][\pL\pN ._-]*$`)
)

func (r *reader) people(n ast.Node, p *Playbook) {
	r.dict(n, "people", func(key string, at, value ast.Node) {
		who := strings.ToLower(key)
		if !isEmail(who) && !groupHandle.MatchString(who) {
			r.problem(at, "%q is neither an email address nor a user group such as \"@sdr-team\"", short(key))
			return
		}
		if _, twice := p.people[who]; twice {
			r.problem(at, "%s appears twice", who)
			return
		}
		p.people[who] = r.person(value, who, p)
	})
	if len(p.people) == 0 && !r.hasProblem(n) {
		r.problem(n, "people is empty")
	}
}

func (r *reader) person(n ast.Node, who string, p *Playbook) *person {
	m, given := &person{weight: 1}, false
	shares := map[string]ast.Node{}
	r.table(n, who, map[string]field{
		"role": func(n ast.Node) {
			m.role = lead.Role(r.word(n, "role", "rep", "qualifier", "manager", "marketing", "admin"))
		},
		"team":     func(n ast.Node) { m.team, given = r.teamName(n, p), true },
		"backup":   func(n ast.Node) { m.backup = r.personRef(n, "backup", p) },
		"hours":    func(n ast.Node) { r.hoursName(n, p, &m.hours) },
		"capacity": func(n ast.Node) { shares["capacity"], m.capacity = n, r.number(n, "capacity", 1, 100_000) },
		"weight":   func(n ast.Node) { shares["weight"], m.weight = n, r.number(n, "weight", 1, 100) },
	}, "role")
	for what, n := range shares {
		if m.role != lead.RoleRep && m.role != "" {
			r.problem(n, "%s is only for reps, since only they get leads in rotation, and %s is %s", what, who, roleWords[m.role])
		}
	}
	if m.role == lead.RoleRep && m.team == "" && !given {
		r.problem(n, "%s is a rep and needs a team", who)
	}
	r.deferred = append(r.deferred, func() {
		if m.backup == who {
			r.problem(n, "%s can't be their own backup", who)
		}
	})
	return m
}

func (r *reader) teams(n ast.Node, p *Playbook) {
	r.dict(n, "teams", func(name string, at, value ast.Node) {
		t := &team{}
		r.checkName(at, "team", name)
		r.table(value, "team "+name, map[string]field{
			"manager": func(n ast.Node) {
				t.manager = r.personRef(n, "manager", p)
				r.requireRole(n, p, &t.manager, "a team's manager must have the role manager or admin, to be able to help with every lead", (*person).leads)
			},
			"on_duty": func(n ast.Node) {
				t.onDuty = r.personRef(n, "on_duty", p)
				r.requireRole(n, p, &t.onDuty, "the person on duty must be a manager, an admin or in the team, to be able to take its leads", func(m *person) bool {
					return m.leads() || m.role == lead.RoleRep && (m.team == name || m.team == "") || m.role == lead.RoleQualifier && p.qualifiers.team == name
				})
			},
			"hours": func(n ast.Node) { r.hoursName(n, p, &t.hours) },
		}, "manager")
		p.teams[name] = t
	})
	if len(p.teams) == 0 {
		r.problem(n, "teams is empty")
	}
}

// roleWords names roles as in a sentence.
var roleWords = map[lead.Role]string{
	lead.RoleRep: "a rep", lead.RoleQualifier: "a qualifier", lead.RoleManager: "a manager", lead.RoleMarketing: "marketing",
	lead.RoleAdmin: "an admin",
}

// leads reports whether the person can do everything with every lead.
func (m *person) leads() bool { return m.role == lead.RoleManager || m.role == lead.RoleAdmin }

// requireRole rejects a person who would be pinged but could not act.
func (r *reader) requireRole(n ast.Node, p *Playbook, email *string, must string, can func(*person) bool) {
	r.deferred = append(r.deferred, func() {
		if m := p.people[*email]; m != nil && m.role != "" && !can(m) {
			r.problem(n, "%s is %s: %s", *email, roleWords[m.role], must)
		}
	})
}

// checkName checks a name that the playbook's author chose and that people read on cards.
func (r *reader) checkName(at ast.Node, kind, name string) {
	if !plainName.MatchString(name) || len(name) > longestName {
		r.problem(at, "%q can't be the name of a %s: use letters, digits, spaces, dots and dashes", short(name), kind)
	}
}

// personRef reads the email of a person, who must be in the playbook's people.
func (r *reader) personRef(n ast.Node, where string, p *Playbook) string {
	email := strings.ToLower(r.text(n, where))
	r.deferred = append(r.deferred, func() {
		if len(p.people) == 0 {
			return // reported already
		}
		if _, ok := p.people[email]; !ok && email != "" || strings.HasPrefix(email, "@") {
			r.unknown(n, where, email, p.emails())
		}
	})
	return email
}

func (r *reader) teamName(n ast.Node, p *Playbook) string {
	return r.reference(n, "team", keysOf(p.teams))
}

func (r *reader) hoursName(n ast.Node, p *Playbook, into **worktime.Hours) {
	name := r.reference(n, "hours", keysOf(p.hours))
	r.deferred = append(r.deferred, func() { *into = p.hours[name] })
}

func isEmail(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s
}

// email reads an address that need not be in the playbook's people.
func (r *reader) email(n ast.Node) string {
	e := strings.ToLower(r.text(n, "email"))
	if e != "" && !isEmail(e) {
		r.problem(n, "%q is not an email address", short(e))
	}
	return e
}

// emails lists the people in the playbook by email, without user groups.
func (p *Playbook) emails() []string {
	var es []string
	for who := range p.people {
		if !strings.HasPrefix(who, "@") {
			es = append(es, who)
		}
	}
	slices.Sort(es)
	return es
}

// Emails lists everyone that the playbook names by email, including the people of partners, in alphabetical
// order and in lower case.
func (p *Playbook) Emails() []string {
	es := p.emails()
	for _, partner := range p.partners {
		es = append(es, partner.people...)
	}
	slices.Sort(es)
	return slices.Compact(es)
}

// Groups lists the user groups in the playbook, with the @, in alphabetical order. Their members come from
// Slack and are passed to Members.
func (p *Playbook) Groups() []string {
	var gs []string
	for who := range p.people {
		if strings.HasPrefix(who, "@") {
			gs = append(gs, who)
		}
	}
	slices.Sort(gs)
	return gs
}

// Members returns the people that Slack knows, with their roles from the playbook. They are matched by email,
// ignoring case; people the playbook does not name have no role. A person's own entry takes precedence over a
// group's, and a group's over a partner's. Of two groups, or two partners, the first by name counts. The
// people of a partner form a team of their own, see lead.PartnerTeam.
func (p *Playbook) Members(people []lead.Person, groups ...Group) lead.Crew {
	byEmail := map[string]lead.PersonID{}
	for _, who := range people {
		if email := strings.ToLower(who.Email); email != "" && (!who.Deleted || byEmail[email] == lead.NoOne) {
			byEmail[email] = who.ID
		}
	}
	named := p.entriesByEmail(groups)
	crew := make(lead.Crew, len(people))
	for _, who := range people {
		m := lead.Member{Person: who}
		if as := named[strings.ToLower(who.Email)]; as != nil && who.Email != "" {
			m.Role, m.Team, m.Capacity, m.Weight = as.role, as.team, as.capacity, as.weight
			m.Backup = byEmail[as.backup]
		}
		crew[who.ID] = m
	}
	return crew
}

// entriesByEmail returns the playbook's entry for each email, with groups and partners resolved to their
// people.
func (p *Playbook) entriesByEmail(groups []Group) map[string]*person {
	named := map[string]*person{}
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(p.partners))) {
		for _, email := range p.partners[name].people {
			named[email] = &person{role: lead.RolePartner, team: lead.PartnerTeam(name), weight: 1}
		}
	}
	sorted := slices.SortedFunc(slices.Values(groups), func(a, b Group) int { return strings.Compare(b.Handle, a.Handle) })
	for _, g := range sorted {
		as, ok := p.people[strings.ToLower(g.Handle)]
		if !ok {
			continue
		}
		for _, email := range g.Emails {
			named[strings.ToLower(email)] = as
		}
	}
	maps.Copy(named, p.people)
	return named
}
