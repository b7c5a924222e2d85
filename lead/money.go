package lead

import (
	"errors"
	"strconv"
	"strings"
)

// Money is an amount in minor units (cents) of an ISO 4217 currency. Amounts of different currencies are
// never added. The zero Money means that the amount is unknown.
type Money struct {
	Minor    int64  `json:"Minor"`
	Currency string `json:"Currency"`
}

// IsZero reports whether the amount is unknown.
func (m Money) IsZero() bool { return m == Money{} }

// decimals lists the currencies that do not have two decimals (ISO 4217). The tables of
// golang.org/x/text/currency are no substitute: they follow CLDR, which leaves out decimals that people
// rarely write. Rupiahs, dinars and 35 other currencies would be stored in other units than payment systems
// use.
var decimals = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
	"VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

// Decimals returns how many decimals an amount in the currency has: two for euros, none for yen. An unknown
// currency counts as having two.
func Decimals(currency string) int {
	if n, ok := decimals[currency]; ok {
		return n
	}
	return 2
}

// The errors of ParseMoney. Each completes a sentence that starts with the name of the field or with the
// text.
var (
	ErrNoNumber        = errors.New("must be a number without a sign, such as 31200.50")
	ErrAmountTooLarge  = errors.New("is too large")
	ErrTooManyDecimals = errors.New("has more decimals than its currency")
)

// MaxMinor is the largest amount that ParseMoney accepts, in minor units. It leaves room to add up thousands
// of amounts in an int64.
const MaxMinor = 1e15

// ParseMoney reads an amount as programs write it: digits, with a point before the decimals, "31200.50".
// Zeros beyond the currency's decimals are accepted.
func ParseMoney(number, currency string) (Money, error) {
	whole, part, pointed := strings.Cut(number, ".")
	if !digits(whole) || pointed && !digits(part) {
		return Money{}, ErrNoNumber
	}
	n := Decimals(currency)
	part = strings.TrimRight(part, "0")
	if len(part) > n {
		return Money{}, ErrTooManyDecimals
	}
	minor, err := strconv.ParseInt(whole+part+strings.Repeat("0", n-len(part)), 10, 64)
	if err != nil || minor > MaxMinor {
		return Money{}, ErrAmountTooLarge
	}
	return Money{Minor: minor, Currency: currency}, nil
}

// digits reports whether s is not empty and consists of digits only.
func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
