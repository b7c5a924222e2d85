package ask

import (
	"cmp"
	"slices"

	"dibs/lead"
)

// choose is the one reading that is meant: the longest, the best fit, with the fewest mistakes; then what is usual after the word
// before. It is not ok when there are two left that differ: they are never guessed between.
func choose(readings []reading, before string) (reading, bool) {
	if len(readings) == 0 {
		return reading{}, false
	}
	better := func(a, b reading) int {
		return cmp.Or(cmp.Compare(b.next, a.next), cmp.Compare(a.how, b.how), cmp.Compare(a.wrong, b.wrong),
			cmp.Compare(expected(b.field, before), expected(a.field, before)))
	}
	slices.SortStableFunc(readings, better)
	best := readings[0]
	for _, other := range readings[1:] {
		if better(best, other) == 0 && (other.field != best.field || other.value != best.value) {
			return reading{}, false
		}
	}
	return best, true
}

// expected is 1 for what is usual after a word: of Jan is a person, in Jan a month.
func expected(f field, before string) int {
	switch {
	case f == owner && contains(owners, before), f == span && contains([]string{"in", "since", "during"}, before):
		return 1
	}
	return 0
}

// set puts a reading in the question; a field that is set to something else already makes no sense.
func (p *parser) set(r reading, before string) bool {
	q := &p.q.Query
	into := func(at *string) bool {
		was := *at
		*at = r.value
		return was == "" || was == r.value
	}
	switch r.field {
	case temperature:
		return into((*string)(&q.Temperature))
	case source:
		return into(&q.Source)
	case campaign:
		return into(&q.Campaign)
	case team:
		return into(&q.Team)
	case country:
		return into(&q.Country)
	case owner:
		return into((*string)(&q.Owner))
	case stage:
		return p.setStages(r.stages, contains([]string{"and", "or"}, before))
	default:
		was := q.Span
		q.Span = r.span
		return was == lead.Span{}
	}
}

// setStages puts stages beside others, "won and lost", or keeps those that are both: "closed leads that we won". What is neither, such
// as a waiting inquiry, makes no sense.
func (p *parser) setStages(stages []lead.Stage, beside bool) bool {
	q := &p.q.Query
	var both []lead.Stage
	for _, s := range lead.Stages() {
		here, there := slices.Contains(q.Stages, s), slices.Contains(stages, s)
		if here && there || (here || there) && (beside || len(q.Stages) == 0) {
			both = append(both, s)
		}
	}
	q.Stages = both
	return len(both) > 0
}

// brokenDown reads "by source" and its like, as item.
func (p *parser) brokenDown(i, end int) (next int, sense bool) {
	at := i
	for at < end && contains([]string{"split", "broken", "grouped", "down"}, p.words[at].text) {
		at++
	}
	if at+1 >= end || !contains([]string{"by", "per"}, p.words[at].text) {
		return i, true
	}
	for _, d := range dimensions {
		if p.is(at+1, d.words...) {
			was := p.q.Query.By
			p.q.Query.By = d.by
			return at + 2, was == "" || was == d.by
		}
	}
	return i, true
}

// kinds are what a name can be said to be.
var kinds = map[string]field{"source": source, "campaign": campaign, "team": team, "country": country}

// kindOfName reads a name with what it is, as item: "team emea", "emea team", "my team", "the webinar campaign".
func (p *parser) kindOfName(i, end int) (next int, sense bool) {
	if kind, ok := kinds[p.words[i].text]; ok && i+1 < end {
		if r, ok := choose(p.ofKind(i+1, end, kind), ""); ok {
			return r.next, p.set(r, "")
		}
	}
	for at := i + 1; at < end && at < i+5; at++ {
		kind, ok := kinds[p.words[at].text]
		if !ok {
			continue
		}
		if p.words[i].text == "my" && kind == team && at == i+1 {
			return at + 1, p.set(reading{field: team, value: p.myTeam()}, "") && p.q.Query.Team != ""
		}
		if r, ok := choose(p.ofKind(i, at, kind), ""); ok && r.next == at {
			return at + 1, p.set(r, "")
		}
		break
	}
	return i, true
}

func (p *parser) ofKind(i, end int, kind field) []reading {
	found := append(p.namesAt(i, end), p.inCountry(i, end, true)...)
	return slices.DeleteFunc(found, func(r reading) bool { return r.field != kind })
}

func (p *parser) myTeam() string {
	for _, one := range p.Names.People {
		if one.ID == p.Names.Me {
			return one.Team
		}
	}
	return ""
}
