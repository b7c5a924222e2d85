package wording

import (
	"strings"

	"dibs/lead"
)

// IsSlackID guards what is put between < and >.
func IsSlackID(id string) bool {
	return id != "" && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// LeadName names the lead as people talk of it: "Nadia Rahman, Brandt Logistik GmbH".
func LeadName(l *lead.Lead) string { return Safe(RawLeadName(l), 160) }

func RawLeadName(l *lead.Lead) string {
	name := Person(l)
	if c := OneLine(l.Company.Name); c != "" && c != name {
		return Clip(name, 80) + ", " + Clip(c, 80)
	}
	return Clip(name, 80)
}

// company names the lead in short: by its company, and without one by the person.
func Company(l *lead.Lead) string {
	if c := OneLine(l.Company.Name); c != "" {
		return Safe(c, 80)
	}
	return Safe(Person(l), 80)
}

// person is the inquirer's name or what comes nearest; neither escaped nor cut.
func Person(l *lead.Lead) string {
	name, _, _ := strings.Cut(l.Contact.Email, "@")
	for _, s := range []string{l.Contact.Name, l.Company.Name, name} {
		if s = OneLine(s); s != "" {
			return s
		}
	}
	return "Unknown"
}
