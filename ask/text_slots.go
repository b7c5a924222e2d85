package ask

import (
	"regexp"
	"strings"
)

// readNote reads what somebody writes down about a lead: that of the thread, or one whose number comes first.
func readNote(p *parser, i int, then func(int) bool) bool {
	p.q.Lead = p.Lead
	if id, next, ok := p.number(i); ok && (p.Lead == 0 || next > i+1 || strings.HasPrefix(p.words[i].text, "#")) {
		p.q.Lead, i = id, next
	}
	return readRest(p, i, then) && (p.q.Words != "" || p.q.Lead == 0)
}

var money = regexp.MustCompile(`(?i)^(?:[a-z]{3} ?|[€$£¥] ?)?[0-9][0-9.,' ]*[km]?(?: ?(?:[a-z]{3}|[€$£¥]|euros?|dollars?|pounds?))?$`)

// readAmount reads nothing, or money; what it is worth is told where it is used.
func readAmount(p *parser, i int, then func(int) bool) bool {
	if i+1 < p.end && contains([]string{"for", "with", "at"}, p.words[i].text) {
		i++
	}
	p.q.Words = p.raw(i, p.end)
	return (i == p.end || money.MatchString(p.q.Words)) && then(p.end)
}

// readReason reads nothing, or why. "lost this month" is a question for leads, no readReason.
func readReason(p *parser, i int, then func(int) bool) bool {
	if i < p.end {
		trial := *p
		if p.q.Act == Decline && (p.words[i].text == "to" || contains(pointerWords, p.words[i].text)) { // pass this to somebody
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
