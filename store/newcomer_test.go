package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"dibs/store"
	"dibs/store/storetest"
)

// newcomer is a new lead of somebody who is not known to have another.
func newcomer(email string) store.Change {
	in := inquiry()
	in.Contact.Email = email
	l := register(in, nine)
	return store.Change{Lead: l, Events: l.TakeEvents(), Newcomer: true}
}

func TestAPersonIsNewOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		must(t, s.Save(t.Context(), newcomer("pat@customer.example")))
		if err := s.Save(t.Context(), newcomer("Pat@customer.example")); !errors.Is(err, store.ErrStale) {
			t.Errorf("the second new lead of one person: %v", err)
		}
		must(t, s.Save(t.Context(), newcomer("sam@customer.example")))
		must(t, s.Save(t.Context(), newcomer("")))
		must(t, s.Save(t.Context(), newcomer("")))
	})
}

func TestOneOfTwoProgramsRegistersANewPerson(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		stores := []*store.Store{storetest.Open(t, url), storetest.Open(t, url)}
		const people = 30
		var all sync.WaitGroup
		var mu sync.Mutex
		won := map[string]int{}
		for n := range people * len(stores) {
			all.Go(func() {
				who := fmt.Sprintf("pat%d@customer.example", n/len(stores))
				err := stores[n%len(stores)].Save(t.Context(), newcomer(who))
				switch {
				case err == nil:
					mu.Lock()
					defer mu.Unlock()
					won[who]++
				case !errors.Is(err, store.ErrStale):
					t.Error(err)
				}
			})
		}
		all.Wait()
		for n := range people {
			who := fmt.Sprintf("pat%d@customer.example", n)
			open, err := stores[0].OpenByEmail(t.Context(), who)
			must(t, err)
			if won[who] != 1 || len(open) != 1 {
				t.Errorf("%s has %d leads, and %d of the programs registered one", who, len(open), won[who])
			}
		}
	})
}
