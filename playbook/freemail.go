package playbook

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

// freemail reports whether the address is a private one.
func freemail(email string) bool {
	_, domain, ok := strings.Cut(email, "@")
	return ok && freemailDomains[strings.ToLower(domain)]
}
