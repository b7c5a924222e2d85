package playbook

import (
	"testing"

	"dibs/lead"
)

func TestTheBackupWhoIsCalledForALeadInThePoolMayClaimIt(t *testing.T) {
	ana, ben := "ana@acme.example: {role: rep, team: emea, backup: ben@", "ben@acme.example: {role: rep, team: emea, backup: ana@"
	for _, c := range []struct{ name, ofAna, ofBen, want string }{
		{"of the first in line", "ben", "ana", "ben"},
		{"of the next, where the first one's is marketing", "max", "ana", "ana"},
		{"of the next, where the first one's is in another team", "carla", "ana", "ana"},
		{"a manager", "mia", "ana", "mia"},
		{"who is on duty, where none may", "max", "carla", "mia"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := changed(t, ana, "ana@acme.example: {role: rep, team: emea, backup: "+c.ofAna+"@")
			p = withText(t, p, ben, "ben@acme.example: {role: rep, team: emea, backup: "+c.ofBen+"@")
			l := registered(p, nadia(), monday)
			for _, m := range p.Recipients("backup", l, p.Members(slack()), monday) {
				if m != lead.PersonID(c.want) {
					t.Errorf("%s is called, want %s", m, c.want)
				}
			}
		})
	}
}
