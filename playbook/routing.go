package playbook

import (
	"fmt"
	"regexp"
	"slices"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// rule sends the leads it matches somewhere.
type rule struct {
	name string
	when *condition // nil: everything, unless broken
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

// The modes of assigning.
const (
	assignClaim      = "claim"
	assignRoundRobin = "round_robin"
)

func (r *reader) routing(n ast.Node, p *Playbook) {
	r.list(n, "routing", func(n ast.Node) {
		if k := len(p.rules); k > 0 && p.rules[k-1].everything() {
			r.problem(n, "nothing gets here: the rule %q before it matches everything", p.rules[k-1].name)
		}
		p.rules = append(p.rules, r.rule(n, p))
	})
	last := len(p.rules) - 1
	switch {
	case last < 0:
		r.problem(n, "routing needs a rule that matches everything")
	case !p.rules[last].everything():
		r.problem(n, "the last rule, %q, must match everything: leave out its when", p.rules[last].name)
	case p.rules[last].to.partner != "":
		r.problem(n, "the last rule, %q, must have a channel of the team, not a partner", p.rules[last].name)
	}
}

func (u rule) everything() bool { return u.when == nil && !u.broken }

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
		r.problem(n, "the rule %q is there twice", u.name)
	}
	return u
}

func (r *reader) destination(n ast.Node, p *Playbook) destination {
	d := destination{assign: assignClaim, salesChannel: lead.ChannelRep}
	r.table(n, "to", map[string]field{
		"channel": func(n ast.Node) { d.channel = r.channel(n, "channel") },
		"sales_channel": func(n ast.Node) {
			d.salesChannel = lead.SalesChannel(r.word(n, "sales_channel", "rep", "territory_manager", "reseller", "distributor"))
		},
		"team":    func(n ast.Node) { d.team = r.teamName(n, p) },
		"partner": func(n ast.Node) { d.partner = r.reference(n, "partner", keysOf(p.partners)) },
		"assign":  func(n ast.Node) { d.assign = r.word(n, "assign", assignClaim, assignRoundRobin) },
	}, "team")
	if (d.channel == "") == (d.partner == "") && isTable(n) {
		r.problem(n, "to needs either a channel or a partner")
	}
	return d
}

var (
	channelName = regexp.MustCompile(`^#[^\s#,@:.A-Z]{1,80}$`) // Slack's own rule for names
	channelID   = regexp.MustCompile(`^[CG][A-Z0-9]{5,20}$`)
)

// channel reads a Slack channel: "#leads" or its id.
func (r *reader) channel(n ast.Node, where string) string {
	c := r.text(n, where)
	if c != "" && !channelName.MatchString(c) && !channelID.MatchString(c) {
		r.problem(n, "%s %q is no channel: write \"#name\" in lower case or the id, such as C024BE91L", where, short(c))
	}
	return c
}

// route finds where a lead belongs: the first rule that matches. What cannot be done as
// written is said in the note; a lead that stays with us names no partner.
func (p *Playbook) route(facts scored) lead.Route {
	rt := lead.Route{}
	for _, u := range p.rules {
		holds, err := u.when.holds(facts)
		if err != nil {
			rt.Note = note(rt.Note, fmt.Sprintf("the rule %q was passed over: %v", u.name, err))
		}
		if !holds {
			continue
		}
		rt.Rule, rt.SalesChannel, rt.Assign = u.name, u.to.salesChannel, assignClaim
		rt.Channel, rt.Team = u.to.channel, u.to.team
		switch {
		case u.to.partner != "":
			// A partner's channel shows less of a lead than our own: what cannot hide must stay at home.
			all := p.rules[len(p.rules)-1].to
			rt.Channel, rt.Team = all.channel, all.team
			rt.Note = note(rt.Note, fmt.Sprintf("sending leads to a partner is not available yet: anyone of %s can claim it instead of %s", rt.Team, u.to.partner))
		case u.to.assign == assignRoundRobin:
			rt.Note = note(rt.Note, fmt.Sprintf("round robin is not available yet: anyone of %s can claim it", rt.Team))
		}
		return rt
	}
	return rt
}

func note(before, more string) string {
	if before == "" {
		return more
	}
	return before + "; " + more
}

// partner is who sells for us; its channel sees no more of a lead than hide leaves.
type partner struct {
	channel      string
	people       []string // e-mails
	countries    []string
	acceptWithin span
	hide         []string
}

func (r *reader) partners(n ast.Node, p *Playbook) {
	r.dict(n, "partners", func(name string, at, value ast.Node) {
		r.checkName(at, "partner", name)
		t := &partner{}
		r.table(value, "partner "+name, map[string]field{
			"channel": func(n ast.Node) { t.channel = r.channel(n, "channel") },
			"people": func(n ast.Node) {
				r.list(n, "people", func(n ast.Node) { t.people = append(t.people, r.email(n)) })
			},
			"countries": func(n ast.Node) {
				r.list(n, "countries", func(n ast.Node) { t.countries = append(t.countries, r.word(n, "country", countries...)) })
			},
			"accept_within": func(n ast.Node) { t.acceptWithin = r.span(n, "accept_within") },
			"hide": func(n ast.Node) {
				r.list(n, "hide", func(n ast.Node) { t.hide = append(t.hide, r.word(n, "field", leadFields()...)) })
			},
		}, "channel")
		p.partners[name] = t
	})
}
