package playbook

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"
)

// Nearest returns the known word that the given word was most likely meant to be, or an empty string if none
// is close: at most a third of the letters may differ. A word of fewer than three letters only matches
// itself, ignoring case.
//
// For names with parts, such as Europe/Berlin, the last part is enough; for longer words, such as friday, the
// start is. Email addresses at the same domain are compared by the part before the @.
func Nearest(word string, known []string) string {
	if name, domain, ok := strings.Cut(word, "@"); ok && name != "" {
		return nearestAddress(name, domain, known)
	}
	known = slices.Sorted(slices.Values(known))
	part := "/" + strings.ReplaceAll(word, " ", "_")
	for _, k := range known {
		if strings.EqualFold(k, word) || len(k) > len(part) && strings.EqualFold(k[len(k)-len(part):], part) {
			return k
		}
	}
	if len([]rune(word)) < 3 {
		return ""
	}
	best, least := "", 1+max(1, len([]rune(word))/3)
	for _, k := range known {
		if longer := len([]rune(k)) - len([]rune(word)); longer >= least || -longer >= least {
			continue // no need to compare further: there may be thousands
		}
		if d := editDistance(strings.ToLower(word), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		best = longestPrefix(strings.ToLower(word), known)
	}
	return best
}

// longestName is the maximum length of names in a playbook, and of words that are compared, in characters.
const longestName = 50

// editDistance counts the letters to insert, delete, change or swap with a neighbor to turn one word into the
// other. Words longer than longestName are not compared; the result is then the length of the longer one.
func editDistance(a, b string) int {
	if longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)); longer > longestName {
		return longer
	}
	return edlib.OSADamerauLevenshteinDistance(a, b)
}

// longestPrefix returns the longest known word, of at least three letters, that the given word starts with.
func longestPrefix(word string, known []string) (longest string) {
	for _, k := range known {
		rest, begins := strings.CutPrefix(word, strings.ToLower(k))
		if next, _ := utf8.DecodeRuneInString(rest); begins && len(k) >= 3 && len(k) > len(longest) && unicode.IsLetter(next) {
			longest = k
		}
	}
	return longest
}

// nearestAddress compares names at the same domain, and domains with the same name. Whole addresses in a
// company look alike, so those of two people would seem close.
func nearestAddress(name, domain string, known []string) string {
	var names, domains []string
	for _, k := range known {
		switch n, d, ok := strings.Cut(k, "@"); {
		case ok && strings.EqualFold(d, domain):
			names = append(names, n)
		case ok && strings.EqualFold(n, name):
			domains = append(domains, d)
		}
	}
	if n := Nearest(name, names); n != "" {
		return n + "@" + domain
	}
	if d := Nearest(domain, domains); d != "" {
		return name + "@" + d
	}
	return ""
}

// typoOf returns the known name that the given name is one typo away from. It is empty if there is none or
// the name itself is known. Names that differ in a digit, such as #emea-1 and #emea-2, are different names.
func typoOf(name string, known []string) string {
	if slices.Contains(known, name) {
		return ""
	}
	for _, k := range known {
		if editDistance(name, k) == 1 && digits.ReplaceAllString(name, "") != digits.ReplaceAllString(k, "") {
			return k
		}
	}
	return ""
}

var digits = regexp.MustCompile(`[0-9]+`)

// orList returns "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
