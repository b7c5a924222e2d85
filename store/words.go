package store

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// sameLine is how many digits at the end of two phone numbers make them the same one, when one of
// them was written without its country.
const sameLine = 8

// dialled is the phone number that somebody typed, without what stands before it: +, 00 and 0. It
// is empty for what is none; less than four digits are too common for one.
func dialled(query string) string {
	if !phone.MatchString(query) {
		return ""
	}
	d := strings.TrimLeft(digits(trunk.Replace(query)), "0")
	if len(d) < 4 || len(d) > 2*mostLetters {
		return ""
	}
	return d
}

var (
	phone  = regexp.MustCompile(`^[\s\p{Nd}+()./\\‐-―-]+$`)
	trunk  = strings.NewReplacer("(0)", "", "( 0 )", "")
	domain = regexp.MustCompile(`^[\p{L}\p{M}\p{Nd}-]+(\.[\p{L}\p{M}\p{Nd}-]+)*\.(xn--[a-z0-9-]+|\p{L}{2,})$`)
)

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// nameWords are the words of a name, a company or an address, in lower case. E-mail addresses and domains are one word; of a web address only the domain counts.
func nameWords(text string) []string {
	var words []string
	for _, piece := range strings.Fields(text) {
		piece = strings.Trim(piece, `<>()[]{},;:!?"“”„`)
		if host := hostOf(piece); host != "" {
			words = append(words, host)
			continue
		}
		words = append(words, plainWords(piece)...)
	}
	return words
}

// hostOf is the domain of something like https://www.acme.com/x, or an e-mail address as it is, or
// empty.
func hostOf(piece string) string {
	piece = strings.ToLower(strings.TrimSuffix(piece, "."))
	piece = strings.TrimPrefix(piece, "mailto:")
	if at := strings.IndexByte(piece, '@'); at > 0 {
		return piece
	}
	_, rest, schemed := strings.Cut(piece, "://")
	if schemed {
		piece = rest
	}
	if end := strings.IndexAny(piece, "/?#:"); end >= 0 {
		piece = piece[:end]
	}
	piece = strings.TrimPrefix(piece, "www.")
	if !domain.MatchString(piece) {
		return ""
	}
	return piece
}

// plainWords are runs of letters and digits, in lower case. Apostrophes and dots part nothing:
// O'Brien is obrien, S.L. is sl.
func plainWords(text string) []string {
	text = strings.ToLower(apart.Replace(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.So, r)
	})
}

var apart = strings.NewReplacer("'", "", "’", "", "ʼ", "", "`", "", ". ", " ", ".", "")

// withoutForm leaves out the legal form at the end of a company's name, but never the whole name.
func withoutForm(words []string) []string {
	for len(words) > 1 && legalForm(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// legalForm reports whether a word is one, or several as in Co.KG.
func legalForm(word string) bool {
	for part := range strings.SplitSeq(word, ".") {
		if !slices.Contains(legalForms, part) {
			return false
		}
	}
	return true
}

// fold writes letters that differ by case or accents alike: José is jose, Müller is muller, and of the
// two small sigmas there is one.
func fold(lower string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(letters.Replace(cases.Fold().String(lower))) {
		if r < 0x300 || r > 0x36f { // combining accents
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

var (
	// umlauts spells them out: Mueller.
	umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa", "æ", "ae")
	letters = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ħ", "h")

	// vowels takes spelled out umlauts back, for those who write Muller and mean Mueller. Words are
	// stored this way beside the others, so it finds more and hides nothing.
	vowels = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")
)
