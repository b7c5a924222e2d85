package playbook

import (
	"slices"
	"strings"

	"dibs/near"
)

// Nearest is the known word that somebody most likely meant by another, or empty when none is close.
func Nearest(word string, known []string) string { return nearest(word, known) }

// nearest is the known word that the given one was most likely meant to be, or empty when none
// is close: more than a third of its letters would have to change. Of two letters alone
// nothing can be told.
//
// Of names with parts, such as Europe/Berlin, the last part alone will do.
func nearest(word string, known []string) string {
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
			continue // no need to count further: there may be thousands
		}
		if d := near.Distance(strings.ToLower(word), strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// orList reads "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
