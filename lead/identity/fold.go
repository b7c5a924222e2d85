// Package identity decides when two names, companies, addresses or phone numbers are the same. Intake, merging, search
// and the lookup of a company's owner all use it, so they never disagree. It is pure code and imports nothing of ours.
package identity

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// The only transliteration tables of the program. They expect lower case.
var (
	// umlauts replaces letters the way people write them on a keyboard that lacks them: Mueller for Müller.
	umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ø", "oe", "å", "aa", "æ", "ae")
	// letters replaces letters that do not decompose into a plain letter and an accent.
	letters = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "đ", "d", "ð", "d", "þ", "th", "ł", "l", "ı", "i", "ħ", "h")
	// vowels reverses umlauts, except for å: Muller for Mueller.
	vowels = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")
)

// Fold removes case and accents: José becomes jose, Müller muller, Straße strasse. Spaces and punctuation
// stay. The two lower-case sigmas of Greek become one.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range letters.Replace(norm.NFKD.String(cases.Fold().String(s))) {
		if r < 0x300 || r > 0x36f { // U+0300 to U+036F are the combining accents
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// SpellOut is Fold with umlauts written out: Müller becomes mueller, Møller moeller, Åse aase.
func SpellOut(s string) string {
	return Fold(umlauts.Replace(strings.ToLower(norm.NFC.String(s))))
}

// Spellings lists the ways in which people may type a text, folded and without duplicates: Müller is typed as
// muller or mueller, and somebody who searches for Mueller may type muller. The store keeps all of them for
// search.
func Spellings(s string) []string {
	var all []string
	for _, way := range []string{Fold(s), SpellOut(s), vowels.Replace(Fold(s))} {
		if way != "" && !slices.Contains(all, way) {
			all = append(all, way)
		}
	}
	return all
}

// Letters is SpellOut reduced to letters and digits: "Dr. Müller-Lüdenscheidt" becomes
// drmuellerluedenscheidt.
func Letters(s string) string { return lettersAndDigits(SpellOut(s)) }

// Key is equal for all spellings of a name, and for every way to put spaces and punctuation in it: Müller,
// Mueller, Muller and MÜLLER have the same key. Two different names, such as Blue and Blu, may also have the
// same key; that is rare among the names that one team works with. Aarhus and Århus have different keys.
func Key(s string) string { return lettersAndDigits(vowels.Replace(Fold(s))) }

func lettersAndDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}
