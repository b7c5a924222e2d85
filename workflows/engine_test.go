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

func TestOfManyWhoClaimAtOnceOneWinsAndTheOthersHearWho(t *testing.T) {
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
			t.Errorf("%d won, %d were refused", won.Load(), refused.Load())
		}
		winners.Range(func(owner, _ any) bool {
			if l := d.Lead(id); owner != l.Owner {
				t.Errorf("somebody was told that %v has it, and it is %v's", owner, l.Owner)
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
				t.Fatalf("after attempt %d it is %s with %+v, want the next at %v", attempt+1, l.Stage, l.Next, want)
			}
			now = want
		}
		_, err := d.NoAnswer(t.Context(), id, d.ID("ana"), now)
		d.Must(err)
		l := d.Lead(id)
		if l.Stage != lead.StageNurturing || l.Reason != "cannot be reached" || l.Owner != lead.NoOne {
			t.Errorf("after the last attempt it is %s of %q because %q", l.Stage, l.Owner, l.Reason)
		}
		if want := now.AddDate(0, 0, 30); l.Deadline.At.Sub(want).Abs() > 24*time.Hour {
			t.Errorf("it wakes at %v, want about %v", l.Deadline.At, want)
		}
	})
}

func TestSomebodyWhoAsksAgainIsOneLeadAndANurturedOneWakes(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		cold := inquiry(1)
		cold.Source = "newsletter"
		first := d.AddInquiry(cold, nine)
		if l := d.Lead(first); l.Stage != lead.StageNurturing {
			t.Fatalf("a newsletter reader is %s", l.Stage)
		}
		again := inquiry(1)
		again.Contact.Email = "  Pat1@Customer.EXAMPLE "
		again.Contact.Title = "Head of purchasing"
		r, err := d.Register(t.Context(), workflows.Intake{Inquiry: again}, nine.Add(time.Hour))
		d.Must(err)
		if r.DuplicateOf != first || d.Lead(r.ID).Stage != lead.StageMerged || d.Lead(r.ID).MergedInto != first {
			t.Fatalf("the second inquiry is %+v", r)
		}
		l := d.Lead(first)
		if l.Stage != lead.StageNew || l.Contact.Title != again.Contact.Title {
			t.Errorf("the first is %s with title %q", l.Stage, l.Contact.Title)
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
			t.Errorf("the second answer is %+v (%v), want %+v", again, err, first)
		}
		in.Fingerprint = "b"
		if _, err := d.Register(t.Context(), in, nine); !errors.Is(err, workflows.ErrKeyReused) {
			t.Errorf("another request under the key: %v", err)
		}
		form := inquiry(2)
		form.ExternalID = "form-1"
		id := d.AddInquiry(form, nine)
		r, err := d.Register(t.Context(), workflows.Intake{Inquiry: form}, nine)
		if err != nil || !r.Known || r.ID != id {
			t.Errorf("the same delivery again is %+v (%v)", r, err)
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
			t.Errorf("the answers name %d leads", n)
		}
	})
}

func TestWakingTwiceClimbsARungOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		due := nine.Add(10 * time.Minute)
		d.Must(d.Wake(t.Context(), id, due.Add(-time.Second)))
		if n := climbed(d, id); n != 0 {
			t.Errorf("%d rungs before anything is due", n)
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
			t.Errorf("the rung was climbed %d times", n)
		}
		if at := d.Timers.At(id); !at.Equal(nine.Add(20 * time.Minute)) {
			t.Errorf("the next wake-up is at %v", at)
		}
		d.PublishAll(due)
		if told := d.Board.Of(outbox.DirectMessage); len(told) != 1 || len(told[0].Items) != 1 {
			t.Errorf("the manager gets %d messages", len(told))
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
			t.Errorf("after the sweep the rung was climbed %d times", n)
		}
	})
}

func TestAWakeUpForNoLeadIsForgotten(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		d.Must(d.Timers.Arm(t.Context(), map[lead.ID]time.Time{4711: nine}))
		d.WakeDue(nine)
		if at := d.Timers.At(4711); !at.IsZero() {
			t.Errorf("it is kept until %v", at)
		}
		if _, err := d.Look(t.Context(), 4711); !isRefusal(err, lead.WhyNotFound) {
			t.Errorf("looking at it: %v", err)
		}
	})
}

func TestAnOwnerWhoDoesNothingLosesTheLeadAndIsTold(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		late := nine.Add(30 * time.Minute)
		d.WakeDue(late)
		if l := d.Lead(id); l.Stage != lead.StageNew || l.Owner != lead.NoOne {
			t.Fatalf("it is %s of %q", l.Stage, l.Owner)
		}
		if _, err := d.Claim(t.Context(), id, d.ID("ana"), late); !isRefusal(err, lead.WhyLapsed) {
			t.Errorf("Ana takes it again: %v", err)
		}
		later := late.Add(time.Second)
		d.ClaimAs(id, "ben", later)
		d.PublishAll(later)
		told := d.Board.Of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.ID("ana") || len(told[0].Items) != 1 || told[0].Items[0].Kind != outbox.NotifyLapsed {
			t.Errorf("%d private messages, want one to Ana that it ran out: %+v", len(told), told)
		}
	})
}

func isRefusal(err error, why lead.RefusalReason) bool {
	var no *lead.Refusal
	return errors.As(err, &no) && no.Why == why
}

// climbed is how often rungs were carried out on a lead.
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
