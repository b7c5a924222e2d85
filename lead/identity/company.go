package identity

import (
	_ "embed" // the list of legal forms
	"slices"
	"strings"
	"unicode"
)

//go:embed forms.txt
var formsText string

// The legal forms of companies. written are those that tell a company in running text, as they are written, the longest
// first. formWords are the words of all of them, in lower case and without dots and slashes.
var written, formWords = readForms(formsText)

func readForms(text string) (written []string, words map[string]bool) {
	words = map[string]bool{}
	signs, wordsOnly, _ := strings.Cut(text, "\n---\n")
	for line := range strings.Lines(signs) {
		if form := strings.TrimSpace(line); form != "" && !strings.HasPrefix(form, "#") {
			written = append(written, form)
			for _, w := range formParts(form) {
				words[bare.Replace(w)] = true
			}
		}
	}
	for line := range strings.Lines(wordsOnly) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				words[w] = true
			}
		}
	}
	slices.SortStableFunc(written, func(a, b string) int { return len(b) - len(a) })
	return written, words
}

// bare leaves out what may stand inside an abbreviation: S.L. is sl, A/S is as.
var bare = strings.NewReplacer(".", "", "/", "")

// formParts are the words of a company's name in lower case. Dots and slashes inside a word stay.
func formParts(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("./'’", r)
	})
}

// LegalForms lists the legal forms that tell a company in running text, as they are written ("GmbH & Co. KG", "S.p.A."),
// the longest first. Shorter ones that are also common words, such as Co, are left out.
func LegalForms() []string { return slices.Clone(written) }

// WithoutForm leaves out the legal form at the end of a company's name, given as its words in lower case. It never leaves
// out the whole name.
func WithoutForm(words []string) []string {
	for len(words) > 1 && legalForm(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// legalForm reports whether a word belongs to a legal form, or is several such words as in Co.KG.
func legalForm(word string) bool {
	if formWords[bare.Replace(word)] {
		return true
	}
	for part := range strings.SplitSeq(word, ".") {
		if !formWords[part] {
			return false
		}
	}
	return true
}

// CompanyKey is the Key of a company's name without its legal form: "Müller GmbH & Co. KG", "Mueller AG" and "MULLER" have
// one key. It is empty only for a name without letters and digits.
func CompanyKey(name string) string {
	return Key(strings.Join(WithoutForm(formParts(name)), ""))
}

// SameCompany reports whether two names are of one company by their CompanyKey. An empty name is nobody's.
func SameCompany(a, b string) bool {
	key := CompanyKey(a)
	return key != "" && key == CompanyKey(b)
}
