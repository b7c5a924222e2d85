package dates

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// word is one word of a text, in lower case and without its punctuation.
type word struct {
	text string
	from int // where it begins in the text
}

var (
	halves = strings.NewReplacer("a.m.", "am", "p.m.", "pm")
	dots   = regexp.MustCompile(`^[0-9.]+$`) // the dot at the end of "24.12." is part of it
)

// split cuts a text into words. A time that is joined to a date by a T, as in ISO 8601, becomes a word of its
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

// text returns the word at an index. After the last word it is empty.
func (r reader) text(i int) string {
	if i < len(r.words) {
		return r.words[i].text
	}
	return ""
}

// skip returns the next index if one of the given words is at i and another word follows it; otherwise it
// returns i.
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

// name finds a word among names by at least its first three letters, as in "thu", "thur" or "thursday". No
// two names have the same first three letters.
func name(s string, names []string) (int, bool) {
	if len(s) < 3 {
		return 0, false
	}
	i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(n, s) })
	return i, i >= 0
}
