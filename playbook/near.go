package playbook

import (
	"slices"
	"strings"
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
		if d := distance(strings.ToLower(word), strings.ToLower(k), least); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the number of letters to insert, delete, change or swap with their neighbour
// (optimal string alignment). It may stop early once the answer cannot be under the limit.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s) > maxWord || len(t) > maxWord || len(s)-len(t) >= limit || len(t)-len(s) >= limit {
		return limit
	}
	var before, row, next [maxWord + 1]int
	for j := range len(t) + 1 {
		row[j] = j
	}
	for i := range s {
		next[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+change)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(t)]
}

// maxWord bounds the work of comparing: nothing that is known is longer.
const maxWord = 50

// orList reads "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
