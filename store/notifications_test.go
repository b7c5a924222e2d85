package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

// told stores notifications, each about a lead of its own, and gives them their keys.
func told(t *testing.T, s *store.Store, notes ...outbox.Notification) []outbox.Notification {
	t.Helper()
	for i, n := range notes {
		l := register(inquiry(), nine)
		c := store.Change{Lead: l, Events: l.TakeEvents(), Notifications: []outbox.Notification{n}}
		must(t, s.Save(t.Context(), c))
		notes[i] = c.Notifications[0]
	}
	return notes
}

// to is a notification for a person, due a given time after nine, about a lead that has no number yet.
func to(person lead.PersonID, due time.Duration) outbox.Notification {
	return outbox.NotifyPerson(outbox.NotifyEscalation, person, lead.Event{N: 2}, nine.Add(due))
}

func alone(n outbox.Notification) outbox.Notification {
	n.Alone = true
	return n
}

// take leases for a minute what a worker may send at a given time after nine.
func take(t *testing.T, s *store.Store, worker string, at time.Duration) store.Bundle {
	t.Helper()
	b, err := s.LeaseNotifications(t.Context(), worker, nine.Add(at), nine.Add(at+time.Minute))
	must(t, err)
	return b
}

func sent(t *testing.T, s *store.Store, worker string, b store.Bundle, next time.Duration) {
	t.Helper()
	must(t, s.NotificationsSent(t.Context(), worker, b, lead.Place{Channel: "D1", TS: "3.1"}, nine.Add(next)))
}

// has checks which notifications a bundle contains.
func has(t *testing.T, b store.Bundle, want ...outbox.Notification) {
	t.Helper()
	got := slices.Clone(b.Notifications)
	for i := range got {
		if got[i].ID == 0 {
			t.Errorf("notification %s has no id", got[i].Key)
		}
		got[i].ID = 0
	}
	same(t, got, want)
	if len(want) > 0 && (b.Key != want[0].Key || b.To != want[0].To || b.In != want[0].Channel || b.Alone != want[0].Alone) {
		t.Errorf("the bundle is %q to %q in %q, alone: %t", b.Key, b.To, b.In, b.Alone)
	}
}

func TestNotificationsOfOneReceiverGoTogetherAndOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := told(t, s, to("p1", 0), to("p2", time.Second), to("p1", time.Second),
			outbox.NotifyChannel(outbox.NotifyHeld, "#leads", lead.Event{N: 2}, nine.Add(2*time.Second)), to("p3", time.Hour))
		same(t, n[0].Key, "note:1:2:p1")
		same(t, n[3].Key, "note:4:2:#leads")
		must(t, s.Save(t.Context(), store.Change{Notifications: []outbox.Notification{n[1]}})) // saving the same one again adds nothing
		p1 := take(t, s, "w1", time.Minute)
		has(t, p1, n[0], n[2])
		p2 := take(t, s, "w2", time.Minute)
		has(t, p2, n[1])
		channel := take(t, s, "w3", time.Minute)
		has(t, channel, n[3])
		has(t, take(t, s, "w4", time.Minute))
		_, err := s.BeginPost(t.Context(), store.Post{Key: p1.Key, At: nine, Notifications: []int64{p1.Notifications[0].ID, p1.Notifications[1].ID}})
		must(t, err)
		sent(t, s, "w1", p1, 0)
		must(t, s.RetryNotifications(t.Context(), "w2", p2, nine.Add(30*time.Minute)))
		sent(t, s, "w3", channel, 0)
		has(t, take(t, s, "w3", 29*time.Minute))
		has(t, take(t, s, "w3", 30*time.Minute), n[1])
		post, err := s.Post(t.Context(), p1.Key)
		must(t, err)
		same(t, post.TS, "3.1")
	})
}

func TestABundleGoesWhenItsReceiverIsQuiet(t *testing.T) {
	const second = time.Second
	for _, c := range []struct {
		name string
		due  []time.Duration
		at   time.Duration
		want int // notifications in the bundle
	}{
		{"nothing is due", []time.Duration{2 * second}, second, 0},
		{"the only one is due", []time.Duration{0}, 0, 1},
		{"another is due in a moment", []time.Duration{0, 3 * second}, second, 0},
		{"another is due a little later", []time.Duration{0, 3*second + time.Microsecond}, second, 1},
		{"the first waits for ten seconds", []time.Duration{0, 10 * second, 11 * second}, 10 * second, 2},
		{"the first waits for nearly ten seconds", []time.Duration{0, 10 * second, 11 * second}, 10*second - time.Microsecond, 0},
		{"others are due when the team opens", []time.Duration{0, time.Hour, time.Hour}, second, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				for _, due := range c.due {
					told(t, s, to("p1", due))
				}
				same(t, len(take(t, s, "w", c.at).Notifications), c.want)
			})
		})
	}
}

func TestTheNextBundleWaitsAndWhatIsAloneDoesNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := told(t, s, to("p1", 0), to("p2", 0))
		sent(t, s, "w", take(t, s, "w", 0), 5*time.Minute)
		b := take(t, s, "w", 0)
		has(t, b, n[1])
		sent(t, s, "w", b, 0)
		more := told(t, s, to("p1", time.Second), alone(to("p1", 2*time.Second)), alone(to("p1", 3*time.Second)), alone(to("p2", 4*time.Second)))
		hot := take(t, s, "w", 4*time.Second)
		has(t, hot, more[1])
		other := take(t, s, "v", 4*time.Second)
		has(t, other, more[3])
		sent(t, s, "v", other, 0)
		sent(t, s, "w", hot, time.Hour)
		hot = take(t, s, "w", 4*time.Second)
		has(t, hot, more[2])
		sent(t, s, "w", hot, time.Hour)
		has(t, take(t, s, "w", 5*time.Minute-1))
		has(t, take(t, s, "w", 5*time.Minute), more[0])
	})
}

func TestAMessageInDoubtIsTriedAgainWithItsOwnNotifications(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, wrap := range []func(outbox.Notification) outbox.Notification{func(n outbox.Notification) outbox.Notification { return n }, alone} {
			var dues []outbox.Notification
			for range 3 {
				dues = append(dues, wrap(to("p1", 0)))
			}
			n := told(t, s, dues...)
			b := take(t, s, "w", 0)
			later := told(t, s, wrap(to("p1", 0)))
			// The message contains only the first notifications, and the worker dies.
			post := store.Post{Key: b.Key, Channel: "D1", At: nine}
			for _, note := range b.Notifications[:min(2, len(b.Notifications))] {
				post.Notifications = append(post.Notifications, note.ID)
			}
			_, err := s.BeginPost(t.Context(), post)
			must(t, err)
			has(t, take(t, s, "v", time.Minute-1))
			again := take(t, s, "v", time.Minute)
			has(t, again, n[:len(post.Notifications)]...)
			earlier, err := s.BeginPost(t.Context(), store.Post{Key: again.Key, At: nine, Notifications: []int64{b.Notifications[0].ID}})
			must(t, err)
			same(t, earlier, &post)
			// It was not sent after all: whatever is due goes now.
			must(t, s.WithdrawPost(t.Context(), again.Key))
			must(t, s.RetryNotifications(t.Context(), "v", again, nine.Add(2*time.Minute)))
			all := append(n, later...)
			for len(all) > 0 {
				b := take(t, s, "w", 3*time.Minute)
				has(t, b, all[:len(b.Notifications)]...)
				sent(t, s, "w", b, 0)
				all = all[len(b.Notifications):]
			}
			has(t, take(t, s, "w", 3*time.Minute))
		}
	})
}

func TestManyNotificationsAreOneBundle(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var notes []outbox.Notification
		for i := range 2001 {
			notes = append(notes, outbox.Notification{Key: fmt.Sprint("note:", i), To: "p1", Kind: outbox.NotifyPlaybookChanged, DueAt: nine})
		}
		must(t, s.Save(t.Context(), store.Change{Notifications: notes}))
		b := take(t, s, "w", 0)
		has(t, b, notes[:2000]...)
		sent(t, s, "w", b, 0)
		has(t, take(t, s, "w", 0), notes[2000])
	})
}

func TestANotificationWithoutALeadKeepsItsArguments(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := outbox.Notification{Key: "playbook:v2:p9", To: "p9", Kind: outbox.NotifyPlaybookChanged, DueAt: nine, Args: []string{"v1", "v2", "+ capacity: \"8\"\x00"}}
		must(t, s.Save(t.Context(), store.Change{Notifications: []outbox.Notification{n}}))
		n.Args[2] = "+ capacity: \"8\"\uFFFD"
		b := take(t, s, "w", 0)
		has(t, b, n)
		events, err := s.EventsOf(t.Context(), b.Notifications)
		must(t, err)
		same(t, events, nil)
	})
}

func TestTheEventsOfNotifications(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		told(t, s, to("p1", 0), to("p1", 0))
		b := take(t, s, "w", 0)
		notes := append(b.Notifications, outbox.Notification{ID: 99, Lead: 1, Event: 1}, outbox.Notification{ID: 100, Lead: 1, Event: 2}, outbox.Notification{ID: 101, Lead: 1, Event: 3})
		got, err := s.EventsOf(t.Context(), notes)
		must(t, err)
		want := map[int64]lead.Event{}
		for _, n := range notes[:4] {
			log, err := s.Events(t.Context(), n.Lead)
			must(t, err)
			want[n.ID] = log[n.Event-1]
		}
		same(t, got, want)
	})
}
