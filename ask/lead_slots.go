package ask

import (
	"strconv"
	"strings"

	"dibs/lead"
)

// raw returns the typed text from one word up to another, without the punctuation of the sentence.
func (p *parser) raw(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.Trim(strings.TrimRight(p.text[p.words[from].from:p.words[to-1].to], "?!.,;: "), "\"“”")
}

// readRest reads everything after a word exactly as typed, unless only thanks follow.
func readRest(p *parser, i int, then func(int) bool) bool {
	if i == p.end && i < len(p.words) {
		return then(i)
	}
	p.q.Words = strings.TrimSpace(p.text[p.words[i-1].to:])
	p.end = len(p.words)
	return then(p.end)
}

// readIgnored skips the rest, as in "how do I do this or that".
func readIgnored(p *parser, _ int, then func(int) bool) bool { return then(p.end) }

// readAnything reads a text to search for. It rejects "this" and "my laeds", which belong to other questions.
func readAnything(p *parser, i int, then func(int) bool) bool {
	if i == p.end || contains(pointerWords, p.words[i].text) && i+1 == p.end {
		return false
	}
	if p.words[i].text == "my" && i+1 < p.end {
		if _, ok := typo(p.words[i+1].text, "leads"); ok {
			return false
		}
	}
	p.q.Words = p.raw(i, p.end)
	return then(p.end)
}

// readThreadLead takes the lead of the thread, if there is one, and reads no words.
func readThreadLead(p *parser, i int, then func(int) bool) bool {
	p.q.Lead = p.Lead
	return then(i)
}

// readTarget reads the lead that an act changes. In a thread, a bare number after "won" is an amount.
func readTarget(p *parser, i int, then func(int) bool) bool {
	id, next, ok := p.reference(i)
	if bare := ok && next == i+1 && digits(p.words[i].text); ok && !(bare && p.Lead != 0 && p.q.Act == Won) {
		if p.q.Lead = id; then(next) {
			return true
		}
	}
	p.q.Lead = p.Lead
	return (p.Lead != 0 || p.rule.withoutLead) && then(i)
}

// readReference reads a lead by its number or "this".
func readReference(p *parser, i int, then func(int) bool) bool {
	id, next, ok := p.reference(i)
	p.q.Lead = id
	return ok && then(next)
}

// readNumber reads a lead by its number only.
func readNumber(p *parser, i int, then func(int) bool) bool {
	id, next, ok := p.number(i)
	p.q.Lead = id
	return ok && then(next)
}

// readAnyLead reads a lead given by a number, "this" or words.
func readAnyLead(p *parser, i int, then func(int) bool) bool {
	if id, next, ok := p.reference(i); ok {
		p.q.Lead = id
		if then(next) {
			return true
		}
		p.q.Lead = 0
	}
	return readName(p, i, then)
}

// readName reads words that name a lead, a person or a company. It rejects question words, and "this", which
// only a thread can resolve.
func readName(p *parser, i int, then func(int) bool) bool {
	for i < p.end && contains([]string{"the", "a", "lead"}, p.words[i].text) {
		i++
	}
	if i == p.end || p.end-i > mostWords || contains(pointerWords, p.words[i].text) {
		return false
	}
	for to := i; to < p.end; to++ {
		if contains(questionWords, p.words[to].text) {
			return false
		}
	}
	for to := i + 1; to <= p.end; to++ {
		last := to
		for last > i+1 && contains([]string{"lead", "deal", "account"}, p.words[last-1].text) {
			last--
		}
		if p.q.Words = p.raw(i, last); p.q.Words != "" && then(to) {
			return true
		}
	}
	return false
}

var (
	pointerWords  = []string{"this", "it", "that", "here", "him", "her", "them", "these", "those"}
	questionWords = strings.Fields("most best oldest newest biggest largest leads many which what when how why who everyone everything")
)

// reference reads the number of a lead, or "this", which means the lead of the thread.
func (p *parser) reference(i int) (lead.ID, int, bool) {
	if id, next, ok := p.number(i); ok {
		return id, next, true
	}
	if i == p.end || p.Lead == 0 || !contains(pointerWords, p.words[i].text) || len(p.periods(i, p.end)) > 0 { // this month
		return 0, i, false
	}
	if next := i + 1; next < p.end && contains([]string{"lead", "one", "deal", "card", "guy"}, p.words[next].text) {
		return p.Lead, next + 1, true
	}
	return p.Lead, i + 1, true
}

// number reads "1042", "#1042", "lead 1042" or "no. 1042".
func (p *parser) number(i int) (lead.ID, int, bool) {
	if i+1 < p.end && contains([]string{"lead", "number", "no", "nr", "id"}, p.words[i].text) {
		i++
	}
	if i >= p.end {
		return 0, i, false
	}
	s := strings.TrimPrefix(p.words[i].text, "#")
	n, err := strconv.ParseInt(s, 10, 64)
	return lead.ID(n), i + 1, err == nil && n > 0 && digits(s)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
