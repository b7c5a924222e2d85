package wording

import (
	"strings"
	"testing"
	"unicode/utf8"

	"dibs/bot/view/viewtest"

	"pgregory.net/rapid"
)

func TestWordsFromOutsideAreShownAsTheyAreAndDoNothing(t *testing.T) {
	cases := []struct{ name, words, want string }{
		{"plain words", "Nadia Rahman", "Nadia Rahman"},
		{"a mention of everybody", "<!channel> buy", "&lt;!channel&gt; buy"},
		{"a link with a lying label", "<https://evil.example|Open card>", "&lt;https://evil.example|Open card&gt;"},
		{"an ampersand", "Smith & Sons", "Smith &amp; Sons"},
		{"an entity", "&lt;!here&gt;", "&amp;lt;!here&amp;gt;"},
		{"bold", "*SALE* now", "∗SALE∗ now"},
		{"bold inside a bracket", "(*SALE*)", "(∗SALE∗)"},
		{"italics over several words", "_so very_ cheap", "ˍso veryˍ cheap"},
		{"a name with underscores", "snake_case_name", "snake_case_name"},
		{"a calculation", "2*3 and 4*5", "2*3 and 4*5"},
		{"struck out", "~free~", "∼free∼"},
		{"code", "`rm`", "ˋrmˋ"},
		{"a quotation", "> said he", "› said he"},
		{"an emoji's name", "call me :fire:", "call me ∶fire:"},
		{"a time", "at 10:30:00", "at 10:30:00"},
		{"lines", "a\nb\r\n\tc", "a b c"},
		{"the writing direction turned", "abc\u202efed", "abcfed"},
		{"a bell and a null", "a\x07b\x00c", "abc"},
		{"broken bytes", "a\xffb", "a\uFFFDb"},
		{"Arabic", "نادية رحمن", "نادية رحمن"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Safe(c.words, 200); got != c.want {
				t.Errorf("safe(%q) = %q, want %q", c.words, got, c.want)
			}
		})
	}
}

func TestTextIsCutBetweenCharactersAndNotInsideThem(t *testing.T) {
	cases := []struct {
		name, words string
		limit       int
		want        string
	}{
		{"what fits stays", "abcde", 5, "abcde"},
		{"what does not gets an ellipsis", "abcdef", 5, "abcd…"},
		{"no blank before the ellipsis", "abc def", 5, "abc…"},
		{"an entity is one character", "ab&&c", 8, "ab&amp;…"},
		{"a family stays together", "ab👩‍👩‍👧cd", 6, "ab…"},
		{"an accent stays on its letter", "abcde\u0301f", 6, "abcd…"},
		{"a flag stays whole", "a🇩🇪🇫🇷", 8, "a🇩🇪…"},
		{"a skin tone stays on its hand", "ab👍🏽c", 6, "ab…"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := escaped(c.words, c.limit); got != c.want {
				t.Errorf("escaped(%q, %d) = %q, want %q", c.words, c.limit, got, c.want)
			}
		})
	}
}

func TestNothingFromOutsideBecomesMarkup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words, limit := viewtest.Naughty().Draw(t, "words"), rapid.IntRange(1, 400).Draw(t, "limit")
		got := Safe(words, limit)
		switch {
		case strings.ContainsAny(got, "<>\n`"):
			t.Errorf("%q contains a bracket, a line break or a backtick", got)
		case Units(got) > limit:
			t.Errorf("%q is %d long, more than %d", got, Units(got), limit)
		case !utf8.ValidString(got):
			t.Errorf("%q is not valid UTF-8", got)
		case strings.HasPrefix(got, "&gt;"):
			t.Errorf("%q is a quote", got)
		}
		for rest := got; strings.Contains(rest, "&"); {
			rest = rest[strings.Index(rest, "&"):]
			if !strings.HasPrefix(rest, "&amp;") && !strings.HasPrefix(rest, "&lt;") && !strings.HasPrefix(rest, "&gt;") {
				t.Fatalf("%q contains a broken entity at %q", got, rest)
			}
			rest = rest[1:]
		}
	})
}

func FuzzCuttingKeepsTextWholeAndShort(f *testing.F) {
	f.Add("ab&cd", 3)
	f.Add("👩‍👩‍👧", 2)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		if limit < 1 || limit > 1000 {
			t.Skip("a limit that is never used")
		}
		got := escaped(Clean(s), limit)
		if Units(got) > limit || !utf8.ValidString(got) {
			t.Errorf("escaped(%q, %d) = %q", s, limit, got)
		}
	})
}
