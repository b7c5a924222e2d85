package notify_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

// withBonus is a playbook that pays for referrals. Kim has no role in it.
const withBonus = workflowstest.Playbook + `
referrals: {per_lead: {amount: 10, when: certified}, per_won: 250, currency: EUR}
`

func onEachWithBonus(t *testing.T, f func(t *testing.T, d *dibs)) {
	t.Helper()
	onEachWith(t, withBonus, f, "ana", "ben", "dan", "mia", "max", "kim")
}

// refer registers a lead that Kim referred. Without employees it is an inquiry.
func refer(d *dibs, n, employees int) lead.ID {
	d.T.Helper()
	in := inquiry(n)
	in.Company.Employees, in.Referrer = employees, d.ID("kim")
	r, err := d.Register(d.T.Context(), workflows.Intake{Inquiry: in, By: in.Referrer}, nine)
	d.Must(err)
	return r.ID
}

// news returns the kinds of events that a referrer was notified of, message by message.
func news(d *dibs, name string) (told []string) {
	for _, m := range d.Board.Of(outbox.DirectMessage) {
		if m.To != d.ID(name) {
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

func TestAReferrerIsNotifiedOfEachStepOnce(t *testing.T) {
	onEachWithBonus(t, func(t *testing.T, d *dibs) {
		ctx, now := t.Context(), nine
		id := refer(d, 1, 5)
		step := func(out workflows.Outcome, err error) {
			t.Helper()
			d.Must(err)
			now = now.Add(10 * time.Minute)
			d.PublishAll(now)
		}
		step(d.Qualify(ctx, id, d.ID("dan"), lead.Verdict{}, now))
		step(d.Claim(ctx, id, d.ID("ana"), now))
		step(d.LogContact(ctx, id, d.ID("ana"), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{At: now.Add(time.Hour)}}, now))
		step(d.Engine.Comment(ctx, id, d.ID("ana"), "Nice people", now))
		step(d.HandBackToPool(ctx, id, d.ID("ana"), "not now", "", now))
		step(d.Claim(ctx, id, d.ID("ben"), now)) // not the first claim
		amount := lead.Verdict{Amount: lead.Money{Minor: 100, Currency: "EUR"}}
		step(d.Qualify(ctx, id, d.ID("ben"), amount, now))
		step(d.Qualify(ctx, id, d.ID("ben"), amount, now)) // corrected
		step(d.Lose(ctx, id, d.ID("ben"), lead.Money{}, "price", "", now))
		step(d.Reopen(ctx, id, d.ID("ben"), now))
		step(d.Lose(ctx, id, d.ID("ben"), lead.Money{}, "price", "", now)) // no second notification
		step(d.Reopen(ctx, id, d.ID("ben"), now))
		step(d.Win(ctx, id, d.ID("ben"), lead.Money{}, "", now))
		if got, want := news(d, "kim"), []string{"certified", "claimed", "qualified", "lost", "won"}; !slices.Equal(got, want) {
			t.Errorf("Kim was notified of %q, want %q", got, want)
		}
		if ls, err := d.Referred(ctx, d.ID("kim")); err != nil || len(ls) != 1 || ls[0].ID != id {
			t.Errorf("the leads that Kim referred are %v (%v)", ls, err)
		}
	})
}

func TestNewsOfReferralsComeTogetherAndNeverInThePlaceOfWhatNeedsSomebody(t *testing.T) {
	onEachWithBonus(t, func(t *testing.T, d *dibs) {
		ctx := t.Context()
		a, b, merged, taken := refer(d, 1, 50), refer(d, 2, 50), refer(d, 3, 50), refer(d, 4, 50)
		d.ClaimAs(a, "ana", nine)
		d.ClaimAs(b, "ana", nine)
		d.ClaimAs(taken, "ana", nine)
		_, err := d.Merge(ctx, merged, a, d.ID("mia"), nine)
		d.Must(err)
		_, err = d.Disqualify(ctx, taken, d.ID("ana"), "too small", "", nine.Add(time.Minute))
		d.Must(err)
		_, err = d.Reopen(ctx, taken, d.ID("ana"), nine.Add(2*time.Minute)) // its end was undone before Kim was notified
		d.Must(err)
		d.PublishAll(nine.Add(10 * time.Minute))
		if got := news(d, "kim"); len(got) != 1 || strings.Count(got[0], "claimed") != 3 || strings.Count(got[0], "merged") != 1 || strings.Contains(got[0], "disqualified") {
			t.Errorf("Kim got %q, want one message with three claims and a merge", got)
		}
		// Ben refers a lead himself. It is certified and offered to him at the same time.
		in := inquiry(5)
		in.Referrer, in.Company.Employees = d.ID("ben"), 5
		r, err := d.Register(ctx, workflows.Intake{Inquiry: in, By: d.ID("ben")}, nine)
		d.Must(err)
		_, err = d.Qualify(ctx, r.ID, d.ID("dan"), lead.Verdict{}, nine.Add(20*time.Minute))
		d.Must(err)
		_, err = d.Assign(ctx, r.ID, d.ID("mia"), d.ID("ben"), nine.Add(20*time.Minute))
		d.Must(err)
		d.PublishAll(nine.Add(20*time.Minute + 3*time.Second))
		var kinds []outbox.NotificationKind
		for _, m := range d.Board.Of(outbox.DirectMessage) {
			for _, i := range m.Items {
				if m.To == d.ID("ben") && i.Lead.ID == r.ID {
					kinds = append(kinds, i.Kind)
				}
			}
		}
		if !slices.Contains(kinds, outbox.NotifyOffer) {
			t.Errorf("Ben was notified of %q, want the offer", kinds)
		}
		_, err = d.Accept(ctx, r.ID, d.ID("ben"), nine.Add(21*time.Minute))
		d.Must(err)
		before := len(news(d, "ben"))
		d.PublishAll(nine.Add(40 * time.Minute))
		if got := news(d, "ben"); slices.Contains(got[before:], "accepted") {
			t.Errorf("Ben was notified of what he did himself: %q", got)
		}
	})
}
