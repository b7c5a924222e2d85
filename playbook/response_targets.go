package playbook

import (
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// responseTarget is how soon leads of one temperature should be claimed and contacted, in business time.
type responseTarget struct{ claim, contact time.Duration }

func (r *reader) promises(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range lead.Temperatures() {
		fields[string(t)] = func(n ast.Node) {
			var m responseTarget
			r.table(n, "promise", map[string]field{
				"claim":   func(n ast.Node) { m.claim = r.businessSpan(n, "claim").Length() },
				"contact": func(n ast.Node) { m.contact = r.businessSpan(n, "contact").Length() },
			}, "claim", "contact")
			p.targets[t] = m
		}
	}
	r.table(n, "promises", fields)
}

// ResponseTarget is how soon leads of a temperature should be claimed, and how soon after that contacted: in
// business time, days as business days (see worktime.Hours.Due). Zero means there is no target.
func (p *Playbook) ResponseTarget(t lead.Temperature) (claim, contact time.Duration) {
	m := p.targets[t]
	return m.claim, m.contact
}

// ClaimBy is when a lead should be claimed that came to sales at a time, in a team's business hours; zero
// without a target.
func (p *Playbook) ClaimBy(t lead.Temperature, team string, salesAt time.Time) time.Time {
	within, _ := p.ResponseTarget(t)
	if within <= 0 || salesAt.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(salesAt, within)
}

// ContactBy is when an owner who has had the lead since a time should have made the first contact attempt; zero
// without a target.
func (p *Playbook) ContactBy(t lead.Temperature, team string, since time.Time) time.Time {
	_, within := p.ResponseTarget(t)
	if within <= 0 || since.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(since, within)
}
