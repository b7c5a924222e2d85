package ask

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suggest proposes exactly three different lines that Read understands for the same asker, the nearest to the text first: the text without
// a word that means nothing here, or with a name in full where several fit; a search for what might be a name; and the examples that
// have most words in common with it. It depends on its arguments alone and is safe for concurrent use.
func Suggest(text string, a Asker) []string {
	p := newParser(text, a)
	p.words = p.words[:min(len(p.words), maxCorrectedWords)]
	examples := examples(a, p.likelyName())
	far := make(map[string]int, len(examples))
	for _, line := range examples {
		far[line] = p.distanceTo(line)
	}
	slices.SortStableFunc(examples, func(a, b string) int { return cmp.Compare(far[a], far[b]) })
	var near []string
	mended := p.corrected()
	for i, line := range append(mended, examples...) {
		q, ok := Read(line, a)
		if !ok || line == "" || slices.Contains(near, line) || i < len(mended) && contains(changingVerbs, string(q.Verb)) {
			continue
		}
		if near = append(near, line); len(near) == 3 {
			break
		}
	}
	return near
}

// changingVerbs are the verbs that change something: who left a word out of them would do something else.
var changingVerbs = []string{string(Claim), string(Assign), string(Perform), string(Note), string(Away), string(Back), string(Remind)}

// maxCorrectedWords are the words of a long text that are looked at.
const maxCorrectedWords = 16

// corrected are the texts that are one change away: a word for which several names fit written in full, or a word left out with what joins
// it to the others. Those that keep more are nearer.
func (p *parser) corrected() []string {
	var lines []string
	for i := range p.words {
		for _, name := range p.ambiguousNames(i) {
			lines = append(lines, p.replaced(i, i+1, name))
		}
	}
	for i := len(p.words) - 1; i > 0; i-- {
		from := i
		for from > 1 && contains(joiningWords, p.words[from-1].text) {
			from--
		}
		if !contains(joiningWords, p.words[i].text) && (i+1 == len(p.words) || p.words[i+1].text != "and") {
			lines = append(lines, p.replaced(from, i+1, ""))
		}
	}
	return lines
}

// joiningWords are the words that go when what they join goes.
var joiningWords = strings.Fields("a an the and or of from in for by with at on to is are was were my not about")

// ambiguousNames are the full names that a word could stand for, when it could for several.
func (p *parser) ambiguousNames(i int) []string {
	var names []string
	found := append(p.people(i, i+1), p.namesAt(i, i+1)...)
	if len(found) < 2 || contains(fillers, p.words[i].text) {
		return nil
	}
	for _, r := range found {
		switch r.field {
		case fieldOwner:
			names = append(names, p.nameOf(r))
		case fieldSource:
			names = append(names, "source "+r.value)
		case fieldCampaign:
			names = append(names, "campaign "+r.value)
		case fieldTeam:
			names = append(names, "team "+r.value)
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !showable(strings.ReplaceAll(n, " ", "")) })
	return names[:min(len(names), 2)]
}

// replaced is the text replaced other words in place of some, in words that can be shown again; nothing when one cannot.
func (p *parser) replaced(from, to int, words string) string {
	var line []string
	for k, w := range p.words {
		said := p.typedWord(k)
		switch {
		case k == from:
			said = words
		case k > from && k < to:
			continue
		case w.text[0] == '<':
			said = bareName(w.text)
			if one := p.people(k, k+1); len(one) == 1 {
				said = p.nameOf(one[0])
			}
		}
		if k != from && !showable(strings.ReplaceAll(said, " ", "")) {
			return ""
		}
		if said != "" {
			line = append(line, said)
		}
	}
	return strings.Join(line, " ")
}

// typedWord is a word as it was typedWord, without punctuation; nothing for the second half of a contraction.
func (p *parser) typedWord(i int) string {
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

// showable reports whether a word can be shown again: no markup, nothing long.
func showable(s string) bool {
	return len(s) <= longestWord && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-@'#_+", r)
	}) < 0
}

// likelyName are the last words that no question knows: they may be a name.
func (p *parser) likelyName() string {
	var name []string
	for i := len(p.words) - 1; i >= 0 && len(name) < 3; i-- {
		s := p.words[i].text
		switch {
		case showable(p.typedWord(i)) && !contains(fillers, s) && !grammarWords[s] && !beginsDate[s]:
			name = append([]string{p.typedWord(i)}, name...)
		case len(name) > 0:
			i = 0
		}
	}
	return strings.Join(name, " ")
}

// grammarWords are all words of the grammar.
var grammarWords = func() map[string]bool {
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

// distanceTo is how far an example is from the text: the words of the text that it lacks, then its own that the text lacks.
func (p *parser) distanceTo(line string) int {
	words := split(line)
	far := 0
	for _, w := range p.words {
		if !nearlyAmong(w.text, words) {
			far += weight(w.text)
		}
	}
	far *= 8
	for _, w := range words {
		if !nearlyAmong(w.text, p.words) {
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

// nearlyAmong reports whether a word is nearly one of some, or the beginning of one.
func nearlyAmong(s string, words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool {
		_, ok := typo(s, w.text)
		return ok || len(s) > 1 && strings.HasPrefix(w.text, s)
	})
}
