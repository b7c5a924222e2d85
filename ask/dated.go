package ask

import (
	"regexp"
	"strings"

	"dibs/dates"
)

// until reads nothing, or until when somebody is away; that it is a date is told where it is used.
func until(p *parser, i int, goOn func(int) bool) bool {
	if i < p.end && !contains([]string{"until", "till", "til", "for", "by", "through", "today"}, p.words[i].text) {
		return false
	}
	words := p.raw(i, p.end)
	p.q.Words = strings.TrimSpace(p.q.Words + " " + words)
	return goOn(p.end)
}

// later reads when somebody will be back.
func later(p *parser, i int, goOn func(int) bool) bool {
	_, ok := p.when(i, p.end)
	p.q.Words = p.raw(i, p.end)
	return ok && goOn(p.end)
}

// date reads nothing, or when; and why, if it says because.
func date(p *parser, i int, goOn func(int) bool) bool {
	if i == p.end {
		return goOn(i)
	}
	if p.words[i].text == "to" {
		i++
	}
	to := i
	for to < p.end && !contains(because, p.words[to].text) {
		to++
	}
	when, ok := p.when(i, to)
	if to < p.end {
		p.q.Words = p.raw(to+1, p.end)
		ok = ok && p.q.Words != ""
	}
	p.q.When = when
	return ok && goOn(p.end)
}

var because = []string{"because", "since", "as", "reason"}

// when reads a date that takes all the words.
func (p *parser) when(from, to int) (dates.When, bool) {
	if to-from > mostDateWords {
		return dates.When{}, false
	}
	s := p.spelled(from, to)
	w, rest, ok := dates.Parse(atHour.ReplaceAllString(s.text, "$1$2:00"), p.Now, p.Zone)
	if !ok || rest != "" {
		return dates.When{}, false
	}
	for _, n := range s.wrong {
		p.wrong += n
	}
	return w, true
}

// atHour is an hour that is the same in the morning's notation and in that of 24 hours, and so is no guess in an office: at 8 to at 23.
var atHour = regexp.MustCompile(`(?i)(\bat )(8|9|1[0-9]|2[0-3])\s*$`)

// reminder reads when and of what, or only one of them, in any order. A date with a mistake is still one; without any, whoever answers
// asks when.
func reminder(p *parser, i int, goOn func(int) bool) bool {
	loose := p.loose
	w, from, to := p.whenAmong(i)
	if p.loose = true; w == (dates.When{}) {
		w, from, to = p.whenAmong(i)
	}
	p.loose = loose
	return p.remind(w, from, to) && goOn(p.end)
}

// whenAmong finds when among the words from i on, the longest date that begins or ends them, and where the others are.
func (p *parser) whenAmong(i int) (w dates.When, from, to int) {
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
	return dates.When{}, i, p.end
}

// remind puts a reminder together: of the thread's lead, of one that is named by its number, or of words alone.
func (p *parser) remind(w dates.When, from, to int) bool {
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
	return !contains(pointing, p.q.Words) && p.q.Words != "me" && p.q.Words != "us"
}

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

// spelling is a stretch of words to be read as a date. Where mistakes are let pass, words that are nearly those of dates are put
// right.
type spelling struct {
	text   string
	starts []int // where each word begins in it
	wrong  []int // how many letters of each were put right
}

func (p *parser) spelled(from, to int) spelling {
	var s spelling
	var b strings.Builder
	for i := from; i < to; i++ {
		w := p.words[i]
		if i > from && w.from == p.words[i-1].from {
			s.starts, s.wrong = append(s.starts, b.Len()), append(s.wrong, 0)
			continue // the second half of a contraction
		}
		right, wrong := strings.TrimRight(p.text[w.from:w.to], ":,;!?"), 0
		if p.loose {
			right, wrong = dated(w.text, right)
		}
		s.starts, s.wrong = append(s.starts, b.Len()), append(s.wrong, wrong)
		b.WriteString(right)
		b.WriteByte(' ')
	}
	s.text = b.String()
	return s
}

// dated is a word as dates writes it, or as it was typed.
func dated(word, typed string) (right string, wrong int) {
	for _, known := range dateWords {
		if n, ok := near(word, known); ok && n > 0 {
			return known, n
		}
	}
	return typed, 0
}

var dateWords = strings.Fields(`today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday week month quarter year
	january february march april june july august september october november december since between until`)
