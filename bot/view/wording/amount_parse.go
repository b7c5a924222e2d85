package wording

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"dibs/lead"
	"dibs/playbook"
)

var (
	typedAmount = regexp.MustCompile(`(?i)^([a-z]{3} ?|[€$£¥] ?)?([0-9][0-9.,'’ ]*?) ?([km])?(?: ?([a-z]{3}|[€$£¥]|euros?|dollars?|pounds?))?$`)
	currencyOf  = map[string]string{"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "$": "USD", "DOLLAR": "USD", "DOLLARS": "USD", "£": "GBP", "POUND": "GBP", "POUNDS": "GBP", "¥": "JPY"}
)

// ReadAmount reads an amount with its currency, "€900", "CHF 1,050.50", "30k", "1.2m USD"; without one it is in the
// playbook's. Its errors are sentences for the person who typed.
func ReadAmount(s string, pb *playbook.Playbook) (lead.Money, error) {
	m := typedAmount.FindStringSubmatch(strings.Join(strings.Fields(s), " "))
	if m == nil {
		return lead.Money{}, ErrAmount
	}
	currency := pb.Currency()
	for _, said := range []string{m[1], m[4]} {
		if said = strings.ToUpper(strings.TrimSpace(said)); said == "" {
			continue
		}
		if currency = cmp.Or(currencyOf[said], said); currency != pb.Currency() && !slices.Contains(Currencies, currency) {
			return lead.Money{}, errCurrency
		}
	}
	a, err := ParseAmount(m[2], currency)
	if err != nil {
		return lead.Money{}, err
	}
	switch strings.ToLower(m[3]) {
	case "k":
		a.Minor *= 1e3
	case "m":
		a.Minor *= 1e6
	}
	if a.Minor > maxMinor {
		return lead.Money{}, errAmountTooLarge
	}
	return a, nil
}

const errCurrency typo = "I do not know this currency."

// currencies that people choose from, after the playbook's own.
var Currencies = []string{"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "AUD", "CAD"}
