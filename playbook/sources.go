package playbook

import (
	"maps"
	"regexp"
	"slices"

	"github.com/goccy/go-yaml/ast"
)

// Source is a place that inquiries come from.
type Source struct {
	Name       string
	Preset     Preset // the provider that sends its webhooks; empty for none
	Engagement string // the engagement that an inquiry from here counts as; empty for none
	Secret     Secret // what the provider signs with or sends; zero for none
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

// Source returns the source with exactly this name.
func (p *Playbook) Source(name string) (Source, bool) {
	s, ok := p.sources[name]
	return s, ok
}

// Sources lists the names of the sources in alphabetical order.
func (p *Playbook) Sources() []string { return slices.Sorted(maps.Keys(p.sources)) }
