package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// merged loads two leads, merges the first into the second, and returns the changes that store both. If either has
// changed since it was loaded, neither is stored.
func merged(ctx context.Context, s *store.Store, from, into lead.ID) ([]store.Change, error) {
	a, err := s.Lead(ctx, from)
	if err != nil {
		return nil, err
	}
	b, err := s.Lead(ctx, into)
	if err != nil {
		return nil, err
	}
	if err := a.MergeInto(lead.Dibs(), b, nine); err != nil {
		return nil, err
	}
	a.Deadline = lead.Deadline{}
	return []store.Change{{Lead: a, Events: a.TakeEvents()}, {Lead: b}}, nil
}

func TestAMergeIntoALeadThatChangedIsStale(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := stored(t, s, inquiry(), nine), stored(t, s, inquiry(), nine)
		changes, err := merged(t.Context(), s, a.ID, b.ID)
		must(t, err)
		must(t, claim(t.Context(), s, b.ID, "p1"))
		if err := s.Save(t.Context(), changes...); !errors.Is(err, store.ErrStale) {
			t.Errorf("the other lead was claimed, but the merge returned %v", err)
		}
		loadsAs(t, s, a)
		events, err := s.Events(t.Context(), a.ID)
		must(t, err)
		same(t, len(events), a.EventCount)

		changes, err = merged(t.Context(), s, a.ID, b.ID)
		must(t, err)
		must(t, s.Save(t.Context(), changes...))
		loadsAs(t, s, changes[0].Lead)
		loadsAs(t, s, changes[1].Lead)
	})
}

func TestOfTwoLeadsThatAreMergedIntoEachOtherOneStaysOpen(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		stores := []*store.Store{storetest.Open(t, url), storetest.Open(t, url)}
		for range 20 {
			a, b := stored(t, stores[0], inquiry(), nine), stored(t, stores[0], inquiry(), nine)
			var all sync.WaitGroup
			var errs [2]error
			var both [2][]store.Change
			for i, ids := range [][2]lead.ID{{a.ID, b.ID}, {b.ID, a.ID}} {
				var err error
				both[i], err = merged(t.Context(), stores[i], ids[0], ids[1])
				must(t, err)
			}
			for i, s := range stores {
				all.Go(func() { errs[i] = s.Save(t.Context(), both[i]...) })
			}
			all.Wait()
			if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs[:]...), store.ErrStale) {
				t.Errorf("the two merges returned %v", errs)
			}
		}
		same(t, openLeads(t, stores[0]), 20)
	})
}
