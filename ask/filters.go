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
func (p *parser) set(r reading) bool {
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
		for _, s := range r.stages {
			if !slices.Contains(q.Stages, s) {
				q.Stages = append(slices.Clip(q.Stages), s)
			}
		}
		return true
	default:
		was := q.Span
		q.Span = r.span
		return was == lead.Span{}
	}
}

// brokenDown reads "by source" and its like.
func (p *parser) brokenDown(i, end int) (int, bool) {
	start := i
	for i < end && contains([]string{"split", "broken", "grouped", "down"}, p.words[i].text) {
		i++
	}
	if i+1 >= end || !contains([]string{"by", "per"}, p.words[i].text) {
		return start, false
	}
	for _, d := range dimensions {
		if p.is(i+1, d.words...) {
			was := p.q.Query.By
			p.q.Query.By = d.by
			return i + 2, was == "" || was == d.by
		}
	}
	return start, false
}

// kinds are what a name can be said to be.
var kinds = map[string]field{"source": source, "campaign": campaign, "team": team, "country": country}

// kindOfName reads a name with what it is: "team emea", "emea team", "my team", "the webinar campaign".
func (p *parser) kindOfName(i, end int) (int, bool) {
	if kind, ok := kinds[p.words[i].text]; ok && i+1 < end {
		if r, ok := choose(p.ofKind(i+1, end, kind), ""); ok {
			return r.next, p.set(r)
		}
	}
	for next := i + 1; next < end && next < i+5; next++ {
		kind, ok := kinds[p.words[next].text]
		if !ok {
			continue
		}
		if p.words[i].text == "my" && kind == team && next == i+1 {
			return next + 1, p.set(reading{field: team, value: p.myTeam()}) && p.q.Query.Team != ""
		}
		r, ok := choose(p.ofKind(i, next, kind), "")
		if ok && r.next == next {
			return next + 1, p.set(r)
		}
		break
	}
	return i, false
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
