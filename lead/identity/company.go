package identity

import (
	_ "embed" // the list of legal forms
	"slices"
	"strings"
	"unicode"
)

//go:embed forms.txt
var formsText string

// The legal forms of companies. written lists the forms that identify a company in running text, as they are
// written, longest first. formWords holds the words of all forms, in lower case and without dots and slashes.
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

// bare removes what may be inside an abbreviation: S.L. becomes sl, A/S becomes as.
var bare = strings.NewReplacer(".", "", "/", "")

// formParts returns the words of a company's name in lower case. Dots and slashes inside a word stay.
func formParts(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("./'’", r)
	})
}

// LegalForms lists the legal forms that identify a company in running text, as they are written ("GmbH & Co.
// KG", "S.p.A."), longest first. Short forms that are also common words, such as Co, are left out.
func LegalForms() []string { return slices.Clone(written) }

// WithoutForm removes the legal form from the end of a company's name, which is given as words in lower case.
// It never removes the whole name.
func WithoutForm(words []string) []string {
	for len(words) > 1 && legalForm(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return words
}

// legalForm reports whether a word belongs to a legal form or consists of several such words, as Co.KG does.
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

// CompanyKey returns the Key of a company's name without its legal form: "Müller GmbH & Co. KG", "Mueller AG"
// and "MULLER" have the same key. It is empty only for a name without letters and digits.
func CompanyKey(name string) string {
	return Key(strings.Join(WithoutForm(formParts(name)), ""))
}

// SameCompany reports whether two names have the same CompanyKey. An empty name equals no other.
func SameCompany(a, b string) bool {
	key := CompanyKey(a)
	return key != "" && key == CompanyKey(b)
}
