package workflows_test

import (
	"strings"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestACompanysOwnerWhoSellsNoMoreIsNotOfferedItsNextLead(t *testing.T) {
	for name, now := range map[string]string{
		"left out of the playbook": "",
		"with marketing now":       "  ana@acme.example: {role: marketing}\n",
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				d := openWith(t, s, process+"known_company: offer_owner\n", "ana", "ben", "dan", "mia", "max")
				d.must(s.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
				d.claim(d.register(other(1), nine), "ana", nine)
				changed := strings.Replace(process, "  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}\n", now, 1)
				changed = strings.Replace(changed, ", backup: ana@acme.example", "", 1)
				d.must(d.Adopt(t.Context(), parse(t, changed+"known_company: offer_owner\n"), nine))
				again := other(1)
				again.Contact.Email = "another@customer1.example"
				if l := d.lead(d.register(again, nine)); l.Offer != nil {
					t.Errorf("it is offered to %s", l.Offer.To)
				}
			})
		})
	}
}

func TestABackupWhoDoesNotSellIsNotOfferedTheHotLeadOfWhoIsAway(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		text := strings.Replace(process, "team: sales, backup: ben@acme.example", "team: sales, backup: max@acme.example", 1)
		d := openWith(t, s, text, "ana", "ben", "dan", "mia", "max")
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		_, err := d.Away(t.Context(), d.who("ana"), nine.AddDate(0, 0, 3), nine)
		d.must(err)
		if l := d.lead(id); l.Score.Temperature != lead.Hot || l.Offer == nil || l.Offer.To != d.who("ben") {
			t.Errorf("it is %s, and offered as %+v, want to Ben", l.Score.Temperature, l.Offer)
		}
	})
}
