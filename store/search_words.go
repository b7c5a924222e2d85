package store

import (
	"regexp"
	"strings"
	"unicode"

	"dibs/lead/identity"
)

// dialledQuery returns the phone number that a person typed, as identity.Dialled writes it. It is empty if the query
// is not a phone number, or has fewer than four digits, which occur in too many numbers.
func dialledQuery(query string) string {
	if !phone.MatchString(query) {
		return ""
	}
	d := identity.Dialled(query)
	if len(d) < 4 || len(d) > 2*mostLetters {
		return ""
	}
	return d
}

var (
	phone  = regexp.MustCompile(`^[\s\p{Nd}+()./\\‐-―-]+$`)
	domain = regexp.MustCompile(`^[\p{L}\p{M}\p{Nd}-]+(\.[\p{L}\p{M}\p{Nd}-]+)*\.(xn--[a-z0-9-]+|\p{L}{2,})$`)
)

// nameWords returns the words of a name, a company or an address, in lower case. An e-mail address is one word, and
// so is a domain. Of a web address only the domain counts.
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

// hostOf returns the domain of a web address such as https://www.acme.com/x, or an e-mail address as it is. It is
// empty for any other text.
func hostOf(piece string) string {
	piece = strings.ToLower(strings.TrimSuffix(piece, "."))
	piece = strings.TrimPrefix(piece, "mailto:")
	if at := strings.IndexByte(piece, '@'); at > 0 {
		return piece
	}
	if host := identity.Host(piece); domain.MatchString(host) {
		return host
	}
	return ""
}

// plainWords returns the runs of letters and digits, in lower case. Apostrophes and dots do not split a word: O'Brien
// is obrien, S.L. is sl.
func plainWords(text string) []string {
	text = strings.ToLower(apart.Replace(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.So, r)
	})
}

var apart = strings.NewReplacer("'", "", "’", "", "ʼ", "", "`", "", ". ", " ", ".", "")
