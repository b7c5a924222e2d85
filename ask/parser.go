package ask

import "slices"

// Limits on the work for a text of any length, in words. No question, name or date has more words than these, and no
// greeting is longer.
const mostWords, mostDateWords, mostCourtesies = 40, 12, 6

// parser reads one text.
type parser struct {
	Asker
	text  string
	words []word
	loose bool // small typing mistakes are allowed
	rule  *rule
	progress
	names       []knownName   // filled by knownNames
	personForms []personForms // filled by roster
	namesAtWord [][]reading   // the names at each word, filled by namesAt
}

// progress is what a rule has read so far. A rule that tries another way starts again from an earlier progress.
type progress struct {
	end            int // the end of the question; polite words may follow
	q              Question
	typos          int      // how many letters were corrected
	corrections    []string // the corrected words
	saysLeads      bool     // the text says "leads"
	saysLeadsTwice bool     // it says so twice
	join           join     // what follows the last item
	last           field    // the field of that item
	mixedFields    bool     // items of two fields are joined
	saysEveryone   bool     // the text says "everyone"
	saysNew        bool     // the text says "new": leads that came in, or without a time the unclaimed ones
}

// match reads the words from i on with the given parts of the rule.
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

// is reports whether a word is one of the known ones. Where mistakes are allowed it counts them. A short word with a
// mistake never starts a change to a lead.
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
