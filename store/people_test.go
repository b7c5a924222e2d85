package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestSomebodyKeepsTheirIDWhateverSlackCallsThem(t *testing.T) {
	cases := []struct {
		name string
		next func(ben lead.Person) lead.Person
		is   bool // Ben
	}{
		{"the same account", func(p lead.Person) lead.Person { return p }, true},
		{"another name and address", func(p lead.Person) lead.Person { p.Name, p.Email = "Benedikt", "b"+p.Email; return p }, true},
		{"a new account with the same address", func(p lead.Person) lead.Person {
			p.SlackID, p.Email = "V"+p.SlackID, strings.ToUpper(p.Email)
			return p
		}, true},
		{"an address alone", func(p lead.Person) lead.Person { p.SlackID = ""; return p }, true},
		{"a deactivated account of somebody else with the address", func(p lead.Person) lead.Person { p.SlackID, p.Deleted = "V"+p.SlackID, true; return p }, false},
		{"somebody else", func(p lead.Person) lead.Person { return lead.Person{SlackID: "V" + p.SlackID} }, false},
		{"two without an address", func(lead.Person) lead.Person { return lead.Person{Name: "Guest", Guest: true} }, false},
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				ben := lead.Person{SlackID: fmt.Sprint("U", i), Email: fmt.Sprintf("ben%d@acme.example", i), Name: "Ben"}
				before, _, err := s.SyncPeople(t.Context(), []lead.Person{ben})
				must(t, err)
				after, _, err := s.SyncPeople(t.Context(), []lead.Person{c.next(ben)})
				must(t, err)
				if is := after[0].ID == before[0].ID; is != c.is {
					t.Errorf("%s, who was %s", after[0].ID, before[0].ID)
				}
			})
		}
	})
}

func TestTheActiveAccountGetsThePersonInAnyOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		old := lead.Person{SlackID: "U1", Email: "ben@acme.example"}
		_, _, err := s.SyncPeople(t.Context(), []lead.Person{old})
		must(t, err)
		old.Deleted = true
		back := lead.Person{SlackID: "U2", Email: "ben@acme.example"}
		for range 3 { // and it stays so
			got, _, err := s.SyncPeople(t.Context(), []lead.Person{old, back})
			must(t, err)
			same(t, []lead.PersonID{got[0].ID, got[1].ID}, []lead.PersonID{"p2", "p1"})
		}
	})
}

func TestMeetingSomebodyKnownChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		gus := lead.Person{SlackID: "U1", Email: "gus@partner.example", Name: "Gus Guest", Guest: true}
		known, _, err := s.SyncPeople(t.Context(), []lead.Person{gus})
		if err != nil {
			t.Fatal(err)
		}
		for _, slackID := range []string{"U1", "U2"} {
			if err := s.Meet(t.Context(), slackID, "gus"); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.People(t.Context())
		want := append(known, lead.Person{ID: "p2", SlackID: "U2", Name: "gus"})
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("the people, %v (-want +got):\n%s", err, diff)
		}
	})
}

func TestTwoProgramsThatSyncPeopleAgree(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		stores := []*store.Store{storetest.Open(t, url), storetest.Open(t, url)}
		var people []lead.Person
		for i := range 20 {
			people = append(people, lead.Person{SlackID: fmt.Sprint("U", i), Email: fmt.Sprintf("u%d@acme.example", i)})
		}
		got := make([][]lead.Person, 8)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() {
				var err error
				if got[i], _, err = stores[i%2].SyncPeople(t.Context(), people); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, g := range got {
			same(t, g, got[0])
		}
	})
}

func TestASyncLeavesTheDigestsOffThatSomebodyTurnedOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ben := lead.Person{SlackID: "U1", Email: "ben@acme.example", Name: "Ben"}
		muted := func() []string {
			t.Helper()
			got, _, err := s.SyncPeople(t.Context(), []lead.Person{ben})
			must(t, err)
			return got[0].Muted
		}
		muted()
		must(t, s.Mute(t.Context(), "p1", lead.DigestDiary, true))
		must(t, s.Mute(t.Context(), "p1", lead.DigestWeek, true))
		must(t, s.Mute(t.Context(), "p1", lead.DigestWeek, true))
		same(t, muted(), []string{lead.DigestDiary, lead.DigestWeek})
		must(t, s.Mute(t.Context(), "p1", lead.DigestDiary, false))
		same(t, muted(), []string{lead.DigestWeek})
		if err := s.Mute(t.Context(), "p9", lead.DigestWeek, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("turning a digest of nobody off: %v", err)
		}
	})
}
