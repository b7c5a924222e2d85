package playbook

import (
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// cadence is how often and how soon somebody is tried again who did not answer.
type cadence struct {
	waits  []worktime.Span // before each attempt but the first, which the first contact's ladder waits for
	then   GiveUpAction    // what becomes of the lead after the last one
	reason string          // under which that happens
}

// GiveUpAction is what becomes of a lead that nobody could reach.
type GiveUpAction string

// What can become of it.
const (
	GiveUpToMarketing    GiveUpAction = "marketing"    // put off, until nurture brings it back
	GiveUpToPool         GiveUpAction = "pool"         // somebody else tries
	GiveUpAsLost         GiveUpAction = "lost"         // closed without a sale
	GiveUpAsDisqualified GiveUpAction = "disqualified" // closed as what never was a lead
)

// unreachable is the reason of a lead that is given back because nobody answered, where the playbook
// gives no other.
const unreachable = "cannot be reached"

// defaultCadence is what goes for a playbook that says nothing: DESIGN section 3 wants none to
// be forgotten, and none to be called for ever.
var defaultCadence = cadence{waits: []worktime.Span{{}, {Days: 1}, {Days: 3}, {Days: 7}}, then: GiveUpToMarketing, reason: unreachable}

func (r *reader) cadences(n ast.Node, p *Playbook) {
	fields := map[string]field{}
	for _, t := range append(lead.Temperatures(), "any") {
		fields[string(t)] = func(n ast.Node) { p.cadences[t] = r.cadence(n, p) }
	}
	r.table(n, "cadence", fields)
}

func (r *reader) cadence(n ast.Node, p *Playbook) cadence {
	c := cadence{then: GiveUpToMarketing}
	then := n
	r.table(n, "cadence", map[string]field{
		"attempts": func(n ast.Node) { c.waits = r.attempts(n) },
		"then": func(n ast.Node) {
			then = n
			c.then = GiveUpAction(r.word(n, "then", string(GiveUpToMarketing), string(GiveUpToPool), string(GiveUpAsLost), string(GiveUpAsDisqualified)))
		},
		"reason": func(n ast.Node) {
			c.reason = r.text(n, "reason")
			r.deferred = append(r.deferred, func() { // the lists may be further down, and what becomes of the lead, too
				if known := p.Reasons(c.then.eventKind()); c.reason != "" && c.then != "" && !slices.Contains(known, c.reason) {
					r.unknown(n, "reason", c.reason, known)
				}
			})
		},
	}, "attempts")
	switch gives := c.then == GiveUpToMarketing || c.then == GiveUpToPool; {
	case c.reason != "" || c.then == "":
	case gives:
		c.reason = unreachable
	default:
		r.problem(then, "then: %s needs a reason next to it, one that people can choose: reason: …", c.then)
	}
	return c
}

// attempts reads the waits. The first is always none: until the first attempt the ladder of the first
// contact runs, and no date is set that could be waited for.
func (r *reader) attempts(n ast.Node) []worktime.Span {
	var waits []worktime.Span
	r.list(n, "attempts", func(n ast.Node) {
		s := r.businessSpan(n, "attempts")
		if len(waits) == 0 && s.Length() != 0 && !r.hasProblem(n) {
			r.problem(n, "the first attempt is made at once: start with 0m, and set its deadline in the ladder first_contact")
		}
		waits = append(waits, s)
	})
	if s, ok := n.(*ast.SequenceNode); ok && len(s.Values) == 0 {
		r.problem(n, "attempts is empty: add at least 0m")
	}
	return waits
}

// eventKind is what happens to a lead that has this become of it.
func (t GiveUpAction) eventKind() lead.Kind {
	switch t {
	case GiveUpAsLost:
		return lead.Lost
	case GiveUpAsDisqualified:
		return lead.Disqualified
	default:
		return lead.HandedBack
	}
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

// GiveUp is what becomes of the lead after the last attempt that nobody answered, and with which reason.
// An inquiry has no pool, and there was no sale to lose: it goes to marketing where a lead of sales goes
// to either.
func (p *Playbook) GiveUp(l *lead.Lead) (then GiveUpAction, reason string) {
	c := p.cadence(l.Score.Temperature)
	if l.Stage == lead.StageInquiry && (c.then == GiveUpToPool || c.then == GiveUpAsLost) {
		return GiveUpToMarketing, unreachable
	}
	return c.then, c.reason
}
