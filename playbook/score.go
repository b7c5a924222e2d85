package playbook

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"github.com/goccy/go-yaml/ast"
)

// scoring says how leads get points, and which temperature they give.
type scoring struct {
	potential  []trait
	engagement []sign
	hot, warm  *condition
}

// trait gives points for what a lead is.
type trait struct {
	when    *condition
	points  int
	because string
}

// sign gives points for an engagement. The points halve with every half-life.
type sign struct {
	event    string
	points   int
	halfLife time.Duration // 0: the points never fade
	because  string
}

// maxPoints limits the points of one rule, so that no sum can overflow.
const maxPoints = 1_000_000

func (r *reader) scoring(n ast.Node, s *scoring) {
	r.table(n, "scoring", map[string]field{
		"potential":   func(n ast.Node) { r.list(n, "potential", func(n ast.Node) { r.trait(n, s) }) },
		"engagement":  func(n ast.Node) { r.list(n, "engagement", func(n ast.Node) { r.sign(n, s) }) },
		"temperature": func(n ast.Node) { r.temperatures(n, s) },
	}, "temperature")
}

func (r *reader) trait(n ast.Node, s *scoring) {
	t := trait{}
	r.table(n, "a rule", map[string]field{
		"when":    func(n ast.Node) { t.when = r.condition(n, "when", unscored{}) },
		"points":  func(n ast.Node) { t.points = r.number(n, "points", -maxPoints, maxPoints) },
		"because": func(n ast.Node) { t.because = r.text(n, "because") },
	}, "when", "points", "because")
	s.potential = append(s.potential, t)
}

func (r *reader) sign(n ast.Node, s *scoring) {
	e := sign{}
	r.table(n, "a rule", map[string]field{
		"event":     func(n ast.Node) { e.event = r.text(n, "event") },
		"points":    func(n ast.Node) { e.points = r.number(n, "points", -maxPoints, maxPoints) },
		"half_life": func(n ast.Node) { e.halfLife = r.duration(n, "half_life") },
		"because":   func(n ast.Node) { e.because = r.text(n, "because") },
	}, "event", "points")
	if s.sign(e.event) != nil && e.event != "" {
		r.problem(n, "the event %q appears twice", e.event)
	}
	if e.because == "" {
		e.because = cmp.Or(becauseOf[e.event], strings.ReplaceAll(e.event, "_", " "))
	}
	s.engagement = append(s.engagement, e)
}

// becauseOf words common engagements that the playbook does not word.
var becauseOf = map[string]string{
	"demo_request":       "asked for a demo",
	"contact_form":       "wrote to us",
	"event_registration": "registered for an event",
	"attended":           "came to the event",
	"no_show":            "did not come to the event",
	"phone_call":         "called us",
	"download":           "downloaded something",
	"newsletter":         "reads the newsletter",
	"unsubscribe":        "unsubscribed",
}

func (r *reader) temperatures(n ast.Node, s *scoring) {
	r.table(n, "temperature", map[string]field{
		"hot":  func(n ast.Node) { s.hot = r.condition(n, "hot", counted{}) },
		"warm": func(n ast.Node) { s.warm = r.condition(n, "warm", counted{}) },
	}, "hot", "warm")
}

func (s *scoring) sign(event string) *sign {
	i := slices.IndexFunc(s.engagement, func(e sign) bool { return e.event == event })
	if i < 0 {
		return nil
	}
	return &s.engagement[i]
}

func (s *scoring) events() []string {
	var es []string
	for _, e := range s.engagement {
		es = append(es, e.event)
	}
	return es
}

// Engagements lists the engagements that give points, in the playbook's order.
func (p *Playbook) Engagements() []string { return p.scoring.events() }

// Engagement returns what an engagement means in words, and the points it gives when fresh. ok is false if it
// is not in the playbook.
func (p *Playbook) Engagement(event string) (because string, points int, ok bool) {
	e := p.scoring.sign(event)
	if e == nil {
		return "", 0, false
	}
	return e.because, e.points, true
}

// score adds up the points at time now. A rule whose condition fails gives none; a reason without points says
// so.
func (s *scoring) score(facts leadFacts, interests []lead.Interest, now time.Time) lead.Score {
	sc := lead.Score{At: now, Temperature: lead.Cold}
	for _, t := range s.potential {
		holds, err := t.when.holds(unscored{Lead: facts})
		switch {
		case err != nil:
			sc.Reasons = append(sc.Reasons, lead.Points{Axis: lead.AxisPotential, Failed: short(t.when.source)})
		case holds && t.points != 0:
			sc.Potential += t.points
			sc.Reasons = append(sc.Reasons, lead.Points{Axis: lead.AxisPotential, Points: t.points, Because: t.because})
		}
	}
	for _, e := range s.engagement {
		if points := e.pointsFor(interests, now); points != 0 {
			sc.Engagement += points
			sc.Reasons = append(sc.Reasons, lead.Points{Axis: lead.AxisEngagement, Points: points, Because: e.because})
		}
	}
	s.classify(&sc, facts)
	slices.SortStableFunc(sc.Reasons, func(a, b lead.Points) int {
		return cmp.Or(cmp.Compare(size(b.Points), size(a.Points)), cmp.Compare(b.Points, a.Points))
	})
	return sc
}

// classify sets the first temperature whose condition holds, or leaves it cold.
func (s *scoring) classify(sc *lead.Score, facts leadFacts) {
	seen := counted{Lead: facts, Potential: sc.Potential, Engagement: sc.Engagement}
	for _, t := range []struct {
		is   lead.Temperature
		when *condition
	}{{lead.Hot, s.hot}, {lead.Warm, s.warm}} {
		if t.when == nil {
			continue // a playbook without scoring: every lead is cold
		}
		holds, err := t.when.holds(seen)
		if err != nil {
			sc.Reasons = append(sc.Reasons, lead.Points{Axis: lead.AxisEngagement, Failed: short(t.when.source)})
		}
		if holds {
			sc.Temperature = t.is
			return
		}
	}
}

// pointsFor adds up what all engagements with this event are worth at a time. It rounds the sum once, half
// away from zero, so that the reasons add up to the score.
func (e *sign) pointsFor(interests []lead.Interest, at time.Time) int {
	sum := 0.0
	for _, i := range interests {
		if i.Event == e.event {
			sum += e.worth(i, at)
		}
	}
	return int(math.Round(sum))
}

// worth returns what one engagement is worth at a time; nothing before it happened. Time is counted in
// microseconds, as it is stored, so that computing the score again gives exactly the same.
func (e *sign) worth(i lead.Interest, at time.Time) float64 {
	age := at.UnixMicro() - i.At.UnixMicro()
	switch {
	case age < 0:
		return 0
	case e.halfLife <= 0:
		return float64(e.points)
	}
	return float64(e.points) * math.Exp2(-float64(age)/float64(e.halfLife.Microseconds()))
}

func size(points int) int { return max(points, -points) }
