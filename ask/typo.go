package ask

// longest bounds the work of comparing: no word that is known is longer.
const longest = 40

// typos is how many letters of a word may be wrong: none of a short one, since too many words are near it.
func typos(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	default:
		return 2
	}
}

// near is how many letters of what was typed are wrong, if it can still only have been meant as a known word. The first letter of a
// word is seldom wrong; of four letters none may be another, only missing, twice or swapped: "past" is not "pass".
func near(typed, known string) (wrong int, ok bool) {
	if typed == known {
		return 0, true
	}
	most := typos(len(known))
	longer := max(len(typed)-len(known), len(known)-len(typed))
	if most == 0 || len(typed) < 3 || typed[0] != known[0] || longer > most || max(len(typed), len(known)) > longest {
		return 0, false
	}
	wrong = distance(typed, known)
	if len(known) == 4 && len(typed) == 4 && wrong == 1 && !swapped(typed, known) {
		return wrong, false
	}
	return wrong, wrong <= most
}

func swapped(a, b string) bool {
	for i := 1; i < len(a); i++ {
		if a[i] != b[i] {
			return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]
		}
	}
	return false
}

// distance counts the letters to insert, delete, change or swap with their neighbour (optimal string alignment). It counts bytes:
// a letter of two bytes is two mistakes, which only makes it stricter.
func distance(a, b string) int {
	var before, row, next [longest + 1]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+change)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
