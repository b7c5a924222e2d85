package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

// moved saves the lead after moving it to another channel.
func moved(t *testing.T, s *store.Store, l *lead.Lead, channel string) {
	t.Helper()
	l.Channel = channel
	must(t, s.Save(t.Context(), store.Change{Lead: l}))
}

func cards(t *testing.T, s *store.Store, id lead.ID) []store.Card {
	t.Helper()
	cs, err := s.Cards(t.Context(), id)
	must(t, err)
	return cs
}

// lease leases for a worker, at a given time and for a minute, a channel with cards that are out of date.
func lease(t *testing.T, s *store.Store, worker string, now time.Time) store.ChannelCards {
	t.Helper()
	b, err := s.LeaseCards(t.Context(), worker, now, now.Add(time.Minute), 10)
	must(t, err)
	return b
}

func TestACardFollowsItsLead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		home := store.Card{Lead: l.ID, Channel: "#leads-emea", Home: true, Want: 1, WantLine: 2}
		same(t, cards(t, s, l.ID), []store.Card{home})
		same(t, lease(t, s, "w1", nine), store.ChannelCards{Channel: "#leads-emea", Cards: []store.Card{home}})

		place := lead.Place{Channel: "C1", TS: "1.5"}
		must(t, s.CardShown(t.Context(), home, "card:1", place, 1))
		must(t, s.LinesShown(t.Context(), home, "lines:1", "1.6", 2))
		home.Shown, home.ShownLine, home.Place = 1, 2, place
		same(t, cards(t, s, l.ID), []store.Card{home})
		same(t, lease(t, s, "w1", nine), store.ChannelCards{})
		at, err := s.Place(t.Context(), l.ID)
		must(t, err)
		same(t, at, place)

		moved(t, s, l, "#partners")
		trace := store.Card{Lead: l.ID, Channel: "#leads-emea", Want: 2, Shown: 1, WantLine: 2, ShownLine: 2, Place: place}
		fresh := store.Card{Lead: l.ID, Channel: "#partners", Home: true, Want: 2, WantLine: 2, ShownLine: 2}
		same(t, cards(t, s, l.ID), []store.Card{fresh, trace})
		at, err = s.Place(t.Context(), l.ID)
		must(t, err)
		same(t, at, lead.Place{})

		moved(t, s, l, "")
		fresh.Home, fresh.Want, trace.Want = false, 3, 3
		same(t, cards(t, s, l.ID), []store.Card{trace, fresh})
		moved(t, s, l, "#leads-emea")
		if c := cards(t, s, l.ID)[0]; !c.Home || c.Channel != "#leads-emea" || c.Place != place || c.Want != 4 {
			t.Errorf("back in the first channel: %+v", c)
		}
	})
}

func TestAWidenedLeadHasACardInEachOfItsChannels(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := register(inquiry(), nine)
		l.ExtraChannels = []string{"#leads-all", "#leads-emea", "", "#leads-all"} // each channel gets one card, and the first channel stays the home
		_, err := save(t, s, l)
		must(t, err)
		home := store.Card{Lead: l.ID, Channel: "#leads-emea", Home: true, Want: 1, WantLine: 2}
		also := store.Card{Lead: l.ID, Channel: "#leads-all", Want: 1, WantLine: 2}
		same(t, cards(t, s, l.ID), []store.Card{home, also})
		// It is to be posted although the lead has never been in that channel and has no thread there.
		same(t, lease(t, s, "w1", nine).Cards, []store.Card{also})
		same(t, lease(t, s, "w2", nine).Cards, []store.Card{home})
		place := lead.Place{Channel: "C2", TS: "2.5"}
		must(t, s.CardShown(t.Context(), also, "", place, 1))
		same(t, lease(t, s, "w1", nine), store.ChannelCards{})

		must(t, l.Claim(rep("p1"), nine)) // the card there shrinks to a trace
		_, err = save(t, s, l)
		must(t, err)
		also.Place, also.Shown, also.Want, also.WantLine, also.ShownLine = place, 1, 2, 3, 0
		same(t, lease(t, s, "w1", nine).Cards, []store.Card{also})
	})
}

func TestTheHomeCardsOfManyLeads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		shown := stored(t, s, inquiry(), nine)
		unposted := stored(t, s, inquiry(), nine)
		place := lead.Place{Channel: "C1", TS: "1.5"}
		must(t, s.CardShown(t.Context(), cards(t, s, shown.ID)[0], "", lead.Place{Channel: "C0", TS: "0.5"}, 1))
		moved(t, s, shown, "#partners")
		must(t, s.CardShown(t.Context(), cards(t, s, shown.ID)[0], "", place, 2))
		got, err := s.Places(t.Context(), unposted.ID, shown.ID, 99)
		must(t, err)
		same(t, got, map[lead.ID]lead.Place{shown.ID: place})
		got, err = s.Places(t.Context())
		must(t, err)
		same(t, got, nil)
	})
}

func TestAJobIsDoneByOneWorkerAtATime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		gets := func(worker string, at time.Duration) bool {
			t.Helper()
			ok, err := s.LeaseJob(t.Context(), "reschedule", worker, nine.Add(at), nine.Add(at+time.Minute))
			must(t, err)
			return ok
		}
		for i, step := range []struct {
			worker string
			at     time.Duration
			want   bool
		}{
			{"w1", 0, true},
			{"w2", 0, false},
			{"w1", 30 * time.Second, true},  // leases it for longer
			{"w2", 60 * time.Second, false}, // the lease has not run out
			{"w2", 90 * time.Second, true},
		} {
			if got := gets(step.worker, step.at); got != step.want {
				t.Errorf("step %d: %s gets it: %t", i, step.worker, got)
			}
		}
		must(t, s.FreeJob(t.Context(), "reschedule", "w1")) // which no longer has it
		same(t, gets("w3", 90*time.Second), false)
		must(t, s.FreeJob(t.Context(), "reschedule", "w2"))
		same(t, gets("w3", 90*time.Second), true)
	})
}

func TestACardDrawnOverByASlowWorkerIsDrawnAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		must(t, s.Save(t.Context(), store.Change{Lead: l}))
		home := cards(t, s, l.ID)[0]
		place := lead.Place{Channel: "C1", TS: "1.5"}
		must(t, s.LinesShown(t.Context(), home, "", "", 2))
		must(t, s.CardShown(t.Context(), home, "", place, 2))
		same(t, lease(t, s, "w", nine), store.ChannelCards{})
		must(t, s.CardShown(t.Context(), home, "", place, 1))
		same(t, len(lease(t, s, "w", nine).Cards), 1)
	})
}

func TestARedrawDuringADrawingDrawsTheCardAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		place := lead.Place{Channel: "C1", TS: "1.5"}
		must(t, s.LinesShown(t.Context(), cards(t, s, l.ID)[0], "", "", 2))
		for range 3 { // before it is posted, after that, and after a redraw
			drawing := cards(t, s, l.ID)[0]
			must(t, s.Redraw(t.Context(), l.ID))
			must(t, s.CardShown(t.Context(), drawing, "", place, l.Version))
			again := lease(t, s, "w", nine).Cards
			same(t, len(again), 1)
			must(t, s.FreeChannel(t.Context(), "w", again[0].Channel, time.Time{}))
			must(t, s.CardShown(t.Context(), again[0], "", place, l.Version))
			same(t, lease(t, s, "w", nine), store.ChannelCards{})
		}
	})
}

func TestADeletedCardIsPostedAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		home := cards(t, s, l.ID)[0]
		must(t, s.CardShown(t.Context(), home, "", lead.Place{Channel: "C1", TS: "1.5"}, 1))
		must(t, s.LinesShown(t.Context(), home, "", "", 2))
		home = cards(t, s, l.ID)[0]
		must(t, s.CardDeleted(t.Context(), home))
		must(t, s.CardDeleted(t.Context(), home)) // reported twice, posted once
		want := store.Card{Lead: l.ID, Channel: "#leads-emea", Home: true, Want: 1, WantLine: 2, ShownLine: 2, Turn: 1}
		same(t, cards(t, s, l.ID), []store.Card{want})
		must(t, s.CardShown(t.Context(), want, "", lead.Place{Channel: "C1", TS: "2.5"}, 1))
		same(t, lease(t, s, "w", nine), store.ChannelCards{})
		must(t, s.Redraw(t.Context(), l.ID))
		same(t, len(lease(t, s, "w", nine).Cards), 1)
	})
}

func TestAChannelIsServedByOneWorkerAtATime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i := range 3 {
			in := inquiry()
			in.ExternalID = fmt.Sprint(i)
			l := register(in, nine.Add(time.Duration(i)*time.Minute))
			l.Channel = fmt.Sprint("#c", i%2)
			if i == 2 {
				l.Score.Temperature = lead.Cold
			}
			_, err := save(t, s, l)
			must(t, err)
		}
		first := lease(t, s, "w1", nine)
		if first.Channel != "#c0" || len(first.Cards) != 2 || first.Cards[0].Lead > first.Cards[1].Lead {
			t.Errorf("not the channel that waited longest with hot leads first: %+v", first)
		}
		same(t, lease(t, s, "w2", nine).Channel, "#c1")
		same(t, lease(t, s, "w3", nine), store.ChannelCards{})
		same(t, lease(t, s, "w1", nine).Channel, "#c0") // the channel that it has leased
		same(t, lease(t, s, "w3", nine.Add(time.Minute)).Channel, "#c0")
		must(t, s.FreeChannel(t.Context(), "w1", "#c0", time.Time{})) // which no longer has it
		must(t, s.FreeChannel(t.Context(), "w2", "#c1", nine.Add(time.Hour)))
		same(t, lease(t, s, "w1", nine.Add(time.Minute)), store.ChannelCards{})
		must(t, s.FreeChannel(t.Context(), "w3", "#c0", time.Time{}))
		same(t, lease(t, s, "w1", nine.Add(time.Minute)).Channel, "#c0")
		same(t, lease(t, s, "w2", nine.Add(time.Hour-1*time.Microsecond)).Channel, "#c0") // w1's has run out
		same(t, lease(t, s, "w1", nine.Add(time.Hour)).Channel, "#c1")
	})
}

func TestAPostBegunTwiceReturnsTheEarlierOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := stored(t, s, inquiry(), nine)
		p := store.Post{Key: "card:7:1", Channel: "C1", Thread: "1.2", Upto: 3, At: nine}
		earlier, err := s.BeginPost(t.Context(), p)
		if earlier != nil || err != nil {
			t.Fatalf("the first: %v, %v", earlier, err)
		}
		earlier, err = s.BeginPost(t.Context(), p)
		must(t, err)
		same(t, earlier, &p)
		must(t, s.LinesShown(t.Context(), store.Card{Lead: l.ID, Channel: l.Channel}, p.Key, "1.7", 3))
		p.TS = "1.7"
		earlier, err = s.BeginPost(t.Context(), p)
		must(t, err)
		same(t, earlier, &p)
	})
}

func TestAPlaybookPutAgainIsTheCurrentOneAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.CurrentPlaybook(t.Context())
		if !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("before the first: %v", err)
		}
		for _, version := range []string{"v1", "v2", "v2", "v1", "v3", "v1"} {
			must(t, s.PutPlaybook(t.Context(), version, "text of "+version, nine))
			got, err := s.CurrentPlaybook(t.Context())
			must(t, err)
			same(t, got.Version+": "+got.Text, version+": text of "+version)
		}
		current, err := s.CurrentPlaybook(t.Context())
		must(t, err)
		same(t, current.Applied, false)
		must(t, s.PlaybookApplied(t.Context(), current.Turn))
		current, err = s.CurrentPlaybook(t.Context())
		must(t, err)
		same(t, current.Applied, true)
		must(t, s.PutPlaybook(t.Context(), "v1", "text of v1", nine)) // putting the same version changes nothing
		must(t, s.PutPlaybook(t.Context(), "v2", "text of v2", nine))
		must(t, s.PutPlaybook(t.Context(), "v1", "text of v1", nine)) // back to v1: the deadlines are still those of v2
		current, err = s.CurrentPlaybook(t.Context())
		must(t, err)
		same(t, current.Applied, false)
		text, err := s.Playbook(t.Context(), "v2")
		must(t, err)
		same(t, text, "text of v2")
		if _, err := s.Playbook(t.Context(), "v4"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a version that never existed: %v", err)
		}
	})
}
