// Package playbook is the team's written process, read from YAML: definition, scoring, routing, ladders,
// people and hours. Its decisions are pure functions over a lead.
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

// Playbook is one version of the team's process, checked and ready to decide. It never changes and is safe for
// concurrent use. Its decisions depend only on its arguments, one of which is always the time.
type Playbook struct {
	version string
	text    string

	company  string
	zone     *time.Location
	currency string
	rates    map[string]float64 // what one unit of each currency is worth in ours

	hours    map[string]*worktime.Hours
	always   *worktime.Hours // for teams without hours
	people   map[string]*person
	teams    map[string]*team
	outside  map[lead.Temperature]outsideHours
	partners map[string]*partner

	definition definition
	scoring    scoring
	sources    map[string]Source
	campaigns  map[string]Campaign
	rules      []rule
	known      string // known_company: what happens to a new lead of a company that already has one
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

	zones sync.Map // cached by name, because loading a zone is slower than anything else here
}

// Load reads and checks the playbook in a file. See Parse.
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

// Parse reads and checks a playbook. The error joins all problems found, each a *Problem, in the order of the
// file; name is the file name used in them. Secrets are looked up with getenv. No input makes Parse panic or
// run for long.
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

// newPlaybook returns a playbook with the defaults of everything that the file may leave out.
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

// playbook reads the sections in the order of r.sections, not of the file. Zone and currency come first
// because other sections depend on them.
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

// applyDefaults sets the defaults that depend on the whole playbook.
func (p *Playbook) applyDefaults() {
	// A team without hours is always open: guessed hours could silence its ladders.
	p.always = worktime.AlwaysOpen(p.zone)
	for _, t := range p.teams {
		if t.hours == nil {
			t.hours = p.always
		}
	}
}

// Version identifies the text of the playbook. It is a hash of the text as written, so it does not depend on
// secrets.
func (p *Playbook) Version() string { return p.version }

// Text returns the playbook as written, with ${NAME} in place of secrets.
func (p *Playbook) Text() string { return p.text }

// Company returns the name of the company, or an empty string if it is not given.
func (p *Playbook) Company() string { return p.company }

// Zone returns the time zone in which days begin where no other zone applies. The default is UTC.
func (p *Playbook) Zone() *time.Location { return p.zone }

// Currency returns the ISO 4217 code of the currency in which totals are shown. The default is EUR.
func (p *Playbook) Currency() string { return p.currency }

// Manager returns the email of a team's manager, or an empty string for an unknown team.
func (p *Playbook) Manager(team string) string {
	if t, ok := p.teams[team]; ok {
		return t.manager
	}
	return ""
}

// OnDuty returns the email of the person on duty for a team. If the playbook names nobody, that is the team's
// manager.
func (p *Playbook) OnDuty(team string) string {
	if t, ok := p.teams[team]; ok && t.onDuty != "" {
		return t.onDuty
	}
	return p.Manager(team)
}
