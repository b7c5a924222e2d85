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

// ResponseTarget returns how soon leads of a temperature should be claimed, and how soon after that
// contacted: in business time, days as business days (see worktime.Hours.Due). Zero means that there is no
// target.
func (p *Playbook) ResponseTarget(t lead.Temperature) (claim, contact time.Duration) {
	m := p.targets[t]
	return m.claim, m.contact
}

// ClaimBy returns when a lead that came to sales at salesAt should be claimed, in the team's business hours.
// It is zero without a target.
func (p *Playbook) ClaimBy(t lead.Temperature, team string, salesAt time.Time) time.Time {
	within, _ := p.ResponseTarget(t)
	if within <= 0 || salesAt.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(salesAt, within)
}

// ContactBy returns when the owner should have made the first contact attempt, if they have had the lead
// since the given time. It is zero without a target.
func (p *Playbook) ContactBy(t lead.Temperature, team string, since time.Time) time.Time {
	_, within := p.ResponseTarget(t)
	if within <= 0 || since.IsZero() {
		return time.Time{}
	}
	return p.Hours(team).Due(since, within)
}
