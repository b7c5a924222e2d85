package ask

import (
	"regexp"
	"strings"
)

// note reads what somebody writes down about a lead: that of the thread, or one whose number comes first.
func note(p *parser, i int, goOn func(int) bool) bool {
	p.q.Lead = p.Lead
	if id, next, ok := p.number(i); ok && (p.Lead == 0 || next > i+1 || strings.HasPrefix(p.words[i].text, "#")) {
		p.q.Lead, i = id, next
	}
	return rest(p, i, goOn) && (p.q.Words != "" || p.q.Lead == 0)
}

var money = regexp.MustCompile(`(?i)^(?:[a-z]{3} ?|[€$£¥] ?)?[0-9][0-9.,' ]*[km]?(?: ?(?:[a-z]{3}|[€$£¥]|euros?|dollars?|pounds?))?$`)

// amount reads nothing, or money; what it is worth is told where it is used.
func amount(p *parser, i int, goOn func(int) bool) bool {
	if i+1 < p.end && contains([]string{"for", "with", "at"}, p.words[i].text) {
		i++
	}
	p.q.Words = p.raw(i, p.end)
	return (i == p.end || money.MatchString(p.q.Words)) && goOn(p.end)
}

// reason reads nothing, or why. "lost this month" is a question for leads, no reason.
func reason(p *parser, i int, goOn func(int) bool) bool {
	if i < p.end {
		trial := *p
		if p.q.Act == Pass && (p.words[i].text == "to" || contains(pointing, p.words[i].text)) { // pass this to somebody
			return false
		}
		if p.rule.nowhere || p.end-i <= mostWords && trial.query(i, p.end) == p.end {
			return false
		}
	}
	for i+1 < p.end && contains([]string{"because", "of", "for", "due", "to", "as", "reason", "is"}, p.words[i].text) {
		i++
	}
	p.q.Words = p.raw(i, p.end)
	return goOn(p.end)
}
