package playbook

import (
	"slices"
	"time"

	"dibs/lead"
	"dibs/worktime"
	"github.com/goccy/go-yaml/ast"
)

// cadence says how often and how soon to try the inquirer again if they do not answer.
type cadence struct {
	waits  []worktime.Span // before each attempt; the first is 0, because the ladder first_contact times it
	then   GiveUpAction    // what happens to the lead after the last attempt
	reason string          // the reason given for that
}

// GiveUpAction says what happens to a lead after the last attempt without an answer.
type GiveUpAction string

// The actions.
const (
	GiveUpToMarketing    GiveUpAction = "marketing"    // nurtured until it wakes
	GiveUpToPool         GiveUpAction = "pool"         // another rep tries
	GiveUpAsLost         GiveUpAction = "lost"         // closed without a sale
	GiveUpAsDisqualified GiveUpAction = "disqualified" // closed, because it was never a lead
)

// unreachable is the reason given if a lead that did not answer is handed back and the playbook gives no
// other reason.
const unreachable = "cannot be reached"

// defaultCadence is for playbooks without a cadence. It makes sure that no lead is forgotten and that nobody
// is called forever.
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
			r.deferred = append(r.deferred, func() { // the reasons and the action may come further down
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

// attempts reads the waits. The first must be zero: the ladder first_contact runs until the first attempt, so
// there is no date to wait for.
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

// eventKind returns the kind of event that carries out the action.
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

// NextAttempt returns when to try again after an attempt without an answer, and the total number of attempts.
// Call it after the attempt was logged, so that l.Attempts includes it. The playbook lists the wait before
// each attempt, in business time counted from now. ok is false after the last attempt; GiveUp says what
// happens then.
func (p *Playbook) NextAttempt(l *lead.Lead, now time.Time) (at time.Time, of int, ok bool) {
	waits := p.cadence(l.Score.Temperature).waits
	if l.Attempts < 0 || l.Attempts >= len(waits) {
		return time.Time{}, len(waits), false
	}
	return p.Hours(p.TeamOf(l)).DueAfter(now, waits[l.Attempts]).UTC(), len(waits), true
}

// AttemptsOf returns how many attempts without an answer the playbook asks for.
func (p *Playbook) AttemptsOf(l *lead.Lead) int { return len(p.cadence(l.Score.Temperature).waits) }

// GiveUp returns what happens to the lead after the last attempt without an answer, and the reason for it. An
// inquiry has no pool and cannot be lost, so where a lead would go to the pool or be lost, an inquiry goes to
// marketing.
func (p *Playbook) GiveUp(l *lead.Lead) (then GiveUpAction, reason string) {
	c := p.cadence(l.Score.Temperature)
	if l.Stage == lead.StageInquiry && (c.then == GiveUpToPool || c.then == GiveUpAsLost) {
		return GiveUpToMarketing, unreachable
	}
	return c.then, c.reason
}
