package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// claim loads the lead, lets somebody claim it, and saves it.
func claim(ctx context.Context, s *store.Store, id lead.ID, by lead.PersonID) error {
	l, err := s.Lead(ctx, id)
	if err != nil {
		return err
	}
	if err := l.Claim(rep(by), nine.Add(time.Minute)); err != nil {
		return err
	}
	l.Deadline = lead.Deadline{At: nine.Add(time.Hour), Clock: lead.ClockContact}
	return s.Save(ctx, store.Change{Lead: l, Events: l.TakeEvents()})
}

// race lets people claim one lead at once, through the stores in turn, and checks that one of them got it and all
// others were told so.
func race(t *testing.T, id lead.ID, people int, stores ...*store.Store) {
	t.Helper()
	var wg sync.WaitGroup
	var winner atomic.Value
	for i := range people {
		wg.Go(func() {
			by := lead.PersonID(fmt.Sprint("p", i))
			err := claim(t.Context(), stores[i%len(stores)], id, by)
			switch refusal, refused := errors.AsType[*lead.Refusal](err); {
			case err == nil && !winner.CompareAndSwap(nil, by):
				t.Errorf("both %s and %s got it", by, winner.Load())
			case err == nil, errors.Is(err, store.ErrStale), refused && refusal.Why == lead.WhyOwned:
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	l, err := stores[0].Lead(t.Context(), id)
	if err != nil {
		t.Error(err)
	} else if l.Owner != winner.Load() {
		t.Errorf("lead %s belongs to %q, but the claim of %v succeeded", id, l.Owner, winner.Load())
	}
}

func TestOneOfManyConcurrentClaimsWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		race(t, stored(t, s, inquiry(), nine).ID, 64, s)
		for range 8 { // 64 leads at once, which share transactions
			var wave []store.Change
			for range 64 {
				wave = append(wave, store.Change{Lead: register(inquiry(), nine)})
			}
			must(t, s.Save(t.Context(), wave...))
			var wg sync.WaitGroup
			for _, c := range wave {
				wg.Go(func() { race(t, c.Lead.ID, 3, s) })
			}
			wg.Wait()
		}
	})
}

func TestTwoProgramsOnOneDatabaseRespectEachOther(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		a, b := storetest.Open(t, url), storetest.Open(t, url)
		for range 10 {
			race(t, stored(t, a, inquiry(), nine).ID, 8, a, b)
		}
		// The same external ids from both sides in different orders: each is registered once.
		var wg sync.WaitGroup
		var registered, known atomic.Int64
		const n = 32
		for i := range n {
			for j, s := range []*store.Store{a, b} {
				wg.Go(func() {
					in := inquiry()
					in.ExternalID = fmt.Sprint((i*(1+2*j) + 7*j) % n)
					_, err := save(t, s, register(in, nine))
					switch _, exists := errors.AsType[*store.Exists](err); {
					case err == nil:
						registered.Add(1)
					case exists:
						known.Add(1)
					default:
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		if registered.Load() != n || known.Load() != n {
			t.Errorf("%d were registered and %d known, not %d each", registered.Load(), known.Load(), n)
		}
	})
}

func TestABadChangeFailsAloneInItsBatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		change := func(l *lead.Lead) []store.Change { return []store.Change{{Lead: l, Events: l.TakeEvents()}} }
		stale := stored(t, s, inquiry(), nine)
		must(t, claim(t.Context(), s, stale.ID, "p1"))
		absent := stored(t, s, inquiry(), nine)
		absent.ID = 4711
		idle := register(inquiry(), nine)
		idle.Deadline = lead.Deadline{}
		twice := register(inquiry(), nine)
		events := twice.TakeEvents()
		sets := [][]store.Change{
			change(register(inquiry(), nine)),
			change(stale),
			change(idle),
			change(register(inquiry(), nine)),
			{{Lead: twice, Events: append(events, events[0])}},
			change(absent),
			change(register(inquiry(), nine)),
		}
		errs := s.SaveTogether(sets...)
		for _, good := range []int{0, 3, 6} {
			if errs[good] != nil {
				t.Errorf("good change %d failed with the bad ones: %v", good, errs[good])
				continue
			}
			loadsAs(t, s, sets[good][0].Lead)
		}
		if !errors.Is(errs[1], store.ErrStale) {
			t.Errorf("the stale one: %v", errs[1])
		}
		if errs[2] == nil || !strings.Contains(errs[2].Error(), "leads_deadline") {
			t.Errorf("an open lead without a deadline: %v", errs[2])
		}
		if errs[4] == nil {
			t.Error("two events with one number were stored")
		}
		if !errors.Is(errs[5], store.ErrNotFound) {
			t.Errorf("the one that does not exist: %v", errs[5])
		}
		same(t, openCount(t, s), 5)
	})
}

func TestTheFirstOfTwoSavesInOneBatchWins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		in := inquiry()
		in.ExternalID = "form-1"
		first, second := register(in, nine), register(in, nine)
		key := func() *store.Receipt { return &store.Receipt{Key: "crm:1", Fingerprint: "abc", At: nine} }
		third, fourth := register(inquiry(), nine), register(inquiry(), nine)
		waiting := stored(t, s, inquiry(), nine)
		claims := []*lead.Lead{waiting.Clone(), waiting.Clone()}
		for i, l := range claims {
			must(t, l.Claim(rep(lead.PersonID(fmt.Sprint("p", i))), nine))
		}
		errs := s.SaveTogether(
			[]store.Change{{Lead: first}}, []store.Change{{Lead: second}},
			[]store.Change{{Lead: third, Receipt: key()}}, []store.Change{{Lead: fourth, Receipt: key()}},
			[]store.Change{{Lead: claims[0]}}, []store.Change{{Lead: claims[1]}},
		)
		for _, i := range []int{0, 2, 4} {
			must(t, errs[i])
		}
		if e, ok := errors.AsType[*store.Exists](errs[1]); !ok || e.ID != first.ID {
			t.Errorf("the second with external id form-1: %v", errs[1])
		}
		want := store.Receipt{Key: "crm:1", Fingerprint: "abc", Lead: third.ID, Stage: lead.StageNew, At: nine}
		if e, ok := errors.AsType[*store.Repeated](errs[3]); !ok || e.Receipt != want {
			t.Errorf("the second with key crm:1: %v", errs[3])
		}
		if !errors.Is(errs[5], store.ErrStale) {
			t.Errorf("the second claim: %v", errs[5])
		}
	})
}

func TestTheFirstAnswerToAnIdempotencyKeyIsKept(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Receipt(t.Context(), "crm:1")
		if !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("an unknown key: %v", err)
		}
		l := register(inquiry(), nine)
		answer := store.Receipt{Key: "crm:1", Fingerprint: "abc", DuplicateOf: 7, At: nine}
		must(t, s.Save(t.Context(), store.Change{Lead: l, Receipt: &answer}))
		same(t, answer.Lead, l.ID)
		same(t, answer.Stage, lead.StageNew)
		kept, err := s.Receipt(t.Context(), "crm:1")
		must(t, err)
		same(t, *kept, answer)
		again := store.Receipt{Key: "crm:1", Fingerprint: "other", At: nine.Add(time.Hour)}
		err = s.Save(t.Context(), store.Change{Lead: register(inquiry(), nine), Receipt: &again})
		if e, ok := errors.AsType[*store.Repeated](err); !ok || e.Receipt != answer {
			t.Errorf("asked again: %v", err)
		}
	})
}

func TestAllLeadsOfOneSaveAreStoredOrNone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		stale := stored(t, s, inquiry(), nine)
		must(t, claim(t.Context(), s, stale.ID, "p1"))
		l := register(inquiry(), nine)
		err := s.Save(t.Context(), store.Change{Lead: l, Events: l.TakeEvents()}, store.Change{Lead: stale})
		if !errors.Is(err, store.ErrStale) || l.ID != 0 || l.Version != 0 {
			t.Errorf("got %v, and the new lead is %s in version %d", err, l.ID, l.Version)
		}
		same(t, openCount(t, s), 1)
	})
}

// A caller who gave up in time finds nothing stored, and a caller who was answered finds the lead, even if both happen at
// once.
func TestGivingUpASaveIsDecidedOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var wg sync.WaitGroup
		errs := make([]error, 300)
		for i := range errs {
			ctx, cancel := context.WithCancel(t.Context())
			in := inquiry()
			in.ExternalID = fmt.Sprint(i)
			started := make(chan struct{})
			wg.Go(func() {
				close(started)
				errs[i] = s.Save(ctx, store.Change{Lead: register(in, nine)})
			})
			wg.Go(func() {
				<-started
				if rand.IntN(2) == 0 {
					cancel()
				}
			})
			defer cancel()
		}
		wg.Wait()
		for i, err := range errs {
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
			_, loadErr := s.LeadByExternal(t.Context(), "website", fmt.Sprint(i))
			if (err == nil) != (loadErr == nil) {
				t.Errorf("save %d: %v, but loading it: %v", i, err, loadErr)
			}
		}
	})
}

func TestAClosedStoreHasStoredWhatItAccepted(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s, err := store.Open(t.Context(), url)
		must(t, err)
		var wg sync.WaitGroup
		var accepted atomic.Int64
		first := make(chan struct{}, 100)
		for range 100 {
			wg.Go(func() {
				if err := s.Save(t.Context(), store.Change{Lead: register(inquiry(), nine)}); err == nil {
					accepted.Add(1)
					first <- struct{}{}
				}
			})
		}
		<-first
		must(t, s.Close())
		wg.Wait()
		if err := s.Save(t.Context(), store.Change{Lead: register(inquiry(), nine)}); err == nil {
			t.Error("a closed store accepted a lead")
		}
		same(t, int64(openCount(t, storetest.Open(t, url))), accepted.Load())
	})
}

func TestTheLogCannotBeRewritten(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		l := stored(t, s, inquiry(), nine)
		must(t, l.Claim(rep("p1"), nine))
		l.Deadline = lead.Deadline{At: nine.Add(time.Hour), Clock: lead.ClockContact}
		must(t, l.LogContact(rep("p1"), lead.Touch{
			Method: lead.Call, Outcome: lead.Reached, Note: "wants 400", Next: &lead.NextStep{What: "Send offer", At: nine.Add(time.Hour)},
		}, nine))
		before, err := save(t, s, l)
		must(t, err)
		db := storetest.DB(t, url)
		for _, forbidden := range []string{
			"UPDATE events SET kind = 'won'", "UPDATE events SET words = '{\"note\":\"x\"}'", "UPDATE events SET facts = '{}'",
			"UPDATE events SET at = '2020-01-01T00:00:00.000000Z', words = NULL", "UPDATE events SET n = n + 100", "DELETE FROM events",
			"DELETE FROM leads",
		} {
			if _, err := db.ExecContext(t.Context(), forbidden); err == nil {
				t.Errorf("the database allowed %s", forbidden)
			}
		}
		after, err := s.Events(t.Context(), l.ID)
		must(t, err)
		same(t, after[2:], before)
		_, err = db.ExecContext(t.Context(), "UPDATE events SET words = NULL")
		must(t, err)
		after, err = s.Events(t.Context(), l.ID)
		must(t, err)
		same(t, after[3].Words, lead.Words{})
		same(t, after[3].Facts, before[1].Facts)
	})
}

func TestADeadLetterIsKeptByteByByte(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		s := storetest.Open(t, url)
		body := []byte("{\"a\": \"\x00\xff\"}")
		id, err := s.SavePayload(t.Context(), store.Payload{Source: "webhook", ContentType: "application/json", Body: body, At: nine, Error: "not JSON"})
		must(t, err)
		l := register(inquiry(), nine)
		must(t, s.Save(t.Context(), store.Change{Lead: l, Payload: &store.Payload{Source: "webhook", Body: body, At: nine}}))
		rows, err := storetest.DB(t, url).QueryContext(t.Context(), "SELECT id, lead, body FROM payloads ORDER BY id")
		must(t, err)
		defer rows.Close()
		var got []string
		for rows.Next() {
			var n int64
			var of sql.NullInt64
			var b []byte
			must(t, rows.Scan(&n, &of, &b))
			got = append(got, fmt.Sprintf("%d of %d: %q", n, of.Int64, b))
		}
		must(t, rows.Err())
		same(t, got, []string{fmt.Sprintf("%d of 0: %q", id, body), fmt.Sprintf("%d of %d: %q", id+1, l.ID, body)})
	})
}
