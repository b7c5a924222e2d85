package contacts

import (
	"regexp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// phoneLike matches digits with the characters that people put between them.
var phoneLike = regexp.MustCompile(`(?:\+|\(\+?)?[0-9](?:[0-9]|[ ()./–‑-]{1,3}[0-9(]){5,20}`)

// findPhone finds the phone number: after a label, otherwise the only number in the text that cannot be
// anything else. It ignores fax numbers.
func (r *reading) findPhone() {
	var labelled, certain []string
	for _, l := range r.lines {
		f, value := parseLabel(l)
		switch {
		case f == fieldFax:
			continue
		case f == fieldPhone:
			if n := phoneLike.FindString(value); plausible(n) {
				labelled = appendNew(labelled, trimNumber(n))
				continue
			}
		}
		for _, at := range phoneLike.FindAllStringIndex(l, -1) {
			n := l[at[0]:at[1]]
			before := strings.ToLower(l[max(0, at[0]-12):at[0]])
			switch {
			case faxed.MatchString(before), !standsAlone(l, at):
			case phoned.MatchString(before) && plausible(n):
				labelled = appendNew(labelled, trimNumber(n))
			case r.certain(n):
				certain = appendNew(certain, trimNumber(n))
			}
		}
	}
	switch {
	case len(labelled) > 0:
		r.found.Phone = labelled[0] // people put the number to call first
	case len(certain) == 1:
		r.found.Phone = certain[0]
	}
}

var (
	faxed  = regexp.MustCompile(`fax[:. ]*$`)
	phoned = regexp.MustCompile(`(?:tel|phone|mobile?|cell|handy|fon|teléfono|telefono|téléphone|tél|telefoon|call (?:me|her|him|them)(?: (?:at|on|back at|under))?|reach(?:ed)? (?:at|on)|ruf|nummer|number(?: is)?|erreichbar unter|unter|☎️?|📞|📱)[:. ]*$`)
)

// standsAlone reports whether digits are not part of a word, a date, an address or an amount.
func standsAlone(l string, at []int) bool {
	before, after := l[:at[0]], l[at[1]:]
	return !strings.ContainsAny(last(before), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ#€$£¥/@._=") &&
		!strings.ContainsAny(first(after), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ€$£%/@_=")
}

func first(s string) string { return s[:min(1, len(s))] }
func last(s string) string  { return s[max(0, len(s)-1):] }

// trimNumber returns a number as it was typed, without the characters around it.
func trimNumber(n string) string {
	n = strings.TrimSpace(n)
	if strings.Count(n, "(") != strings.Count(n, ")") {
		n = strings.Trim(n, "() ")
	}
	return strings.TrimRight(n, " -./–(")
}

// plausible reports whether a text that is labelled as a phone number can be one. ITU E.164 allows at most 15
// digits.
func plausible(n string) bool {
	d := digits(n)
	return d >= 6 && d <= 15
}

func digits(s string) (n int) {
	for _, c := range s {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

// northAmerican matches numbers in a form that is used only in North America, and only for phone numbers.
var northAmerican = regexp.MustCompile(`^(?:1[-. ])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[2-9][0-9]{2}[-. ][0-9]{4}$`)

// certain reports whether digits can only be a phone number: a valid one with a country code, one in North
// American form, or one with a leading zero that is valid in the country of the e-mail address.
func (r *reading) certain(n string) bool {
	n = strings.TrimSpace(n)
	if rest, ok := strings.CutPrefix(n, "00"); ok {
		n = "+" + strings.TrimSpace(rest)
	}
	if strings.HasPrefix(strings.TrimLeft(n, "("), "+") {
		p, err := phonenumbers.Parse(n, "")
		return err == nil && phonenumbers.IsValidNumber(p)
	}
	if northAmerican.MatchString(n) {
		p, err := phonenumbers.Parse(n, "US")
		return err == nil && phonenumbers.IsPossibleNumber(p)
	}
	country := countryOf(r.found.Email)
	if country == "" || !strings.HasPrefix(strings.TrimLeft(n, "("), "0") || strings.Count(n, ".") == 2 {
		return false
	}
	p, err := phonenumbers.Parse(n, country)
	return err == nil && phonenumbers.IsValidNumberForRegion(p, country)
}

// countryOf returns the country of an e-mail address by its top-level domain, or an empty string.
func countryOf(email string) string {
	top := strings.ToUpper(email[strings.LastIndex(email, ".")+1:])
	switch {
	case top == "UK":
		return "GB"
	case len(top) == 2 && slices.Contains(worldwideDomains, top):
		return "" // used by companies in all countries
	case len(top) == 2 && phonenumbers.GetSupportedRegions()[top]:
		return top
	}
	return ""
}

var worldwideDomains = []string{"IO", "AI", "CO", "ME", "TV", "CC", "FM", "GG", "LY", "SO", "TO"}
