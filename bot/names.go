package bot

import (
	"strings"

	"dibs/lead"
)

// slackID guards what is put between < and >.
func slackID(id string) bool {
	return id != "" && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == ""
}

// who names the lead as people talk of it: "Nadia Rahman, Brandt Logistik GmbH".
func who(l *lead.Lead) string { return safe(rawWho(l), 160) }

func rawWho(l *lead.Lead) string {
	name := person(l)
	if c := oneLine(l.Company.Name); c != "" && c != name {
		return clip(name, 80) + ", " + clip(c, 80)
	}
	return clip(name, 80)
}

// company names the lead in short: by its company, and without one by the person.
func company(l *lead.Lead) string {
	if c := oneLine(l.Company.Name); c != "" {
		return safe(c, 80)
	}
	return safe(person(l), 80)
}

// person is the inquirer's name or what comes nearest; neither escaped nor cut.
func person(l *lead.Lead) string {
	name, _, _ := strings.Cut(l.Contact.Email, "@")
	for _, s := range []string{l.Contact.Name, l.Company.Name, name} {
		if s = oneLine(s); s != "" {
			return s
		}
	}
	return "Unknown"
}
