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
	lines := p.mended()
	examples := examples(a.Names, p.nameLike())
	slices.SortStableFunc(examples, func(a, b string) int { return cmp.Compare(p.farFrom(a), p.farFrom(b)) })
	var near []string
	for _, line := range append(lines, examples...) {
		if _, ok := Read(line, a); ok && line != "" && !slices.Contains(near, line) {
			if near = append(near, line); len(near) == 3 {
				break
			}
		}
	}
	return near
}

// mostMended are the words of a long text that are looked at.
const mostMended = 16

// mended are the texts that are one change away: a word left out, or a word for which several names fit written in full. Those that
// keep more are nearer.
func (p *parser) mended() []string {
	var lines []string
	for i := range p.words {
		for _, name := range p.torn(i) {
			lines = append(lines, p.with(i, name))
		}
	}
	for i := len(p.words) - 1; i > 0; i-- {
		if plain(p.words[i].text) {
			lines = append(lines, p.with(i, ""))
		}
	}
	return lines
}

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

// with is the text with one word replaced, in words that can be shown again; nothing when one cannot.
func (p *parser) with(i int, word string) string {
	var line []string
	for k, w := range p.words {
		said := w.text
		switch {
		case k == i:
			said = word
		case said[0] == '<':
			said = addressed(said)
			if one := p.people(k, k+1); len(one) == 1 {
				said = p.nameOf(one[0])
			}
		}
		if k != i && !plain(strings.ReplaceAll(said, " ", "")) {
			return ""
		}
		if said != "" {
			line = append(line, said)
		}
	}
	return strings.Join(line, " ")
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
	return len(s) <= longest && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-@'#_+", r)
	}) < 0
}

// nameLike is the last word that no question knows: it may be a name.
func (p *parser) nameLike() string {
	for i := len(p.words) - 1; i >= 0; i-- {
		if s := p.words[i].text; plain(s) && len(s) > 2 && !contains(fillers, s) && !spoken[s] {
			return s
		}
	}
	return ""
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
		_, ok := near(s, w.text)
		return ok || len(s) > 1 && strings.HasPrefix(w.text, s)
	})
}
