package workflows_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
)

// turns is a process in which leads go round.
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
).Replace(process)

func onEachInTurns(t *testing.T, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f(t, openWith(t, s, turns, "ana", "ben", "cleo", "dan", "mia", "max", "pia"))
	})
}

// other is an inquiry of a company nobody knows.
func other(n int) lead.Inquiry {
	in := inquiry(n)
	in.Contact.Email = "pat@customer" + strconv.Itoa(n) + ".example"
	in.Company.Name = "Customer " + strconv.Itoa(n)
	return in
}

func TestSixtyFourAssignmentsAtOnceGiveEachTheirShareToWithinOneLead(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		const leads = 125
		var g errgroup.Group
		g.SetLimit(64)
		for n := range leads {
			g.Go(func() error {
				_, err := d.Register(t.Context(), workflows.Intake{Inquiry: other(n)}, nine)
				return err
			})
		}
		d.must(g.Wait())
		got := map[string]int{}
		for _, name := range []string{"ana", "ben", "cleo"} {
			offered, err := d.store.OfferedTo(t.Context(), d.who(name))
			d.must(err)
			got[name] = len(offered)
		}
		for name, weight := range map[string]int{"ana": 2, "ben": 1, "cleo": 3} {
			share := float64(leads*weight) / 6
			if diff := float64(got[name]) - share; diff > 1 || diff < -1 {
				t.Errorf("%s got %d of %d, the exact share is %.1f", name, got[name], leads, share)
			}
		}
		if sum := got["ana"] + got["ben"] + got["cleo"]; sum != leads {
			t.Errorf("%d of %d leads are offered: %v", sum, leads, got)
		}
	})
}

func TestWhoComesBackGetsNoBurstOfLeads(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		_, err := d.Away(t.Context(), d.who("cleo"), time.Time{}, nine)
		d.must(err)
		for n := range 30 {
			d.register(other(n), nine)
		}
		_, err = d.Back(t.Context(), d.who("cleo"), nine.Add(time.Hour))
		d.must(err)
		count := 0
		for n := range 6 {
			l := d.lead(d.register(other(100+n), nine.Add(time.Hour)))
			if l.Offer.To == d.who("cleo") {
				count++
			}
		}
		if count < 2 || count > 4 {
			t.Errorf("back from leave, half of the weight: %d of the next 6 leads", count)
		}
	})
}

func TestAKnownCompanyGoesToItsOwnerFirstAndThenWhereTheRouteSays(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		first := d.register(other(1), nine)
		owner := d.lead(first).Offer.To
		_, err := d.Accept(t.Context(), first, owner, nine)
		d.must(err)
		again := other(1)
		again.Contact = lead.Contact{Name: "Kim", Email: "kim@customer1.example"}
		second := d.lead(d.register(again, nine))
		choice := d.record(second.ID, lead.Offered)
		if second.Offer.To != owner || choice.Method != lead.ByCompany || choice.Other != first {
			t.Fatalf("a colleague's inquiry is offered to %s, not to %s who has the company: %+v", second.Offer.To, owner, choice)
		}
		_, err = d.Pass(t.Context(), second.ID, owner, "", nine)
		d.must(err)
		if l := d.lead(second.ID); l.Offer == nil || l.Offer.To == owner || d.record(second.ID, lead.Offered).Method != lead.ByRotation {
			t.Errorf("after they passed it is offered to %+v", l.Offer)
		}
	})
}

func TestNobodyGetsALeadTwiceAndAfterTheLimitOnlyTheManagerDecides(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		id := d.register(other(1), nine)
		now, seen := nine, []lead.PersonID{}
		for range 2 {
			l := d.lead(id)
			if slices.Contains(seen, l.Offer.To) {
				t.Fatalf("%s is offered it again", l.Offer.To)
			}
			seen = append(seen, l.Offer.To)
			now = l.Deadline.At
			d.must(d.Wake(t.Context(), id, now))
		}
		l := d.lead(id)
		if l.Offer != nil || l.Stage != lead.StageNew || l.Handoffs != 2 {
			t.Fatalf("after two hand-offs, the most there may be, it is still offered: %+v, %d", l.Offer, l.Handoffs)
		}
		choice := d.record(id, lead.NoneLeft)
		if !choice.Limit {
			t.Errorf("the record does not say that the limit was reached: %+v", choice)
		}
		if len(choice.Candidates) != 3 {
			t.Errorf("the record does not say whom there is: %+v", choice.Candidates)
		}
		d.publish(now.Add(time.Minute))
		if !slices.ContainsFunc(d.board.of(outbox.DirectMessage), func(m message) bool {
			return m.To == d.who("mia") && m.Items[0].Kind == outbox.NotifyNoneLeft
		}) {
			t.Error("the manager is not told")
		}
		d.claim(id, "cleo", now) // it stays with the pool
	})
}

func TestTheRecordSaysWhoWasSkippedAndWhy(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		until := nine.Add(48 * time.Hour)
		_, err := d.Away(t.Context(), d.who("cleo"), until, nine)
		d.must(err)
		id := d.register(other(1), nine)
		choice := d.record(id, lead.Offered)
		i := slices.IndexFunc(choice.Candidates, func(c lead.Candidate) bool { return c.Person == d.who("cleo") })
		if len(choice.Candidates) != 3 || choice.Candidates[i].Skip != lead.SkipAway || !choice.Candidates[i].Until.Equal(until) {
			t.Errorf("the record: %+v", choice.Candidates)
		}
	})
}

func TestAPartnersLeadComesHomeWhenTheyDoNotTakeIt(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		in := other(1)
		in.Company.Country = "ES"
		id := d.register(in, nine)
		l := d.lead(id)
		if l.Channel != "#iberia" || l.Offer == nil || l.Offer.Partner != "iberia" {
			t.Fatalf("it hangs in %s, offered to %+v", l.Channel, l.Offer)
		}
		if _, err := d.Claim(t.Context(), id, d.who("ana"), nine); err == nil {
			t.Error("one of ours takes it from under the partner's hands")
		}
		d.must(d.Wake(t.Context(), id, l.Deadline.At)) // the reminder
		l = d.lead(id)
		d.must(d.Wake(t.Context(), id, l.Deadline.At))
		l = d.lead(id)
		if l.Channel != "#leads" || l.Route.Partner != "" || l.Offer == nil || l.Offer.Partner != "" {
			t.Errorf("not answered in time it hangs in %s, offered to %+v", l.Channel, l.Offer)
		}
		if _, err := d.Accept(t.Context(), id, d.who("pia"), l.Deadline.At); err == nil {
			t.Error("the partner can accept what came home")
		}
		second := in
		second.Contact.Email, second.Company.Name = "x@elsewhere.example", "Elsewhere"
		id = d.register(second, nine)
		if _, err := d.Accept(t.Context(), id, d.who("pia"), nine); err != nil {
			t.Errorf("one of the partner's people cannot accept: %v", err)
		}
		if l := d.lead(id); l.Owner != d.who("pia") || l.Channel != "#iberia" {
			t.Errorf("accepted it is with %s in %s", l.Owner, l.Channel)
		}
		in.Company.Country = "PT" // matched by the rule, outside of the partner's footprint
		in.Contact.Email, in.Company.Name = "y@faraway.example", "Faraway"
		if l := d.lead(d.register(in, nine)); l.Route.Partner != "" {
			t.Errorf("a lead from outside the partner's countries goes to %s", l.Route.Partner)
		}
	})
}

func TestWhoClaimsWhatIsHeldOutToThemAcceptsIt(t *testing.T) {
	onEachInTurns(t, func(t *testing.T, d *desk) {
		id := d.register(other(1), nine)
		to := d.lead(id).Offer.To
		for _, name := range []string{"ana", "ben", "cleo"} {
			if _, err := d.Claim(t.Context(), id, d.who(name), nine); d.who(name) != to && err == nil {
				t.Fatalf("%s claims what is held out to %s", name, to)
			}
		}
		if l := d.lead(id); l.Owner != to || l.Offer != nil {
			t.Errorf("it is with %q, held out to %+v", l.Owner, l.Offer)
		}
		in := other(2)
		in.Company.Country = "ES"
		id = d.register(in, nine)
		if l, err := d.Next(t.Context(), d.who("pia"), nine); err != nil || l == nil || l.ID != id {
			t.Errorf("what her partner is offered is not next for Pia: %+v (%v)", l, err)
		}
		_, err := d.Claim(t.Context(), id, d.who("pia"), nine)
		if l := d.lead(id); err != nil || l.Owner != d.who("pia") {
			t.Errorf("a partner's person claims what is held out to the partner: it is with %q (%v)", l.Owner, err)
		}
	})
}

func TestALeadForWhoeverIsFirstWaitsForNobodysTurn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := openWith(t, s, process+"known_company: offer_owner\n", "ana", "ben", "dan", "mia", "max")
		defer d.HoldTurn("sales")()
		var g errgroup.Group
		g.Go(func() error {
			_, err := d.Register(t.Context(), workflows.Intake{Inquiry: other(1)}, nine)
			return err
		})
		d.must(g.Wait()) // it hangs where leads stand in line
	})
}

// record is the last decision of a kind.
func (d *desk) record(id lead.ID, k lead.Kind) lead.Choice {
	d.t.Helper()
	events, err := d.store.Events(d.t.Context(), id)
	d.must(err)
	for _, ev := range slices.Backward(events) {
		if ev.Kind == k && ev.Facts.Choice != nil {
			return *ev.Facts.Choice
		}
	}
	d.t.Fatalf("lead %s has no decision record of %s", id, k)
	return lead.Choice{}
}
