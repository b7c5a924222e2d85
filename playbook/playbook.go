// Package playbook is the team's written process, from YAML: definition, scoring, routing,
// ladders, people, hours; pure functions over lead.
package playbook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// Playbook is one version of the team's process, checked and ready to decide. It never changes
// and is safe for concurrent use. What it decides depends on its arguments alone; `now` is
// always one of them.
type Playbook struct {
	version string
	text    string

	company  string
	zone     *time.Location
	currency string
	rates    map[string]float64 // what a unit of another currency is worth in ours

	hours    map[string]*worktime.Hours
	always   *worktime.Hours // of teams that name no hours
	people   map[string]*person
	teams    map[string]*team
	outside  map[lead.Temperature]outsideHours
	partners map[string]*partner

	definition definition
	scoring    scoring
	sources    map[string]Source
	campaigns  map[string]Campaign
	rules      []rule
	known      string // what happens to a lead of a company with an open owner
	qualifiers qualifiers
	marketing  string

	targets   map[lead.Temperature]responseTarget
	ladders   ladders
	cadences  map[lead.Temperature]cadence
	nurture   nurture
	reasons   reasons
	referrals referrals
	amountsIn []string
	digests   digests
	retention map[lead.Stage]time.Duration

	zones sync.Map // by name, of people: reading one takes longer than anything else
}

// Load reads a playbook from a file, see Parse.
func Load(path string, getenv func(string) string) (*Playbook, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the playbook: %w", err)
	}
	if info.Size() > maxBytes {
		return nil, fmt.Errorf("read the playbook: %s has %d bytes, but a playbook can have at most %d", path, info.Size(), maxBytes)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the playbook: %w", err)
	}
	return Parse(path, src, getenv)
}

// Parse checks a playbook as a whole. The error joins everything that is wrong with it, a
// *Problem each, in the order of the file; name is what the file is called in them. Secrets
// are taken from getenv. No text, whatever it is, makes Parse panic or run for long.
func Parse(name string, src []byte, getenv func(string) string) (*Playbook, error) {
	root, bad := document(name, src)
	if bad != nil {
		return nil, bad
	}
	p := newPlaybook(src)
	r := &reader{name: name, getenv: getenv, book: p, lines: strings.Split(string(src), "\n")}
	r.playbook(root, p)
	for _, check := range r.deferred {
		check()
	}
	if err := joinProblems(r.problems); err != nil {
		return nil, err
	}
	p.applyDefaults()
	return p, nil
}

// newPlaybook is a playbook before it is read, with what goes where the file says nothing.
func newPlaybook(src []byte) *Playbook {
	sum := sha256.Sum256(src)
	return &Playbook{
		version: hex.EncodeToString(sum[:8]), text: string(src), zone: time.UTC, currency: "EUR",
		rates: map[string]float64{}, hours: map[string]*worktime.Hours{}, people: map[string]*person{}, teams: map[string]*team{},
		outside: map[lead.Temperature]outsideHours{}, partners: map[string]*partner{},
		sources: map[string]Source{}, campaigns: map[string]Campaign{},
		targets: map[lead.Temperature]responseTarget{}, cadences: map[lead.Temperature]cadence{},
		ladders: ladders{of: map[lead.ClockName]map[lead.Temperature]ladder{}, repeat: worktime.Span{Days: 1}, bundle: 5 * time.Minute},
		nurture: nurture{wakeAfter: 30 * day}, reasons: defaultReasons, retention: map[lead.Stage]time.Duration{},
	}
}

// playbook reads the sections. Zone and currency come first: others are read in their terms.
func (r *reader) playbook(root ast.Node, p *Playbook) {
	nodes := map[string]ast.Node{}
	sections := r.sections(p)
	fields := map[string]field{}
	for _, s := range sections {
		fields[s.key] = func(n ast.Node) { nodes[s.key] = n }
	}
	r.table(root, "the playbook", fields, "people", "teams", "definition", "routing", "qualifiers", "marketing")
	for _, s := range sections {
		if n := nodes[s.key]; n != nil {
			s.read(n)
		}
	}
}

type section struct {
	key  string
	read field
}

func (r *reader) sections(p *Playbook) []section {
	return []section{
		{"company", func(n ast.Node) { p.company = r.text(n, "company") }},
		{"timezone", func(n ast.Node) { p.zone = r.zone(n) }},
		{"currency", func(n ast.Node) { p.currency = r.currency(n, "currency") }},
		{"rates", func(n ast.Node) { r.rates(n, p) }},
		{"hours", func(n ast.Node) {
			r.dict(n, "hours", func(name string, at, value ast.Node) {
				r.checkName(at, "hours", name)
				p.hours[name] = r.hours(value, name)
			})
		}},
		{"people", func(n ast.Node) { r.people(n, p) }},
		{"teams", func(n ast.Node) { r.teams(n, p) }},
		{"outside_hours", func(n ast.Node) { r.outsideHours(n, p) }},
		{"partners", func(n ast.Node) { r.partners(n, p) }},
		{"definition", func(n ast.Node) { r.definition(n, &p.definition) }},
		{"scoring", func(n ast.Node) { r.scoring(n, &p.scoring) }},
		{"sources", func(n ast.Node) { r.sources(n, p) }},
		{"campaigns", func(n ast.Node) { r.campaigns(n, p) }},
		{"routing", func(n ast.Node) { r.routing(n, p) }},
		{"known_company", func(n ast.Node) { p.known = r.word(n, "known_company", "offer_owner", "route") }},
		{"qualifiers", func(n ast.Node) { r.qualifiers(n, p) }},
		{"marketing", func(n ast.Node) {
			r.table(n, "marketing", map[string]field{"channel": func(n ast.Node) { p.marketing = r.leadChannel(n) }}, "channel")
		}},
		{"promises", func(n ast.Node) { r.promises(n, p) }},
		{"ladders", func(n ast.Node) { r.ladders(n, &p.ladders) }},
		{"cadence", func(n ast.Node) { r.cadences(n, p) }},
		{"nurture", func(n ast.Node) { r.nurture(n, &p.nurture) }},
		{"reasons", func(n ast.Node) { r.reasons(n, &p.reasons) }},
		{"referrals", func(n ast.Node) { r.referrals(n, p) }},
		{"summary", func(n ast.Node) { r.summary(n, p) }},
		{"digests", func(n ast.Node) { r.digests(n, &p.digests) }},
		{"retention", func(n ast.Node) { r.retention(n, p) }},
	}
}

// applyDefaults fills what is derived once all is known.
func (p *Playbook) applyDefaults() {
	// Somebody who wants hours must say which: a guess would silence a ladder unasked.
	p.always = worktime.AlwaysOpen(p.zone)
	for _, t := range p.teams {
		if t.hours == nil {
			t.hours = p.always
		}
	}
}

// Version names this text: a hash of it as written, so secrets are not in it.
func (p *Playbook) Version() string { return p.version }

// Text is the playbook as written, with ${NAME} where secrets go.
func (p *Playbook) Text() string { return p.text }

// Company is the name of the company, or empty.
func (p *Playbook) Company() string { return p.company }

// Zone is where days begin for everything that has no zone of its own; UTC if not given.
func (p *Playbook) Zone() *time.Location { return p.zone }

// Currency is the ISO 4217 code that totals are shown in; EUR if not given.
func (p *Playbook) Currency() string { return p.currency }

// Manager is the e-mail of a team's manager, empty for an unknown team.
func (p *Playbook) Manager(team string) string {
	if t, ok := p.teams[team]; ok {
		return t.manager
	}
	return ""
}

// OnDuty is the e-mail of who is on duty for a team: the manager if the playbook names nobody.
func (p *Playbook) OnDuty(team string) string {
	if t, ok := p.teams[team]; ok && t.onDuty != "" {
		return t.onDuty
	}
	return p.Manager(team)
}
