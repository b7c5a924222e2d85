package workflows_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows"
)

func TestOfManyClaimsAtOnceOneWinsAndTheOthersNameTheWinner(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		names := []string{"ana", "ben", "mia"}
		var won, refused atomic.Int64
		var winners sync.Map
		var all sync.WaitGroup
		for n := range 64 {
			all.Go(func() {
				by := d.ID(names[n%len(names)])
				out, err := d.Claim(t.Context(), id, by, nine)
				var no *lead.Refusal
				switch {
				case err == nil:
					won.Add(1)
					winners.Store(out.Lead.Owner, true)
				case errors.As(err, &no) && no.Why == lead.WhyOwned:
					refused.Add(1)
					winners.Store(no.Lead.Owner, true)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 || refused.Load() != 63 {
			t.Errorf("%d claims won and %d were refused, want 1 and 63", won.Load(), refused.Load())
		}
		winners.Range(func(owner, _ any) bool {
			if l := d.Lead(id); owner != l.Owner {
				t.Errorf("an answer named the owner %v, want %v", owner, l.Owner)
			}
			return true
		})
	})
}

func TestActsAtOnceAreAllRecorded(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		before := d.Lead(id)
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				_, err := d.LogContact(t.Context(), id, d.ID("ana"), lead.Touch{
					Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{At: nine.Add(time.Duration(n+1) * time.Hour)},
				}, nine)
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		after := d.Lead(id)
		if after.Attempts != 8 || after.EventCount != before.EventCount+8 || after.Version != before.Version+8 {
			t.Errorf("%d attempts, %d events, version %d after %d", after.Attempts, after.EventCount-before.EventCount, after.Version, before.Version)
		}
	})
}

func TestNoAnswerFollowsTheCadenceAndHandsTheLeadToMarketingAfterTheLast(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		now := nine
		d.ClaimAs(id, "ana", now)
		for attempt, want := range []time.Time{nine.Add(time.Hour), nine.Add(4 * time.Hour)} {
			_, err := d.NoAnswer(t.Context(), id, d.ID("ana"), now)
			d.Must(err)
			l := d.Lead(id)
			if l.Next == nil || !l.Next.At.Equal(want) || l.Stage != lead.StageWorking {
				t.Fatalf("after attempt %d the lead is %s with the next step %+v, want it at %v", attempt+1, l.Stage, l.Next, want)
			}
			now = want
		}
		_, err := d.NoAnswer(t.Context(), id, d.ID("ana"), now)
		d.Must(err)
		l := d.Lead(id)
		if l.Stage != lead.StageNurturing || l.Reason != "cannot be reached" || l.Owner != lead.NoOne {
			t.Errorf("after the last attempt the lead is %s, owned by %q, with the reason %q", l.Stage, l.Owner, l.Reason)
		}
		if want := now.AddDate(0, 0, 30); l.Deadline.At.Sub(want).Abs() > 24*time.Hour {
			t.Errorf("the lead wakes at %v, want about %v", l.Deadline.At, want)
		}
	})
}

func TestSomebodyWhoAsksAgainIsOneLeadAndANurturedOneWakes(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		cold := inquiry(1)
		cold.Source = "newsletter"
		first := d.AddInquiry(cold, nine)
		if l := d.Lead(first); l.Stage != lead.StageNurturing {
			t.Fatalf("the lead of a newsletter reader is %s, want nurturing", l.Stage)
		}
		again := inquiry(1)
		again.Contact.Email = "  Pat1@Customer.EXAMPLE "
		again.Contact.Title = "Head of purchasing"
		r, err := d.Register(t.Context(), workflows.Intake{Inquiry: again}, nine.Add(time.Hour))
		d.Must(err)
		if r.DuplicateOf != first || d.Lead(r.ID).Stage != lead.StageMerged || d.Lead(r.ID).MergedInto != first {
			t.Fatalf("the receipt of the second inquiry is %+v", r)
		}
		l := d.Lead(first)
		if l.Stage != lead.StageNew || l.Contact.Title != again.Contact.Title {
			t.Errorf("the first lead is %s with the title %q", l.Stage, l.Contact.Title)
		}
		d.PublishAll(nine.Add(time.Hour))
		for _, m := range d.Board.Of(outbox.Card) {
			if m.Lead.ID == r.ID {
				t.Error("the merged inquiry has a card of its own")
			}
		}
	})
}

func TestTheSameDeliveryOrKeyRegistersNothingTwice(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		in := workflows.Intake{Inquiry: inquiry(1), Key: "crm:1", Fingerprint: "a"}
		first, err := d.Register(t.Context(), in, nine)
		d.Must(err)
		d.ClaimAs(first.ID, "ana", nine)
		again, err := d.Register(t.Context(), in, nine)
		if err != nil || again != first {
			t.Errorf("the second receipt is %+v (%v), want %+v", again, err, first)
		}
		in.Fingerprint = "b"
		if _, err := d.Register(t.Context(), in, nine); !errors.Is(err, workflows.ErrKeyReused) {
			t.Errorf("a different request with the same key returned %v", err)
		}
		form := inquiry(2)
		form.ExternalID = "form-1"
		id := d.AddInquiry(form, nine)
		r, err := d.Register(t.Context(), workflows.Intake{Inquiry: form}, nine)
		if err != nil || !r.Known || r.ID != id {
			t.Errorf("the receipt of the second delivery is %+v (%v)", r, err)
		}
	})
}

func TestDeliveriesAtOnceRegisterOneLead(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		form := inquiry(1)
		form.ExternalID = "form-1"
		var ids sync.Map
		var all sync.WaitGroup
		for range 16 {
			all.Go(func() {
				r, err := d.Register(t.Context(), workflows.Intake{Inquiry: form, Key: "crm:1", Fingerprint: "a"}, nine)
				if err != nil {
					t.Error(err)
				}
				ids.Store(r.ID, true)
			})
		}
		all.Wait()
		n := 0
		ids.Range(func(any, any) bool { n++; return true })
		if n != 1 {
			t.Errorf("the receipts name %d leads, want 1", n)
		}
	})
}

func TestWakingTwiceClimbsARungOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		due := nine.Add(10 * time.Minute)
		d.Must(d.Wake(t.Context(), id, due.Add(-time.Second)))
		if n := climbed(d, id); n != 0 {
			t.Errorf("%d rungs were climbed before anything was due", n)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if err := d.Wake(t.Context(), id, due); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := climbed(d, id); n != 1 {
			t.Errorf("the rung was climbed %d times, want once", n)
		}
		if at := d.Timers.At(id); !at.Equal(nine.Add(20 * time.Minute)) {
			t.Errorf("the next wake-up is at %v", at)
		}
		d.PublishAll(due)
		if told := d.Board.Of(outbox.DirectMessage); len(told) != 1 || len(told[0].Items) != 1 {
			t.Errorf("the manager got %d messages, want one with one item", len(told))
		}
	})
}

func TestTheSweepFindsTimersThatWereLost(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.Timers.Forget()
		due := nine.Add(10 * time.Minute)
		d.WakeDue(due)
		if n := climbed(d, id); n != 0 {
			t.Fatal("a lost timer fired")
		}
		d.Must(d.Sweep(t.Context(), due.Add(-30*time.Second)))
		d.WakeDue(due)
		if n := climbed(d, id); n != 1 {
			t.Errorf("after the sweep, the rung was climbed %d times, want once", n)
		}
	})
}

func TestAWakeUpForNoLeadIsForgotten(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		d.Must(d.Timers.Arm(t.Context(), map[lead.ID]time.Time{4711: nine}))
		d.WakeDue(nine)
		if at := d.Timers.At(4711); !at.IsZero() {
			t.Errorf("the timer is still set, for %v", at)
		}
		if _, err := d.Look(t.Context(), 4711); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("looking at an unknown lead returned %v", err)
		}
	})
}

func TestAnOwnerWhoDoesNothingLosesTheLeadAndIsNotified(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		late := nine.Add(30 * time.Minute)
		d.WakeDue(late)
		if l := d.Lead(id); l.Stage != lead.StageNew || l.Owner != lead.NoOne {
			t.Fatalf("the lead is %s, owned by %q", l.Stage, l.Owner)
		}
		if _, err := d.Claim(t.Context(), id, d.ID("ana"), late); !isRefusal(err, lead.WhyLapsed) {
			t.Errorf("when Ana claimed the lead again, she got %v", err)
		}
		later := late.Add(time.Second)
		d.ClaimAs(id, "ben", later)
		d.PublishAll(later)
		told := d.Board.Of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.ID("ana") || len(told[0].Items) != 1 || told[0].Items[0].Kind != outbox.NotifyLapsed {
			t.Errorf("%d direct messages, want one to Ana about the lost lead: %+v", len(told), told)
		}
	})
}

func isRefusal(err error, why lead.RefusalReason) bool {
	var no *lead.Refusal
	return errors.As(err, &no) && no.Why == why
}

// climbed counts the events in which rungs were carried out on a lead.
func climbed(d *dibs, id lead.ID) int {
	d.T.Helper()
	events, err := d.Store.Events(d.T.Context(), id)
	d.Must(err)
	n := 0
	for _, ev := range events {
		if ev.Kind == lead.Climbed {
			n++
		}
	}
	return n
}
