package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// once is the receipt of an event that Slack may deliver again within an hour.
func once(event string, at time.Time) *store.Receipt {
	return &store.Receipt{Key: "slack:" + event, At: at, ExpiresAt: at.Add(time.Hour)}
}

func TestAnEventThatIsDeliveredAgainIsNotCarriedOutAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		first, second := stored(t, s, inquiry(), nine), stored(t, s, inquiry(), nine)
		must(t, first.Claim(rep("p1"), nine))
		must(t, s.Save(t.Context(), store.Change{Lead: first, Events: first.TakeEvents(), Receipt: once("Ev1", nine)}))
		before := second.Clone()
		must(t, second.Claim(rep("p1"), nine))
		err := s.Save(t.Context(), store.Change{Lead: second, Events: second.TakeEvents(), Receipt: once("Ev1", nine)})
		if e, ok := errors.AsType[*store.Repeated](err); !ok || e.Receipt.Lead != first.ID || e.Receipt.Stage != lead.StageWorking {
			t.Errorf("the event delivered again: %v", err)
		}
		loadsAs(t, s, before)

		// A change without a lead leaves a receipt too.
		alone := store.Change{Receipt: once("Ev2", nine)}
		must(t, s.Save(t.Context(), alone))
		if err := s.Save(t.Context(), alone); !isRepeated(err) {
			t.Errorf("a receipt without a lead, delivered again: %v", err)
		}
	})
}

func isRepeated(err error) bool {
	_, ok := errors.AsType[*store.Repeated](err)
	return ok
}

func TestAnEventThatTwoProcessesGetIsCarriedOutOnce(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		stores := []*store.Store{storetest.Open(t, url), storetest.Open(t, url)}
		for _, event := range []string{"Ev1", "Ev2", "Ev3", "Ev4", "Ev5", "Ev6", "Ev7", "Ev8"} {
			var all sync.WaitGroup
			var errs [2]error
			for i, s := range stores { // each claims another lead, as "claim the next one" does
				l := stored(t, s, inquiry(), nine)
				must(t, l.Claim(rep("p1"), nine))
				all.Go(func() {
					errs[i] = s.Save(t.Context(), store.Change{Lead: l, Events: l.TakeEvents(), Receipt: once(event, nine)})
				})
			}
			all.Wait()
			if (errs[0] == nil) == (errs[1] == nil) || !isRepeated(errors.Join(errs[:]...)) {
				t.Errorf("%s: %v", event, errs)
			}
		}
	})
}

func TestAReceiptTwiceInOneSaveIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := register(inquiry(), nine), register(inquiry(), nine)
		err := s.Save(t.Context(), store.Change{Lead: a, Receipt: once("Ev1", nine)}, store.Change{Lead: b, Receipt: once("Ev1", nine)})
		if err == nil || isRepeated(err) {
			t.Errorf("got %v", err)
		}
	})
}

func TestExpiredReceiptsAreRemovedByLaterOnes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, r := range []*store.Receipt{
			{Key: "crm:1", At: nine}, // never expires
			once("Ev1", nine),
			once("Ev2", nine.Add(30*time.Minute)),
			once("Ev3", nine.Add(time.Hour)), // removes Ev1
		} {
			must(t, s.Save(t.Context(), store.Change{Receipt: r}))
		}
		for key, kept := range map[string]bool{"crm:1": true, "slack:Ev1": false, "slack:Ev2": true, "slack:Ev3": true} {
			r, err := s.Receipt(t.Context(), key)
			if (err == nil) != kept || err != nil && !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s: %v, %v", key, r, err)
			}
		}
	})
}
