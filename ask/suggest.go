package ask

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Suggest returns exactly three different lines that Read understands for the same asker, the closest to the
// text first. The candidates are the text without a word that means nothing here, the text with a full name
// instead of one that fits several, a search for a word that may be a name, and the examples that share the
// most words with the text. Suggest depends only on its arguments and is safe for concurrent use.
func Suggest(text string, a Asker) []string {
	p := newParser(text, a)
	p.words = p.words[:min(len(p.words), maxCorrectedWords)]
	examples := examples(a, p.likelyName())
	distances := make(map[string]int, len(examples))
	for _, line := range examples {
		distances[line] = p.distanceTo(line)
	}
	slices.SortStableFunc(examples, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	var lines []string
	corrected := p.corrected()
	for i, line := range append(corrected, examples...) {
		q, ok := Read(line, a)
		if !ok || line == "" || slices.Contains(lines, line) || i < len(corrected) && contains(changingVerbs, string(q.Verb)) {
			continue
		}
		if lines = append(lines, line); len(lines) == 3 {
			break
		}
	}
	return lines
}

// changingVerbs are the verbs that change something. A line with such a verb is never suggested with a word
// left out, because it would then do something else.
var changingVerbs = []string{string(Claim), string(Assign), string(Perform), string(Note), string(Away), string(Back), string(Remind)}

// maxCorrectedWords is how many words of a long text are considered.
const maxCorrectedWords = 16

// corrected lists the text with one change: an ambiguous name written in full, or one word left out along
// with the words that join it. Lines that keep more of the text come first.
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

// joiningWords are left out together with the word that they join.
var joiningWords = strings.Fields("a an the and or of from in for by with at on to is are was were my not about")

// ambiguousNames lists the full names that a word could mean, if there are several.
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

// replaced returns the text with some words replaced. It is empty unless all words can be shown again.
func (p *parser) replaced(from, to int, words string) string {
	var line []string
	for k, w := range p.words {
		shown := p.typedWord(k)
		switch {
		case k == from:
			shown = words
		case k > from && k < to:
			continue
		case w.text[0] == '<':
			shown = bareName(w.text)
			if one := p.people(k, k+1); len(one) == 1 {
				shown = p.nameOf(one[0])
			}
		}
		if k != from && !showable(strings.ReplaceAll(shown, " ", "")) {
			return ""
		}
		if shown != "" {
			line = append(line, shown)
		}
	}
	return strings.Join(line, " ")
}

// typedWord returns a word as it was typed, without punctuation. For the second half of a contraction it is
// empty.
func (p *parser) typedWord(i int) string {
	if i > 0 && p.words[i].from == p.words[i-1].from {
		return ""
	}
	return strings.TrimRight(strings.TrimLeft(p.raw(i, i+1), opening), closing)
}

// nameOf returns the name of a person.
func (p *parser) nameOf(r reading) string {
	for _, one := range p.Names.People {
		if string(one.ID) == r.value {
			return one.Name
		}
	}
	return ""
}

// showable reports whether a word can be shown again: it is short and contains no markup.
func showable(s string) bool {
	return len(s) <= longestWord && utf8.ValidString(s) && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".-@'#_+", r)
	}) < 0
}

// likelyName returns the last words that no question contains. They may be a name.
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

// grammarWords holds all words of the grammar.
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

// distanceTo returns how far an example is from the text: first by the words of the text that it lacks, then
// by its own words that are not in the text.
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

// weight returns how much a word says about the meaning. Fillers say little.
func weight(s string) int {
	if contains(fillers, s) {
		return 1
	}
	return 4
}

// nearlyAmong reports whether a word is nearly one of the others, or the beginning of one.
func nearlyAmong(s string, words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool {
		_, ok := typo(s, w.text)
		return ok || len(s) > 1 && strings.HasPrefix(w.text, s)
	})
}
