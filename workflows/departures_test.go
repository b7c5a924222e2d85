package workflows_test

import (
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows/workflowstest"
)

// deactivate syncs a person who was deactivated in Slack, and hands over their leads.
func deactivate(d *dibs, name string, now time.Time) {
	d.T.Helper()
	p := person(name)
	p.Deleted = true
	d.Must(d.SyncPeople(d.T.Context(), now, p))
	d.Must(d.HandOver(d.T.Context(), now))
}

// departureNotes returns the arguments of the notifications about a departure, by receiver.
func departureNotes(d *dibs, now time.Time) map[lead.PersonID][]string {
	d.T.Helper()
	d.PublishAll(now)
	told := map[lead.PersonID][]string{}
	for _, m := range d.Board.Of(outbox.DirectMessage) {
		if m.Items[0].Kind == outbox.NotifyDeparture {
			if told[m.To] != nil {
				d.T.Errorf("%s was notified twice", m.To)
			}
			told[m.To] = m.Items[0].Args
		}
	}
	return told
}

func TestLeadsOfADeactivatedPersonGoToTheirBackupAndTheManagerIsNotifiedOnce(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		fresh, contacted := d.AddInquiry(inquiry(1), nine), d.AddInquiry(inquiry(2), nine)
		d.ClaimAs(fresh, "ana", nine)
		d.ClaimAs(contacted, "ana", nine)
		d.LogCall(contacted, "ana", nine.Add(26*time.Hour), nine)
		offered := d.AddInquiry(inquiry(3), nine)
		_, err := d.Assign(t.Context(), offered, d.ID("mia"), d.ID("ana"), nine)
		d.Must(err)

		now := nine.Add(5 * time.Minute)
		ana := d.ID("ana")
		deactivate(d, "ana", now)
		for _, id := range []lead.ID{fresh, contacted} {
			if l := d.Lead(id); l.Owner != d.ID("ben") || l.Deadline.At.IsZero() {
				t.Errorf("lead %s is owned by %s, with the deadline %s", id, l.Owner, l.Deadline.At)
			}
		}
		if l := d.Lead(fresh); !l.Clocks[lead.ClockContact].Start.Equal(now) {
			t.Errorf("the contact clock started at %s", l.Clocks[lead.ClockContact].Start)
		}
		if l := d.Lead(contacted); l.Next == nil || !l.Next.At.Equal(nine.Add(26*time.Hour)) {
			t.Errorf("the next step is %+v", l.Next)
		}
		if l := d.Lead(offered); l.Offer == nil || l.Offer.To != d.ID("ben") {
			t.Errorf("the offer is %+v", l.Offer)
		}
		told := departureNotes(d, now.Add(time.Minute))
		want := []string{string(ana), "0", string(d.ID("ben")), "2"}
		for _, name := range []string{"mia", "ben"} {
			if got := told[d.ID(name)]; len(got) != 4 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] != want[3] {
				t.Errorf("%s got %v, want %v", name, got, want)
			}
		}
		if len(told) != 2 {
			t.Errorf("the notifications are %v, want those to Mia and Ben", told)
		}

		d.Must(d.SyncPeople(t.Context(), now, person("ana"))) // she is back
		d.Must(d.HandOver(t.Context(), now))
		if l := d.Lead(fresh); l.Owner != d.ID("ben") {
			t.Errorf("after Ana came back, the owner is %s, want Ben", l.Owner)
		}
	})
}

func TestWithoutABackupLeadsGoToTheirPool(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		_, err := d.Away(t.Context(), d.ID("ben"), time.Time{}, nine)
		d.Must(err)
		now := nine.Add(time.Minute)
		deactivate(d, "ana", now)
		if l := d.Lead(id); l.Stage != lead.StageNew || !l.Clocks[lead.ClockClaim].Start.Equal(now) {
			t.Errorf("the lead is %s, with the clocks %v", l.Stage, l.Clocks)
		}
		if got := departureNotes(d, now.Add(time.Minute))[d.ID("mia")]; len(got) != 2 || got[1] != "1" {
			t.Errorf("the manager got %v", got)
		}
	})
}

func TestAllLeadsOfSomebodyAreHandedOverOnceByTwoProcesses(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		d := open(t, storetest.Open(t, url), workflowstest.Playbook)
		many := 1000
		if d.Store.Dialect() == "sqlite" { // which is for one team and one process, and is slower
			many = 150
		}
		addClaimed(d, many, "ana")
		ana, now := d.ID("ana"), nine.Add(time.Minute)
		p := person("ana")
		p.Deleted = true
		d.Must(d.SyncPeople(t.Context(), now, p))
		other := d.Another(storetest.Open(t, url))
		var wg sync.WaitGroup
		for _, e := range []*workflowstest.Process{d.Process, other} {
			wg.Go(func() {
				if err := e.HandOver(t.Context(), now); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		d.Must(other.HandOver(t.Context(), now.Add(time.Second)))
		kept, err := d.Store.OwnedBy(t.Context(), ana)
		d.Must(err)
		got, err := d.Store.OwnedBy(t.Context(), d.ID("ben"))
		d.Must(err)
		if len(kept) != 0 || len(got) != many {
			t.Errorf("Ana owns %d leads and Ben owns %d", len(kept), len(got))
		}
		for _, l := range got {
			if l.EventCount != got[0].EventCount {
				t.Fatalf("lead %s was handed over twice: it has %d events, want %d", l.ID, l.EventCount, got[0].EventCount)
			}
		}
		d.NotifyAll(now.Add(time.Minute))
		if told := d.Board.Of(outbox.DirectMessage); len(told) != 2 {
			t.Errorf("%d messages about the departure, want 2", len(told))
		}
	})
}

// addClaimed stores many leads that a person owns, in one save.
func addClaimed(d *dibs, many int, by string) {
	d.T.Helper()
	pb, a := d.Playbook(), d.Crew().Actor(d.ID(by), nine)
	changes := make([]store.Change, many)
	for n := range changes {
		in := inquiry(n)
		in.Engagement = "demo_request"
		l := lead.Register(in, lead.Dibs(), pb.Judge(lead.Interested(in, nine), nine), nine)
		d.Must(l.Claim(a, nine))
		l.Deadline = pb.Next(l)
		changes[n] = store.Change{Lead: l, Events: l.TakeEvents()}
	}
	d.Must(d.Store.Save(d.T.Context(), changes...))
}
