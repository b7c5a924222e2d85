package playbook

import (
	"testing"

	"dibs/lead"
)

func TestTheBackupWhoIsCalledForALeadInThePoolMayClaimIt(t *testing.T) {
	ana, ben := "ana@acme.example: {role: rep, team: emea, backup: ben@", "ben@acme.example: {role: rep, team: emea, backup: ana@"
	for _, c := range []struct{ name, ofAna, ofBen, want string }{
		{"the backup of the first in line", "ben", "ana", "ben"},
		{"the next one's, if the first one's is in marketing", "max", "ana", "ana"},
		{"the next one's, if the first one's is on another team", "carla", "ana", "ana"},
		{"a manager", "mia", "ana", "mia"},
		{"the person on duty, if no backup may", "max", "carla", "mia"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := changed(t, ana, "ana@acme.example: {role: rep, team: emea, backup: "+c.ofAna+"@")
			p = withText(t, p, ben, "ben@acme.example: {role: rep, team: emea, backup: "+c.ofBen+"@")
			l := registered(p, nadia(), monday)
			for _, m := range p.Recipients("backup", l, p.Members(slack()), monday) {
				if m != lead.PersonID(c.want) {
					t.Errorf("%s is pinged, want %s", m, c.want)
				}
			}
		})
	}
}
