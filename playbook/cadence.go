package playbook

import (
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// cadence is how often and how soon somebody is tried again who did not answer.
type cadence struct {
	waits []worktime.Span // before each attempt; the first counts from the claim
	then  string          // where the lead goes after the last one
}

// defaultCadence is what goes for a playbook that says nothing: DESIGN section 3 wants none to
// be forgotten, and none to be called for ever.
var defaultCadence = cadence{waits: []worktime.Span{{}, {Days: 1}, {Days: 3}, {Days: 7}}, then: "marketing"}

func (r *reader) cadences(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range append(lead.Temperatures(), "any") {
		fields[string(t)] = func(n ast.Node) { p.cadences[t] = r.cadence(n) }
	}
	r.table(n, "cadence", fields)
}

func (r *reader) cadence(n ast.Node) cadence {
	c := cadence{then: "marketing"}
	r.table(n, "cadence", map[string]field{
		"attempts": func(n ast.Node) {
			r.list(n, "attempts", func(n ast.Node) { c.waits = append(c.waits, r.span(n, "attempts")) })
			if len(c.waits) == 0 {
				r.problem(n, "attempts lists none")
			}
		},
		"then": func(n ast.Node) { c.then = r.word(n, "then", "marketing", "pool") },
	}, "attempts")
	return c
}

func (p *Playbook) cadence(t lead.Temperature) cadence {
	if c, ok := p.cadences[t]; ok {
		return c
	}
	if c, ok := p.cadences["any"]; ok {
		return c
	}
	return defaultCadence
}

// NextAttempt is when somebody who did not answer is tried again, and how many attempts there
// are in all. Call it after the attempt was logged: lead.Attempts is then how many were made.
// What the playbook lists are the waits before each attempt, in business time like the rungs
// of a ladder, counted from now. ok is false when the last attempt was made: the lead goes
// where the playbook says next, which is not up to a clock.
func (p *Playbook) NextAttempt(l *lead.Lead, now time.Time) (at time.Time, of int, ok bool) {
	waits := p.cadence(l.Score.Temperature).waits
	if l.Attempts < 0 || l.Attempts >= len(waits) {
		return time.Time{}, len(waits), false
	}
	return p.Hours(p.TeamOf(l)).DueAfter(now, waits[l.Attempts]).UTC(), len(waits), true
}

// AttemptsOf is how many attempts without an answer the playbook wants for the lead.
func (p *Playbook) AttemptsOf(l *lead.Lead) int { return len(p.cadence(l.Score.Temperature).waits) }
