package playbook

import (
	"maps"
	"regexp"
	"slices"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// Campaign groups inquiries.
type Campaign struct {
	Name      string
	Source    string
	Cost      map[string]lead.Money // by month, "2026-04"
	HoldUntil time.Time             // nobody calls its leads before this time; zero for no limit
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

// Campaign returns the campaign with exactly this name.
func (p *Playbook) Campaign(name string) (Campaign, bool) {
	c, ok := p.campaigns[name]
	c.Cost = maps.Clone(c.Cost)
	return c, ok
}

// Campaigns lists the names of the campaigns in alphabetical order.
func (p *Playbook) Campaigns() []string { return slices.Sorted(maps.Keys(p.campaigns)) }
