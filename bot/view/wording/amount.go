package wording

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"dibs/lead"
)

// symbols are the currencies that people know by a symbol.
var symbols = map[string]string{"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}

// Amount writes money for people: "€31,200", "CHF 1,050.50". Whole amounts have no decimals.
func Amount(m lead.Money) string {
	digits, n := strconv.FormatInt(m.Minor, 10), lead.Decimals(m.Currency)
	sign := ""
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	}
	for len(digits) <= n {
		digits = "0" + digits
	}
	text := Thousands(digits[:len(digits)-n])
	if part := digits[len(digits)-n:]; strings.Trim(part, "0") != "" {
		text += "." + part
	}
	if s, ok := symbols[m.Currency]; ok {
		return sign + s + text
	}
	return strings.TrimSpace(sign + Safe(m.Currency, 8) + " " + text)
}

// typo is a mistake in what a person typed, worded as a sentence for them.
type typo string

// Error returns the sentence.
func (t typo) Error() string { return string(t) }

const (
	// ErrAmount answers an amount that cannot be read.
	ErrAmount          typo = "Enter the amount as a number, such as 31200 or 31,200.50."
	errTooLarge        typo = "This amount is too large."
	errTooManyDecimals typo = "This currency doesn't have that many decimals."
)

var (
	wholeAmount   = regexp.MustCompile(`^[0-9]+$`)
	groupedAmount = regexp.MustCompile(`^[0-9]{1,3}([.,][0-9]{3})+$`)
)

// ParseAmount reads an amount as people type it, with a point or a comma before the decimals and either of them, a
// space or an apostrophe between thousands: "31.200,50", "31,200.50", "31 200", "31200". A single group of three
// digits after one separator is thousands: "31.200" is 31,200. Signs and currency codes around the amount are
// ignored. Errors are sentences for the person who typed it.
func ParseAmount(s, currency string) (lead.Money, error) {
	whole, part, err := splitAmount(s)
	if err != nil {
		return lead.Money{}, err
	}
	if part != "" {
		whole += "." + part
	}
	m, err := lead.ParseMoney(whole, currency)
	switch {
	case errors.Is(err, lead.ErrAmountTooLarge):
		return m, errTooLarge
	case errors.Is(err, lead.ErrTooManyDecimals):
		return m, errTooManyDecimals
	case err != nil:
		return m, ErrAmount
	}
	return m, nil
}

// amountNoise removes spaces, apostrophes and currency symbols.
var amountNoise = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "", "€", "", "$", "", "£", "", "¥", "")

// splitAmount returns the digits before and after the decimal point.
func splitAmount(s string) (whole, part string, err error) {
	s = amountNoise.Replace(strings.TrimSpace(s))
	s = strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
	whole = s
	last := strings.LastIndexAny(s, ".,")
	if last >= 0 && !(groupedAmount.MatchString(s) && strings.Count(s, s[last:last+1]) == strings.Count(s, ".")+strings.Count(s, ",")) {
		whole, part = s[:last], s[last+1:]
		if strings.Contains(whole, s[last:last+1]) || !wholeAmount.MatchString(part) {
			return "", "", ErrAmount
		}
	}
	if !wholeAmount.MatchString(whole) && !groupedAmount.MatchString(whole) {
		return "", "", ErrAmount
	}
	return strings.NewReplacer(".", "", ",", "").Replace(whole), part, nil
}
