package playbook

import (
	"strings"
	"time"

	"dibs/lead"
)

// Who names the people whom a word of the ladders means for a lead as of an instant: pool, owner,
// backup, manager, on_duty or marketing. Nobody is named who is away.
func (p *Playbook) Who(tell string, l *lead.Lead, crew lead.Crew, now time.Time) []lead.PersonID {
	return p.resolve(l, crew, lead.Step{Tell: tell}, now)
}

// IsChannel reports whether a word of the ladders is a channel, by name or id, and not people.
func IsChannel(tell string) bool { return strings.HasPrefix(tell, "#") || channelID.MatchString(tell) }
