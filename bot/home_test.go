package bot

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/playbook"
)

func TestTheHomeTabShowsEverybodyWhatIsTheirsToDo(t *testing.T) {
	away := func(until time.Time) func(testing.TB) (lead.Desk, *playbook.Playbook) {
		return func(t testing.TB) (lead.Desk, *playbook.Playbook) {
			d, pb := busyRep(t)
			d.Crew["ben"] = lead.Member{Person: lead.Person{ID: "ben", Name: "Ben", SlackID: "U00000BEN"}, Role: lead.RoleRep, Team: "emea"}
			d.Of.AwayAt, d.Of.BackAt = at(tuesday-60), until
			d.Leads = map[lead.Shelf][]*lead.Lead{lead.ShelfWorking: d.Leads[lead.ShelfWorking]}
			return d, pb
		}
	}
	empty := func(id lead.PersonID) func(testing.TB) (lead.Desk, *playbook.Playbook) {
		return func(t testing.TB) (lead.Desk, *playbook.Playbook) {
			s := contacted(t)
			return deskOf(s, id), s.pb
		}
	}
	for name, of := range map[string]func(testing.TB) (lead.Desk, *playbook.Playbook){
		"rep": busyRep, "rep_200": manyLeads, "rep_away": away(at(3 * 24 * 60)), "rep_away_open": away(time.Time{}), "rep_empty": empty("ana"),
		"rep_told": func(t testing.TB) (lead.Desk, *playbook.Playbook) {
			d, pb := busyRep(t)
			s := claimed(t)
			d.Told = &lead.Told{Lead: s.lead, Event: s.events[len(s.events)-1]}
			return d, pb
		},
		"manager": manager, "manager_empty": func(t testing.TB) (lead.Desk, *playbook.Playbook) {
			d, pb := empty("mia")(t)
			d.Team = &lead.Team{Loads: []lead.Load{{Who: "ana", Open: 0}}}
			return d, pb
		},
		"qualifier": qualifier, "qualifier_empty": empty("dan"), "marketing": marketing, "marketing_empty": empty("max"),
		"partner": partnerDesk, "partner_empty": empty("pia"), "stranger": empty("zoe"),
		"colleague": func(t testing.TB) (lead.Desk, *playbook.Playbook) { return referrer(t, "zoe", false) },
		"guest":     func(t testing.TB) (lead.Desk, *playbook.Playbook) { return referrer(t, "gus", true) },
	} {
		t.Run(name, func(t *testing.T) {
			d, pb := of(t)
			golden(t, "home/"+name, Home(d, pb))
		})
	}
	golden(t, "home/away_dialog", AwayModal())
}

func TestALongListIsShownInPartsThatGoBothWays(t *testing.T) {
	for from, want := range map[int][]string{
		0:    {"*⚠️ Overdue* (57), 1 to 10", "Person 0,", "Person 9,", "Show more"},
		10:   {"*⚠️ Overdue* (57), 11 to 20", "Person 10,", "Show more", "Back"},
		55:   {"*⚠️ Overdue* (57), 56 to 57", "Person 56,", "Back"},
		1000: {"*⚠️ Overdue* (57), 51 to 57", "Person 56,", "Back"},
	} {
		d, pb := manyLeads(t)
		d.From[lead.ShelfOverdue] = from
		view := Home(d, pb)
		taken(t, view)
		drawn := string(raw(t, view))
		for _, w := range want {
			if !strings.Contains(drawn, w) {
				t.Errorf("from row %d on it does not show %q", from, w)
			}
		}
		if strings.Contains(drawn, "Person 30,") {
			t.Errorf("from row %d on it shows row 30, too", from)
		}
	}
	for _, value := range []string{"", "overdue", "overdue:x", "overdue:-1", "drawer:3"} {
		if _, _, ok := ParseTurn(value); ok {
			t.Errorf("%q is read as a part of a list", value)
		}
	}
	if s, from, ok := ParseTurn("pool:20"); !ok || s != lead.ShelfPool || from != 20 {
		t.Errorf("pool:20 is read as %q from %d (%v)", s, from, ok)
	}
}

func TestAHomeTabHidesWhatItsReaderMayNotSee(t *testing.T) {
	d, pb := partnerDesk(t)
	partner := string(raw(t, Home(d, pb)))
	d, pb = referrer(t, "gus", true)
	guest := string(raw(t, Home(d, pb)))
	d, pb = busyRep(t)
	d.Of.Guest = true
	busy := string(raw(t, Home(d, pb)))
	for name, c := range map[string]struct {
		drawn  string
		hidden []string
	}{
		"a partner before accepting":        {partner, []string{"ines@", "+34915550100", "before Friday", "Rahman", "Brandt"}},
		"a guest who referred somebody":     {guest, []string{"Rahman", "Brandt", "Voss"}},
		"a guest whom the playbook employs": {busy, []string{"Rahman", "Haddad", "Aziz", "+4930"}},
	} {
		for _, h := range c.hidden {
			if strings.Contains(c.drawn, h) {
				t.Errorf("%s is shown %q:\n%s", name, h, c.drawn)
			}
		}
	}
	if !strings.Contains(partner, "Inés Prado") || !strings.Contains(guest, "#1042") {
		t.Error("what may be seen is missing")
	}
}

func TestTheWorstHomeTabStillFitsIntoSlack(t *testing.T) {
	d, pb := manager(t)
	rep, _ := manyLeads(t)
	full := rep.Leads[lead.ShelfOverdue]
	for _, on := range turnable {
		d.Leads[on] = full
		d.From[on] = 20
	}
	for range 200 {
		d.Team.Breaches = append(d.Team.Breaches, lead.Breach{Lead: full[0], Clock: lead.ClockClaim, DueAt: at(0)})
		d.Team.Loads = append(d.Team.Loads, lead.Load{Who: "ana", Open: 3})
	}
	d.Told = &lead.Told{Lead: full[0], Event: lead.Event{Kind: lead.NotAFit}}
	view := Home(d, pb)
	taken(t, view)
	drawn := string(raw(t, view))
	if !strings.Contains(drawn, "What you referred") {
		t.Error("the last list is cut off")
	}
}
