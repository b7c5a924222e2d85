package identity

import (
	_ "embed" // the list of free mail providers
	"net/mail"
	"strings"
	"unicode"
)

//go:embed freemail.txt
var freemailText string

// freemailDomains are the mail providers where anybody can get an address: the big ones of the countries we know. The list
// is not complete.
var freemailDomains = func() map[string]bool {
	domains := map[string]bool{}
	for _, d := range strings.Fields(freemailText) {
		domains[d] = true
	}
	return domains
}()

// Email is the bare address of "Name <name@example.com>", in lower case. A text that cannot be read as an address is only
// put in lower case.
func Email(s string) string {
	if a, err := mail.ParseAddress(s); err == nil {
		s = a.Address
	}
	return strings.ToLower(s)
}

// Freemail reports whether an e-mail address is with a provider where anybody can get one. Such an address says nothing
// about a company.
func Freemail(email string) bool {
	_, domain, ok := strings.Cut(email, "@")
	return ok && freemailDomains[strings.ToLower(domain)]
}

// Host is the domain of a web address in lower case, without scheme, port, path and "www.":
// "https://www.Acme.example:8080/about" is acme.example. A text that is no web address comes back in lower case.
func Host(address string) string {
	host := strings.ToLower(strings.TrimSpace(address))
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	if end := strings.IndexAny(host, "/?#:"); end >= 0 {
		host = host[:end]
	}
	return strings.TrimPrefix(strings.TrimSpace(host), "www.")
}

// CompanyDomain is the internet domain that only this company has: that of the e-mail address, else that of the website.
// It is empty when neither has one, as with a free mail provider.
func CompanyDomain(email, website string) string {
	_, domain, _ := strings.Cut(email, "@")
	if !ownDomain(domain) {
		domain = Host(website)
	}
	if !ownDomain(domain) {
		return ""
	}
	return strings.ToLower(strings.TrimSpace(domain))
}

// ownDomain reports whether a text is a domain, and not that of a free mail provider.
func ownDomain(domain string) bool {
	return strings.Contains(domain, ".") && !strings.ContainsFunc(domain, unicode.IsSpace) && !Freemail("@"+domain)
}
