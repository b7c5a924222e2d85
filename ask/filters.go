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
	case f == fieldOwner && contains(beforeOwners, before), f == span && contains([]string{"in", "since", "during"}, before):
		return 1
	}
	return 0
}

// set puts a reading in the question. Beside another of its field it stands only when it is joined to it, "hot and warm": what is said
// of two kinds of leads at once, "ana's hot and ben's warm leads", makes no sense as one question.
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
		q.Span = r.fieldSpan
		return was == lead.Span{}
	}
}

// add puts a value to those of a field; what another reading of the text was given stays as it is.
func add[V ~string](to *[]V, value string, beside bool) bool {
	v := V(value)
	if slices.Contains(*to, v) {
		return true
	}
	sense := beside || len(*to) == 0
	*to = append(slices.Clip(*to), v)
	return sense
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

// brokenDown reads "by source", "per week" and their like, as item, and of times also "each week" and "week by week".
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

// by breaks the figures down; by two things at once makes no sense.
func (p *parser) by(d lead.Dimension) bool {
	was := p.q.Query.By
	p.q.Query.By = d
	p.join, p.last = joinNone, fieldNone
	return was == "" || was == d
}

// kindWords are what a name can be said to be.
var kindWords = map[string]field{
	"source": fieldSource, "sources": fieldSource, "campaign": fieldCampaign, "campaigns": fieldCampaign, "team": fieldTeam, "teams": fieldTeam, "country": fieldCountry,
	"countries": fieldCountry,
}

// kindOfName reads a name with what it is, as item: "team emea", "emea team", "my team", "the webinar campaign".
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
