package wording

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// And joins words as people do: "a, b and c".
func And(words []string) string { return enumerated(words, "and") }

// Or joins words of which one is enough: "a, b or c".
func Or(words []string) string { return enumerated(words, "or") }

func enumerated(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// dots joins the parts that are there.
func Dots(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// Count is a number with its noun, "1 lead", "12 leads".
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

func Plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func Decimal(n int) string { return strconv.Itoa(n) }

func Number(n int) string {
	if n == 0 {
		return "–"
	}
	return Thousands(Decimal(n))
}

func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// either names values any of which will do: "emea, apac or americas".
func Either[V ~string](values []V, most int) string { return Or(Few(values, most)) }

// few are values of so many characters at most; of very many the last are only counted.
func Few[V ~string](values []V, most int) []string {
	var words []string
	for i, v := range values {
		if i == mostValues {
			return append(words, fmt.Sprintf("%d more", len(values)-i))
		}
		words = append(words, Safe(string(v), most))
	}
	return words
}

// mostValues keeps a caption well below the 3,000 characters of a section.
const mostValues = 8
