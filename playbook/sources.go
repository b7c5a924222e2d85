package playbook

import (
	"maps"
	"regexp"
	"slices"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// Source is a place that inquiries come from.
type Source struct {
	Name       string
	Preset     Preset // the provider that sends its webhooks; empty for none
	Engagement string // the engagement that an inquiry from here counts as; empty for none
	Secret     Secret // what the provider signs with or sends; zero for none
}

// Campaign groups inquiries.
type Campaign struct {
	Name      string
	Source    string
	Cost      map[string]lead.Money // by month, "2026-04"
	HoldUntil time.Time             // nobody calls its leads before this time; zero for no limit
}

// Preset names a provider whose webhooks Dibs can read. Package handlers has a reader for each.
type Preset string

// The presets.
const (
	PresetTypeform  Preset = "typeform"
	PresetGoogleAds Preset = "google_ads_lead_form"
)

// Presets lists all presets.
func Presets() []Preset { return []Preset{PresetTypeform, PresetGoogleAds} }

var sourceName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)

func (r *reader) sources(n ast.Node, p *Playbook) {
	r.dict(n, "sources", func(name string, at, value ast.Node) {
		if !sourceName.MatchString(name) || len(name) > longestName {
			r.problem(at, "%q can't be the name of a source: it becomes part of a web address, so use a-z, 0-9, - and _", short(name))
		}
		s := Source{Name: name}
		r.table(value, "source "+name, map[string]field{
			"preset":     func(n ast.Node) { s.Preset = Preset(r.word(n, "preset", presetNames()...)) },
			"engagement": func(n ast.Node) { s.Engagement = r.reference(n, "engagement", p.scoring.events) },
			"secret":     func(n ast.Node) { s.Secret = r.secret(n) },
		})
		p.sources[name] = s
	})
}

func presetNames() []string {
	var names []string
	for _, p := range Presets() {
		names = append(names, string(p))
	}
	return names
}

var month = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])$`)

func (r *reader) campaigns(n ast.Node, p *Playbook) {
	r.dict(n, "campaigns", func(name string, at, value ast.Node) {
		c := Campaign{Name: name, Cost: map[string]lead.Money{}}
		r.checkName(at, "campaign", name)
		r.table(value, "campaign "+name, map[string]field{
			"source": func(n ast.Node) { c.Source = r.reference(n, "source", p.Sources) },
			"cost": func(n ast.Node) {
				r.dict(n, "cost", func(key string, at, value ast.Node) {
					if !month.MatchString(key) {
						r.problem(at, "%q is not a month: use the form \"2026-04\"", short(key))
						return
					}
					c.Cost[key] = r.amount(value, "cost", p.currency)
				})
			},
			"hold_until": func(n ast.Node) {
				at, err := time.ParseInLocation("2006-01-02 15:04", scalar(n), p.zone)
				if err != nil { // with seconds, as other programs write it
					at, err = time.ParseInLocation(time.DateTime, scalar(n), p.zone)
				}
				if err != nil {
					r.problem(n, "hold_until must look like \"2026-05-12 18:00\", not %s", kindOf(n))
				}
				c.HoldUntil = at.UTC()
			},
		})
		p.campaigns[name] = c
	})
}

// Source returns the source with exactly this name.
func (p *Playbook) Source(name string) (Source, bool) {
	s, ok := p.sources[name]
	return s, ok
}

// Sources lists the names of the sources in alphabetical order.
func (p *Playbook) Sources() []string { return slices.Sorted(maps.Keys(p.sources)) }

// Campaign returns the campaign with exactly this name.
func (p *Playbook) Campaign(name string) (Campaign, bool) {
	c, ok := p.campaigns[name]
	c.Cost = maps.Clone(c.Cost)
	return c, ok
}

// Campaigns lists the names of the campaigns in alphabetical order.
func (p *Playbook) Campaigns() []string { return slices.Sorted(maps.Keys(p.campaigns)) }
