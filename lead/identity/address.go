package identity

import (
	_ "embed" // the list of free mail providers
	"net/mail"
	"strings"
	"unicode"
)

//go:embed freemail.txt
var freemailText string

// freemailDomains holds providers where anyone can get an e-mail address: the big ones of the countries we
// know. It is not complete.
var freemailDomains = func() map[string]bool {
	domains := map[string]bool{}
	for _, d := range strings.Fields(freemailText) {
		domains[d] = true
	}
	return domains
}()

// Email returns the bare address of "Name <name@example.com>", in lower case. A text that cannot be read as
// an address is returned in lower case.
func Email(s string) string {
	if a, err := mail.ParseAddress(s); err == nil {
		s = a.Address
	}
	return strings.ToLower(s)
}

// Freemail reports whether an e-mail address belongs to a provider where anyone can get one. Such an address
// says nothing about a company.
func Freemail(email string) bool {
	_, domain, ok := strings.Cut(email, "@")
	return ok && freemailDomains[strings.ToLower(domain)]
}

// Host returns the domain of a web address in lower case, without scheme, port, path and "www.":
// "https://www.Acme.example:8080/about" gives acme.example. Any other text is treated the same way.
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

// CompanyDomain returns the internet domain that belongs to this company alone: the domain of the e-mail
// address, otherwise that of the website. It is empty if neither has one, as with a free mail provider.
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

// ownDomain reports whether a text is a domain and not that of a free mail provider.
func ownDomain(domain string) bool {
	return strings.Contains(domain, ".") && !strings.ContainsFunc(domain, unicode.IsSpace) && !Freemail("@"+domain)
}
