package playbook

import (
	"slices"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// rule sends the leads it matches to a destination.
type rule struct {
	name string
	when *condition // nil: everything, unless broken is set
	to   destination

	broken bool // the condition did not compile
}

type destination struct {
	channel      string
	salesChannel lead.SalesChannel
	team         string
	partner      string
	assign       string
}

func (r *reader) routing(n ast.Node, p *Playbook) {
	r.list(n, "routing", func(n ast.Node) {
		if k := len(p.rules); k > 0 && p.rules[k-1].matchesAll() {
			r.problem(n, "no lead gets here, because the rule %q before it matches everything", p.rules[k-1].name)
		}
		p.rules = append(p.rules, r.rule(n, p))
	})
	last := len(p.rules) - 1
	switch {
	case last < 0:
		r.problem(n, "routing needs a last rule that matches everything")
	case !p.rules[last].matchesAll():
		r.problem(n, "the last rule, %q, must match everything: remove its when", p.rules[last].name)
	case p.rules[last].to.partner != "":
		r.problem(n, "the last rule, %q, must go to a channel, not to a partner", p.rules[last].name)
	}
}

func (u rule) matchesAll() bool { return u.when == nil && !u.broken }

func (r *reader) rule(n ast.Node, p *Playbook) rule {
	u := rule{}
	r.table(n, "a rule", map[string]field{
		"name": func(n ast.Node) { u.name = r.text(n, "name") },
		"when": func(n ast.Node) {
			if _, plain := n.(*ast.BoolNode); plain && scalar(n) == "true" {
				return
			}
			before := len(r.problems)
			u.when = r.condition(n, "when", scored{})
			u.broken = len(r.problems) > before
		},
		"to": func(n ast.Node) { u.to = r.destination(n, p) },
	}, "name", "to")
	if slices.ContainsFunc(p.rules, func(o rule) bool { return o.name == u.name }) && u.name != "" {
		r.problem(n, "the rule %q appears twice", u.name)
	}
	return u
}

func (r *reader) destination(n ast.Node, p *Playbook) destination {
	d := destination{assign: lead.AssignClaim, salesChannel: lead.ChannelRep}
	var assign ast.Node
	r.table(n, "to", map[string]field{
		"channel": func(n ast.Node) { d.channel = r.leadChannel(n) },
		"sales_channel": func(n ast.Node) {
			d.salesChannel = lead.SalesChannel(r.word(n, "sales_channel", "rep", "territory_manager", "reseller", "distributor"))
		},
		"team":    func(n ast.Node) { d.team = r.teamName(n, p) },
		"partner": func(n ast.Node) { d.partner = r.reference(n, "partner", keysOf(p.partners)) },
		"assign":  func(n ast.Node) { assign, d.assign = n, r.word(n, "assign", lead.AssignClaim, lead.AssignRoundRobin) },
	}, "team")
	if d.partner != "" && d.assign != "" && assign != nil {
		r.problem(assign, "remove assign: everyone at the partner is offered the lead, and if it comes back, the last rule decides")
	}
	if (d.channel == "") == (d.partner == "") && isTable(n) {
		r.problem(n, "to needs either a channel or a partner")
	}
	return d
}

// RuleOutcome says what happened when a routing rule was tried for a lead.
type RuleOutcome string

// The outcomes.
const (
	RuleMatched    RuleOutcome = "matched"     // the lead goes to its destination
	RuleSkipped    RuleOutcome = "skipped"     // its condition does not hold, or its partner does not sell there
	RuleFailed     RuleOutcome = "failed"      // its condition failed for this lead, so the last rule applies
	RuleNotReached RuleOutcome = "not reached" // an earlier rule matched
)

// route returns where a lead goes: to the destination of the first rule that matches. If the condition of a
// rule fails, the last rule applies, because a rule in between may match leads that the failed one was meant
// for. The route's notes say what was not done as written. report, unless it is nil, is called for every rule
// that was tried.
func (p *Playbook) route(facts scored, report func(rule int, o RuleOutcome, note *lead.RouteNote)) lead.Route {
	var notes []lead.RouteNote
	last := len(p.rules) - 1
	for i := range last {
		u := &p.rules[i]
		outcome, note := p.tryRule(u, facts)
		if report != nil {
			report(i, outcome, note)
		}
		if outcome == RuleMatched {
			return p.routeTo(u, notes)
		}
		if note != nil {
			notes = append(notes, *note)
		}
		if outcome == RuleFailed {
			break
		}
	}
	if report != nil {
		report(last, RuleMatched, nil)
	}
	return p.routeTo(&p.rules[last], notes)
}

// tryRule tries one rule. The note is nil if the rule's condition explains the outcome.
func (p *Playbook) tryRule(u *rule, facts scored) (RuleOutcome, *lead.RouteNote) {
	switch holds, err := u.when.holds(facts); {
	case err != nil:
		note := lead.NewRouteNote(lead.NoteConditionFailed, u.name, short(u.when.source))
		return RuleFailed, &note
	case !holds:
		return RuleSkipped, nil
	}
	if note := p.outsideCountries(u, facts.Lead.Country); note != nil {
		return RuleSkipped, note
	}
	return RuleMatched, nil
}

// routeTo returns the route of a matching rule. A partner's lead also has a home channel of ours, the last
// rule's, in case the partner does not take it.
func (p *Playbook) routeTo(u *rule, notes []lead.RouteNote) lead.Route {
	rt := lead.Route{
		Rule: u.name, Channel: u.to.channel, SalesChannel: u.to.salesChannel, Team: u.to.team, Assign: u.to.assign, Notes: notes,
	}
	if u.to.partner != "" {
		rt.Partner, rt.Channel = u.to.partner, p.partners[u.to.partner].channel
		all := p.catchAll()
		rt.Home, rt.Assign = all.channel, all.assign
	}
	return rt
}

// catchAll returns the destination of the last rule, which matches every lead that no other rule matched.
func (p *Playbook) catchAll() destination { return p.rules[len(p.rules)-1].to }
