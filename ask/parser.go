package ask

import "slices"

// Limits, in words, on the work for a long text. No question, name, date or greeting is longer than this.
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

// progress is what a rule has read so far. To try another way, a rule starts again from an earlier progress.
type progress struct {
	end            int // the end of the question; polite words may follow it
	q              Question
	typos          int      // how many letters were corrected
	corrections    []string // the corrected words
	saysLeads      bool     // the text says "leads"
	saysLeadsTwice bool     // it says so twice
	join           join     // what follows the last item
	last           field    // the field of that item
	mixedFields    bool     // items of two fields are joined
	saysEveryone   bool     // the text says "everyone"
	saysNew        bool     // the text says "new": leads that came in, or the unclaimed ones if it has no time
}

// match reports whether the words from i on fit the given parts of the rule.
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

// is reports whether a word is one of the known ones. Where mistakes are allowed, it counts them. A mistyped
// short word is never accepted for a change to a lead.
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
