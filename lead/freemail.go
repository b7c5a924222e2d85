package lead

import (
	_ "embed" // the list of domains
	"strings"
)

//go:embed freemail.txt
var freemailText string

// freemailDomains are mail providers where anybody gets an address: an address there says
// nothing about a company. The big ones of the countries we know; not meant to be complete.
var freemailDomains = func() map[string]bool {
	domains := map[string]bool{}
	for _, d := range strings.Fields(freemailText) {
		domains[d] = true
	}
	return domains
}()

// Freemail reports whether the e-mail address is with a provider where anybody gets one, so that
// it says nothing about a company.
func Freemail(email string) bool {
	_, domain, ok := strings.Cut(email, "@")
	return ok && freemailDomains[strings.ToLower(domain)]
}
