package view

import (
	"strings"
	"testing"
	"time"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

func TestTheHomeTabShowsEverybodyWhatIsTheirsToDo(t *testing.T) {
	away := func(until time.Time) func(testing.TB) (outbox.HomeView, *playbook.Playbook) {
		return func(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
			d, pb := viewtest.BusyRep(t)
			d.Crew["ben"] = lead.Member{Person: lead.Person{ID: "ben", Name: "Ben", SlackID: "U00000BEN"}, Role: lead.RoleRep, Team: "emea"}
			d.Reader.AwayAt, d.Reader.BackAt = viewtest.At(viewtest.Tuesday-60), until
			d.Leads = map[outbox.Section][]*lead.Lead{outbox.SectionWorking: d.Leads[outbox.SectionWorking]}
			return d, pb
		}
	}
	empty := func(id lead.PersonID) func(testing.TB) (outbox.HomeView, *playbook.Playbook) {
		return func(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
			s := viewtest.Contacted(t)
			return viewtest.DeskOf(s, id), s.Pb
		}
	}
	for name, of := range map[string]func(testing.TB) (outbox.HomeView, *playbook.Playbook){
		"rep": viewtest.BusyRep, "rep_200": viewtest.ManyLeads, "rep_away": away(viewtest.At(3 * 24 * 60)), "rep_away_open": away(time.Time{}), "rep_empty": empty("ana"),
		"rep_told": func(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
			d, pb := viewtest.BusyRep(t)
			s := viewtest.Claimed(t)
			d.LastAction = &outbox.LastAction{Lead: s.Lead, Event: s.Events[len(s.Events)-1]}
			return d, pb
		},
		"manager": viewtest.Manager, "manager_empty": func(t testing.TB) (outbox.HomeView, *playbook.Playbook) {
			d, pb := empty("mia")(t)
			d.Team = &outbox.Team{Workloads: []outbox.Workload{{Person: "ana", Open: 0}}}
			return d, pb
		},
		"qualifier": viewtest.Qualifier, "qualifier_empty": empty("dan"), "marketing": viewtest.Marketing, "marketing_empty": empty("max"),
		"partner": viewtest.PartnerDesk, "partner_empty": empty("pia"), "stranger": empty("zoe"),
		"colleague": func(t testing.TB) (outbox.HomeView, *playbook.Playbook) { return viewtest.Referrer(t, "zoe", false) },
		"guest":     func(t testing.TB) (outbox.HomeView, *playbook.Playbook) { return viewtest.Referrer(t, "gus", true) },
	} {
		t.Run(name, func(t *testing.T) {
			d, pb := of(t)
			viewtest.Golden(t, "home/"+name, Home(d, pb))
		})
	}
}

func TestALongListIsShownInPartsThatGoBothWays(t *testing.T) {
	for from, want := range map[int][]string{
		0:    {"*⚠️ Overdue* (57), 1 to 10", "Person 0,", "Person 9,", "Show more"},
		10:   {"*⚠️ Overdue* (57), 11 to 20", "Person 10,", "Show more", "Back"},
		55:   {"*⚠️ Overdue* (57), 56 to 57", "Person 56,", "Back"},
		1000: {"*⚠️ Overdue* (57), 51 to 57", "Person 56,", "Back"},
	} {
		d, pb := viewtest.ManyLeads(t)
		d.FirstRow[outbox.SectionOverdue] = from
		view := Home(d, pb)
		viewtest.Taken(t, view)
		drawn := string(viewtest.Raw(t, view))
		for _, w := range want {
			if !strings.Contains(drawn, w) {
				t.Errorf("from row %d on, %q is not shown", from, w)
			}
		}
		if strings.Contains(drawn, "Person 30,") {
			t.Errorf("from row %d on, row 30 is shown too", from)
		}
	}
	for _, value := range []string{"", "overdue", "overdue:x", "overdue:-1", "drawer:3"} {
		if _, _, ok := ParsePage(value); ok {
			t.Errorf("%q is read as a page of a list", value)
		}
	}
	if s, from, ok := ParsePage("pool:20"); !ok || s != outbox.SectionPool || from != 20 {
		t.Errorf("pool:20 is read as %q from %d (%v)", s, from, ok)
	}
}

func TestAHomeTabHidesWhatItsReaderMayNotSee(t *testing.T) {
	d, pb := viewtest.PartnerDesk(t)
	partner := string(viewtest.Raw(t, Home(d, pb)))
	d, pb = viewtest.Referrer(t, "gus", true)
	guest := string(viewtest.Raw(t, Home(d, pb)))
	d, pb = viewtest.BusyRep(t)
	d.Reader.Guest = true
	busy := string(viewtest.Raw(t, Home(d, pb)))
	for name, c := range map[string]struct {
		drawn  string
		hidden []string
	}{
		"a partner before accepting":          {partner, []string{"ines@", "+34915550100", "before Friday", "Rahman", "Brandt"}},
		"a guest who referred somebody":       {guest, []string{"Rahman", "Brandt", "Voss"}},
		"a guest with a role in the playbook": {busy, []string{"Rahman", "Haddad", "Aziz", "+4930"}},
	} {
		for _, h := range c.hidden {
			if strings.Contains(c.drawn, h) {
				t.Errorf("%s sees %q:\n%s", name, h, c.drawn)
			}
		}
	}
	if !strings.Contains(partner, "Inés Prado") || !strings.Contains(guest, "#1042") {
		t.Error("something that they may see is missing")
	}
}

func TestTheWorstHomeTabStillFitsIntoSlack(t *testing.T) {
	d, pb := viewtest.Manager(t)
	rep, _ := viewtest.ManyLeads(t)
	full := rep.Leads[outbox.SectionOverdue]
	for _, on := range pagedSections {
		d.Leads[on] = full
		d.FirstRow[on] = 20
	}
	for range 200 {
		d.Team.Breaches = append(d.Team.Breaches, outbox.Breach{Lead: full[0], Clock: lead.ClockClaim, DueAt: viewtest.At(0)})
		d.Team.Workloads = append(d.Team.Workloads, outbox.Workload{Person: "ana", Open: 3})
	}
	d.LastAction = &outbox.LastAction{Lead: full[0], Event: lead.Event{Kind: lead.NotAFit}}
	view := Home(d, pb)
	viewtest.Taken(t, view)
	drawn := string(viewtest.Raw(t, view))
	if !strings.Contains(drawn, "Your referrals") {
		t.Error("the last list is cut off")
	}
}
