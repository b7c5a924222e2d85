package bot

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// list joins words as people do: "a, b and c".
func list(words []string) string { return enumerated(words, "and") }

// oneOf joins words of which one is enough: "a, b or c".
func oneOf(words []string) string { return enumerated(words, "or") }

func enumerated(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + last + " " + words[len(words)-1]
}

// dots joins the parts that are there.
func dots(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

// counted is a number with its noun, "1 lead", "12 leads".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return group(strconv.Itoa(n)) + " " + noun + "s"
}

// group puts commas between thousands.
func group(digits string) string {
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func decimal(n int) string { return strconv.Itoa(n) }

func number(n int) string {
	if n == 0 {
		return "–"
	}
	return group(decimal(n))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// either names values any of which will do: "emea, apac or americas".
func either[V ~string](values []V, most int) string { return oneOf(few(values, most)) }

// few are values of so many characters at most; of very many the last are only counted.
func few[V ~string](values []V, most int) []string {
	var words []string
	for i, v := range values {
		if i == mostValues {
			return append(words, fmt.Sprintf("%d more", len(values)-i))
		}
		words = append(words, safe(string(v), most))
	}
	return words
}

// mostValues keeps a caption well below the 3,000 characters of a section.
const mostValues = 8
