package store_test

import (
	"errors"
	"sync"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// trio has shares of one, two and three.
var trio = []lead.Candidate{{Person: "p1", Weight: 1}, {Person: "p2", Weight: 2}, {Person: "p3", Weight: 3}}

// offered is a lead that is offered to the person whose turn it is.
func offered(t *testing.T, r *lead.Rotation) store.Change {
	t.Helper()
	l := register(inquiry(), nine)
	l.Offer = &lead.Offer{To: r.Take(trio), At: nine}
	return store.Change{Lead: l, Rotation: r}
}

func rotation(t *testing.T, s *store.Store) lead.Rotation {
	t.Helper()
	r, err := s.Rotation(t.Context(), "emea")
	must(t, err)
	return r
}

// dealFairly offers 66 leads from as many goroutines at once, and checks that everybody got their exact share.
func dealFairly(t *testing.T, stores ...*store.Store) {
	t.Helper()
	var wg sync.WaitGroup
	for i := range 66 {
		s := stores[i%len(stores)]
		wg.Go(func() {
			err := store.ErrStale
			for errors.Is(err, store.ErrStale) {
				var r lead.Rotation
				if r, err = s.Rotation(t.Context(), "emea"); err == nil {
					err = s.Save(t.Context(), offered(t, &r))
				}
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	hands, err := stores[0].OpenLeadCounts(t.Context())
	must(t, err)
	same(t, hands, map[lead.PersonID]int{"p1": 11, "p2": 22, "p3": 33})
	if r := rotation(t, stores[0]); r.Version != 66 {
		t.Errorf("66 leads took %d turns of the rotation", r.Version)
	}
}

func TestConcurrentTurnsGiveEveryoneTheirExactShare(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) { dealFairly(t, s) })
}

func TestTwoProgramsShareOneRotation(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		dealFairly(t, storetest.Open(t, url), storetest.Open(t, url))
	})
}

func TestOfTwoTurnsInOneBatchTheFirstCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := rotation(t, s), rotation(t, s)
		first, second := offered(t, &a), offered(t, &b)
		errs := s.SaveTogether([]store.Change{first}, []store.Change{second}, []store.Change{{Lead: register(inquiry(), nine)}})
		if errs[0] != nil || !errors.Is(errs[1], store.ErrStale) || errs[2] != nil {
			t.Fatalf("got %v", errs)
		}
		same(t, a.Version, 1)
		same(t, b.Version, 0)
		same(t, second.Lead.ID, 0)
		same(t, rotation(t, s), a)
		hands, err := s.OpenLeadCounts(t.Context())
		must(t, err)
		same(t, hands, map[lead.PersonID]int{first.Lead.Offer.To: 1})
	})
}

func TestATurnThatNoRotationKnowsIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := s.Save(t.Context(), offered(t, &lead.Rotation{Name: "apac"})); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a rotation that does not exist: %v", err)
		}
		r := rotation(t, s)
		twice := []store.Change{offered(t, &r), offered(t, &r)}
		if err := s.Save(t.Context(), twice...); err == nil {
			t.Error("one rotation was saved twice in one save")
		}
	})
}

func TestOpenLeadCountsAreOwnedAndOfferedLeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		owned := func(l *lead.Lead) { l.Stage, l.Owner = lead.StageWorking, "p1" }
		put(t, s, owned)
		put(t, s, func(l *lead.Lead) { owned(l); l.Offer = &lead.Offer{To: "p2", At: nine} }) // still p1's
		put(t, s, func(l *lead.Lead) { l.Offer = &lead.Offer{To: "p2", At: nine} })
		put(t, s, func(l *lead.Lead) { l.Offer = &lead.Offer{Partner: "gulf", At: nine} })
		put(t, s, func(l *lead.Lead) { owned(l); l.Stage = lead.StageWon })
		put(t, s, func(*lead.Lead) {})
		hands, err := s.OpenLeadCounts(t.Context())
		must(t, err)
		same(t, hands, map[lead.PersonID]int{"p1": 2, "p2": 1})
	})
}
