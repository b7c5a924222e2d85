package workflows_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// turns is a playbook with a rotation and a partner.
var turns = strings.NewReplacer(
	"ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}", "ana@acme.example: {role: rep, team: sales, backup: ben@acme.example, weight: 2}",
	"ben@acme.example: {role: rep, team: sales, backup: ana@acme.example}", "ben@acme.example: {role: rep, team: sales, backup: ana@acme.example}\n  cleo@acme.example: {role: rep, team: sales, weight: 3, capacity: 1000}",
	`sales_channel: rep, team: sales, assign: claim}
qualifiers`, `sales_channel: rep, team: sales, assign: round_robin}
known_company: offer_owner
partners:
  iberia: {channel: "#iberia", people: [pia@acme.example], countries: [ES], accept_within: 1d, hide: [email]}
qualifiers`,
	`routing:
`, `routing:
  - name: by partner
    when: 'lead.country in ["ES", "PT"]'
    to: {partner: iberia, sales_channel: reseller, team: sales}
`,
	"  repeat: 1h", "  max_handoffs: 2\n  repeat: 1h",
).Replace(workflowstest.Playbook)

func TestSixtyFourAssignmentsAtOnceGiveEachTheirShareToWithinOneLead(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		const leads = 125
		var g errgroup.Group
		g.SetLimit(64)
		for n := range leads {
			g.Go(func() error {
				_, err := d.Register(t.Context(), workflows.Intake{Inquiry: workflowstest.OtherCompany(n)}, nine)
				return err
			})
		}
		d.Must(g.Wait())
		got := map[string]int{}
		for _, name := range []string{"ana", "ben", "cleo"} {
			offered, err := d.Store.OfferedTo(t.Context(), d.ID(name))
			d.Must(err)
			got[name] = len(offered)
		}
		for name, weight := range map[string]int{"ana": 2, "ben": 1, "cleo": 3} {
			share := float64(leads*weight) / 6
			if diff := float64(got[name]) - share; diff > 1 || diff < -1 {
				t.Errorf("%s got %d of %d leads, want %.1f", name, got[name], leads, share)
			}
		}
		if sum := got["ana"] + got["ben"] + got["cleo"]; sum != leads {
			t.Errorf("%d of %d leads were offered: %v", sum, leads, got)
		}
	})
}

func TestAPersonWhoComesBackGetsNoBurstOfLeads(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		_, err := d.Away(t.Context(), d.ID("cleo"), time.Time{}, nine)
		d.Must(err)
		for n := range 30 {
			d.AddInquiry(workflowstest.OtherCompany(n), nine)
		}
		_, err = d.Back(t.Context(), d.ID("cleo"), nine.Add(time.Hour))
		d.Must(err)
		count := 0
		for n := range 6 {
			l := d.Lead(d.AddInquiry(workflowstest.OtherCompany(100+n), nine.Add(time.Hour)))
			if l.Offer.To == d.ID("cleo") {
				count++
			}
		}
		if count < 2 || count > 4 {
			t.Errorf("Cleo, with half of the weight, got %d of the 6 leads after her return", count)
		}
	})
}

func TestAKnownCompanyGoesToItsOwnerFirstAndThenWhereTheRouteSays(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		first := d.AddInquiry(workflowstest.OtherCompany(1), nine)
		owner := d.Lead(first).Offer.To
		_, err := d.Accept(t.Context(), first, owner, nine)
		d.Must(err)
		again := workflowstest.OtherCompany(1)
		again.Contact = lead.Contact{Name: "Kim", Email: "kim@customer1.example"}
		second := d.Lead(d.AddInquiry(again, nine))
		choice := lastChoice(d, second.ID, lead.Offered)
		if second.Offer.To != owner || choice.Method != lead.ByCompany || choice.Other != first {
			t.Fatalf("the inquiry of a colleague is offered to %s, want %s, who owns the company: %+v", second.Offer.To, owner, choice)
		}
		_, err = d.Pass(t.Context(), second.ID, owner, "", nine)
		d.Must(err)
		if l := d.Lead(second.ID); l.Offer == nil || l.Offer.To == owner || lastChoice(d, second.ID, lead.Offered).Method != lead.ByRotation {
			t.Errorf("after they declined, the lead is offered as %+v", l.Offer)
		}
	})
}

func TestNobodyGetsALeadTwiceAndAfterTheLimitOnlyTheManagerDecides(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(workflowstest.OtherCompany(1), nine)
		now, seen := nine, []lead.PersonID{}
		for range 2 {
			l := d.Lead(id)
			if slices.Contains(seen, l.Offer.To) {
				t.Fatalf("%s got the lead offered again", l.Offer.To)
			}
			seen = append(seen, l.Offer.To)
			now = l.Deadline.At
			d.Must(d.Wake(t.Context(), id, now))
		}
		l := d.Lead(id)
		if l.Offer != nil || l.Stage != lead.StageNew || l.Handoffs != 2 {
			t.Fatalf("after two hand-offs, which is the limit, the lead has the offer %+v and %d hand-offs", l.Offer, l.Handoffs)
		}
		choice := lastChoice(d, id, lead.NoneLeft)
		if !choice.Limit {
			t.Errorf("the choice does not record that the limit was reached: %+v", choice)
		}
		if len(choice.Candidates) != 3 {
			t.Errorf("the choice does not record the candidates: %+v", choice.Candidates)
		}
		d.PublishAll(now.Add(time.Minute))
		if !slices.ContainsFunc(d.Board.Of(outbox.DirectMessage), func(m message) bool {
			return m.To == d.ID("mia") && m.Items[0].Kind == outbox.NotifyNoneLeft
		}) {
			t.Error("the manager was not notified")
		}
		d.ClaimAs(id, "cleo", now) // anybody in the pool still can
	})
}

func TestTheRecordSaysWhoWasSkippedAndWhy(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		until := nine.Add(48 * time.Hour)
		_, err := d.Away(t.Context(), d.ID("cleo"), until, nine)
		d.Must(err)
		id := d.AddInquiry(workflowstest.OtherCompany(1), nine)
		choice := lastChoice(d, id, lead.Offered)
		i := slices.IndexFunc(choice.Candidates, func(c lead.Candidate) bool { return c.Person == d.ID("cleo") })
		if len(choice.Candidates) != 3 || choice.Candidates[i].Skip != lead.SkipAway || !choice.Candidates[i].Until.Equal(until) {
			t.Errorf("the candidates are %+v", choice.Candidates)
		}
	})
}

func TestAPartnersLeadComesHomeWhenTheyDoNotTakeIt(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		in := workflowstest.OtherCompany(1)
		in.Company.Country = "ES"
		id := d.AddInquiry(in, nine)
		l := d.Lead(id)
		if l.Channel != "#iberia" || l.Offer == nil || l.Offer.Partner != "iberia" {
			t.Fatalf("the lead is in %s and offered as %+v", l.Channel, l.Offer)
		}
		if _, err := d.Claim(t.Context(), id, d.ID("ana"), nine); err == nil {
			t.Error("our own rep could claim a lead that is offered to the partner")
		}
		d.Must(d.Wake(t.Context(), id, l.Deadline.At)) // the reminder
		l = d.Lead(id)
		d.Must(d.Wake(t.Context(), id, l.Deadline.At))
		l = d.Lead(id)
		if l.Channel != "#leads" || l.Route.Partner != "" || l.Offer == nil || l.Offer.Partner != "" {
			t.Errorf("without an answer in time, the lead is in %s and offered as %+v", l.Channel, l.Offer)
		}
		if _, err := d.Accept(t.Context(), id, d.ID("pia"), l.Deadline.At); err == nil {
			t.Error("the partner could accept a lead that came back to us")
		}
		second := in
		second.Contact.Email, second.Company.Name = "x@elsewhere.example", "Elsewhere"
		id = d.AddInquiry(second, nine)
		if _, err := d.Accept(t.Context(), id, d.ID("pia"), nine); err != nil {
			t.Errorf("a person of the partner could not accept: %v", err)
		}
		if l := d.Lead(id); l.Owner != d.ID("pia") || l.Channel != "#iberia" {
			t.Errorf("the accepted lead is owned by %s, in %s", l.Owner, l.Channel)
		}
		in.Company.Country = "PT" // the rule matches, but the partner does not serve this country
		in.Contact.Email, in.Company.Name = "y@faraway.example", "Faraway"
		if l := d.Lead(d.AddInquiry(in, nine)); l.Route.Partner != "" {
			t.Errorf("a lead from a country that the partner does not serve went to %s", l.Route.Partner)
		}
	})
}

func TestClaimingALeadThatIsOfferedToYouAcceptsIt(t *testing.T) {
	onEachWith(t, turns, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(workflowstest.OtherCompany(1), nine)
		to := d.Lead(id).Offer.To
		for _, name := range []string{"ana", "ben", "cleo"} {
			if _, err := d.Claim(t.Context(), id, d.ID(name), nine); d.ID(name) != to && err == nil {
				t.Fatalf("%s claimed a lead that is offered to %s", name, to)
			}
		}
		if l := d.Lead(id); l.Owner != to || l.Offer != nil {
			t.Errorf("the owner is %q, and the offer is %+v", l.Owner, l.Offer)
		}
		in := workflowstest.OtherCompany(2)
		in.Company.Country = "ES"
		id = d.AddInquiry(in, nine)
		if l, err := d.Next(t.Context(), d.ID("pia"), nine); err != nil || l == nil || l.ID != id {
			t.Errorf("the next lead for Pia is %+v (%v), want the one that is offered to her partner", l, err)
		}
		_, err := d.Claim(t.Context(), id, d.ID("pia"), nine)
		if l := d.Lead(id); err != nil || l.Owner != d.ID("pia") {
			t.Errorf("after Pia claimed the lead that is offered to her partner, its owner is %q (%v)", l.Owner, err)
		}
	})
}

func TestALeadForTheFirstToClaimDoesNotWaitForTheRotation(t *testing.T) {
	onEachWith(t, workflowstest.Playbook+"known_company: offer_owner\n", func(t *testing.T, d *dibs) {
		defer workflows.HoldTurn(d.Engine, "sales")()
		var g errgroup.Group
		g.Go(func() error {
			_, err := d.Register(t.Context(), workflows.Intake{Inquiry: workflowstest.OtherCompany(1)}, nine)
			return err
		})
		d.Must(g.Wait()) // this would hang if the lead waited for the turn
	})
}

// lastChoice returns the choice in the last event of a kind.
func lastChoice(d *dibs, id lead.ID, k lead.Kind) lead.Choice {
	d.T.Helper()
	events, err := d.Store.Events(d.T.Context(), id)
	d.Must(err)
	for _, ev := range slices.Backward(events) {
		if ev.Kind == k && ev.Facts.Choice != nil {
			return *ev.Facts.Choice
		}
	}
	d.T.Fatalf("lead %s has no %s event with a choice", id, k)
	return lead.Choice{}
}

func TestACompanysOwnerWhoNoLongerSellsIsNotOfferedItsNextLead(t *testing.T) {
	for name, now := range map[string]string{
		"left out of the playbook": "",
		"with marketing now":       "  ana@acme.example: {role: marketing}\n",
	} {
		t.Run(name, func(t *testing.T) {
			onEachWith(t, workflowstest.Playbook+"known_company: offer_owner\n", func(t *testing.T, d *dibs) {
				d.Must(d.Store.PutPlaybook(t.Context(), d.Playbook().Version(), d.Playbook().Text(), nine))
				d.ClaimAs(d.AddInquiry(workflowstest.OtherCompany(1), nine), "ana", nine)
				changed := strings.Replace(workflowstest.Playbook, "  ana@acme.example: {role: rep, team: sales, backup: ben@acme.example}\n", now, 1)
				changed = strings.Replace(changed, ", backup: ana@acme.example", "", 1)
				d.Must(d.Adopt(t.Context(), parse(t, changed+"known_company: offer_owner\n"), nine))
				again := workflowstest.OtherCompany(1)
				again.Contact.Email = "another@customer1.example"
				if l := d.Lead(d.AddInquiry(again, nine)); l.Offer != nil {
					t.Errorf("the lead is offered to %s", l.Offer.To)
				}
			})
		})
	}
}

func TestABackupWhoDoesNotSellIsNotOfferedTheHotLeadOfAnAbsentOwner(t *testing.T) {
	text := strings.Replace(workflowstest.Playbook, "team: sales, backup: ben@acme.example", "team: sales, backup: max@acme.example", 1)
	onEachWith(t, text, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		_, err := d.Away(t.Context(), d.ID("ana"), nine.AddDate(0, 0, 3), nine)
		d.Must(err)
		if l := d.Lead(id); l.Score.Temperature != lead.Hot || l.Offer == nil || l.Offer.To != d.ID("ben") {
			t.Errorf("the lead is %s and offered as %+v, want an offer to Ben", l.Score.Temperature, l.Offer)
		}
	})
}
