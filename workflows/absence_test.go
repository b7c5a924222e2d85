package workflows_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows/workflowstest"
)

func TestAbsenceLeavesTheLeadAndTheCreditWhereTheyAreAndTheBackupActs(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		d.LogCall(id, "ana", nine.Add(time.Hour), nine)
		until := nine.Add(24 * time.Hour)
		a, err := d.Away(t.Context(), d.ID("ana"), until, nine.Add(time.Minute))
		d.Must(err)
		if a.Leads != 1 || a.Onward != 0 || a.Backup != d.ID("ben") || !a.Until.Equal(until) {
			t.Errorf("the effect of the absence is %+v", a)
		}
		d.Must(d.Wake(t.Context(), id, nine.Add(time.Hour)))
		d.PublishAll(nine.Add(time.Hour + time.Minute))
		private := d.Board.Of(outbox.DirectMessage)
		if len(private) != 1 || private[0].To != d.ID("ben") {
			t.Fatalf("the reminder went to %v, want the backup", private)
		}
		if _, err := d.LogContact(t.Context(), id, d.ID("ben"), workflowstest.Reached(nine.Add(48*time.Hour)), nine.Add(2*time.Hour)); err != nil {
			t.Errorf("the backup could not log a contact: %v", err)
		}
		if l := d.Lead(id); l.Owner != d.ID("ana") {
			t.Errorf("the owner is %s, want Ana", l.Owner)
		}

		was, err := d.Back(t.Context(), d.ID("ana"), nine.Add(3*time.Hour))
		d.Must(err)
		again, err := d.Back(t.Context(), d.ID("ana"), nine.Add(3*time.Hour))
		d.Must(err)
		if !was || again {
			t.Errorf("Back returned %v, and %v the second time", was, again)
		}
		d.PublishAll(nine.Add(3 * time.Hour))
		d.PublishAll(nine.Add(4 * time.Hour))
		private = d.Board.Of(outbox.DirectMessage)
		if len(private) != 2 || private[1].To != d.ID("ana") || private[1].Items[0].Kind != outbox.NotifyReturned {
			t.Fatalf("messages after her return: %+v", private)
		}
		if items := private[1].Items; len(items) != 2 || items[1].Event.By != d.ID("ben") || items[1].Event.Kind != lead.Contacted {
			t.Errorf("the notification does not say what Ben did: %+v", items)
		}
	})
}

func TestOnlyAHotLeadWithoutAContactAttemptIsOfferedOnwardWhenItsOwnerIsAway(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		waiting, called := d.AddInquiry(inquiry(1), nine), d.AddInquiry(inquiry(2), nine)
		d.ClaimAs(waiting, "ana", nine)
		d.ClaimAs(called, "ana", nine)
		d.LogCall(called, "ana", nine.Add(time.Hour), nine)
		away := person("ana")
		away.Status, away.AwayBy, away.AwayAt = "palm", lead.AwayStatus, nine.Add(time.Minute)
		d.Must(d.SyncPeople(t.Context(), nine.Add(time.Minute), away))
		l := d.Lead(waiting)
		if l.Owner != d.ID("ana") || l.Offer == nil || l.Offer.To != d.ID("ben") {
			t.Errorf("the hot lead is owned by %s and offered as %+v", l.Owner, l.Offer)
		}
		if d.Lead(called).Offer != nil {
			t.Error("the lead that was called is offered to somebody else, too")
		}
		back := person("ana")
		back.Status = "at work"
		d.Must(d.SyncPeople(t.Context(), nine.Add(time.Hour), back))
		if d.Crew().Member(d.ID("ana")).Away(nine.Add(time.Hour)) {
			t.Error("she counts as away although her status says that she is at work")
		}
		d.PublishAll(nine.Add(time.Hour))
		found := false
		for _, m := range d.Board.Of(outbox.DirectMessage) {
			found = found || m.Items[0].Kind == outbox.NotifyReturned
		}
		if !found {
			t.Error("she was not notified of what happened while she was away")
		}
	})
}

// The loop that reads the people every two seconds may show an absence before the request that stored it goes on.
func TestAnAbsenceHasItsEffectEvenIfItWasReadBefore(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		ctx, stop := context.WithCancel(t.Context())
		var reading sync.WaitGroup
		for range 4 {
			reading.Go(func() {
				for ctx.Err() == nil {
					if err := d.Refresh(ctx); err != nil && ctx.Err() == nil {
						t.Error(err)
					}
				}
			})
		}
		for n := range 20 {
			now := nine.Add(time.Duration(n) * time.Minute)
			id := d.AddInquiry(inquiry(n), now)
			d.ClaimAs(id, "ana", now)
			away := person("ana")
			away.Status, away.AwayBy, away.AwayAt = fmt.Sprint("palm ", n), lead.AwayStatus, now
			d.Must(d.HearOf(t.Context(), away, now, now))
			if d.Lead(id).Offer == nil {
				t.Errorf("absence %d: the hot lead is offered to nobody", n)
			}
			_, err := d.Back(t.Context(), d.ID("ana"), now.Add(time.Second))
			d.Must(err)
		}
		stop()
		reading.Wait()
	})
}

func TestAHotOfferGoesOnWhenItsReceiverGoesAway(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		_, err := d.Assign(t.Context(), id, d.ID("mia"), d.ID("ana"), nine)
		d.Must(err)
		a, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, nine.Add(time.Minute))
		d.Must(err)
		if l := d.Lead(id); a.Onward != 1 || l.Offer == nil || l.Offer.To != d.ID("ben") {
			t.Errorf("the lead is offered as %+v, and %d leads were offered to somebody else", l.Offer, a.Onward)
		}
		d.PublishAll(nine.Add(2 * time.Minute))
		for _, m := range d.Board.Of(outbox.DirectMessage) {
			if m.To == d.ID("ana") {
				t.Errorf("she got a %s notification while she was away", m.Items[0].Kind)
			}
		}
	})
}

func TestAnAbsenceEndsByItselfAtItsTime(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		until := nine.Add(time.Hour)
		_, err := d.Away(t.Context(), d.ID("ana"), until, nine)
		d.Must(err)
		d.Must(d.EndAbsences(t.Context(), until.Add(-time.Second)))
		if m := d.Crew().Member(d.ID("ana")); m.AwayAt.IsZero() {
			t.Fatal("the absence ended too early")
		}
		d.Must(d.EndAbsences(t.Context(), until))
		d.Must(d.EndAbsences(t.Context(), until.Add(2*time.Second)))
		d.PublishAll(until.Add(time.Minute))
		if m := d.Crew().Member(d.ID("ana")); !m.AwayAt.IsZero() || len(d.Board.Of(outbox.DirectMessage)) != 1 {
			t.Errorf("away since %v, with %d notifications", m.AwayAt, len(d.Board.Of(outbox.DirectMessage)))
		}
	})
}

func TestABackupWhoIsAwayCoversForNobody(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		if _, err := d.Away(t.Context(), d.ID("ben"), time.Time{}, nine); err != nil {
			t.Fatal(err)
		}
		a, err := d.Away(t.Context(), d.ID("ana"), time.Time{}, nine.Add(time.Minute))
		d.Must(err)
		if a.Backup != lead.NoOne {
			t.Errorf("the backup is %s, who is away", a.Backup)
		}
	})
}

func TestAColleagueWithoutAPartInLeadsIsNotGreetedAfterAVacation(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		palm, there := person("zoe"), person("zoe")
		palm.Status, palm.AwayBy, palm.AwayAt = "palm", lead.AwayStatus, nine
		there.Status = "none"
		d.Must(d.SyncPeople(t.Context(), nine, palm))
		d.Must(d.SyncPeople(t.Context(), nine.Add(time.Hour), there))
		if d.Crew().Member(d.ID("zoe")).Away(nine.Add(time.Hour)) {
			t.Error("she counts as away although her status is cleared")
		}
		d.PublishAll(nine.Add(time.Hour))
		if n := len(d.Board.Of(outbox.DirectMessage)); n != 0 {
			t.Errorf("she got %d direct messages from an app that she may never have heard of", n)
		}
	})
}

func TestSayingBackWinsOverAnOldStatusUntilItIsSetAgain(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		palm := person("ana")
		palm.Status, palm.AwayBy, palm.AwayAt = "palm", lead.AwayStatus, nine
		d.Must(d.SyncPeople(t.Context(), nine, palm))
		_, err := d.Back(t.Context(), d.ID("ana"), nine.Add(time.Minute))
		d.Must(err)
		palm.AwayAt = nine.Add(2 * time.Minute)
		d.Must(d.SyncPeople(t.Context(), nine.Add(2*time.Minute), palm))
		if d.Crew().Member(d.ID("ana")).Away(nine.Add(3 * time.Minute)) {
			t.Error("the old status made her away again")
		}
		palm.Status = "palm until Friday"
		d.Must(d.SyncPeople(t.Context(), nine.Add(4*time.Minute), palm))
		if !d.Crew().Member(d.ID("ana")).Away(nine.Add(5 * time.Minute)) {
			t.Error("a new status did not make her away")
		}
	})
}

func TestAPersonSetAwayByAManagerIsNotified(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		until := nine.Add(24 * time.Hour)
		_, err := d.SetAway(t.Context(), d.ID("mia"), d.ID("ana"), until, nine)
		d.Must(err)
		_, err = d.SetAway(t.Context(), d.ID("ben"), d.ID("ben"), until, nine) // he said it himself
		d.Must(err)
		d.PublishAll(nine.Add(time.Second))
		told := d.Board.Of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.ID("ana") || told[0].Items[0].Kind != outbox.NotifySetAway {
			t.Fatalf("direct messages: %+v", told)
		}
		if args := told[0].Items[0].Args; len(args) != 2 || args[0] != string(d.ID("mia")) || args[1] != until.Format(time.RFC3339) {
			t.Errorf("the notification has the arguments %v", args)
		}
	})
}
