package playbook

import (
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// promise is what the team promises for leads of one temperature, in business time.
type promise struct{ claim, contact time.Duration }

func (r *reader) promises(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range lead.Temperatures() {
		fields[string(t)] = func(n ast.Node) {
			var m promise
			r.table(n, "promise", map[string]field{
				"claim":   func(n ast.Node) { m.claim = r.businessSpan(n, "claim").Length() },
				"contact": func(n ast.Node) { m.contact = r.businessSpan(n, "contact").Length() },
			}, "claim", "contact")
			p.promised[t] = m
		}
	}
	r.table(n, "promises", fields)
}

// Promise is how soon leads of the temperature are to be claimed, and how soon after that
// contacted: business time, days as business days (see worktime.Hours.Due). Zero means that nothing is
// promised.
func (p *Playbook) Promise(t lead.Temperature) (claim, contact time.Duration) {
	m := p.promised[t]
	return m.claim, m.contact
}

// What a list in Slack shows at most, and of each entry.
const (
	mostReasons = 100
	mostLetters = 75
)

// reasons are what people choose from.
type reasons struct{ notAFit, handBack, lost []string }

func (r *reader) reasons(n ast.Node, s *reasons) {
	list := func(into *[]string) field {
		return func(n ast.Node) {
			*into = nil
			r.list(n, "reasons", func(n ast.Node) {
				why := r.text(n, "a reason")
				if slices.Contains(*into, why) && why != "" {
					r.problem(n, "the reason %q is there twice", why)
				}
				if len([]rune(why)) > mostLetters {
					r.problem(n, "a reason has %d letters at most: Slack shows no more of it in a list", mostLetters)
				}
				*into = append(*into, why)
			})
			if len(*into) > mostReasons {
				r.problem(n, "a list of reasons has %d at most: Slack shows no more", mostReasons)
			}
			if len(*into) == 0 {
				r.problem(n, "a list of reasons needs one at least: people must give one")
			}
		}
	}
	r.table(n, "reasons", map[string]field{
		"not_a_fit": list(&s.notAFit), "hand_back": list(&s.handBack), "lost": list(&s.lost),
	})
}

// defaultReasons go for lists that a playbook leaves out.
var defaultReasons = reasons{
	notAFit:  []string{"no need", "too small", "outside our footprint", "spam", "test"},
	handBack: []string{"not now", "no budget", "cannot be reached", "wrong team"},
	lost:     []string{"price", "competitor", "no decision", "timing"},
}

// Reasons lists what people choose from when they do something that needs a reason, in the
// playbook's order; none for what needs none.
func (p *Playbook) Reasons(k lead.Kind) []string {
	switch k {
	case lead.NotAFit, lead.Disqualified:
		return slices.Clone(p.reasons.notAFit)
	case lead.HandedBack, lead.ToMarketing:
		return slices.Clone(p.reasons.handBack)
	case lead.Lost:
		return slices.Clone(p.reasons.lost)
	default:
		return nil
	}
}

// retention is how long after its end a lead's personal data is kept, by stage.
func (r *reader) retention(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, s := range []lead.Stage{lead.StageDisqualified, lead.StageLost, lead.StageWon} {
		fields[string(s)] = func(n ast.Node) {
			if p.retention[s] = r.duration(n, string(s)); p.retention[s] < day && !r.refused(n) {
				r.problem(n, "%s: personal data is kept a day at least", s)
			}
		}
	}
	r.table(n, "retention", fields)
}

func (r *reader) summary(n ast.Node, p *Playbook) {
	r.table(n, "summary", map[string]field{
		"amounts_in": func(n ast.Node) {
			r.list(n, "amounts_in", func(n ast.Node) { p.amountsIn = append(p.amountsIn, r.mention(n, "channel")) })
		},
	})
}

// email reads an address that need not be one of ours.
func (r *reader) email(n ast.Node) string {
	e := strings.ToLower(r.text(n, "e-mail"))
	if e != "" && !isEmail(e) {
		r.problem(n, "%q is no e-mail address", short(e))
	}
	return e
}
