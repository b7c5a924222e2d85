package wording

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// And joins words in prose: "a, b and c".
func And(words []string) string { return enumerated(words, "and") }

// Or joins alternatives: "a, b or c".
func Or(words []string) string { return enumerated(words, "or") }

func enumerated(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// Dots joins parts with middle dots and leaves out the empty ones.
func Dots(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// Count is a number with its noun, "1 lead", "12 leads". The noun's plural ends in s.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Thousands(strconv.Itoa(n)) + " " + noun + "s"
}

// Thousands puts commas between thousands.
func Thousands(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Plural picks one of two forms by the number.
func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Decimal is a number in digits, without commas.
func Decimal(n int) string { return strconv.Itoa(n) }

// Number is a number for a table: "1,042", and a dash for none.
func Number(n int) string {
	if n == 0 {
		return "–"
	}
	return Thousands(Decimal(n))
}

// SortedKeys returns the keys of a map in order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// AnyOf joins alternatives: "emea, apac or americas". Values are cut to the limit; see FirstFew.
func AnyOf[V ~string](values []V, limit int) string { return Or(FirstFew(values, limit)) }

// FirstFew returns the first values, made safe and cut to the limit, and how many more there are: "emea", "apac", "5
// more".
func FirstFew[V ~string](values []V, limit int) []string {
	var words []string
	for i, v := range values {
		if i == maxValues {
			return append(words, fmt.Sprintf("%d more", len(values)-i))
		}
		words = append(words, Safe(string(v), limit))
	}
	return words
}

// maxValues keeps a caption well below the 3,000 characters of a section.
const maxValues = 8
