package ask

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/report"
)

// reading is one thing that some words of a query could mean.
type reading struct {
	next   int // the word after it
	field  field
	value  string
	stages []lead.Stage
	span   report.Span
	how    int // how well it matches: exactMatch and so on
	typos  int // how many letters were corrected in a word of the grammar
}

// query reads as many words as it can into the question, and returns where it stopped. It accepts filler
// words, names, a period and a breakdown in any order. A field may be set only once.
func (p *parser) query(i, end int) int {
	before := ""
	p.join, p.last, p.mixedFields = joinNone, fieldNone, false
	for i < end {
		next, sense := p.item(i, end, before)
		switch {
		case !sense:
			return i
		case next == i && (!p.is(i, fillers...) || i+1 == end && contains(dangling, p.words[i].text)):
			return i
		case next == i:
			p.join = max(p.join, joins[p.words[i].text])
			next++
		}
		if w := p.words[next-1]; strings.HasSuffix(p.text[w.from:w.to], ",") {
			p.join = max(p.join, joinComma)
		}
		before, i = p.words[next-1].text, next
	}
	return i
}

// item reads one item that is not a filler word. before is the word before it. next is i if there is no item.
// sense is false for an item that contradicts an earlier one.
func (p *parser) item(i, end int, before string) (next int, sense bool) {
	if next, sense = p.brokenDown(i, end); next > i {
		return next, sense
	}
	if next, sense = p.kindOfName(i, end); next > i {
		return next, sense
	}
	if p.is(i, leadWords...) {
		again := p.saysLeads
		p.saysLeads, p.saysLeadsTwice = true, again
		return i + 1, !again || !p.mixedFields
	}
	if r, ok := choose(p.readings(i, end, before), before); ok {
		p.typos += r.typos
		return r.next, p.set(r)
	}
	if p.words[i].text == "new" {
		p.saysNew = true
		return i + 1, true
	}
	if p.q.Verb == Due && p.is(i, "everyone", "everybody", "all", "us", "we", "our", "team") {
		p.saysEveryone = true
		return i + 1, true
	}
	return i, true
}

// readings lists everything that the words from i on could mean.
func (p *parser) readings(i, end int, before string) []reading {
	found := p.people(i, end)
	typed := p.words[i].text
	if contains(fillers, typed) {
		found = append(found, p.periods(i, end)...)
		return append(found, p.inCountry(i, end, p.placed(before))...)
	}
	for _, t := range temperatures {
		if n, ok := p.nearly(typed, t); ok {
			found = append(found, reading{next: i + 1, field: fieldTemperature, value: t, typos: n})
		}
	}
	for _, s := range stageWords {
		for _, w := range s.words {
			if n, ok := p.nearly(typed, w); ok {
				found = append(found, reading{next: i + 1, field: fieldStage, value: s.words[0], stages: s.stages, typos: n})
				break
			}
		}
	}
	found = append(found, p.periods(i, end)...)
	found = append(found, p.inCountry(i, end, p.placed(before))...)
	return append(found, p.namesAt(i, end)...)
}

// placed reports whether a country may follow a word, as in "from DE" or "from DE or FR".
func (p *parser) placed(before string) bool {
	return contains(beforePlaces, before) || p.join != joinNone && p.last == fieldCountry
}

// nearly reports whether a word is a known one, with small mistakes if they are allowed, and how many letters
// are wrong.
func (p *parser) nearly(typed, known string) (int, bool) {
	if !p.loose {
		return 0, typed == known
	}
	return typo(typed, known)
}

// namesAt lists the sources, campaigns and teams that the words from i on could name. It looks them up once
// for all rules.
func (p *parser) namesAt(i, end int) []reading {
	if p.namesAtWord == nil {
		p.namesAtWord = make([][]reading, len(p.words))
	}
	if p.namesAtWord[i] == nil {
		p.namesAtWord[i] = p.lookUp(i)
	}
	return slices.DeleteFunc(slices.Clone(p.namesAtWord[i]), func(r reading) bool { return r.next > end })
}

func (p *parser) lookUp(i int) []reading {
	found := []reading{}
	joined := ""
	for next := i; next < min(len(p.words), i+5); next++ {
		joined += letters(p.words[next].text)
		for _, n := range p.knownNames() {
			how, ok := n.fits(joined)
			if how == partMatch && contains(ignoredNameParts, joined) || how >= typoMatch && next-i >= len(n.starts)-1 { // a mistake never adds a word
				continue
			}
			if ok {
				found = append(found, reading{next: next + 1, field: n.field, value: n.value, how: how})
			}
		}
	}
	return found
}
