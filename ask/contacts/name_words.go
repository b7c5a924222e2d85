package contacts

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dibs/lead/identity"
)

// titles matches a title in front of a name.
var titles = regexp.MustCompile(`^(?i:dr|prof|mr|mrs|ms|miss|sir|herr|herrn|frau|dipl|ing|mag|mme|madame|monsieur|sr|sra|señor|señora)\.?(?:-ing\.?)?\s+`)

// cleanName returns a name without titles and without the part after a comma. It is empty if the text is no
// name of at least the given number of words.
func cleanName(s string, words int) string {
	s = strings.TrimSpace(strings.Trim(s, "*_`\"“”„'<>,;:– "))
	s, _, _ = strings.Cut(s, " (")
	s, _, _ = strings.Cut(s, " <")
	s, _, _ = strings.Cut(s, ", ")
	for range 3 {
		s = titles.ReplaceAllString(s, "")
	}
	s = strings.Join(strings.Fields(s), " ")
	if !isName(s, words) || hasForm(s) {
		return ""
	}
	return s
}

// isName reports whether a text can be the name of a person.
func isName(s string, least int) bool {
	words := strings.Fields(s)
	if len(words) < least || len(words) > 5 || len(s) > 80 {
		return false
	}
	proper := 0
	for i, w := range words {
		switch {
		case isNameWord(w):
			proper++
		case i > 0 && i < len(words)-1 && slices.Contains(particles, strings.ToLower(w)):
		default:
			return false
		}
	}
	return proper >= min(least, 2) && proper > 0
}

// isNameWord reports whether a word can be part of a name. It must begin with a capital letter if its script
// has any, and must not be one of noNames.
func isNameWord(w string) bool {
	w = strings.TrimRight(w, ".")
	first, size := utf8.DecodeRuneInString(w)
	if size == 0 || !unicode.IsLetter(first) || unicode.IsLower(first) || slices.Contains(noNames, identity.Letters(w)) {
		return false
	}
	for _, c := range w {
		if !unicode.IsLetter(c) && !unicode.IsMark(c) && !strings.ContainsRune("'’-.", c) {
			return false
		}
	}
	return utf8.RuneCountInString(w) > 1 || unicode.IsUpper(first)
}

var particles = strings.Fields("von van de da del der den di du la le bin al el ter zu dos das e y ibn ben af av")

// noNames are words that begin with a capital letter but are never part of a name: words that open sentences, forms of
// address, and words in signatures. The list is not complete.
var noNames = strings.Fields(`i we you he she they it the a an this that these those my our your his her their its please thanks thank hello hi hey dear
	best kind regards sincerely cheers yes no not ok okay and or but if when where what who why how can could would should will may might is are was were be
	have has had do does did get got from to for of at in on by with about as so just also head director manager sales marketing operations purchasing
	finance engineering support team office ceo cto cfo coo cmo cio vp president chief officer assistant lead leads senior junior account executive
	consultant specialist coordinator founder owner partner geschäftsführer geschaeftsfuehrer geschaeftsfuehrung leiter leiterin einkauf vertrieb sent
	subject date cc bcc re fw fwd tel phone fax mobile email mail web www http https monday tuesday wednesday thursday friday saturday sunday january
	february march april june july august september october november december today tomorrow yesterday new customer client company lead prospect
	quote offer demo request inquiry enquiry question call meeting price pricing order project budget unknown anonymous none na test name null undefined
	guten tag hallo liebe lieber sehr geehrte geehrter herr frau mit freundlichen gruessen gruss danke bitte wir ich sie und oder der die das ein eine
	mein meine unser unsere bonjour merci madame monsieur je nous vous hola gracias buenos dias slack dibs bot app`)
