package playbook

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

// withPartner returns the example playbook with people at its partner: Ines and Rui.
func withPartner(t *testing.T, from, to string) (*Playbook, []lead.Person) {
	t.Helper()
	p := changed(t, "people: [], countries", "people: [ines@iberia.example, rui@iberia.example], countries")
	if from != "" {
		p = withText(t, p, from, to)
	}
	return p, append(slack(), lead.Person{ID: "ines", Email: "Ines@iberia.example"}, lead.Person{ID: "rui", Email: "rui@iberia.example"})
}

// heldOut returns a lead from Madrid that was offered to the partner at a given time.
func heldOut(p *Playbook, now time.Time) *lead.Lead {
	in := nadia()
	in.Company.Country = "ES"
	l := registered(p, in, now)
	l.Offer = &lead.Offer{Partner: "iberia-tech", At: now}
	l.Clocks = lead.Clocks{lead.ClockAccept: {Start: now, Climbed: lead.NotClimbed, OnDuty: true}}
	return l
}

func TestAPartnerIsRemindedAtHalfOfTheTimeItHasAndThenTheLeadComesHome(t *testing.T) {
	for name, c := range map[string]struct{ within, from, want string }{
		"a business day": {"1d", "2026-11-23 09:00", "Mon 13:52 accept remind pool: ines rui\nTue 09:00 accept reassign"},
		// From ten o'clock there are five hours left on Friday, and one on Monday.
		"a day over the weekend":         {"1d", "2026-11-27 10:00", "Fri 13:00 accept remind pool: ines rui\nMon 10:00 accept reassign"},
		"hours":                          {"2h", "2026-11-23 09:00", "Mon 10:00 accept remind pool: ines rui\nMon 11:00 accept reassign"},
		"starting while closed":          {"2h", "2026-11-22 09:00", "Mon 10:00 accept remind pool: ines rui\nMon 11:00 accept reassign"},
		"half of it, in the lunch break": {"7h", "2026-11-23 09:00", "Mon 13:15 accept remind pool: ines rui\nMon 16:45 accept reassign"},
	} {
		t.Run(name, func(t *testing.T) {
			p, people := withPartner(t, "accept_within: 1d", "accept_within: "+c.within)
			if got := told(p.Ahead(heldOut(p, inBerlin(c.from)), p.Members(people), 5)); got != c.want {
				t.Errorf("ahead\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	t.Run("a business day where the playbook does not say", func(t *testing.T) {
		p, people := withPartner(t, "accept_within: 1d, ", "")
		l := heldOut(p, monday)
		for range 2 {
			if got, want := told(p.Ahead(l, p.Members(people), 5)[1:]), "Tue 09:00 accept reassign"; got != want {
				t.Errorf("ahead\n%s\nwant\n%s", got, want)
			}
			l.Offer.Partner = "no longer there"
		}
	})
}

func TestALeadWithAPartnerIsAskedOfThePartnersPeople(t *testing.T) {
	p, people := withPartner(t, "", "")
	away := func(names ...string) lead.Crew {
		crew := p.Members(people)
		for _, name := range names {
			m := crew[lead.PersonID(name)]
			m.AwayAt = sunday
			crew[m.ID] = m
		}
		return crew
	}
	offered := heldOut(p, monday)
	owned := heldOut(p, monday)
	must(t, owned.Accept(away().Actor("ines", monday), monday))
	waiting := heldOut(p, monday)
	waiting.Offer = nil
	for _, c := range []struct {
		name string
		l    *lead.Lead
		tell string
		away []string
		want string
	}{
		{"offered: its people", offered, "pool", nil, "ines rui"},
		{"offered: those who are available", offered, "pool", []string{"ines"}, "rui"},
		{"offered: owner means those who may answer", offered, "owner", nil, "ines rui"},
		{"offered: backup means the same", offered, "backup", nil, "ines rui"},
		{"offered, but none of its people are available: our person on duty", offered, "pool", []string{"ines", "rui"}, "mia"},
		{"offered: our manager", offered, "manager", nil, "mia"},
		{"waiting in its channel: its people", waiting, "pool", nil, "ines rui"},
		{"accepted: the person who accepted", owned, "owner", nil, "ines"},
		{"accepted, but away: the others", owned, "owner", []string{"ines"}, "rui"},
		{"accepted: the others step in", owned, "backup", nil, "rui"},
		{"accepted: nobody else could take it", owned, "pool", nil, "ines"},
		{"accepted, but none of its people are available: our person on duty", owned, "owner", []string{"ines", "rui"}, "mia"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := p.recipientsOf(c.l, away(c.away...), lead.Step{Clock: lead.ClockAccept, Tell: c.tell}, monday)
			if namesOf(got) != c.want {
				t.Errorf("recipients of %s: %s, want %s", c.tell, namesOf(got), c.want)
			}
		})
	}
}

func TestTheBackupOfAWaitingLeadIsThatOfTheNextRepInLine(t *testing.T) {
	p := changed(t, "carla@acme.example: {role: rep, team: americas, hours: new-york}", "carla@acme.example: {role: rep, team: emea, backup: ben@acme.example}")
	for _, c := range []struct {
		name        string
		had, lapsed lead.PersonID
		want        string
	}{
		{"Ana's", "", "", "ben"},
		{"Ana had it: the backup of Ben", "ana", "", "ana"},
		{"Ana's claim lapsed: she is not in line and cannot step in for Ben, so it is Carla's backup", "", "ana", "ben"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := registered(p, nadia(), monday)
			if c.had != "" {
				l.PreviousHolders = []lead.PersonID{c.had}
			}
			l.Lapsed = map[lead.PersonID]time.Time{c.lapsed: monday.Add(day)}
			if got := p.recipientsOf(l, p.Members(slack()), lead.Step{Clock: lead.ClockClaim, Tell: "backup"}, monday); namesOf(got) != c.want {
				t.Errorf("backup %s, want %s", namesOf(got), c.want)
			}
		})
	}
}

func TestThePeopleOfAPartnerAreATeamThatNoTeamOfOursCanBe(t *testing.T) {
	p, people := withPartner(t, "", "")
	crew := p.Members(people)
	if m := crew["ines"]; m.Role != lead.RolePartner || m.Team != lead.PartnerTeam("iberia-tech") || m.Weight != 1 {
		t.Errorf("Ines is %+v", m)
	}
	if got := crew.Team(lead.PartnerTeam("iberia-tech")); len(got) != 2 {
		t.Errorf("the partner's team is %+v", got)
	}
	text := strings.Replace(exampleText(t), "  americas: {manager", `  "partner:iberia-tech": {manager: mia@acme.example}`+"\n  americas: {manager", 1)
	if _, err := Parse("playbook.yaml", []byte(text), env); err == nil || !strings.Contains(err.Error(), `"partner:iberia-tech" can't be the name of a team`) {
		t.Errorf("a team of ours with the name of a partner's team: %v", err)
	}
}
