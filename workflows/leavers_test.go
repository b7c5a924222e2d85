package workflows_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

// deactivate is what a sync says of somebody who left.
func (d *desk) deactivate(name string, now time.Time) {
	d.t.Helper()
	p := person(name)
	p.Deleted = true
	d.must(d.SyncPeople(d.t.Context(), now, p))
	d.must(d.HandOver(d.t.Context(), now))
}

// left lists the notes that tell of somebody who left, by receiver.
func (d *desk) left(now time.Time) map[lead.PersonID][]string {
	d.t.Helper()
	d.publish(now)
	told := map[lead.PersonID][]string{}
	for _, m := range d.board.of(outbox.DirectMessage) {
		if m.Items[0].Kind == outbox.NotifyDeparture {
			if told[m.To] != nil {
				d.t.Errorf("%s is told twice", m.To)
			}
			told[m.To] = m.Items[0].Args
		}
	}
	return told
}

func TestWhoIsDeactivatedLosesTheirLeadsToTheirBackupAndTheManagerReadsOfItOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		fresh, contacted := d.register(inquiry(1), nine), d.register(inquiry(2), nine)
		d.claim(fresh, "ana", nine)
		d.claim(contacted, "ana", nine)
		_, err := d.LogContact(t.Context(), contacted, d.who("ana"), reached(nine.Add(26*time.Hour)), nine)
		d.must(err)
		offered := d.register(inquiry(3), nine)
		_, err = d.Assign(t.Context(), offered, d.who("mia"), d.who("ana"), nine)
		d.must(err)

		now := nine.Add(5 * time.Minute)
		ana := d.who("ana")
		d.deactivate("ana", now)
		for _, id := range []lead.ID{fresh, contacted} {
			if l := d.lead(id); l.Owner != d.who("ben") || l.Deadline.At.IsZero() {
				t.Errorf("%s is with %s, due %s", id, l.Owner, l.Deadline.At)
			}
		}
		if l := d.lead(fresh); !l.Clocks[lead.ClockContact].Start.Equal(now) {
			t.Errorf("the first contact counts from %s", l.Clocks[lead.ClockContact].Start)
		}
		if l := d.lead(contacted); l.Next == nil || !l.Next.At.Equal(nine.Add(26*time.Hour)) {
			t.Errorf("what was promised is %+v", l.Next)
		}
		if l := d.lead(offered); l.Offer == nil || l.Offer.To != d.who("ben") {
			t.Errorf("the offer is %+v", l.Offer)
		}
		told := d.left(now.Add(time.Minute))
		want := []string{string(ana), "0", string(d.who("ben")), "2"}
		for _, name := range []string{"mia", "ben"} {
			if got := told[d.who(name)]; len(got) != 4 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] != want[3] {
				t.Errorf("%s is told %v, not %v", name, got, want)
			}
		}
		if len(told) != 2 {
			t.Errorf("told are %v", told)
		}

		d.must(d.SyncPeople(t.Context(), now, person("ana"))) // and back again
		d.must(d.HandOver(t.Context(), now))
		if l := d.lead(fresh); l.Owner != d.who("ben") {
			t.Errorf("who came back took their lead back from %s", l.Owner)
		}
	})
}

func TestWithoutAnybodyToStepInLeadsWaitInTheirPool(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		_, err := d.Away(t.Context(), d.who("ben"), time.Time{}, nine)
		d.must(err)
		now := nine.Add(time.Minute)
		d.deactivate("ana", now)
		if l := d.lead(id); l.Stage != lead.StageNew || !l.Clocks[lead.ClockClaim].Start.Equal(now) {
			t.Errorf("it is %s on %v", l.Stage, l.Clocks)
		}
		if got := d.left(now.Add(time.Minute))[d.who("mia")]; len(got) != 2 || got[1] != "1" {
			t.Errorf("the manager is told %v", got)
		}
	})
}

func TestAllLeadsOfSomebodyAreHandedOverOnceByTwoProcesses(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		d := open(t, storetest.Open(t, url))
		many := 1000
		if d.store.Dialect() == "sqlite" { // which is for one team and one process, and takes its time
			many = 150
		}
		d.claimed(many, "ana")
		ana, now := d.who("ana"), nine.Add(time.Minute)
		p := person("ana")
		p.Deleted = true
		d.must(d.SyncPeople(t.Context(), now, p))
		other := another(t, storetest.Open(t, url), d)
		var wg sync.WaitGroup
		for _, e := range []*workflowstest.Process{d.Process, other} {
			wg.Go(func() {
				if err := e.HandOver(t.Context(), now); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d.must(other.HandOver(t.Context(), now.Add(time.Second)))
		kept, err := d.store.OwnedBy(t.Context(), ana)
		d.must(err)
		got, err := d.store.OwnedBy(t.Context(), d.who("ben"))
		d.must(err)
		if len(kept) != 0 || len(got) != many {
			t.Errorf("%d kept, %d handed over", len(kept), len(got))
		}
		for _, l := range got {
			if l.EventCount != got[0].EventCount {
				t.Fatalf("%s was handed over another time: %d events, not %d", l.ID, l.EventCount, got[0].EventCount)
			}
		}
		d.tellOnly(now.Add(time.Minute))
		if told := d.board.of(outbox.DirectMessage); len(told) != 2 {
			t.Errorf("%d messages tell of it", len(told))
		}
	})
}

// claimed stores many leads that somebody has, at once.
func (d *desk) claimed(many int, by string) {
	d.t.Helper()
	pb, a := d.Playbook(), d.Crew().Actor(d.who(by), nine)
	changes := make([]store.Change, many)
	for n := range changes {
		in := inquiry(n)
		in.Engagement = "demo_request"
		l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, nine), nine), nine)
		d.must(l.Claim(a, nine))
		l.Deadline = pb.Next(l)
		changes[n] = store.Change{Lead: l, Events: l.TakeEvents()}
	}
	d.must(d.store.Save(d.t.Context(), changes...))
}

// another is an engine of another process on the same database.
func another(t *testing.T, s *store.Store, d *desk) *workflowstest.Process {
	t.Helper()
	e := workflowstest.New(workflowstest.Config{Store: s, Timers: d.timers, Board: d.board, Playbook: d.Playbook(), Worker: "another"})
	d.must(e.Refresh(t.Context()))
	return e
}

// tellOnly sends private messages and lists, and draws no cards.
func (d *desk) tellOnly(now time.Time) {
	d.t.Helper()
	for n := 1; n > 0; {
		var err error
		n, err = d.NotifyOnce(context.WithoutCancel(d.t.Context()), "0", now)
		d.must(err)
	}
}

func TestWhoIsSetAwayByAManagerIsTold(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		until := nine.Add(24 * time.Hour)
		_, err := d.SetAway(t.Context(), d.who("mia"), d.who("ana"), until, nine)
		d.must(err)
		_, err = d.SetAway(t.Context(), d.who("ben"), d.who("ben"), until, nine) // said by himself
		d.must(err)
		d.publish(nine.Add(time.Second))
		told := d.board.of(outbox.DirectMessage)
		if len(told) != 1 || told[0].To != d.who("ana") || told[0].Items[0].Kind != outbox.NotifySetAway {
			t.Fatalf("told: %+v", told)
		}
		if args := told[0].Items[0].Args; len(args) != 2 || args[0] != string(d.who("mia")) || args[1] != until.Format(time.RFC3339) {
			t.Errorf("told %v", args)
		}
	})
}
