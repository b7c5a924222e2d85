// Package contacts finds in a message who wants something: name, e-mail, phone and company, and
// none of them when it is not sure.
package contacts

import (
	"slices"
	"strings"

	"dibs/lead"
	"dibs/lead/identity"
)

// Team is what belongs to the team and is therefore nobody who wants something.
type Team struct {
	Company string
	Domains []string // of e-mail addresses
	People  []string // names
}

// Inquirer is what a message says of somebody. What it does not say, or says of several, is empty.
type Inquirer struct {
	lead.Contact        // the e-mail in lower case, the phone as it was typed; never a title
	Company      string // as it was written, else the domain of the e-mail address
}

// maxBytes bounds how much of a message is looked through, in bytes. A mail that is longer than this
// quotes others.
const maxBytes = 1 << 14

// Read finds who a message is from or about: in the header of a forwarded mail, in lines such as
// "Name: …" of a form or a vCard, in a signature, and in sentences such as "this is Nadia Rahman of
// Brandt Logistik". Text is as people read it, without Slack's tokens. It takes any text, and time in
// proportion to its length.
func Read(text string, ours Team) Inquirer {
	r := reading{ours: ours, lines: linesOf(text)}
	r.selectLines()
	r.readLabels()
	r.findEmail()
	r.findName()
	if r.found.Email == "" { // several: the one that is like the name
		r.findEmailLike(r.found.Name)
	}
	r.findCompany()
	r.findPhone()
	return r.found
}

// reading is one message being read. Each step may use what those before it found.
type reading struct {
	ours     Team
	lines    []string
	from     string // what stands behind From: of a forwarded mail
	labelled map[field]string
	found    Inquirer
}

// linesOf are the lines of a text without what Slack and mail programs put around them. Cells of a
// row, "Name: … | Phone: …", are lines of their own.
func linesOf(text string) []string {
	text = strings.ToValidUTF8(text[:min(len(text), maxBytes)], "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u202f", " ", "\t", "\n", " | ", "\n", " · ", "\n", " • ", "\n").Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimSpace(strings.Trim(strings.TrimLeft(strings.TrimSpace(l), ">• "), "*_`"))
	}
	return lines
}

// selectLines leaves only the words of whoever wrote a forwarded mail first: from their header to the
// next one. Headers of our own people are passed over. Without one it leaves what is above the
// first quotation.
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

// isOurs reports whether words name one of our people or their address.
func (r *reading) isOurs(words string) bool {
	for _, e := range emails.FindAllString(words, -1) {
		return r.ourAddress(e)
	}
	return r.ourPerson(words)
}

// ourPerson reports whether a name is that of one of our people.
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
