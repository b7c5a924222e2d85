package ask

import (
	"slices"
	"strings"
)

// rule is one way to ask for something: words, and slots that read the rest.
type rule struct {
	verb        Verb
	act         Act
	parts       []part
	withoutLead bool     // it fits without a lead
	anchor      []string // what needs says
}

// grammar are the rules in the order in which they are tried: what is done comes first where there is a lead, and last without one.
var grammar = func() []*rule {
	var done, asked, nowhere []*rule
	for _, a := range actPatterns {
		for _, p := range a.patterns {
			done = append(done, compile(Perform, a.act, p, false))
			nowhere = append(nowhere, compile(Perform, a.act, p, true))
		}
	}
	for _, q := range questionPatterns {
		for _, p := range q.patterns {
			asked = append(asked, compile(q.verb, "", p, false))
			if q.verb == Assign {
				nowhere = append(nowhere, compile(q.verb, "", p, true))
			}
		}
	}
	return slices.Concat(done, asked, nowhere)
}()

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

// needs are words of which a text must have one that the rule fits; none when it is slots alone.
func (r *rule) needs() []string {
	for _, p := range r.parts {
		if p.slot == nil && !p.optional {
			return p.words
		}
	}
	return nil
}

// rulesByFirstWord are the rules by the words that they can begin with, and under the empty word those that fit any beginning; in the order
// of the grammar.
var rulesByFirstWord = func() map[string][]*rule {
	all := map[string][]*rule{"": nil}
	for _, r := range grammar {
		for _, w := range r.first() {
			all[w] = nil
		}
	}
	for _, r := range grammar {
		first := r.first()
		for w := range all {
			if first == nil || slices.Contains(first, w) {
				all[w] = append(all[w], r)
			}
		}
	}
	return all
}()

// rulesFor are the rules that a text can fit that begins with a word.
func rulesFor(word string) []*rule {
	if rules := rulesByFirstWord[word]; rules != nil {
		return rules
	}
	return rulesByFirstWord[""]
}

// part is one place of a pattern: "open", "is|are", "[the]" for a word that may be missing, or "<lead>" for a slot.
type part struct {
	words    []string
	optional bool
	slot     slot
}

// slot reads the words from i on, as many as it likes, and goes on with each end at which it could stop until one fits; it puts what it
// read in the parser's question.
type slot func(p *parser, i int, then func(next int) bool) bool

// compile reads a pattern. A slot that does not exist is a mistake of ours, found by any test.
func compile(verb Verb, act Act, pattern string, nowhere bool) *rule {
	r := &rule{verb: verb, act: act, withoutLead: nowhere}
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
	r.anchor = r.needs()
	return r
}
