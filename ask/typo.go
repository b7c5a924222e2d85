package ask

import "github.com/hbollon/go-edlib"

// longestWord is the length, in bytes, up to which words are compared with others or shown again. It limits
// the work for a text of any length.
const longestWord = 50

// allowedTypos returns how many letters of a word may be wrong. None may be wrong in a short word, because
// too many other words are close to it.
func allowedTypos(letters int) int {
	switch {
	case letters < 4:
		return 0
	case letters < 8:
		return 1
	default:
		return 2
	}
}

// neverCorrected lists words that are never taken as a mistyped other word: "remind somebody" does not mean
// "reminder".
var neverCorrected = []string{"remind"}

// typo returns how many letters of the typed word are wrong, and whether it can be meant as the known word.
// The first letter must be right, because people rarely mistype it. In a word of four letters, one may be
// missing, doubled or swapped, but not replaced: "past" is not "pass".
func typo(typed, known string) (wrong int, ok bool) {
	if typed == known {
		return 0, true
	}
	most := allowedTypos(len(known))
	longer := max(len(typed)-len(known), len(known)-len(typed))
	if most == 0 || len(known) > longestWord || len(typed) < 3 || typed[0] != known[0] || longer > most {
		return 0, false
	}
	wrong = edlib.OSADamerauLevenshteinDistance(typed, known)
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
