package playbook

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"time"

	"dibs/lead"
)

// Explanation lists every step from a lead's fields to the people who are pinged, to show why a lead is where
// it is. Conditions are as written in the playbook; see PlainWords.
type Explanation struct {
	At      time.Time
	Version string // of the playbook
	Facts   []Fact // what conditions see, in the order of docs/playbook.md

	Potential   []PointsResult // every rule for the potential, in order
	Engagement  []EngagementResult
	Temperature []ConditionResult // hot, then warm; the first one that holds is the temperature

	Required   []Requirement // fields the definition requires
	SalesReady ConditionResult
	Qualifiers ConditionResult // whether it is worth a call if it is not sales-ready
	WakeWhen   ConditionResult // whether it wakes before its date; without a condition it never does

	Rules      []RuleResult     // every routing rule, in order
	Judgement  lead.Judgement   // the result, see Judge
	Candidates []lead.Candidate // who can be offered it, or why not, at time Opens
	Opens      time.Time        // now if the team is open, otherwise its next opening
	Ahead      []lead.Step      // the next rungs
}

// rungsAhead is how many rungs an explanation lists.
const rungsAhead = 5

// Fact is a field of a lead as conditions see it. An attribute is called attributes.NAME.
type Fact struct{ Name, Value string }

// ConditionResult is the result of a condition. The empty condition always holds.
type ConditionResult struct {
	When  string
	Holds bool
	Fault string // why it could not be checked; Holds is then false
}

// PointsResult is the result of a rule for the potential.
type PointsResult struct {
	ConditionResult
	Points  int // if it holds
	Because string
}

// EngagementResult is what one engagement is worth. The Worth of all engagements with the same event is added
// up and rounded once.
type EngagementResult struct {
	lead.Interest
	Points  int     // when it was fresh; 0 for an event the playbook does not score
	Worth   float64 // what is left of the points
	Because string
}

// Requirement is a field that the definition requires.
type Requirement struct {
	Field   string
	Present bool
}

// RuleResult is what happened at a routing rule for the lead.
type RuleResult struct {
	Name    string
	When    string // empty: everything
	Outcome RuleOutcome
	Note    *lead.RouteNote // why it was skipped or failed; nil if its condition explains that
}

// Explain judges a lead as Judge does and reports every step. open says how many open leads each person has.
// A lead that is not registered yet is explained as if it were registered now. For a registered lead, the
// candidates and rungs are those of its current state. Explain does not change the lead.
func (p *Playbook) Explain(l *lead.Lead, crew lead.Crew, open map[lead.PersonID]int, now time.Time) Explanation {
	at := latest(l, now)
	v := p.evaluate(l, at)
	x := Explanation{
		At: now, Version: p.version, Facts: v.facts.Lead.list(), Engagement: p.scoring.engagementResults(l.Engagements, at),
		SalesReady: resultOf(p.definition.salesReady, v.facts), Qualifiers: resultOf(p.qualifiers.when, v.facts),
		Rules: p.tryRules(v.facts), Judgement: p.Judge(l, now),
	}
	if p.nurture.wakeWhen != nil {
		x.WakeWhen = resultOf(p.nurture.wakeWhen, v.facts)
	}
	for _, t := range p.scoring.potential {
		x.Potential = append(x.Potential, PointsResult{resultOf(t.when, unscored{Lead: v.facts.Lead}), t.points, t.because})
	}
	for _, c := range []*condition{p.scoring.hot, p.scoring.warm} {
		if c != nil {
			seen := counted{Lead: v.facts.Lead, Potential: v.score.Potential, Engagement: v.score.Engagement}
			x.Temperature = append(x.Temperature, resultOf(c, seen))
		}
	}
	for _, field := range p.definition.requires {
		x.Required = append(x.Required, Requirement{field, !slices.Contains(v.missing, field)})
	}
	there := p.asIfRegistered(l, x.Judgement, crew, open, now)
	x.Opens = p.Hours(p.salesTeam(there)).NextOpen(now)
	x.Candidates = p.Candidates(there, crew, open, now)
	x.Ahead = p.Ahead(there, crew, rungsAhead)
	return x
}

// asIfRegistered returns a registered lead as it is, and any other as if it were registered now. The rotation
// then starts as if nobody had had a turn.
func (p *Playbook) asIfRegistered(l *lead.Lead, j lead.Judgement, crew lead.Crew, open map[lead.PersonID]int, now time.Time) *lead.Lead {
	if l.Stage != "" {
		return l
	}
	there := lead.Register(l.Inquiry, lead.Dibs(), j, now)
	choice := lead.Choice{Reason: lead.AssignOnArrival}
	switch {
	case there.Stage != lead.StageNew:
		return there
	case j.Route.Partner != "" && len(crew.Team(lead.PartnerTeam(j.Route.Partner))) == 0:
		there.ReturnFromPartner(lead.NewRouteNote(lead.NotePartnerEmpty, j.Route.Partner), now)
	case j.Route.Partner != "":
		choice.Method = lead.ByPartner
	case j.Route.Assign == lead.AssignRoundRobin:
		choice.Method = lead.ByRotation
		choice.Chosen = new(lead.Rotation).Take(p.Candidates(there, crew, open, now))
	}
	there.AutoAssign(choice, there.Route.Partner, now)
	return there
}

func (p *Playbook) tryRules(facts scored) []RuleResult {
	rules := make([]RuleResult, len(p.rules))
	for i, u := range p.rules {
		rules[i] = RuleResult{Name: u.name, When: u.when.sourceText(), Outcome: RuleNotReached}
	}
	p.route(facts, func(i int, o RuleOutcome, note *lead.RouteNote) { rules[i].Outcome, rules[i].Note = o, note })
	return rules
}

// engagementResults returns what each engagement is worth at a time.
func (s *scoring) engagementResults(interests []lead.Interest, at time.Time) []EngagementResult {
	var ws []EngagementResult
	for _, i := range interests {
		w := EngagementResult{Interest: i}
		if e := s.sign(i.Event); e != nil {
			w.Points, w.Because = e.points, e.because
			w.Worth = math.Round(e.worth(i, at)*100) / 100
		}
		ws = append(ws, w)
	}
	return ws
}

func resultOf(c *condition, facts any) ConditionResult {
	t := ConditionResult{When: c.sourceText()}
	var err error
	if t.Holds, err = c.holds(facts); err != nil {
		t.Fault = err.Error()
	}
	return t
}

// sourceText returns the condition as written, or an empty string for the nil condition.
func (c *condition) sourceText() string {
	if c == nil {
		return ""
	}
	return c.source
}

// list returns every field with its value, and each attribute by name.
func (f leadFacts) list() []Fact {
	var facts []Fact
	v := reflect.ValueOf(f)
	for i, name := range fieldNames(f) {
		value := ""
		switch of := v.Field(i).Interface().(type) {
		case string:
			value = of
		case int:
			value = strconv.Itoa(of)
		case float64:
			value = strconv.FormatFloat(of, 'f', -1, 64)
		case bool:
			value = strconv.FormatBool(of)
		case map[string]string:
			for _, key := range slices.Sorted(maps.Keys(of)) {
				facts = append(facts, Fact{name + "." + key, of[key]})
			}
			continue
		}
		facts = append(facts, Fact{name, value})
	}
	return facts
}
