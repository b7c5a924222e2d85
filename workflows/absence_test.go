package workflows_test

import (
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/workflows/workflowstest"
)

func TestAbsenceLeavesTheLeadAndTheCreditWhereTheyAreAndTheBackupActs(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		_, err := d.LogContact(t.Context(), id, d.who("ana"), reached(nine.Add(time.Hour)), nine)
		d.must(err)
		until := nine.Add(24 * time.Hour)
		a, err := d.Away(t.Context(), d.who("ana"), until, nine.Add(time.Minute))
		d.must(err)
		if a.Leads != 1 || a.Onward != 0 || a.Backup != d.who("ben") || !a.Until.Equal(until) {
			t.Errorf("what follows: %+v", a)
		}
		d.must(d.Wake(t.Context(), id, nine.Add(time.Hour)))
		d.publish(nine.Add(time.Hour + time.Minute))
		private := d.board.of(outbox.DirectMessage)
		if len(private) != 1 || private[0].To != d.who("ben") {
			t.Fatalf("the reminder goes to %v, not to the backup", private)
		}
		if _, err := d.LogContact(t.Context(), id, d.who("ben"), reached(nine.Add(48*time.Hour)), nine.Add(2*time.Hour)); err != nil {
			t.Errorf("the backup may not act: %v", err)
		}
		if l := d.lead(id); l.Owner != d.who("ana") {
			t.Errorf("it is %s's now", l.Owner)
		}

		was, err := d.Back(t.Context(), d.who("ana"), nine.Add(3*time.Hour))
		d.must(err)
		again, err := d.Back(t.Context(), d.who("ana"), nine.Add(3*time.Hour))
		d.must(err)
		if !was || again {
			t.Errorf("back: %v, and once more: %v", was, again)
		}
		d.publish(nine.Add(3 * time.Hour))
		d.publish(nine.Add(4 * time.Hour))
		private = d.board.of(outbox.DirectMessage)
		if len(private) != 2 || private[1].To != d.who("ana") || private[1].Items[0].Kind != outbox.NotifyReturned {
			t.Fatalf("on return: %+v", private)
		}
		if items := private[1].Items; len(items) != 2 || items[1].Event.By != d.who("ben") || items[1].Event.Kind != lead.Contacted {
			t.Errorf("the note does not tell what Ben did: %+v", items)
		}
	})
}

func TestOnlyAHotLeadWithoutAContactAttemptIsOfferedOnwardWhenItsOwnerIsAway(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		waiting, called := d.register(inquiry(1), nine), d.register(inquiry(2), nine)
		d.claim(waiting, "ana", nine)
		d.claim(called, "ana", nine)
		_, err := d.LogContact(t.Context(), called, d.who("ana"), reached(nine.Add(time.Hour)), nine)
		d.must(err)
		away := person("ana")
		away.Status, away.AwayBy, away.AwayAt = "palm", lead.AwayStatus, nine.Add(time.Minute)
		d.must(d.SyncPeople(t.Context(), nine.Add(time.Minute), away))
		l := d.lead(waiting)
		if l.Owner != d.who("ana") || l.Offer == nil || l.Offer.To != d.who("ben") {
			t.Errorf("the hot one is %s's, offered to %+v", l.Owner, l.Offer)
		}
		if d.lead(called).Offer != nil {
			t.Error("the one that was called is offered onward too")
		}
		back := person("ana")
		back.Status = "at work"
		d.must(d.SyncPeople(t.Context(), nine.Add(time.Hour), back))
		if d.Crew().Member(d.who("ana")).Away(nine.Add(time.Hour)) {
			t.Error("the status says she is there, and she counts as away")
		}
		d.publish(nine.Add(time.Hour))
		found := false
		for _, m := range d.board.of(outbox.DirectMessage) {
			found = found || m.Items[0].Kind == outbox.NotifyReturned
		}
		if !found {
			t.Error("nobody tells her what happened meanwhile")
		}
	})
}

func TestAHotOfferGoesOnWhenItsReceiverGoesAway(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		_, err := d.Assign(t.Context(), id, d.who("mia"), d.who("ana"), nine)
		d.must(err)
		a, err := d.Away(t.Context(), d.who("ana"), time.Time{}, nine.Add(time.Minute))
		d.must(err)
		if l := d.lead(id); a.Onward != 1 || l.Offer == nil || l.Offer.To != d.who("ben") {
			t.Errorf("it is offered to %+v, %d went on", l.Offer, a.Onward)
		}
		d.publish(nine.Add(2 * time.Minute))
		for _, m := range d.board.of(outbox.DirectMessage) {
			if m.To == d.who("ana") {
				t.Errorf("she is told %s while she is away", m.Items[0].Kind)
			}
		}
	})
}

func TestAnAbsenceEndsByItselfAtItsTime(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		until := nine.Add(time.Hour)
		_, err := d.Away(t.Context(), d.who("ana"), until, nine)
		d.must(err)
		d.must(d.EndAbsences(t.Context(), until.Add(-time.Second)))
		if m := d.Crew().Member(d.who("ana")); m.AwayAt.IsZero() {
			t.Fatal("it ended too early")
		}
		d.must(d.EndAbsences(t.Context(), until))
		d.must(d.EndAbsences(t.Context(), until.Add(2*time.Second)))
		d.publish(until.Add(time.Minute))
		if m := d.Crew().Member(d.who("ana")); !m.AwayAt.IsZero() || len(d.board.of(outbox.DirectMessage)) != 1 {
			t.Errorf("away since %v, %d notes", m.AwayAt, len(d.board.of(outbox.DirectMessage)))
		}
	})
}

func TestWhoIsAwayTooCoversForNobody(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		if _, err := d.Away(t.Context(), d.who("ben"), time.Time{}, nine); err != nil {
			t.Fatal(err)
		}
		a, err := d.Away(t.Context(), d.who("ana"), time.Time{}, nine.Add(time.Minute))
		d.must(err)
		if a.Backup != lead.NoOne {
			t.Errorf("%s, who is away, is said to cover", a.Backup)
		}
	})
}

func TestAColleagueWithoutAPartInLeadsIsNotGreetedAfterAVacation(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		palm, there := person("zoe"), person("zoe")
		palm.Status, palm.AwayBy, palm.AwayAt = "palm", lead.AwayStatus, nine
		there.Status = "none"
		d.must(d.SyncPeople(t.Context(), nine, palm))
		d.must(d.SyncPeople(t.Context(), nine.Add(time.Hour), there))
		if d.Crew().Member(d.who("zoe")).Away(nine.Add(time.Hour)) {
			t.Error("she is away although her status is gone")
		}
		d.publish(nine.Add(time.Hour))
		if n := len(d.board.of(outbox.DirectMessage)); n != 0 {
			t.Errorf("she gets %d direct messages of an app that she may never have heard of", n)
		}
	})
}

func TestBackSaidWinsOverAnOldStatusUntilItIsSetAnew(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		palm := person("ana")
		palm.Status, palm.AwayBy, palm.AwayAt = "palm", lead.AwayStatus, nine
		d.must(d.SyncPeople(t.Context(), nine, palm))
		_, err := d.Back(t.Context(), d.who("ana"), nine.Add(time.Minute))
		d.must(err)
		palm.AwayAt = nine.Add(2 * time.Minute)
		d.must(d.SyncPeople(t.Context(), nine.Add(2*time.Minute), palm))
		if d.Crew().Member(d.who("ana")).Away(nine.Add(3 * time.Minute)) {
			t.Error("the old status counts again")
		}
		palm.Status = "palm until Friday"
		d.must(d.SyncPeople(t.Context(), nine.Add(4*time.Minute), palm))
		if !d.Crew().Member(d.who("ana")).Away(nine.Add(5 * time.Minute)) {
			t.Error("a status set anew does not count")
		}
	})
}

func TestAnotherProcessDrawsTheCardWithWhoIsAwayNow(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		d.publish(nine)
		other := workflowstest.New(workflowstest.Config{
			Store: d.store, Timers: d.timers, Board: d.board, Playbook: d.Playbook(), Worker: "other",
		})
		d.must(other.Refresh(t.Context()))
		_, err := d.Away(t.Context(), d.who("ana"), time.Time{}, nine.Add(time.Minute))
		d.must(err)
		_, err = other.PublishOnce(t.Context(), "0", nine.Add(time.Minute))
		d.must(err)
		if drawn := d.board.of(outbox.Card)[0].Crew; !drawn.Member(d.who("ana")).Away(nine.Add(time.Minute)) {
			t.Error("it is drawn as if she were there, and nothing would draw it again")
		}
	})
}

// reached is a call with a next step.
func reached(next time.Time) lead.Touch {
	return lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "send offer", At: next}}
}
