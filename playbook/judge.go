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
		"channel": func(n ast.Node) { q.channel = r.leadChannel(n) },
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
			if u.wakeAfter = r.duration(n, "default"); u.wakeAfter < time.Second && !r.hasProblem(n) {
				r.problem(n, "default must be at least a second")
			}
		},
		"wake_when": func(n ast.Node) { u.wakeWhen = r.condition(n, "wake_when", scored{}) },
		"at_most": func(n ast.Node) {
			r.table(n, "at_most", map[string]field{
				"touches": func(n ast.Node) { u.touches = r.number(n, "touches", 1, 1000) },
				"per": func(n ast.Node) {
					if u.per = r.duration(n, "per"); u.per < time.Second && !r.hasProblem(n) {
						r.problem(n, "per must be at least a second")
					}
				},
			}, "touches", "per")
		},
	})
}

// Judge says how a lead stands at an instant and where it belongs: with sales when it has what
// the definition requires and is sales-ready, with the qualifiers when it is worth a call, and
// with marketing otherwise. The route says where it goes when it is, or becomes, a lead of
// sales. A campaign that keeps its leads back until after the instant is named by HeldUntil,
// until when nothing wakes them.
//
// Judge changes nothing of the lead; the same lead at the same instant is always judged the same.
// A condition that cannot be computed does not hold: in routing the catch-all takes the lead and
// the route's note says so, elsewhere a reason without points does.
func (p *Playbook) Judge(l *lead.Lead, now time.Time) lead.Judgement {
	v := p.evaluate(l, latest(l, now))
	j := lead.Judgement{
		Score: v.score, Stage: lead.StageNurturing, Channel: p.marketing, Marketing: p.marketing, Qualifiers: p.qualifiers.channel,
		WakeAt: p.WakeAt(now), HeldUntil: p.heldUntil(l, now), Route: p.route(v.facts, nil), Missing: v.missing, PlaybookID: p.version,
	}
	j.Wakes = v.wakes && j.HeldUntil.IsZero()
	switch {
	case v.ready:
		j.Stage, j.Channel = lead.StageNew, j.Route.Channel
	case v.worth:
		j.Stage, j.Channel = lead.StageInquiry, p.qualifiers.channel
	}
	return j
}

// Score is how the lead stood at an instant, from its log: later signs of interest do not count.
// As of the instant of the score that is stored with the lead it is that score, as long as the
// same playbook is asked. It looks at the fields of the lead as they are, which nothing fills in
// without judging it again; only erasing takes them away.
func (p *Playbook) Score(l *lead.Lead, at time.Time) lead.Score { return p.evaluate(l, at).score }

// latest is the instant, or that of a sign of interest which another machine, whose clock is
// ahead, noted already: what is known always counts.
func latest(l *lead.Lead, now time.Time) time.Time {
	for _, i := range l.Engagements {
		if i.At.After(now) {
			now = i.At
		}
	}
	return now
}

// evaluation is what the conditions say of a lead at an instant.
type evaluation struct {
	facts   scored
	score   lead.Score
	missing []string // fields that the definition requires
	ready   bool     // for sales
	worth   bool     // a call by the qualifiers
	wakes   bool     // a nurtured lead, before its date
}

func (p *Playbook) evaluate(l *lead.Lead, at time.Time) evaluation {
	v := evaluation{facts: scored{Lead: factsOf(l)}}
	v.score = p.scoring.score(v.facts.Lead, l.Engagements, at)
	v.facts.Potential, v.facts.Engagement, v.facts.Temperature = v.score.Potential, v.score.Engagement, string(v.score.Temperature)
	v.missing = p.definition.missing(v.facts.Lead)
	holds := func(c *condition) bool {
		yes, err := c.holds(v.facts)
		if err != nil {
			v.score.Reasons = append(v.score.Reasons, lead.Points{Axis: lead.AxisPotential, Because: err.Error()})
		}
		return yes
	}
	v.ready = len(v.missing) == 0 && holds(p.definition.salesReady)
	v.worth = !v.ready && holds(p.qualifiers.when)
	v.wakes = p.nurture.wakeWhen != nil && holds(p.nurture.wakeWhen)
	return v
}

// heldUntil is when the lead's campaign lets go of it, zero when that is over or never was.
func (p *Playbook) heldUntil(l *lead.Lead, now time.Time) time.Time {
	if until := p.campaigns[l.Campaign].HoldUntil; until.After(now) {
		return until
	}
	return time.Time{}
}

// WakeAt is when a lead put off now is looked at again if nobody gives a date: nurture.default
// on the wall clock.
func (p *Playbook) WakeAt(now time.Time) time.Time { return now.Add(p.nurture.wakeAfter) }
