package contacts

import (
	"regexp"
	"slices"
	"strings"

	"dibs/lead/identity"
)

var emails = regexp.MustCompile(`[\p{L}\p{N}][\p{L}\p{N}._%+'’-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,5}\.\p{L}{2,24}`)

// machineMailbox matches mailboxes that send automatic mail.
var machineMailbox = regexp.MustCompile(`^(?:no-?reply|do-?not-?reply|nicht-?antworten|mailer-daemon|postmaster|bounces?|notifications?|alerts?|newsletter|unsubscribe)\b`)

// sharedMailboxes belong to a whole company or department.
var sharedMailboxes = strings.Fields(`info contact kontakt office sales hello hallo support service team mail admin billing jobs hr press presse vertrieb
	einkauf buchhaltung accounting invoices rechnung marketing welcome enquiries inquiries reception zentrale post anfrage bestellung orders`)

// findEmail finds the e-mail address: in the mail's header, on a labelled line, otherwise the only one in the
// text. A personal address is preferred to a shared one.
func (r *reading) findEmail() {
	for _, words := range []string{r.from, r.labelled[fieldEmail]} {
		if all := r.addresses(words); len(all) == 1 {
			r.found.Email = all[0]
			return
		}
	}
	all := r.addresses(strings.Join(r.lines, "\n"))
	if len(all) > 1 {
		all = slices.DeleteFunc(all, isShared)
	}
	if len(all) == 1 {
		r.found.Email = all[0]
	}
}

// findEmailLike finds the only address that resembles a name.
func (r *reading) findEmailLike(name string) {
	all := slices.DeleteFunc(r.addresses(strings.Join(r.lines, "\n")), func(e string) bool { return !emailLikeName(e, name) })
	if len(all) == 1 {
		r.found.Email = all[0]
	}
}

// addresses lists the addresses in a text without duplicates, except for ours and those of machines.
func (r *reading) addresses(text string) []string {
	var all []string
	for _, e := range emails.FindAllString(text, -1) {
		e = strings.ToLower(strings.ReplaceAll(e, "’", "'"))
		if !r.ourAddress(e) && !machineMailbox.MatchString(e) && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

func isShared(email string) bool {
	box, _, _ := strings.Cut(email, "@")
	return slices.Contains(sharedMailboxes, box)
}

// emailLikeName reports whether an address resembles a name, because it contains one of its words.
func emailLikeName(email, name string) bool {
	box, _, _ := strings.Cut(email, "@")
	return slices.ContainsFunc(strings.Fields(name), func(w string) bool {
		spelled, key := identity.Letters(w), identity.Key(w)
		return len(spelled) >= 3 && strings.Contains(identity.Letters(box), spelled) || len(key) >= 3 && strings.Contains(identity.Key(box), key)
	})
}

// domainOf returns the domain of an address, or an empty string for a free mail provider.
func domainOf(email string) string {
	_, domain, ok := strings.Cut(email, "@")
	if !ok || identity.Freemail(email) {
		return ""
	}
	return domain
}

// labelIn returns the part of a domain that the company chose: brandt in mail.brandt.co.uk.
func labelIn(domain string) string {
	parts := strings.Split(domain, ".")
	n := len(parts) - 2
	if n > 0 && len(parts[n+1]) == 2 && slices.Contains([]string{"co", "com", "org", "net", "gov", "ac", "edu"}, parts[n]) {
		n--
	}
	if n < 0 {
		return ""
	}
	return parts[n]
}
