package workflows_test

import (
	"strings"
	"testing"
	"time"

	"dibs/lead/outbox"
	"dibs/playbook"
	"dibs/store"
	"dibs/store/storetest"
)

func TestAnOpenHomeTabFollowsANewRoleAtOnceInEveryProcess(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		second := d.second() // which draws
		d.opens(d.who("dan"), nine)
		drawn := func(now time.Time) int {
			t.Helper()
			n, err := second.RefreshHomes(t.Context(), "homes", now)
			d.must(err)
			return n
		}
		drawn(nine.Add(5 * time.Second))
		now := nine.Add(10 * time.Second)
		sells := parse(t, strings.Replace(process, "dan@acme.example: {role: qualifier}", "dan@acme.example: {role: rep, team: sales}", 1))
		d.must(d.Adopt(t.Context(), sells, now))
		if n := drawn(now); n != 0 {
			t.Fatalf("%d were drawn before the process could know", n)
		}
		d.must(second.Follow(t.Context(), func(text string) (*playbook.Playbook, error) { return parse(t, text), nil }, now))
		if n := drawn(now.Add(2 * time.Second)); n != 1 {
			t.Fatalf("%d were drawn for the new role", n)
		}
		d.lies(d.board.homes[len(d.board.homes)-1], outbox.SectionPool, id)
		if n := drawn(now.Add(5 * time.Second)); n != 0 {
			t.Errorf("%d were drawn though nothing changed since", n)
		}
	})
}

func TestAnOpenHomeTabFollowsThePeopleAtOnceAndIsNotSentForNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := openWith(t, s, process, "ana", "ben", "dan", "max") // mia is to come
		id := d.register(inquiry(1), nine)
		d.must(d.store.EnsurePerson(t.Context(), "UX", "Mia"))
		d.must(d.Refresh(t.Context()))
		d.opens(d.who("X"), nine)
		d.refresh(nine.Add(5 * time.Second))
		before := len(d.board.homes)

		now := nine.Add(10 * time.Second)
		d.must(d.SyncPeople(t.Context(), now, person("zoe"))) // of whom the tab says nothing
		if n := d.refresh(now); n != 0 || len(d.board.homes) != before {
			t.Errorf("%d were drawn for somebody who is not shown", n)
		}
		now = nine.Add(20 * time.Second)
		mia := person("mia")
		mia.SlackID = "UX"
		d.must(d.SyncPeople(t.Context(), now, mia)) // with an address the playbook knows: a manager
		if n := d.refresh(now); n != 1 {
			t.Fatalf("%d were drawn for the manager", n)
		}
		d.lies(d.board.homes[len(d.board.homes)-1], outbox.SectionDeadlines, id)
	})
}
