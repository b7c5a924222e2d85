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

// ReadAmount reads an amount with its currency: "€900", "CHF 1,050.50", "30k", "1.2m USD". An amount without a
// currency is in the playbook's. Errors are sentences for the person who typed it.
func ReadAmount(s string, pb *playbook.Playbook) (lead.Money, error) {
	m := typedAmount.FindStringSubmatch(strings.Join(strings.Fields(s), " "))
	if m == nil {
		return lead.Money{}, ErrAmount
	}
	currency := pb.Currency()
	for _, symbol := range []string{m[1], m[4]} {
		if symbol = strings.ToUpper(strings.TrimSpace(symbol)); symbol == "" {
			continue
		}
		if currency = cmp.Or(currencyOf[symbol], symbol); currency != pb.Currency() && !slices.Contains(Currencies, currency) {
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
	if a.Minor > lead.MaxMinor {
		return lead.Money{}, errTooLarge
	}
	return a, nil
}

const errCurrency typo = "I don't know this currency."

// Currencies are the ones that people can choose from, after the playbook's own.
var Currencies = []string{"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "AUD", "CAD"}
