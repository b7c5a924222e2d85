package lead_test

import (
	"testing"
	"time"

	"dibs/lead"
)

func TestWhoLeavesLosesWhatTheyOwnToTheHeirWithItsClocks(t *testing.T) {
	l := registered(asNew)
	must(t, l.Claim(ana, t0))
	l.TakeEvents()
	now := t0.Add(time.Hour)
	if !l.HandOver(ana.ID, member(ben), now) {
		t.Fatal("the lead was not handed over")
	}
	if l.Owner != ben.ID || l.Stage != lead.StageWorking {
		t.Errorf("stage %s, owner %s", l.Stage, l.Owner)
	}
	if got := l.Clocks[lead.ClockContact].Start; !got.Equal(now) {
		t.Errorf("the heir's clock to the first contact counts from %s", got)
	}
	if got := l.Clocks[lead.ClockStale].Start; !got.Equal(t0) {
		t.Errorf("the stale clock was set to %s", got)
	}
	events := l.TakeEvents()
	if len(events) != 1 || events[0].Kind != lead.HandedOver || events[0].Facts.Before != ana.ID || events[0].Facts.To != ben.ID {
		t.Errorf("events %+v", events)
	}
	if l.HandOver(ana.ID, member(ben), now) {
		t.Error("the lead was handed over twice")
	}
}

func TestAPromiseOutlivesWhoMadeIt(t *testing.T) {
	l := registered(asNew)
	must(t, l.Claim(ana, t0))
	next := lead.NextStep{What: "send offer", At: t0.Add(48 * time.Hour)}
	must(t, l.LogContact(ana, lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &next}, t0))
	l.HandOver(ana.ID, member(ben), t0.Add(time.Hour))
	if l.Next == nil || *l.Next != next || !l.Clocks[lead.ClockNext].Start.Equal(next.At) {
		t.Errorf("next step %+v, clocks %v", l.Next, l.Clocks)
	}
}

func TestWithoutAnHeirALeadWaitsInItsPool(t *testing.T) {
	l := registered(asNew)
	must(t, l.Claim(ana, t0))
	now := t0.Add(time.Hour)
	l.HandOver(ana.ID, lead.Member{}, now)
	if l.Stage != lead.StageNew || l.Owner != lead.NoOne || !l.Clocks[lead.ClockClaim].Start.Equal(now) {
		t.Errorf("stage %s, owner %q, clocks %v", l.Stage, l.Owner, l.Clocks)
	}
	if l.Handoffs != 0 {
		t.Error("the departure of an owner counts as a hand-off")
	}
}

func TestTheHeirIsTheNextBackupWhoIsThere(t *testing.T) {
	person := func(id, backup lead.PersonID, role lead.Role, absent bool) lead.Member {
		m := lead.Member{Person: lead.Person{ID: id}, Role: role, Backup: backup}
		if absent {
			m.AwayAt = t0
		}
		return m
	}
	cases := []struct {
		name string
		line []lead.Member
		want lead.PersonID
	}{
		{"the backup", []lead.Member{person("b", "c", lead.RoleRep, false), person("c", "", lead.RoleRep, false)}, "b"},
		{"the backup of a backup who is away", []lead.Member{person("b", "c", lead.RoleRep, true), person("c", "", lead.RoleManager, false)}, "c"},
		{"nobody who cannot own leads", []lead.Member{person("b", "c", lead.RoleMarketing, false), person("c", "", lead.RoleAdmin, false)}, "c"},
		{"nobody, if the chain is a circle of people who are away", []lead.Member{person("b", "a", lead.RoleRep, true)}, lead.NoOne},
		{"nobody, if two are each other's backup", []lead.Member{person("b", "c", lead.RoleRep, true), person("c", "b", lead.RoleRep, true)}, lead.NoOne},
		{"nobody, without a backup", nil, lead.NoOne},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			crew := lead.Crew{"a": person("a", "b", lead.RoleRep, false)}
			for _, m := range c.line {
				crew[m.ID] = m
			}
			if got := crew.Heir("a", t0).ID; got != c.want {
				t.Errorf("the heir is %q, want %q", got, c.want)
			}
		})
	}
}
