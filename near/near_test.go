package near_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"dibs/near"
)

func TestADistanceIsTheNumberOfMistakes(t *testing.T) {
	for words, want := range map[[2]string]int{
		{"claim", "claim"}: 0, {"claim", "clam"}: 1, {"clam", "claim"}: 1, {"ab", "ba"}: 1,
		{"", "claim"}: 5, {"müller", "muller"}: 1, {"lead", "leead"}: 1, {"won", "lost"}: 3,
		{strings.Repeat("a", 60), "a"}: 60, {strings.Repeat("a", 60), strings.Repeat("a", 60)}: 0,
	} {
		if got := near.Distance(words[0], words[1]); got != want {
			t.Errorf("%q and %q are %d apart, want %d", words[0], words[1], got, want)
		}
	}
}

func TestADistanceIsTheSameBothWaysAndNeverMoreThanTheLongerWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringN(0, 60, -1).Draw(t, "a"), rapid.StringN(0, 60, -1).Draw(t, "b")
		d := near.Distance(a, b)
		if d != near.Distance(b, a) || d > max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) || (d == 0) != (string([]rune(a)) == string([]rune(b))) {
			t.Fatalf("%q and %q are %d apart", a, b, d)
		}
	})
}
