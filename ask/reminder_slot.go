package ask

import (
	"dibs/ask/dates"
)

// readReminder reads a date and a subject in any order, or only one of them. The date may be mistyped. If
// there is no date, the answer asks for one.
func readReminder(p *parser, i int, then func(int) bool) bool {
	loose := p.loose
	w, from, to := p.whenAmong(i)
	if p.loose = true; w == (dates.Moment{}) {
		w, from, to = p.whenAmong(i)
	}
	p.loose = loose
	return p.remind(w, from, to) && then(p.end)
}

// whenAmong finds the longest date at the beginning or the end of the words from i on, and returns the range
// of the other words.
func (p *parser) whenAmong(i int) (w dates.Moment, from, to int) {
	for to := min(p.end, i+mostDateWords); to > i; to-- {
		if w, ok := p.when(i, to); ok {
			return w, to, p.end
		}
	}
	for from := max(i+1, p.end-mostDateWords); from < p.end; from++ {
		if w, ok := p.when(from, p.end); ok {
			return w, i, from
		}
	}
	return dates.Moment{}, i, p.end
}

// remind fills in a reminder about the thread's lead, a lead given by number, or a text.
func (p *parser) remind(w dates.Moment, from, to int) bool {
	for from < to && contains([]string{"to", "about", "of", "for", "that"}, p.words[from].text) {
		from++
	}
	p.q.When, p.q.Lead, p.q.Words = w, p.Lead, p.raw(from, to)
	end := p.end
	p.end = to
	if id, next, ok := p.reference(from); ok && next == to {
		p.q.Lead, p.q.Words = id, ""
	}
	p.end = end
	return !contains(pointerWords, p.q.Words) && (from == to || !contains(sharedReminderWords, p.words[from].text))
}

// sharedReminderWords begin a reminder that is not for the asker, or not only for them.
var sharedReminderWords = []string{"me", "us", "and", "or", "&", "+"}
