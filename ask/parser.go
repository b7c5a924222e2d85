package ask

import "slices"

// Bounds on the work for a text of any length: no question, name or date has more words, and nobody says more courtesies.
const mostWords, mostDateWords, mostCourtesies = 40, 12, 6

// parser reads one text.
type parser struct {
	Asker
	text  string
	words []word
	loose bool // small mistakes are let pass
	rule  *rule
	progress
	names       []knownName   // prepared by known
	personForms []personForms // prepared by crew
	namesAtWord [][]reading   // the names at each word, prepared by namesAt
}

// progress is what was read so far; a pattern that goes another way starts from an earlier one.
type progress struct {
	end            int // where the words end that are read; after it stand thanks
	q              Question
	typos          int      // how many letters were put right
	corrections    []string // the words that they made
	saysLeads      bool     // the words say leads
	saysLeadsTwice bool     // they say it twice
	join           join     // what stands after the last item
	last           field    // of that item
	mixedFields    bool     // items of two fields are joined
	saysEveryone   bool     // they say all
	saysNew        bool     // the leads are new: those that came in, or without a time those that wait
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
	if !p.loose || contains(neverCorrected, typed) {
		return false
	}
	for _, known := range words {
		if n, ok := typo(typed, known); ok && (len(known) > 4 || p.rule.act == "" && p.rule.verb != Note) {
			p.typos, p.corrections = p.typos+n, append(p.corrections, known)
			return true
		}
	}
	return false
}
