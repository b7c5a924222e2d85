package playbook

import (
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// qualifiers are who judges what is worth a call but not sales-ready.
type qualifiers struct {
	channel string
	team    string
	when    *condition
}

func (r *reader) qualifiers(n ast.Node, p *Playbook) {
	q := &p.qualifiers
	r.table(n, "qualifiers", map[string]field{
		"channel": func(n ast.Node) { q.channel = r.channel(n, "channel") },
		"team":    func(n ast.Node) { q.team = r.teamName(n, p) },
		"when":    func(n ast.Node) { q.when = r.condition(n, "when", scored{}) },
	}, "channel", "team")
}

// nurture is what happens with leads that are not for now.
type nurture struct {
	wakeAfter time.Duration
	wakeWhen  *condition
	touches   int           // at most so many of marketing,
	per       time.Duration // in so much time
}

func (r *reader) nurture(n ast.Node, u *nurture) {
	r.table(n, "nurture", map[string]field{
		"default": func(n ast.Node) {
			if u.wakeAfter = r.duration(n, "default"); u.wakeAfter < time.Second {
				r.problem(n, "default must be a second at least")
			}
		},
		"wake_when": func(n ast.Node) { u.wakeWhen = r.condition(n, "wake_when", scored{}) },
		"at_most": func(n ast.Node) {
			r.table(n, "at_most", map[string]field{
				"touches": func(n ast.Node) { u.touches = r.number(n, "touches", 1, 1000) },
				"per":     func(n ast.Node) { u.per = r.duration(n, "per") },
			}, "touches", "per")
		},
	})
}

// Judge says how a lead stands at an instant and where it belongs: with sales when it has what
// the definition requires and is sales-ready, with the qualifiers when it is worth a call, and
// with marketing otherwise. The route says where it goes when it is, or becomes, a lead of
// sales. Judge changes nothing of the lead; the same lead at the same instant is always judged
// the same.
func (p *Playbook) Judge(l *lead.Lead, now time.Time) lead.Judgement {
	facts := scored{Lead: factsOf(l)}
	sc := p.scoring.score(facts.Lead, l.Engagements, now)
	facts.Potential, facts.Engagement, facts.Temperature = sc.Potential, sc.Engagement, string(sc.Temperature)
	j := lead.Judgement{
		Stage: lead.StageNurturing, Channel: p.marketing, Marketing: p.marketing, Qualifiers: p.qualifiers.channel, WakeAt: p.WakeAt(now),
		Route: p.route(facts), Missing: p.definition.missing(facts.Lead), PlaybookID: p.version,
	}
	holds := func(c *condition) bool {
		yes, err := c.holds(facts)
		if err != nil {
			sc.Reasons = append(sc.Reasons, lead.Points{Axis: lead.AxisPotential, Because: err.Error()})
		}
		return yes
	}
	switch {
	case len(j.Missing) == 0 && holds(p.definition.salesReady):
		j.Stage, j.Channel = lead.StageNew, j.Route.Channel
	case holds(p.qualifiers.when):
		j.Stage, j.Channel = lead.StageInquiry, p.qualifiers.channel
	}
	j.Score = sc
	return j
}

// WakeAt is when a lead put off now is looked at again if nobody gives a date: nurture.default
// on the wall clock.
func (p *Playbook) WakeAt(now time.Time) time.Time { return now.Add(p.nurture.wakeAfter) }
