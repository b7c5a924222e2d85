package ask

import (
	"cmp"
	"slices"

	"dibs/lead"
	"dibs/lead/report"
)

// choose returns the intended reading: the longest, then the best match, then the one with the fewest
// mistakes, then the one that usually follows the word before. ok is false if two different readings are
// equally good: choose never guesses.
func choose(readings []reading, before string) (reading, bool) {
	if len(readings) == 0 {
		return reading{}, false
	}
	better := func(a, b reading) int {
		return cmp.Or(cmp.Compare(b.next, a.next), cmp.Compare(a.how, b.how), cmp.Compare(a.typos, b.typos),
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

// expected returns 1 for a field that usually follows the word before: "of Jan" is a person, "in Jan" a
// month.
func expected(f field, before string) int {
	switch {
	case f == fieldOwner && contains(beforeOwners, before), f == fieldSpan && contains([]string{"in", "since", "during"}, before):
		return 1
	}
	return 0
}

// set adds a reading to the question. It accepts a second value of a field only if it is joined to the first,
// as in "hot and warm". Two kinds of leads at once, as in "ana's hot and ben's warm leads", make no sense as
// one question.
func (p *parser) set(r reading) bool {
	q := &p.q.Query
	beside, sense := p.joined(r.field)
	if !sense {
		return false
	}
	switch r.field {
	case fieldTemperature:
		return add(&q.Temperatures, r.value, beside)
	case fieldSource:
		return add(&q.Sources, r.value, beside)
	case fieldCampaign:
		return add(&q.Campaigns, r.value, beside)
	case fieldTeam:
		return add(&q.Teams, r.value, beside)
	case fieldCountry:
		return add(&q.Countries, r.value, beside)
	case fieldOwner:
		return add(&q.Owners, r.value, beside)
	case fieldStage:
		return p.setStages(r.stages, beside)
	default:
		was := q.Span
		q.Span = r.span
		return was == report.Span{}
	}
}

// add appends a value to a field. It copies the slice, because another reading of the text may share it.
func add[V ~string](to *[]V, value string, beside bool) bool {
	v := V(value)
	if slices.Contains(*to, v) {
		return true
	}
	sense := beside || len(*to) == 0
	*to = append(slices.Clip(*to), v)
	return sense
}

// setStages adds stages to the ones set before, as in "won and lost", or keeps those in both, as in "closed
// leads that we won". If nothing is left, as for "waiting inquiries", the question makes no sense.
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

// brokenDown is item for a breakdown: "by source", "per week", and for calendar periods also "each week" and
// "week by week".
func (p *parser) brokenDown(i, end int) (next int, sense bool) {
	at := i
	for at < end && contains([]string{"split", "broken", "grouped", "down"}, p.words[at].text) {
		at++
	}
	if at+1 >= end {
		return i, true
	}
	by := contains([]string{"by", "per"}, p.words[at].text)
	each := contains([]string{"each", "every"}, p.words[at].text)
	for _, d := range dimensionWords {
		switch {
		case (by || each && d.by.Periodic()) && p.is(at+1, d.words...):
			return at + 2, p.by(d.by)
		case d.by.Periodic() && at+2 < end && p.words[at].text == d.words[0] && p.words[at+1].text == "by" && p.words[at+2].text == d.words[0]:
			return at + 3, p.by(d.by)
		}
	}
	return i, true
}

// by sets the breakdown. A question can have only one.
func (p *parser) by(d report.Dimension) bool {
	was := p.q.Query.By
	p.q.Query.By = d
	p.join, p.last = joinNone, fieldNone
	return was == "" || was == d
}

// kindWords maps words that say what kind of name comes with them to fields.
var kindWords = map[string]field{
	"source": fieldSource, "sources": fieldSource, "campaign": fieldCampaign, "campaigns": fieldCampaign, "team": fieldTeam, "teams": fieldTeam, "country": fieldCountry,
	"countries": fieldCountry,
}

// kindOfName is item for a name with its kind: "team emea", "emea team", "my team", "the webinar campaign".
func (p *parser) kindOfName(i, end int) (next int, sense bool) {
	if kind, ok := kindWords[p.words[i].text]; ok && i+1 < end {
		if r, ok := choose(p.ofKind(i+1, end, kind), ""); ok {
			return r.next, p.set(r)
		}
	}
	for at := i + 1; at < end && at < i+5; at++ {
		kind, ok := kindWords[p.words[at].text]
		if !ok {
			continue
		}
		if p.words[i].text == "my" && kind == fieldTeam && at == i+1 {
			return at + 1, p.myTeam() != "" && p.set(reading{field: fieldTeam, value: p.myTeam()})
		}
		if r, ok := choose(p.ofKind(i, at, kind), ""); ok && r.next == at {
			return at + 1, p.set(r)
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
