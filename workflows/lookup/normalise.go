package lookup

import (
	"strings"

	"dibs/lead"
	"dibs/lead/identity"
)

// normalise brings an inquiry into the form in which leads are compared: trimmed, the e-mail address in lower case, the
// country in upper case, a readable phone number as E.164. An unreadable value stays as it was typed. Nothing is thrown
// away.
func normalise(in lead.Inquiry) lead.Inquiry {
	for _, s := range []*string{
		&in.Source, &in.ExternalID, &in.Campaign, &in.Message, &in.Contact.Name, &in.Contact.Email,
		&in.Contact.Phone, &in.Contact.Title, &in.Company.Name, &in.Company.Website, &in.Company.Country,
	} {
		*s = strings.TrimSpace(*s)
	}
	in.Company.Country = strings.ToUpper(in.Company.Country)
	in.Contact.Email = identity.Email(in.Contact.Email)
	in.Contact.Phone = identity.E164(in.Contact.Phone, in.Company.Country)
	return in
}
