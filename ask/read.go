package ask

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Read returns the question that a text asks. ok is false if it asks none, or could mean two; Suggest then
// offers other lines.
//
// Read first tries the text as it is, then without polite words ("hey, can you please … thanks"), then with
// small typing mistakes, as long as only one meaning is left. Every word counts: only filler words are
// skipped. An empty text asks for help.
//
// Read depends only on its arguments, never panics and is safe for concurrent use. The caller must remove
// Slack's mention of the bot from the beginning.
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

// read tries every rule on the text, then again without polite words, until one fits and is accepted.
func (p *parser) read(accept func() bool) bool {
	for from, courtesies := 0, 0; ; courtesies++ {
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
				if p.match(p.rule.parts, from) && accept() {
					return true
				}
			}
		}
		next := afterCourtesy(p.words, from)
		if next == from || courtesies == mostCourtesies {
			return false
		}
		from = next
	}
}

// containsAny reports whether the text contains one of the words. An empty list is always contained.
func (p *parser) containsAny(words []string) bool {
	return len(words) == 0 || slices.ContainsFunc(p.words[:min(len(p.words), mostWords)], func(w word) bool { return contains(words, w.text) })
}

// ends lists the places where the question may end: before all closing words, before fewer of them, and at
// the end of the text.
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

// readLoosely allows small typing mistakes. It returns the reading with the fewest mistakes, unless another
// reading, with other corrected words, is as good.
func (p *parser) readLoosely() (best Question, ok bool) {
	const none = 1 << 20
	fewest, corrected, ambiguous := none, "", false
	p.loose = true
	p.read(func() bool {
		switch words := strings.Join(p.corrections, " "); {
		case p.typos < fewest:
			best, fewest, corrected, ambiguous = p.question(), p.typos, words, false
		case p.typos == fewest && words != corrected && !reflect.DeepEqual(best, p.question()):
			ambiguous = true
		}
		return false
	})
	if fewest == none || ambiguous {
		return Question{}, false
	}
	return best, true
}

// question returns the finished question.
func (p *parser) question() Question {
	q := p.q
	if p.saysNew && q.Query.Span == (report.Span{}) && len(q.Query.Stages) == 0 {
		q.Query.Stages = append(q.Query.Stages, lead.StageNew)
	}
	if (q.Verb == Count || q.Verb == List) && q.Query.By != "" {
		q.Verb = Summary // figures with a breakdown
	}
	return q
}
