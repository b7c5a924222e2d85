package identity

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
)

// SameLine is how many digits at the end of two phone numbers must be equal if one of them was written
// without its country code.
const SameLine = 8

// E164 returns a phone number in the form of ITU E.164, such as +4930901820. The country (ISO 3166-1 alpha-2)
// is used for a number without an international prefix. A text that cannot be a phone number is returned as
// it is.
func E164(s, country string) string {
	n, err := phonenumbers.Parse(s, country)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return s
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}

// trunk removes the zero that is dialed only within the country, as in +49 (0)30.
var trunk = strings.NewReplacer("(0)", "", "( 0 )", "")

// Dialled returns the digits of a phone number without the prefixes +, 00 and 0.
func Dialled(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, trunk.Replace(phone))
	return strings.TrimLeft(digits, "0")
}
