// Package contacts finds the person that a message is from or about: name, e-mail address, phone number and
// company. It leaves out every value it is not sure of.
package contacts

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/identity"
)

// Team is our own company and people. They are never the result.
type Team struct {
	Company string
	Domains []string // of e-mail addresses
	People  []string // names
}

// Inquirer is the person that a message is from or about. A value is empty if the message does not contain
// it, or contains it for several people.
type Inquirer struct {
	lead.Contact        // the e-mail address in lower case, the phone number as typed, no title
	Company      string // as written, otherwise the domain of the e-mail address
}

// maxBytes is how many bytes of a message are read. A longer mail usually quotes others.
const maxBytes = 1 << 14

// Read finds the person that a message is from or about: in the header of a forwarded mail, in lines such as
// "Name: …" of a form or a vCard, in a signature, and in sentences such as "this is Nadia Rahman of Brandt
// Logistik". The text must be as people read it, without Slack's tokens. Read accepts any text, and its time
// grows only with the length of the text.
func Read(text string, ours Team) Inquirer {
	r := reading{ours: ours, lines: linesOf(text)}
	r.selectLines()
	r.readLabels()
	r.findEmail()
	r.findName()
	if r.found.Email == "" { // several addresses: the one that resembles the name
		r.findEmailLike(r.found.Name)
	}
	r.findCompany()
	r.findPhone()
	return r.found
}

// reading is one message while it is being read. A step may use the results of earlier steps.
type reading struct {
	ours     Team
	lines    []string
	from     string // the text after From: in a forwarded mail
	labelled map[field]string
	found    Inquirer
}

// linesOf cuts a text into lines, without the marks that Slack and mail programs put around them. Each cell
// of a row such as "Name: … | Phone: …" becomes a line of its own.
func linesOf(text string) []string {
	text = strings.ToValidUTF8(text[:min(len(text), maxBytes)], "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u202f", " ", "\t", "\n", " | ", "\n", " · ", "\n", " • ", "\n").Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(strings.Trim(strings.TrimLeft(strings.TrimSpace(l), ">• "), "*_`"))
	}
	return lines
}

// selectLines keeps only the words of the first author of a forwarded mail: from that person's header to the
// next one. It skips headers of our own people. Without a header it keeps everything above the first
// quotation.
func (r *reading) selectLines() {
	for i, l := range r.lines {
		from, ok := header(l)
		if !ok || r.isOurs(from) {
			continue
		}
		end := len(r.lines)
		for n := i + 1; n < end; n++ {
			if _, next := header(r.lines[n]); next || quotation.MatchString(r.lines[n]) {
				end = n
			}
		}
		r.from, r.lines = from, r.lines[i:end]
		return
	}
	for i, l := range r.lines {
		if i > 0 && quotation.MatchString(l) {
			r.lines = r.lines[:i]
			return
		}
	}
}

// isOurs reports whether a text is the name or the address of one of our people.
func (r *reading) isOurs(words string) bool {
	for _, e := range emails.FindAllString(words, -1) {
		return r.ourAddress(e)
	}
	return r.ourPerson(words)
}

// ourPerson reports whether a name belongs to one of our people.
func (r *reading) ourPerson(name string) bool {
	return slices.ContainsFunc(r.ours.People, func(p string) bool { return p != "" && identity.Key(p) == identity.Key(name) })
}

func (r *reading) ourAddress(email string) bool {
	_, domain, _ := strings.Cut(strings.ToLower(email), "@")
	return slices.ContainsFunc(r.ours.Domains, func(d string) bool {
		d = strings.ToLower(d)
		return d != "" && !identity.Freemail("@"+d) && (domain == d || strings.HasSuffix(domain, "."+d))
	})
}
