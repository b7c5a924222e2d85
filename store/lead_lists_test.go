package store_test

import (
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestCardsStayInALeadListUntilTheyLeaveIt(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		warm := func() *lead.Lead {
			l := register(inquiry(), nine)
			l.Score.Temperature = lead.Warm
			_, err := save(t, s, l)
			must(t, err)
			return l
		}
		one, two, hot := warm(), warm(), stored(t, s, inquiry(), nine)
		unposted, err := s.UnpostedCards(t.Context(), one.Channel, nine, 10)
		must(t, err)
		same(t, unposted, []store.Card{cards(t, s, one.ID)[0], cards(t, s, two.ID)[0]})

		must(t, s.CreateLeadList(t.Context(), "stack:1", unposted))
		lie, err := s.CardsInLeadList(t.Context(), "stack:1")
		must(t, err)
		place := lead.Place{Channel: "C1", TS: "1.5"}
		must(t, s.LeadListShown(t.Context(), "stack:1", place, lie, map[lead.ID]int64{one.ID: 1, two.ID: 1}))
		same(t, lease(t, s, "w1", nine).Cards, cards(t, s, hot.ID))
		at, err := s.Places(t.Context(), one.ID, two.ID)
		must(t, err)
		same(t, at, map[lead.ID]lead.Place{one.ID: place, two.ID: place})

		must(t, s.Redraw(t.Context(), two.ID)) // redrawn while the list is drawn without the first lead
		must(t, s.LeadListShown(t.Context(), "stack:1", place, lie, map[lead.ID]int64{two.ID: 1}))
		left, still := cards(t, s, one.ID)[0], cards(t, s, two.ID)[0]
		same(t, left, store.Card{Lead: one.ID, Channel: one.Channel, Home: true, Want: 1, WantLine: 2, Turn: 1})
		if still.LeadList != "stack:1" || still.Shown >= 0 {
			t.Errorf("the card that was to be redrawn is %+v", still)
		}
		must(t, s.DissolveLeadList(t.Context(), "stack:1", true))
		unposted, err = s.UnpostedCards(t.Context(), one.Channel, nine, 10)
		must(t, err)
		same(t, unposted, []store.Card{left})
	})
}
