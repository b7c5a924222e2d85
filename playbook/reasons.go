package playbook

import (
	"slices"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// Slack's limits for a list and for each of its entries.
const (
	mostReasons = 100
	mostLetters = 75
)

// reasons are the reasons people can choose from.
type reasons struct{ notAFit, handBack, lost []string }

func (r *reader) reasons(n ast.Node, s *reasons) {
	list := func(into *[]string) field {
		return func(n ast.Node) {
			*into = nil
			r.list(n, "reasons", func(n ast.Node) {
				why := r.text(n, "a reason")
				if slices.Contains(*into, why) && why != "" {
					r.problem(n, "the reason %q appears twice", why)
				}
				if len([]rune(why)) > mostLetters {
					r.problem(n, "a reason can have at most %d characters, because Slack shows no more in a list", mostLetters)
				}
				*into = append(*into, why)
			})
			if len(*into) > mostReasons {
				r.problem(n, "a list can have at most %d reasons, because Slack shows no more", mostReasons)
			}
			if len(*into) == 0 {
				r.problem(n, "a list needs at least one reason, because people must give one")
			}
		}
	}
	r.table(n, "reasons", map[string]field{
		"not_a_fit": list(&s.notAFit), "hand_back": list(&s.handBack), "lost": list(&s.lost),
	})
}

// defaultReasons is used for lists that a playbook leaves out.
var defaultReasons = reasons{
	notAFit:  []string{"no need", "too small", "outside our footprint", "spam", "test"},
	handBack: []string{"not now", "no budget", "cannot be reached", "wrong team"},
	lost:     []string{"price", "competitor", "no decision", "timing"},
}

// Reasons lists the reasons people can choose from for an action, in the playbook's order. It returns nil for
// an action that needs no reason.
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
