package wording

import (
	"strings"

	"dibs/lead"
)

// IsSlackID reports whether an id is safe to put between < and >.
func IsSlackID(id string) bool {
	return id != "" && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// LeadName is the name of a lead: "Nadia Rahman, Brandt Logistik GmbH".
func LeadName(l *lead.Lead) string { return Safe(RawLeadName(l), 160) }

// RawLeadName is LeadName without escaping, for text that is not mrkdwn.
func RawLeadName(l *lead.Lead) string {
	name := Person(l)
	if c := OneLine(l.Company.Name); c != "" && c != name {
		return Clip(name, 80) + ", " + Clip(c, 80)
	}
	return Clip(name, 80)
}

// Company is the short name of a lead: its company, or the person without one.
func Company(l *lead.Lead) string {
	if c := OneLine(l.Company.Name); c != "" {
		return Safe(c, 80)
	}
	return Safe(Person(l), 80)
}

// Person is the inquirer's name, or the closest thing to it that is known. It is neither escaped nor cut.
func Person(l *lead.Lead) string {
	name, _, _ := strings.Cut(l.Contact.Email, "@")
	for _, s := range []string{l.Contact.Name, l.Company.Name, name} {
		if s = OneLine(s); s != "" {
			return s
		}
	}
	return "Unknown"
}
