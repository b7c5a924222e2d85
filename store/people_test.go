package store_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestAPersonKeepsTheirIDWhateverSlackCallsThem(t *testing.T) {
	cases := []struct {
		name string
		next func(ben lead.Person) lead.Person
		is   bool // whether it is still Ben
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
				before, _, err := s.SyncPeople(t.Context(), []lead.Person{ben}, nine)
				must(t, err)
				after, _, err := s.SyncPeople(t.Context(), []lead.Person{c.next(ben)}, nine)
				must(t, err)
				if is := after[0].ID == before[0].ID; is != c.is {
					t.Errorf("got the person %s, was %s", after[0].ID, before[0].ID)
				}
			})
		}
	})
}

func TestTheActiveAccountGetsThePersonInAnyOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		old := lead.Person{SlackID: "U1", Email: "ben@acme.example"}
		_, _, err := s.SyncPeople(t.Context(), []lead.Person{old}, nine)
		must(t, err)
		old.Deleted = true
		back := lead.Person{SlackID: "U2", Email: "ben@acme.example"}
		for range 3 { // repeating it changes nothing
			got, _, err := s.SyncPeople(t.Context(), []lead.Person{old, back}, nine)
			must(t, err)
			same(t, []lead.PersonID{got[0].ID, got[1].ID}, []lead.PersonID{"p2", "p1"})
		}
	})
}

func TestEnsuringAKnownPersonChangesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		gus := lead.Person{SlackID: "U1", Email: "gus@partner.example", Name: "Gus Guest", Guest: true}
		known, _, err := s.SyncPeople(t.Context(), []lead.Person{gus}, nine)
		if err != nil {
			t.Fatal(err)
		}
		for _, slackID := range []string{"U1", "U2"} {
			if err := s.EnsurePerson(t.Context(), slackID, "gus"); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.People(t.Context())
		want := append(known, lead.Person{ID: "p2", SlackID: "U2", Name: "gus"})
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("the people have changed, error %v (-want +got):\n%s", err, diff)
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
				if got[i], _, err = stores[i%2].SyncPeople(t.Context(), people, nine); err != nil {
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

func TestASyncKeepsDigestsTurnedOff(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ben := lead.Person{SlackID: "U1", Email: "ben@acme.example", Name: "Ben"}
		muted := func() []string {
			t.Helper()
			got, _, err := s.SyncPeople(t.Context(), []lead.Person{ben}, nine)
			must(t, err)
			return got[0].Muted
		}
		muted()
		must(t, s.Mute(t.Context(), "p1", lead.DigestBriefing, true))
		must(t, s.Mute(t.Context(), "p1", lead.DigestWeek, true))
		must(t, s.Mute(t.Context(), "p1", lead.DigestWeek, true))
		same(t, muted(), []string{lead.DigestBriefing, lead.DigestWeek})
		must(t, s.Mute(t.Context(), "p1", lead.DigestBriefing, false))
		same(t, muted(), []string{lead.DigestWeek})
		if err := s.Mute(t.Context(), "p9", lead.DigestWeek, true); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("turning off a digest of an unknown person: %v", err)
		}
	})
}

func TestTheLatestEventAboutAPersonCountsInAnyOrder(t *testing.T) {
	ben := func(zone string) lead.Person {
		return lead.Person{SlackID: "U1", Email: "ben@acme.example", Zone: zone}
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		isIn := func(what, zone string) {
			t.Helper()
			people, err := s.People(t.Context())
			must(t, err)
			if got := people[0].Zone; got != zone {
				t.Errorf("after %s he is in %s, want %s", what, got, zone)
			}
		}
		hear := func(p lead.Person, at time.Duration) {
			t.Helper()
			_, _, err := s.RecordPerson(t.Context(), p, nine.Add(at))
			must(t, err)
		}
		list := func(asked time.Duration, people ...lead.Person) {
			t.Helper()
			_, _, err := s.SyncPeople(t.Context(), people, nine.Add(asked))
			must(t, err)
		}
		list(0, ben("Europe/Berlin"))
		isIn("a list", "Europe/Berlin")
		hear(ben("Asia/Tokyo"), 10*time.Second)
		isIn("an event", "Asia/Tokyo")
		hear(ben("Europe/Rome"), 9999*time.Millisecond)
		isIn("an older event", "Asia/Tokyo")
		hear(ben("Asia/Tokyo"), 10*time.Second)
		isIn("the same event again", "Asia/Tokyo")
		list(8*time.Second, ben("Europe/Rome"), lead.Person{SlackID: "U2", Name: "Ana"})
		isIn("a list that was asked for before the event", "Asia/Tokyo")
		list(20*time.Second, ben("Europe/Paris"))
		isIn("a newer list", "Europe/Paris")
		hear(ben("Asia/Seoul"), 30*time.Second)
		isIn("a newer event", "Asia/Seoul")
		_, _, err := s.RecordPerson(t.Context(), ben("Europe/Madrid"), time.Time{})
		must(t, err)
		isIn("an event of nobody knows when", "Europe/Madrid")

		changed := ben("Europe/Oslo")
		changed.SlackID = "U3"
		hear(changed, 25*time.Second)
		isIn("an event of the account that takes the old one's place", "Europe/Oslo")
		people, err := s.People(t.Context())
		must(t, err)
		if len(people) != 2 || people[1].Name != "Ana" {
			t.Errorf("the people are %v", people)
		}
	})
}

func TestAnOlderStatusEndsAndBeginsNoAbsence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		hear := func(p lead.Person, at time.Duration) (lead.Person, []lead.PersonID) {
			t.Helper()
			got, changed, err := s.RecordPerson(t.Context(), p, nine.Add(at))
			must(t, err)
			return got[0], changed.Ended
		}
		away, _ := hear(status("palm", 0, time.Hour), 10*time.Second)
		if away.AwayBy != lead.AwayStatus {
			t.Fatalf("he is not away: %+v", away)
		}
		if got, ended := hear(status("at work", 0, 0), 5*time.Second); len(ended) > 0 || !got.AwayAt.Equal(away.AwayAt) {
			t.Errorf("an older status ended the absence of %v: %+v", ended, got)
		}
		_, ended := hear(status("there", 0, 0), 20*time.Second)
		same(t, ended, []lead.PersonID{"p1"})
	})
}

func TestTheNewestEventCountsInAnyOrder(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	people := 0
	rapid.Check(t, func(t *rapid.T) {
		people++
		slackID := fmt.Sprint("U", people)
		events := rapid.Permutation([]int{1, 2, 3, 4, 5}).Draw(t, "events, by their second")
		again := rapid.SliceOfN(rapid.SampledFrom(events), 0, 3).Draw(t, "sent again")
		var last []lead.Person
		for _, at := range append(events, again...) {
			var err error
			p := lead.Person{SlackID: slackID, Name: "Pat", Zone: fmt.Sprint("Zone/", at)}
			if last, _, err = s.RecordPerson(t.Context(), p, nine.Add(time.Duration(at)*time.Second)); err != nil {
				t.Fatal(err)
			}
		}
		if last[0].Zone != "Zone/5" {
			t.Fatalf("after the last event he is in %s", last[0].Zone)
		}
	})
}
