package store_test

import (
	"cmp"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

const day = 24 * time.Hour

// synced stores how Slack shows one person, and returns the person and whose absence is over because of it.
func synced(t *testing.T, s *store.Store, p lead.Person) (lead.Person, []lead.PersonID) {
	t.Helper()
	ps, changed, err := s.SyncPeople(t.Context(), []lead.Person{p}, nine)
	must(t, err)
	all, err := s.People(t.Context())
	must(t, err)
	same(t, ps, all)
	return ps[0], changed.Ended
}

// status is Ben as Slack shows him with a status: away because of it from and until times after nine, or not away if
// until is 0.
func status(hash string, from, until time.Duration) lead.Person {
	p := lead.Person{SlackID: "U1", Status: hash}
	if until > 0 {
		p.AwayBy, p.AwayAt, p.BackAt = lead.AwayStatus, nine.Add(from), nine.Add(until)
	}
	return p
}

func TestASyncKeepsAnAbsenceThatThePersonAnnounced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ben := lead.Person{SlackID: "U1", Email: "ben@acme.example", Name: "Ben", Zone: "Europe/Berlin", Guest: true}
		synced(t, s, ben)
		must(t, s.StartAbsence(t.Context(), "p1", nine, nine.Add(day), lead.AwaySaid, nil))
		got, ended := synced(t, s, lead.Person{SlackID: "U1"}) // what is empty takes nothing away
		ben.ID, ben.Guest, ben.AwayAt, ben.BackAt, ben.AwayBy = "p1", false, nine, nine.Add(day), lead.AwaySaid
		same(t, got, ben)
		same(t, ended, nil)
		if err := s.StartAbsence(t.Context(), "p9", nine, nine, lead.AwaySaid, nil); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("starting the absence of an unknown person: %v", err)
		}
	})
}

func TestOnlyANewStatusStartsAnAbsence(t *testing.T) {
	type shown struct {
		person lead.Person
		away   time.Duration // since when, after nine; -1: not away
		back   time.Duration
		by     lead.AwayBy
		ended  bool
	}
	said := func(from, until time.Duration) lead.Person {
		p := status("none", from, until)
		p.AwayBy = lead.AwaySaid
		return p
	}
	beach, sick := status("palm", time.Hour, 5*day), status("sick", 2*time.Hour, 3*day)
	for name, steps := range map[string][]shown{
		"it starts an absence once": {
			{status("none", 0, 0), -1, 0, "", false},
			{beach, time.Hour, 5 * day, lead.AwayStatus, false},
			{status("palm", 9*time.Hour, 6*day), time.Hour, 5 * day, lead.AwayStatus, false},
		},
		"another one goes on with the absence": {
			{status("none", 0, 0), -1, 0, "", false},
			{beach, time.Hour, 5 * day, lead.AwayStatus, false},
			{sick, time.Hour, 3 * day, lead.AwayStatus, false},
		},
		"when it is gone the absence is to be ended, until that is done": {
			{status("none", 0, 0), -1, 0, "", false},
			{beach, time.Hour, 5 * day, lead.AwayStatus, false},
			{status("lunch", 0, 0), time.Hour, 5 * day, lead.AwayStatus, true},
			{status("lunch", 0, 0), time.Hour, 5 * day, lead.AwayStatus, true},
		},
		"when it is not known nothing follows": {
			{status("none", 0, 0), -1, 0, "", false},
			{beach, time.Hour, 5 * day, lead.AwayStatus, false},
			{lead.Person{SlackID: "U1"}, time.Hour, 5 * day, lead.AwayStatus, false},
		},
		"one that runs as the person told it goes first": {
			{said(0, day), 0, day, lead.AwaySaid, false},
			{beach, 0, day, lead.AwaySaid, false},
			{status("none", 0, 0), 0, day, lead.AwaySaid, false},
		},
		"one that the person told is over": {
			{said(0, time.Hour), 0, time.Hour, lead.AwaySaid, false},
			{beach, time.Hour, 5 * day, lead.AwayStatus, false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				for i, step := range steps {
					got, ended := synced(t, s, step.person)
					want := lead.Person{ID: "p1", SlackID: "U1", Status: cmp.Or(step.person.Status, got.Status), AwayBy: step.by}
					if step.away >= 0 {
						want.AwayAt, want.BackAt = nine.Add(step.away), nine.Add(step.back)
					}
					same(t, got, want)
					if step.ended != (len(ended) == 1) {
						t.Errorf("step %d: ended %v", i, ended)
					}
				}
			})
		})
	}
}

func TestAnOldStatusDoesNotUndoAReturn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		beach := status("palm", time.Hour, 5*day)
		synced(t, s, status("none", 0, 0))
		synced(t, s, beach)
		back, err := s.EndAbsence(t.Context(), "p1", nine.Add(2*time.Hour), outbox.Notification{Key: "returned:p1", To: "p1", Kind: outbox.NotifyReturned, DueAt: nine}, nil)
		must(t, err)
		same(t, back, true)
		got, ended := synced(t, s, beach)
		same(t, got, lead.Person{ID: "p1", SlackID: "U1", Status: "palm"})
		same(t, ended, nil)
	})
}

func TestAnAbsenceEndsOnceWithOneNotification(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		stores := []*store.Store{storetest.Open(t, url), storetest.Open(t, url)}
		s := stores[0]
		synced(t, s, status("none", 0, 0))
		note := outbox.Notification{Key: "returned:p1", To: "p1", Kind: outbox.NotifyReturned, DueAt: nine, Args: []string{"since", "until"}}
		end := func(s *store.Store, at time.Time) bool {
			ended, err := s.EndAbsence(t.Context(), "p1", at, note, nil)
			if err != nil {
				t.Error(err)
			}
			return ended
		}
		if end(s, nine) {
			t.Error("an absence ended that had never begun")
		}
		must(t, s.StartAbsence(t.Context(), "p1", nine, nine.Add(day), lead.AwaySaid, nil))
		if end(s, nine.Add(-time.Second)) {
			t.Error("an absence ended before it began")
		}
		var wg sync.WaitGroup
		var ended atomic.Int64
		for i := range 16 {
			wg.Go(func() {
				if end(stores[i%2], nine.Add(day)) {
					ended.Add(1)
				}
			})
		}
		wg.Wait()
		same(t, ended.Load(), 1)
		has(t, take(t, s, "w", 0), note)
		// A caller that knows only the first absence does not end the next one.
		must(t, s.StartAbsence(t.Context(), "p1", nine.Add(day), nine.Add(2*day), lead.AwaySaid, nil))
		if end(s, nine.Add(3*day)) {
			t.Error("the next absence was ended with the first one's notification")
		}
		note.Key += ":2"
		same(t, end(s, nine.Add(3*day)), true)
		got, _ := synced(t, s, status("none", 0, 0))
		same(t, got, lead.Person{ID: "p1", SlackID: "U1", Status: "none"})
	})
}

func TestLeadsThatChangedDuringAnAbsence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		at := func(d time.Duration) time.Time { return nine.Add(d) }
		working := func() *lead.Lead {
			l := stored(t, s, inquiry(), nine)
			must(t, l.Claim(rep("p1"), at(time.Minute)))
			return l
		}
		keep := func(l *lead.Lead) lead.ID {
			t.Helper()
			if l.Open() {
				l.Deadline = lead.Deadline{At: at(day), Clock: lead.ClockContact}
			}
			_, err := save(t, s, l)
			must(t, err)
			return l.ID
		}
		called := lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "Offer", At: at(day)}}
		backup := lead.Actor{ID: "p2", Role: lead.RoleRep, Team: "emea", Covers: []lead.PersonID{"p1"}}

		l := working()
		must(t, l.LogContact(backup, called, at(2*time.Hour)))
		contacted := keep(l)
		keep(working()) // nothing happened
		l = working()
		l.Owner = "p3" // never p1's
		l.LastOwner = "p3"
		must(t, l.LogContact(rep("p3"), called, at(2*time.Hour)))
		keep(l)
		l = working()
		must(t, l.Assign(lead.Dibs(), lead.Member{Person: lead.Person{ID: "p2"}, Role: lead.RoleRep}, at(2*time.Hour)))
		must(t, l.Accept(rep("p2"), at(3*time.Hour)))
		onward := keep(l)
		l = working()
		must(t, l.Lose(backup, lead.Money{}, "price", "", at(4*time.Hour)))
		lost := keep(l)
		l = working()
		must(t, l.Lose(rep("p1"), lead.Money{}, "price", "", at(30*time.Minute)))
		keep(l)

		worked := func(limit int) []lead.ID {
			ls, err := s.ChangedFor(t.Context(), "p1", at(time.Hour), limit)
			must(t, err)
			return ids(ls)
		}
		same(t, worked(10), []lead.ID{lost, onward, contacted})
		same(t, worked(1), []lead.ID{lost})
	})
}
