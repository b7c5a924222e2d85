package workflows_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
)

// withBonus pays for referrals, and has qualifiers look at what asked for a demo without staff.
const withBonus = process + `
referrals: {per_lead: {amount: 10, when: certified}, per_won: 250, currency: EUR}
`

func onEachWithBonus(t *testing.T, f func(t *testing.T, d *desk)) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		f(t, openWith(t, s, withBonus, "ana", "ben", "dan", "mia", "max", "kim"))
	})
}

// refer registers a lead that Kim referred; without staff it is an inquiry.
func (d *desk) refer(n, employees int) lead.ID {
	d.t.Helper()
	in := inquiry(n)
	in.Company.Employees, in.Referrer = employees, d.who("kim")
	r, err := d.Register(d.t.Context(), workflows.Intake{Inquiry: in, By: in.Referrer}, nine)
	d.must(err)
	return r.ID
}

// news are the kinds of events that Kim was told of, message by message.
func (d *desk) news(name string) (told []string) {
	for _, m := range d.board.of(outbox.DirectMessage) {
		if m.To != d.who(name) {
			continue
		}
		var kinds []string
		for _, i := range m.Items {
			if i.Kind == outbox.NotifyReferral {
				kinds = append(kinds, string(i.Event.Kind))
			}
		}
		told = append(told, strings.Join(kinds, "+"))
	}
	return told
}

func TestAReferrerHearsOfEachStepOnce(t *testing.T) {
	onEachWithBonus(t, func(t *testing.T, d *desk) {
		ctx, now := t.Context(), nine
		id := d.refer(1, 5)
		step := func(out workflows.Outcome, err error) {
			t.Helper()
			d.must(err)
			now = now.Add(10 * time.Minute)
			d.publish(now)
		}
		step(d.Qualify(ctx, id, d.who("dan"), lead.Verdict{}, now))
		step(d.Claim(ctx, id, d.who("ana"), now))
		step(d.LogContact(ctx, id, d.who("ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: now.Add(time.Hour)}}, now))
		step(d.Engine.Comment(ctx, id, d.who("ana"), "Nice people", now))
		step(d.HandBackToPool(ctx, id, d.who("ana"), "not now", "", now))
		step(d.Claim(ctx, id, d.who("ben"), now)) // not the first claim
		amount := lead.Verdict{Amount: lead.Money{Minor: 100, Currency: "EUR"}}
		step(d.Qualify(ctx, id, d.who("ben"), amount, now))
		step(d.Qualify(ctx, id, d.who("ben"), amount, now)) // corrected
		step(d.Lose(ctx, id, d.who("ben"), lead.Money{}, "price", "", now))
		step(d.Reopen(ctx, id, d.who("ben"), now))
		step(d.Lose(ctx, id, d.who("ben"), lead.Money{}, "price", "", now)) // told once
		step(d.Reopen(ctx, id, d.who("ben"), now))
		step(d.Win(ctx, id, d.who("ben"), lead.Money{}, "", now))
		if got, want := d.news("kim"), []string{"certified", "claimed", "qualified", "lost", "won"}; !slices.Equal(got, want) {
			t.Errorf("Kim is told of %q, want %q", got, want)
		}
		if ls, err := d.Referred(ctx, d.who("kim")); err != nil || len(ls) != 1 || ls[0].ID != id {
			t.Errorf("Kim referred %v, %v", ls, err)
		}
	})
}

func TestNewsOfReferralsComeTogetherAndNeverInThePlaceOfWhatNeedsSomebody(t *testing.T) {
	onEachWithBonus(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		a, b, merged, taken := d.refer(1, 50), d.refer(2, 50), d.refer(3, 50), d.refer(4, 50)
		d.claim(a, "ana", nine)
		d.claim(b, "ana", nine)
		d.claim(taken, "ana", nine)
		_, err := d.Merge(ctx, merged, a, d.who("mia"), nine)
		d.must(err)
		_, err = d.Disqualify(ctx, taken, d.who("ana"), "too small", "", nine.Add(time.Minute))
		d.must(err)
		_, err = d.Reopen(ctx, taken, d.who("ana"), nine.Add(2*time.Minute)) // its end was taken back before it was told
		d.must(err)
		d.publish(nine.Add(10 * time.Minute))
		if got := d.news("kim"); len(got) != 1 || strings.Count(got[0], "claimed") != 3 || strings.Count(got[0], "merged") != 1 || strings.Contains(got[0], "disqualified") {
			t.Errorf("Kim is told %q, want one message of three claims and a merge", got)
		}
		// Ben refers a lead himself; it is offered to him and certified at once.
		in := inquiry(5)
		in.Referrer, in.Company.Employees = d.who("ben"), 5
		r, err := d.Register(ctx, workflows.Intake{Inquiry: in, By: d.who("ben")}, nine)
		d.must(err)
		_, err = d.Qualify(ctx, r.ID, d.who("dan"), lead.Verdict{}, nine.Add(20*time.Minute))
		d.must(err)
		_, err = d.Assign(ctx, r.ID, d.who("mia"), d.who("ben"), nine.Add(20*time.Minute))
		d.must(err)
		d.publish(nine.Add(20*time.Minute + 3*time.Second))
		var kinds []outbox.NotificationKind
		for _, m := range d.board.of(outbox.DirectMessage) {
			for _, i := range m.Items {
				if m.To == d.who("ben") && i.Lead.ID == r.ID {
					kinds = append(kinds, i.Kind)
				}
			}
		}
		if !slices.Contains(kinds, outbox.NotifyOffer) {
			t.Errorf("Ben is told of his offer by %q", kinds)
		}
		_, err = d.Accept(ctx, r.ID, d.who("ben"), nine.Add(21*time.Minute))
		d.must(err)
		before := len(d.news("ben"))
		d.publish(nine.Add(40 * time.Minute))
		if got := d.news("ben"); slices.Contains(got[before:], "accepted") {
			t.Errorf("Ben is told what he did himself: %q", got)
		}
	})
}

func TestAMessageIsKeptOnceHoweverManySaveIt(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		at := lead.Place{Channel: "C1", TS: "1763283600.000200"}
		r := lead.Comment{Text: "They moved the budget", Author: d.who("dan"), Place: &at}
		var kept, again int
		var mu sync.Mutex
		var wg sync.WaitGroup
		for _, who := range []string{"ana", "ben", "dan", "mia", "ana", "ben"} {
			wg.Go(func() {
				out, before, err := d.SaveMessage(t.Context(), id, d.who(who), r, nine)
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil || out.Event.Kind != lead.Commented || out.Event.Words.Comment != r.Text:
					t.Errorf("%s: %+v, %v", who, out.Event, err)
				case before:
					again++
				default:
					kept++
				}
			})
		}
		wg.Wait()
		if kept != 1 || again != 5 {
			t.Errorf("kept %d times, found again %d times", kept, again)
		}
		other := lead.Comment{Text: r.Text, Place: &lead.Place{Channel: "C1", TS: "1763283600.000300"}}
		if _, before, err := d.SaveMessage(t.Context(), id, d.who("ana"), other, nine); before || err != nil {
			t.Errorf("the same words in another message: %v, %v", before, err)
		}
		kim := lead.PersonID("a stranger")
		if _, before, err := d.SaveMessage(t.Context(), id, kim, r, nine); !isRefusal(err, lead.WhyRole) || before {
			t.Errorf("a stranger learns that it was kept: %v, %v", before, err)
		}
		if _, _, err := d.SaveMessage(t.Context(), 4711, d.who("ana"), r, nine); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("a note of no lead: %v", err)
		}
	})
}

func TestWhoIsHereAlreadyIsKnownBeforeAnythingIsRegistered(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		in := inquiry(1)
		in.Contact.Phone = "+49 30 901820"
		id := d.register(in, nine)
		same := func(name, email, phone, company string, want ...lead.MatchedOn) {
			t.Helper()
			ms, err := d.MatchesOf(t.Context(), lead.Inquiry{Contact: lead.Contact{Email: email, Phone: phone}, Company: lead.Company{Name: company}})
			d.must(err)
			var got []lead.MatchedOn
			for _, m := range ms {
				if m.Lead.ID != id {
					t.Errorf("%s: lead %s", name, m.Lead.ID)
				}
				got = append(got, m.On)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		same("the person", "PAT1@customer.example ", "", "", lead.SamePerson)
		same("the person and all else: named once", "pat1@customer.example", "+4930901820", "Customer", lead.SamePerson)
		same("the number", "", "+49 (0)30 90 18 20", "", lead.SamePhone)
		same("a number without its country", "", "030 901820", "")
		same("the domain", "eve@customer.example", "", "", lead.SameCompany)
		same("the name", "", "", "customer GmbH", lead.SameCompany)
		same("somebody else", "eve@other.example", "+4930901821", "Other")
		same("nothing", "", "", "")
		if n := len(d.board.of(outbox.Card)); n != 0 {
			t.Errorf("%d cards were posted for a look", n)
		}
	})
}
