package ask

import (
	"slices"
	"strings"
)

// rule is one way to ask for something: words, and slots that read the rest.
type rule struct {
	verb    Verb
	act     Act
	parts   []part
	nowhere bool // it fits without a lead
}

// first are the words that a text can begin with that the rule fits; none when it begins with a slot, which takes any.
func (r *rule) first() []string {
	var words []string
	for _, p := range r.parts {
		if p.slot != nil {
			return nil
		}
		words = append(words, p.words...)
		if !p.optional {
			break
		}
	}
	return words
}

// beginnings are the rules by the words that they can begin with, and under the empty word those that fit any beginning; in the order
// of the grammar.
var beginnings = func() map[string][]*rule {
	all := map[string][]*rule{"": nil}
	for i := range grammar {
		for _, w := range grammar[i].first() {
			all[w] = nil
		}
	}
	for i := range grammar {
		r := &grammar[i]
		first := r.first()
		for w := range all {
			if first == nil || slices.Contains(first, w) {
				all[w] = append(all[w], r)
			}
		}
	}
	return all
}()

// fitting are the rules that a text can fit that begins with a word.
func fitting(word string) []*rule {
	if rules := beginnings[word]; rules != nil {
		return rules
	}
	return beginnings[""]
}

// part is one place of a pattern: "open", "is|are", "[the]" for a word that may be missing, or "<lead>" for a slot.
type part struct {
	words    []string
	optional bool
	slot     slot
}

// slot reads the words from i on, as many as it likes, and goes on with each end at which it could stop until one fits; it puts what it
// read in the parser's question.
type slot func(p *parser, i int, goOn func(next int) bool) bool

// compile reads a pattern. A slot that does not exist is a mistake of ours, found by any test.
func compile(verb Verb, act Act, pattern string) rule {
	r := rule{verb: verb, act: act}
	for _, s := range strings.Fields(pattern) {
		switch {
		case s[0] == '<':
			read := slots[s]
			if read == nil {
				panic("ask: no slot " + s)
			}
			r.parts = append(r.parts, part{slot: read})
		case s[0] == '[':
			r.parts = append(r.parts, part{words: strings.Split(strings.Trim(s, "[]"), "|"), optional: true})
		default:
			r.parts = append(r.parts, part{words: strings.Split(s, "|")})
		}
	}
	return r
}

// Bounds on the work for a text of any length: no question, name or date has more words, and nobody says more courtesies.
const mostWords, mostDateWords, mostCourtesies = 40, 12, 6

// parser reads one text.
type parser struct {
	Asker
	text  string
	words []word
	end   int  // where the words end that are read; after it stand thanks
	loose bool // small mistakes are let pass
	rule  *rule
	progress
	names  []named  // prepared by known
	called []called // prepared by crew
}

// progress is what was read so far; a pattern that goes another way starts from an earlier one.
type progress struct {
	q        Question
	wrong    int      // how many letters were put right
	meant    []string // the words that they made
	noun     bool     // the words say leads
	everyone bool     // they say all
	newly    bool     // the leads are new: those that came in, or without a time those that wait
}

// match reads the words from i on by the rest of the rule's parts.
func (p *parser) match(parts []part, i int) bool {
	if len(parts) == 0 {
		return i == p.end
	}
	this, rest := parts[0], parts[1:]
	if this.slot != nil {
		before := p.progress
		if this.slot(p, i, func(next int) bool { return p.match(rest, next) }) {
			return true
		}
		p.progress = before
		return false
	}
	if i < p.end {
		before := p.progress
		if p.is(i, this.words...) && p.match(rest, i+1) {
			return true
		}
		p.progress = before
	}
	return this.optional && p.match(rest, i)
}

// is reports whether a word is one of some. Where mistakes are let pass they are counted; what is done to a lead is not
// started by a short word with a mistake.
func (p *parser) is(i int, words ...string) bool {
	typed := p.words[i].text
	if slices.Contains(words, typed) {
		return true
	}
	if !p.loose {
		return false
	}
	for _, known := range words {
		if n, ok := near(typed, known); ok && (len(known) > 4 || p.rule.act == "" && p.rule.verb != Note) {
			p.wrong, p.meant = p.wrong+n, append(p.meant, known)
			return true
		}
	}
	return false
}
