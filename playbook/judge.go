package playbook

import (
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// qualifiers says who judges the inquiries that are worth a call but not sales-ready.
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

// nurture says what happens to leads that are not ready yet.
type nurture struct {
	wakeAfter time.Duration
	wakeWhen  *condition
	touches   int           // limit of contact pressure: at most this many touches
	per       time.Duration // in this period
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

// Judge scores a lead at time now and says where it belongs: with sales if it has the required fields and is
// sales-ready, with the qualifiers if it is worth a call, otherwise with marketing. The route says where it
// goes in sales, now or once it is ready. If its campaign holds leads back past now, HeldUntil says until
// when, and nothing wakes the lead before.
//
// Judge does not change the lead, and gives the same result for the same lead at the same time. A condition
// that fails does not hold. If that happens in routing, the last rule applies and the route's notes say so;
// elsewhere, a reason without points says so.
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

// Score returns the lead's score at a time, computed from its log: later engagements do not count. At the
// time of the stored score it equals that score, as long as the playbook is the same. It uses the lead's
// current fields. No field is filled in later without judging the lead again; fields are only removed, when
// the lead is erased.
func (p *Playbook) Score(l *lead.Lead, at time.Time) lead.Score { return p.evaluate(l, at).score }

// latest returns now, or the time of the last engagement if that is in the future because another machine has
// a faster clock. All known engagements count.
func latest(l *lead.Lead, now time.Time) time.Time {
	for _, i := range l.Engagements {
		if i.At.After(now) {
			now = i.At
		}
	}
	return now
}

// evaluation is the result of all conditions for a lead at a time.
type evaluation struct {
	facts   scored
	score   lead.Score
	missing []string // fields that the definition requires
	ready   bool     // meets the condition for sales
	worth   bool     // worth a call from the qualifiers
	wakes   bool     // comes back from nurturing before its date
}

func (p *Playbook) evaluate(l *lead.Lead, at time.Time) evaluation {
	v := evaluation{facts: scored{Lead: factsOf(l)}}
	v.score = p.scoring.score(v.facts.Lead, l.Engagements, at)
	v.facts.Potential, v.facts.Engagement, v.facts.Temperature = v.score.Potential, v.score.Engagement, string(v.score.Temperature)
	v.missing = p.definition.missing(v.facts.Lead)
	holds := func(c *condition) bool {
		yes, err := c.holds(v.facts)
		if err != nil {
			v.score.Reasons = append(v.score.Reasons, lead.Points{Axis: lead.AxisPotential, Failed: short(c.source)})
		}
		return yes
	}
	v.ready = len(v.missing) == 0 && holds(p.definition.salesReady)
	v.worth = !v.ready && holds(p.qualifiers.when)
	v.wakes = p.nurture.wakeWhen != nil && holds(p.nurture.wakeWhen)
	return v
}

// heldUntil returns when the lead's campaign stops holding it back, or zero if it does not hold it back now.
func (p *Playbook) heldUntil(l *lead.Lead, now time.Time) time.Time {
	if until := p.campaigns[l.Campaign].HoldUntil; until.After(now) {
		return until
	}
	return time.Time{}
}

// WakeAt returns when a lead that is nurtured from now on comes back if nobody sets a date: after
// nurture.default, on the wall clock.
func (p *Playbook) WakeAt(now time.Time) time.Time { return now.Add(p.nurture.wakeAfter) }
