package identity_test

import (
	"testing"

	"dibs/lead/identity"
)

func TestAnAddressIsTheBareOneInLowerCase(t *testing.T) {
	for text, want := range map[string]string{
		"Nadia Rahman <Nadia@Brandt.example>": "nadia@brandt.example",
		"NADIA@brandt.example":                "nadia@brandt.example",
		"Not An Address":                      "not an address",
		"":                                    "",
	} {
		if got := identity.Email(text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestFreeMailProvidersAreKnown(t *testing.T) {
	for email, want := range map[string]bool{
		"jo@gmail.com": true, "jo@GMX.de": true, "jo@brandt.example": false, "gmail.com": false, "": false, "jo@mail.gmail.com": false,
	} {
		if got := identity.Freemail(email); got != want {
			t.Errorf("%q is with a free mail provider: %v, want %v", email, got, want)
		}
	}
}

func TestACompanyHasADomainOfItsOwn(t *testing.T) {
	for _, c := range []struct{ email, website, want string }{
		{"bo@Customer.example", "", "customer.example"},
		{"bo@customer.example", "other.example", "customer.example"},
		{"bo@gmail.com", "https://www.Customer.example:8080/about?x#y", "customer.example"},
		{"", " www.customer.example ", "customer.example"},
		{"", "www.gmail.com", ""},
		{"bo@gmail.com", "", ""},
		{"bo@localhost", "n/a", ""},
		{"", "our site. really", ""},
		{"", "", ""},
	} {
		if got := identity.CompanyDomain(c.email, c.website); got != c.want {
			t.Errorf("the domain of %q and %q is %q, want %q", c.email, c.website, got, c.want)
		}
	}
}

func TestAPhoneNumberIsReadByItsCountry(t *testing.T) {
	for _, c := range []struct{ phone, country, want string }{
		{"+49 (0)30 901820", "", "+4930901820"},
		{"030 / 90 18 20", "DE", "+4930901820"},
		{"0049 30 901820", "DE", "+4930901820"},
		{"(415) 555-2671", "US", "+14155552671"},
		{"030 901820", "", "030 901820"}, // the country is unknown
		{"call me", "DE", "call me"},
		{"", "DE", ""},
	} {
		if got := identity.E164(c.phone, c.country); got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.phone, c.country, got, c.want)
		}
	}
}

func TestPrefixesOfAPhoneNumberAreLeftOut(t *testing.T) {
	for phone, want := range map[string]string{
		"+49 (0)30 901820": "4930901820", "0049 30 901820": "4930901820", "030/901820": "30901820", "none": "", "000": "",
	} {
		if got := identity.Dialled(phone); got != want {
			t.Errorf("the digits of %q are %q, want %q", phone, got, want)
		}
	}
}
