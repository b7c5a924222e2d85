package identity_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dibs/lead/identity"
)

func TestCompaniesAreComparedByTheirNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		// Spellings of umlauts and accents.
		{"Müller GmbH & Co. KG", "Mueller GmbH & Co. KG", true},
		{"Müller GmbH & Co. KG", "Muller GmbH & Co. KG", true},
		{"Mueller GmbH & Co. KG", "Muller", true},
		{"MÜLLER", "müller", true},
		{"Mu\u0308ller", "Müller", true}, // the accent is a character of its own
		{"Ölwerk Süd AG", "Oelwerk Sued", true},
		{"Groß & Söhne", "GROSS & SÖHNE", true},
		{"Møller Maersk", "Moeller Mærsk A/S", true},
		{"Ørsted A/S", "Orsted", true},
		{"Citroën SA", "Citroen", true},
		{"Žabka Polska Sp. z o.o.", "Zabka Polska", true},
		{"Łódź Tech Sp. z o.o.", "Lodz Tech", true},
		{"İstanbul Lojistik", "Istanbul Lojistik", true},
		{"ΟΔΟΣ", "οδος", true}, // a sigma at the end of a word has its own form
		{"Ångström AB", "Angstrom", true},
		{"Ångström AB", "Aangstroem", false}, // see Key: it does not recognize å written as aa
		{"Müller", "Möller", false},
		{"Blue", "Blu", true}, // see Key

		// Legal forms.
		{"Brandt Logistik GmbH", "Brandt Logistik AG", true},
		{"Brandt Logistik GmbH & Co.KG", "Brandt Logistik", true},
		{"Brandt Logistik GmbH&Co. KG", "Brandt Logistik", true},
		{"Brandt Logistik GmbH und Co. KG", "Brandt Logistik", true},
		{"Bäckerei Roth e.K.", "Baeckerei Roth", true},
		{"Customer, S.L.", "Customer SL", true},
		{"Acme, Inc.", "ACME INC", true},
		{"Acme Co., Ltd.", "Acme", true},
		{"Acme Pty. Ltd.", "Acme Private Limited", true},
		{"Rossi S.p.A.", "Rossi SpA", true},
		{"Rossi S.r.l.", "Rossi", true},
		{"Luxfonds S.à r.l.", "Luxfonds Sarl", true},
		{"Tequila del Sur S.A. de C.V.", "Tequila del Sur", true},
		{"Dupont S.A.S.", "Dupont", true},
		{"Novák s.r.o.", "Novak a.s.", true},
		{"Nokia Oyj", "Nokia", true},
		{"Sony K.K.", "Sony Corporation", true},
		{"GmbH", "AG", false}, // without a name the legal form counts as the name
		{"Limited Run Games", "Run Games", false},
		{"Acme Holdings", "Acme", false}, // another company of the group

		// Spaces and punctuation.
		{"Brandt-Logistik", "BrandtLogistik", true},
		{"T-Mobile", "T Mobile", true},
		{"O'Brien Ltd", "OBrien", true},
		{"O’Brien", "O'Brien", true},
		{"Booking.com B.V.", "Booking.com", true},
		{"3M", "3 M Company", true},
		{"  Acme  ", "Acme", true},
		{"Tiffany & Co.", "Tiffany", true},

		// Other companies.
		{"Brandt Logistik", "Brandt Logistik Ost GmbH", false},
		{"Acme", "Apex", false},
		{"Acme 1", "Acme 2", false},
		{"日立製作所", "日立製作所", true},
		{"日立製作所", "三菱電機", false},
		{"", "", false},
		{"...", "–", false},
	} {
		if got := identity.SameCompany(c.a, c.b); got != c.same {
			t.Errorf("%q and %q are the same company: %v, want %v (keys %q and %q)", c.a, c.b, got, c.same, identity.CompanyKey(c.a), identity.CompanyKey(c.b))
		}
		if identity.SameCompany(c.b, c.a) != c.same {
			t.Errorf("%q and %q compare differently the other way round", c.a, c.b)
		}
	}
}

func TestALegalFormNeverChangesTheCompany(t *testing.T) {
	forms := identity.LegalForms()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-ZÄÖÜ][a-zäöüß]{3,9}( [A-Z][a-z]{4,9}x)?x`).Draw(t, "name")
		form := rapid.SampledFrom(forms).Draw(t, "form")
		for _, full := range []string{name + " " + form, name + ", " + strings.ToUpper(form), name + " " + strings.ToLower(form)} {
			if !identity.SameCompany(name, full) {
				t.Fatalf("%q is not the company %q", full, name)
			}
		}
	})
}

func TestLegalFormsComeLongestFirst(t *testing.T) {
	forms := identity.LegalForms()
	if !slices.IsSortedFunc(forms, func(a, b string) int { return len(b) - len(a) }) || len(forms) < 60 {
		t.Errorf("the %d forms are %q", len(forms), forms)
	}
}

func TestTheLegalFormAtTheEndIsLeftOutButNeverTheWholeName(t *testing.T) {
	for words, want := range map[string]string{
		"brandt gmbh": "brandt", "brandt gmbh co kg": "brandt", "gmbh": "gmbh", "gmbh co": "gmbh", "co brandt": "co brandt", "": "", "brandt co.kg": "brandt",
	} {
		if got := strings.Join(identity.WithoutForm(strings.Fields(words)), " "); got != want {
			t.Errorf("%q without its form is %q, want %q", words, got, want)
		}
	}
}
