package ask

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Nearest proposes exactly three different lines that Read understands for the same asker, the nearest to the text first: the text without
// a word that means nothing here, or with a name in full where several fit; a search for what might be a name; and the examples that
// have most words in common with it. It depends on its arguments alone and is safe for concurrent use.
func Nearest(text string, a Asker) []string {
	p := newParser(text, a)
	p.words = p.words[:min(len(p.words), mostMended)]
	examples := examples(a, p.nameLike())
	far := make(map[string]int, len(examples))
	for _, line := range examples {
		far[line] = p.farFrom(line)
	}
	slices.SortStableFunc(examples, func(a, b string) int { return cmp.Compare(far[a], far[b]) })
	var near []string
	mended := p.mended()
	for i, line := range append(mended, examples...) {
		q, ok := Read(line, a)
		if !ok || line == "" || slices.Contains(near, line) || i < len(mended) && contains(acting, string(q.Verb)) {
			continue
		}
		if near = append(near, line); len(near) == 3 {
			break
		}
	}
	return near
}

// acting are the verbs that change something: who left a word out of them would do something else.
var acting = []string{string(Claim), string(Assign), string(Do), string(Note), string(Away), string(Back), string(Remind)}

// mostMended are the words of a long text that are looked at.
const mostMended = 16

// mended are the texts that are one change away: a word for which several names fit written in full, or a word left out with what joins
// it to the others. Those that keep more are nearer.
func (p *parser) mended() []string {
	var lines []string
	for i := range p.words {
		for _, name := range p.torn(i) {
			lines = append(lines, p.with(i, i+1, name))
		}
	}
	for i := len(p.words) - 1; i > 0; i-- {
		from := i
		for from > 1 && contains(joining, p.words[from-1].text) {
			from--
		}
		if !contains(joining, p.words[i].text) && (i+1 == len(p.words) || p.words[i+1].text != "and") {
			lines = append(lines, p.with(from, i+1, ""))
		}
	}
	return lines
}

// joining are the words that go when what they join goes.
var joining = strings.Fields("a an the and or of from in for by with at on to is are was were my not about")

// torn are the full names that a word could stand for, when it could for several.
func (p *parser) torn(i int) []string {
	var names []string
	found := append(p.people(i, i+1), p.namesAt(i, i+1)...)
	if len(found) < 2 || contains(fillers, p.words[i].text) {
		return nil
	}
	for _, r := range found {
		switch r.field {
		case owner:
			names = append(names, p.nameOf(r))
		case source:
			names = append(names, "source "+r.value)
		case campaign:
			names = append(names, "campaign "+r.value)
		case team:
			names = append(names, "team "+r.value)
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !plain(strings.ReplaceAll(n, " ", "")) })
	return names[:min(len(names), 2)]
}

// with is the text with other words in place of some, in words that can be shown again; nothing when one cannot.
func (p *parser) with(from, to int, words string) string {
	var line []string
	for k, w := range p.words {
		said := p.typed(k)
		switch {
		case k == from:
			said = words
		case k > from && k < to:
			continue
		case w.text[0] == '<':
			said = addressed(w.text)
			if one := p.people(k, k+1); len(one) == 1 {
				said = p.nameOf(one[0])
			}
		}
		if k != from && !plain(strings.ReplaceAll(said, " ", "")) {
			return ""
		}
		if said != "" {
			line = append(line, said)
		}
	}
	return strings.Join(line, " ")
}

// typed is a word as it was typed, without punctuation; nothing for the second half of a contraction.
func (p *parser) typed(i int) string {
	if i > 0 && p.words[i].from == p.words[i-1].from {
		return ""
	}
	return strings.TrimRight(strings.TrimLeft(p.raw(i, i+1), opening), closing)
}

// nameOf is what a person is called.
func (p *parser) nameOf(r reading) string {
	for _, one := range p.Names.People {
		if string(one.ID) == r.value {
			return one.Name
		}
	}
	return ""
}

// plain reports whether a word can be shown again: no markup, nothing long.
func plain(s string) bool {
	return len(s) <= longestWord && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-@'#_+", r)
	}) < 0
}

// nameLike are the last words that no question knows: they may be a name.
func (p *parser) nameLike() string {
	var name []string
	for i := len(p.words) - 1; i >= 0 && len(name) < 3; i-- {
		s := p.words[i].text
		switch {
		case plain(p.typed(i)) && !contains(fillers, s) && !spoken[s] && !beginsDate[s]:
			name = append([]string{p.typed(i)}, name...)
		case len(name) > 0:
			i = 0
		}
	}
	return strings.Join(name, " ")
}

// spoken are all words of the grammar.
var spoken = func() map[string]bool {
	all := map[string]bool{}
	for _, r := range grammar {
		for _, part := range r.parts {
			for _, w := range part.words {
				all[w] = true
			}
		}
	}
	return all
}()

// farFrom is how far an example is from the text: the words of the text that it lacks, then its own that the text lacks.
func (p *parser) farFrom(line string) int {
	words := split(line)
	far := 0
	for _, w := range p.words {
		if !among(w.text, words) {
			far += weight(w.text)
		}
	}
	far *= 8
	for _, w := range words {
		if !among(w.text, p.words) {
			far++
		}
	}
	return far
}

// weight of a word: fillers tell little of what was meant.
func weight(s string) int {
	if contains(fillers, s) {
		return 1
	}
	return 4
}

// among reports whether a word is nearly one of some, or the beginning of one.
func among(s string, words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool {
		_, ok := slip(s, w.text)
		return ok || len(s) > 1 && strings.HasPrefix(w.text, s)
	})
}
