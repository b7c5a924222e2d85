package dates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// word is one word of a text, in lower case and without what punctuates it.
type word struct {
	text string
	from int // where it begins in the text
}

var (
	halves = strings.NewReplacer("a.m.", "am", "p.m.", "pm")
	dots   = regexp.MustCompile(`^[0-9.]+$`) // the dot at the end of "24.12." is a part of it
)

// split takes a text apart. A time that hangs on a date by a T, as in ISO 8601, is a word of its
// own.
func split(text string) []word {
	var words []word
	add := func(from, to int) {
		s := strings.TrimRight(strings.ToLower(text[from:to]), ",;!?")
		s = halves.Replace(s)
		if !dots.MatchString(s) {
			s = strings.TrimRight(s, ".")
		}
		if s != "" {
			words = append(words, word{s, from})
		}
	}
	from := -1
	for i, c := range text {
		switch {
		case unicode.IsSpace(c):
			if from >= 0 {
				add(from, i)
			}
			from = -1
		case from < 0:
			from = i
		case (c == 'T' || c == 't') && isoDate.MatchString(text[from:i]):
			add(from, i)
			from = i + 1
		}
	}
	if from >= 0 {
		add(from, len(text))
	}
	return words
}

// text is the word at a place, empty after the last.
func (r reader) text(i int) string {
	if i < len(r.words) {
		return r.words[i].text
	}
	return ""
}

// skip is the place after one of some words, if it stands here and something follows it.
func (r reader) skip(i int, words ...string) int {
	if i+1 < len(r.words) && slices.Contains(words, r.words[i].text) {
		return i + 1
	}
	return i
}

var digits = regexp.MustCompile(`^[0-9]{1,4}$`)

// number reads "3", "three" or "a".
func number(s string) (int, bool) {
	if digits.MatchString(s) {
		n, err := strconv.Atoi(s)
		return n, err == nil && n > 0
	}
	if s == "a" || s == "an" {
		return 1, true
	}
	n := slices.Index(numbers, s)
	return n + 1, n >= 0
}

var numbers = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// name finds a word among names by its first three letters or more, as "thu", "thur" or
// "thursday". Names differ in those.
func name(s string, names []string) (int, bool) {
	if len(s) < 3 {
		return 0, false
	}
	i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, s) })
	return i, i >= 0
}
