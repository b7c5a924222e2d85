package playbook

import (
	"strings"
	"testing"
)

func TestMistakesAreCountedInLetters(t *testing.T) {
	long := strings.Repeat("a", longestName+1)
	for words, want := range map[[2]string]int{
		{"claim", "claim"}: 0, {"claim", "clam"}: 1, {"clam", "claim"}: 1, {"ab", "ba"}: 1, {"", "claim"}: 5, {"müller", "muller"}: 1,
		{"lead", "leead"}: 1, {"won", "lost"}: 3, {long, "a"}: longestName + 1, {long, long + "b"}: longestName + 2,
	} {
		if got := editDistance(words[0], words[1]); got != want {
			t.Errorf("the edit distance of %q and %q is %d, want %d", words[0], words[1], got, want)
		}
	}
}

func TestAWordFromOutsideIsNotComparedHoweverLongItIs(t *testing.T) {
	megabyte := strings.Repeat("a", 1<<20)
	if got := Nearest(megabyte, []string{megabyte + "b", "abc"}); got != "" {
		t.Errorf("the nearest word has %d letters, want none", len(got))
	}
	if got := typoOf(megabyte, []string{megabyte + "b"}); got != "" {
		t.Errorf("it counts as a typo of a name with %d letters", len(got))
	}
}
