package ask

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"dibs/lead"
)

// Read is the one thing that a text asks for. ok is false when it means nothing, or could mean two things: then Nearest proposes.
//
// A text is read as it stands; then without what is said out of courtesy, "hey, can you please … thanks"; then with small mistakes, as
// many as still leave one meaning. Every word counts: only true filler words may stand anywhere. The empty text asks for help.
//
// Read depends on its arguments alone, never panics and is safe for concurrent use. Slack's mention of the bot at the beginning is the
// caller's to take away.
func Read(text string, a Asker) (q Question, ok bool) {
	p := newParser(text, a)
	if strings.TrimSpace(text) == "" {
		return Question{Verb: Help}, true
	}
	if len(p.words) == 0 {
		return Question{}, false
	}
	if p.read(func() bool { return true }) {
		return p.question(), true
	}
	return p.readLoosely()
}

func newParser(text string, a Asker) *parser {
	if a.Zone == nil {
		a.Zone = time.UTC
	}
	a.Now = a.Now.In(a.Zone)
	return &parser{Asker: a, text: text, words: split(text)}
}

// read tries every rule on what is left without courtesies, until one fits and is wanted.
func (p *parser) read(wanted func() bool) bool {
	for from, said := 0, 0; ; said++ {
		rules := grammar
		if !p.loose {
			rules = rulesFor(p.words[from].text)
		}
		for _, end := range p.ends(from) {
			for _, r := range rules {
				if !p.loose && !p.containsAny(r.anchor) {
					continue
				}
				p.rule, p.progress = r, progress{end: end, q: Question{Verb: r.verb, Act: r.act}}
				if p.match(p.rule.parts, from) && wanted() {
					return true
				}
			}
		}
		next := afterCourtesy(p.words, from)
		if next == from || said == mostCourtesies {
			return false
		}
		from = next
	}
}

// containsAny reports whether one of some words is among those of the text; none always are.
func (p *parser) containsAny(words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(p.words[:min(len(p.words), mostWords)], func(w word) bool { return contains(words, w.text) })
}

// ends are where the words could end: before all thanks, before the last, at last.
func (p *parser) ends(from int) []int {
	ends := []int{len(p.words)}
	for {
		end := beforeClosing(p.words, ends[0])
		if end == ends[0] || end <= from || len(ends) == mostCourtesies {
			return ends
		}
		ends = append([]int{end}, ends...)
	}
}

// readLoosely reads a text with small mistakes: the reading with the fewest, if no other words are as near.
func (p *parser) readLoosely() (best Question, ok bool) {
	const none = 1 << 20
	fewest, meant, torn := none, "", false
	p.loose = true
	p.read(func() bool {
		switch said := strings.Join(p.corrections, " "); {
		case p.typos < fewest:
			best, fewest, meant, torn = p.question(), p.typos, said, false
		case p.typos == fewest && said != meant && !reflect.DeepEqual(best, p.question()):
			torn = true
		}
		return false
	})
	if fewest == none || torn {
		return Question{}, false
	}
	return best, true
}

// question is what was read, put in order.
func (p *parser) question() Question {
	q := p.q
	if p.saysNew && q.Query.Span == (lead.Span{}) && len(q.Query.Stages) == 0 {
		q.Query.Stages = append(q.Query.Stages, lead.StageNew)
	}
	if (q.Verb == Count || q.Verb == List) && q.Query.By != "" {
		q.Verb = Summary // numbers that are broken down
	}
	return q
}
