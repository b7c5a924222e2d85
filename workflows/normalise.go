package workflows

import (
	"net/mail"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"dibs/lead"
)

// normalise brings an inquiry to the form in which leads are compared: trimmed, e-mail in lower
// case, country in upper case, a readable phone number as E.164. What cannot be read stays as
// it was typed; nothing is thrown away.
func normalise(in lead.Inquiry) lead.Inquiry {
	for _, s := range []*string{
		&in.Source, &in.ExternalID, &in.Campaign, &in.Message, &in.Contact.Name, &in.Contact.Email,
		&in.Contact.Phone, &in.Contact.Title, &in.Company.Name, &in.Company.Website, &in.Company.Country,
	} {
		*s = strings.TrimSpace(*s)
	}
	in.Company.Country = strings.ToUpper(in.Company.Country)
	in.Contact.Email = address(in.Contact.Email)
	in.Contact.Phone = e164(in.Contact.Phone, in.Company.Country)
	return in
}

// address is the bare address of "Name <name@example.com>", in lower case.
func address(s string) string {
	if a, err := mail.ParseAddress(s); err == nil {
		s = a.Address
	}
	return strings.ToLower(s)
}

// e164 reads a phone number, by the country when it has no international prefix.
func e164(s, country string) string {
	n, err := phonenumbers.Parse(s, country)
	if err != nil || !phonenumbers.IsPossibleNumber(n) {
		return s
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}
