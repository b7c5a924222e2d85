package ask

import (
	"slices"
	"strings"
)

// rule is one way to ask something: fixed words, and slots that read the rest.
type rule struct {
	verb        Verb
	act         Act
	parts       []part
	withoutLead bool     // it also fits without a lead
	anchor      []string // the result of needs
}

// grammar lists the rules in the order in which they are tried. Acts come first for a text with a lead, and
// last for a text without one.
var grammar = func() []*rule {
	var inLead, asked, elsewhere []*rule
	for _, a := range actPatterns {
		for _, p := range a.patterns {
			inLead = append(inLead, compile(Perform, a.act, p, false))
			elsewhere = append(elsewhere, compile(Perform, a.act, p, true))
		}
	}
	for _, q := range questionPatterns {
		for _, p := range q.patterns {
			asked = append(asked, compile(q.verb, "", p, false))
			if q.verb == Assign {
				elsewhere = append(elsewhere, compile(q.verb, "", p, true))
			}
		}
	}
	return slices.Concat(inLead, asked, elsewhere)
}()

// first lists the words that a text fitting the rule can begin with. It is empty for a rule that begins with
// a slot, which reads any word.
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

// needs lists words; every fitting text contains at least one of them. It is empty for a rule that consists
// of slots.
func (r *rule) needs() []string {
	for _, p := range r.parts {
		if p.slot == nil && !p.optional {
			return p.words
		}
	}
	return nil
}

// rulesByFirstWord maps words to the rules that can begin with them, in the order of the grammar. The empty
// word maps to the rules that fit any beginning.
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

// rulesFor lists the rules for texts that begin with the given word.
func rulesFor(word string) []*rule {
	if rules := rulesByFirstWord[word]; rules != nil {
		return rules
	}
	return rulesByFirstWord[""]
}

// part is one place in a pattern: "open", "is|are", "[the]" for an optional word, or "<lead>" for a slot.
type part struct {
	words    []string
	optional bool
	slot     slot
}

// slot reads words from i on and stores them in the parser's question. It calls then with each place where it
// could end, until one of the calls succeeds.
type slot func(p *parser, i int, then func(next int) bool) bool

// compile parses a pattern. It panics on an unknown slot; that is a programming mistake, and every test finds
// it.
func compile(verb Verb, act Act, pattern string, withoutLead bool) *rule {
	r := &rule{verb: verb, act: act, withoutLead: withoutLead}
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
