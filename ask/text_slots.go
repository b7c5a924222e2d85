package ask

import (
	"regexp"
	"strings"
)

// readNote reads a note on a lead: the thread's lead, or the one whose number comes first.
func readNote(p *parser, i int, then func(int) bool) bool {
	p.q.Lead = p.Lead
	if id, next, ok := p.number(i); ok && (p.Lead == 0 || next > i+1 || strings.HasPrefix(p.words[i].text, "#")) {
		p.q.Lead, i = id, next
	}
	return readRest(p, i, then) && (p.q.Words != "" || p.q.Lead == 0)
}

var money = regexp.MustCompile(`(?i)^(?:[a-z]{3} ?|[€$£¥] ?)?[0-9][0-9.,' ]*[km]?(?: ?(?:[a-z]{3}|[€$£¥]|euros?|dollars?|pounds?))?$`)

// readAmount reads an amount of money or no words. The caller works out its value.
func readAmount(p *parser, i int, then func(int) bool) bool {
	if i+1 < p.end && contains([]string{"for", "with", "at"}, p.words[i].text) {
		i++
	}
	p.q.Words = p.raw(i, p.end)
	return (i == p.end || money.MatchString(p.q.Words)) && then(p.end)
}

// readReason reads a reason or no words. "lost this month" asks for leads and has no reason.
func readReason(p *parser, i int, then func(int) bool) bool {
	if i < p.end {
		trial := *p
		if p.q.Act == Decline && (p.words[i].text == "to" || contains(pointerWords, p.words[i].text)) { // to somebody
			return false
		}
		if p.rule.withoutLead || p.end-i <= mostWords && trial.query(i, p.end) == p.end {
			return false
		}
	}
	for i+1 < p.end && contains([]string{"because", "of", "for", "due", "to", "as", "reason", "is"}, p.words[i].text) {
		i++
	}
	p.q.Words = p.raw(i, p.end)
	return then(p.end)
}
