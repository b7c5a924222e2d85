package ask

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dibs/lead/identity"
)

// word is one word of a text, in lower case and without its punctuation.
type word struct {
	text     string
	from, to int // its place in the text, punctuation included
}

// split cuts a text into words. A Slack token such as <@U012|ben> is one word. A contraction becomes two
// words at the same place.
func split(text string) []word {
	var words []word
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		to := at + wordLength(text[at:])
		for _, s := range comparableWords(text[at:to]) {
			words = append(words, word{s, at, to})
		}
		at = to
	}
	return words
}

// wordLength returns the length of the first word of a text, in bytes. "note:they" is two words.
func wordLength(text string) int {
	if n := tokenLength(text); n > 0 {
		return n
	}
	end := len(text)
	for i, r := range text {
		if unicode.IsSpace(r) || i > 0 && r == '<' && tokenLength(text[i:]) > 0 {
			end = i
			break
		}
	}
	before, after, ok := strings.Cut(text[:end], ":")
	if next, _ := utf8.DecodeRuneInString(after); ok && strings.EqualFold(before, "note") && unicode.IsLetter(next) {
		return len(before) + 1
	}
	return end
}

// tokenLength returns the length of the Slack token at the beginning of a text, in bytes, or 0.
func tokenLength(text string) int {
	if len(text) < 2 || text[0] != '<' || !strings.ContainsRune("@#!htm", rune(text[1])) {
		return 0
	}
	return strings.IndexAny(text[:min(len(text), 500)], ">\n") + 1
}

const (
	quoting = "\"'“”‘’*_~`-–—"
	opening = quoting + "«([{¿¡"
	closing = quoting + "»)]}.,;:!?…"
)

// comparableWords returns a word in the form in which words are compared: none for punctuation and emoji, two
// for a contraction.
func comparableWords(s string) []string {
	if s[0] == '<' && s[len(s)-1] == '>' {
		return []string{s}
	}
	if len(s) > 2 && s[0] == ':' && s[len(s)-1] == ':' {
		return nil // :wave:
	}
	s = strings.TrimRight(strings.TrimLeft(s, opening), closing)
	s = fold(escapes.Replace(s))
	if two := contractions[s]; two != nil {
		return two
	}
	s = strings.TrimSuffix(s, "'s") // ana's
	if s == "" {
		return nil
	}
	return []string{s}
}

// escapes undoes Slack's escaping of &, < and >.
var escapes = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// fold returns a word in lower case, without accents and with straight apostrophes.
func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return identity.Fold(strings.ReplaceAll(s, "’", "'"))
		}
	}
	return strings.ToLower(s)
}

// contractions are pairs of words that people write as one. Some are also listed without the apostrophe.
var contractions = func() map[string][]string {
	all := map[string][]string{"lemme": {"let", "me"}, "gimme": {"give", "me"}}
	for short, second := range map[string]string{"s": "is", "m": "am", "ll": "will", "d": "would", "ve": "have", "re": "are"} {
		for _, first := range strings.Fields("what who how where when it that there he she i we you they") {
			all[first+"'"+short] = []string{first, second}
		}
	}
	for _, two := range []string{"what's", "who's", "how's", "where's", "that's", "there's", "i'm", "i've", "we've"} {
		all[strings.ReplaceAll(two, "'", "")] = all[two]
	}
	return all
}()

// courtesies are polite words in front of a question.
var courtesies = phrases(`good morning, good afternoon, good evening, hey there, hi there, hello there, can you please, could you please,
	can you, could you, would you, will you, can i, could i, may i, can we, could we, i want, i want to, i want to know, i need, i need to,
	i need to know, i would like, i would like to, i would like to know, we need, do you know, let me, let me know, let me see, tell me,
	quick question, sorry to bother, hey, hi, hello, hiya, yo, ok, okay, so, and, well, um, please, pls, plz, kindly, @dibs, dibs, /lead,
	just, also, now, again`)

// closings are polite words after a question.
var closings = phrases(`thank you very much, thank you, thanks a lot, many thanks, in advance, please, pls, plz, thanks, thx, ty, cheers, dibs,
	right now, now, asap, for me, exactly, quickly, again, yet, btw`)

// phrases cuts a list into phrases, longest first.
func phrases(list string) [][]string {
	var all [][]string
	for _, p := range strings.Split(list, ",") {
		all = append(all, strings.Fields(p))
	}
	slices.SortStableFunc(all, func(a, b []string) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// afterCourtesy returns the place after a courtesy at the given place. It returns the place itself if there
// is no courtesy, or if no words would be left.
func afterCourtesy(words []word, at int) int {
	for _, p := range courtesies {
		if at+len(p) < len(words) && beginsWith(words[at:], p) {
			return at + len(p)
		}
	}
	return at
}

// beforeClosing returns where the words end if a closing is left out. It returns end itself if there is no
// closing, or if no words would be left.
func beforeClosing(words []word, end int) int {
	for _, p := range closings {
		if at := end - len(p); at > 0 && beginsWith(words[at:end], p) {
			return at
		}
	}
	return end
}

func beginsWith(words []word, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, s := range phrase {
		if words[i].text != s {
			return false
		}
	}
	return true
}
