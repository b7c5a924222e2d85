package ask

import (
	"regexp"
	"strings"

	"dibs/ask/dates"
)

// readUntil reads the end of an absence, or no words. The caller checks that it is a date.
func readUntil(p *parser, i int, then func(int) bool) bool {
	if i < p.end && !contains([]string{"until", "till", "til", "for", "by", "through", "today"}, p.words[i].text) {
		return false
	}
	words := p.raw(i, p.end)
	p.q.Words = strings.TrimSpace(p.q.Words + " " + words)
	return then(p.end)
}

// readReturn reads when a person will be back.
func readReturn(p *parser, i int, then func(int) bool) bool {
	_, ok := p.when(i, p.end)
	p.q.Words = p.raw(i, p.end)
	return ok && then(p.end)
}

// readDate reads a date, or no words. After "because" it reads a reason.
func readDate(p *parser, i int, then func(int) bool) bool {
	if i == p.end {
		return then(i)
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
	return ok && then(p.end)
}

var because = []string{"because", "since", "as", "reason"}

// when reads a date that takes up all of the words.
func (p *parser) when(from, to int) (dates.Moment, bool) {
	if to-from > mostDateWords {
		return dates.Moment{}, false
	}
	s := p.spelled(from, to)
	w, rest, ok := dates.Parse(atHour.ReplaceAllString(s.text, "$1$2:00"), p.Now, p.Zone)
	if !ok || rest != "" {
		return dates.Moment{}, false
	}
	for _, n := range s.wrong {
		p.typos += n
	}
	return w, true
}

// atHour matches "at" with an hour from 8 to 23, which is unambiguous in an office even without am or pm.
var atHour = regexp.MustCompile(`(?i)(\bat )(8|9|1[0-9]|2[0-3])\s*$`)

// spelling is a run of words to be read as a date. Where mistakes are allowed, mistyped words of dates are
// corrected.
type spelling struct {
	text   string
	starts []int // where each word begins in the text
	wrong  []int // how many letters of each word were corrected
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

// dated returns a word as package dates spells it, otherwise as it was typed.
func dated(word, typed string) (right string, wrong int) {
	for _, known := range dateWords {
		if n, ok := typo(word, known); ok && n > 0 {
			return known, n
		}
	}
	return typed, 0
}

var dateWords = strings.Fields(`today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday week month quarter year
	january february march april june july august september october november december since between until`)
