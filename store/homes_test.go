package store_test

import (
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/store"
	"dibs/store/storetest"
)

// anaIn stores Ana and returns her id.
func anaIn(t testing.TB, s *store.Store) lead.PersonID {
	t.Helper()
	stored, _, err := s.SyncPeople(t.Context(), []lead.Person{{SlackID: "UANA", Name: "Ana"}}, nine)
	must(t, err)
	return stored[0].ID
}

// tabs lists the home views that were opened since a given time.
func tabs(t testing.TB, s *store.Store, since time.Time) []store.OpenedHome {
	t.Helper()
	hs, err := s.OpenedHomes(t.Context(), since)
	must(t, err)
	return hs
}

func TestAHomeViewIsDrawnByOneWorkerAtATimeAndRests(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, ana := t.Context(), anaIn(t, s)
		if _, ok, err := s.BeginHome(ctx, ana, nine, nine); ok || err != nil {
			t.Errorf("a home tab that was never opened can be drawn (%v)", err)
		}
		must(t, s.OpenHome(ctx, ana, nine, nine))
		same(t, tabs(t, s, nine), []store.OpenedHome{{Who: ana, RestUntil: nine, Unknown: true}})
		rest := nine.Add(2 * time.Second)
		d, ok, err := s.BeginHome(ctx, ana, nine, rest)
		if must(t, err); !ok || d.Shown != "" {
			t.Fatalf("the first turn is %+v, %v", d, ok)
		}
		if _, ok, err := s.BeginHome(ctx, ana, nine.Add(time.Second), rest); ok || err != nil {
			t.Errorf("it can be drawn while it rests (%v)", err)
		}
		d.Shown = "a"
		must(t, s.EndHome(ctx, ana, d))
		same(t, tabs(t, s, nine), []store.OpenedHome{{Who: ana, RestUntil: rest}})
		if d, ok, err = s.BeginHome(ctx, ana, rest, rest); !ok || err != nil || d.Shown != "a" {
			t.Errorf("the next turn is %+v, %v (%v)", d, ok, err)
		}
		if len(tabs(t, s, nine.Add(time.Second))) != 0 {
			t.Error("it counts as open, though it was opened too long ago")
		}
		must(t, s.CloseHome(ctx, ana))
		if len(tabs(t, s, nine)) != 0 {
			t.Error("it counts as open, though it was closed")
		}
	})
}

func TestTwoDrawingsOfAHomeViewLeaveItUnknown(t *testing.T) {
	for name, order := range map[string][]int{"the first ends first": {0, 1}, "the second ends first": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				ctx, ana := t.Context(), anaIn(t, s)
				must(t, s.OpenHome(ctx, ana, nine, nine))
				var turns [2]store.Drawing
				for i := range turns {
					d, ok, err := s.BeginHome(ctx, ana, nine.Add(time.Hour), nine)
					if must(t, err); !ok {
						t.Fatal("there is no turn")
					}
					turns[i] = d
				}
				for _, i := range order {
					turns[i].Shown = "something"
					must(t, s.EndHome(ctx, ana, turns[i]))
				}
				if hs := tabs(t, s, nine); len(hs) != 1 || !hs[0].Unknown {
					t.Errorf("what is shown is not marked as unknown: %+v", hs)
				}
			})
		})
	}
}

func TestAHomeViewKeepsItsPagesAndTheLastAction(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, ana := t.Context(), anaIn(t, s)
		h, err := s.Home(ctx, ana)
		must(t, err)
		same(t, h, store.Home{})
		must(t, s.OpenHome(ctx, ana, nine, nine))
		l := stored(t, s, inquiry(), nine)
		must(t, s.SetHomePage(ctx, ana, outbox.SectionPool, 10))
		must(t, s.SetHomePage(ctx, ana, outbox.SectionWorking, 30))
		must(t, s.SetHomePage(ctx, ana, outbox.SectionPool, 20))
		must(t, s.RecordHomeAction(ctx, ana, l.ID, 1, nine))
		must(t, s.OpenHome(ctx, ana, nine.Add(time.Minute), nine))
		h, err = s.Home(ctx, ana)
		must(t, err)
		same(t, h, store.Home{
			FirstRow: map[outbox.Section]int{outbox.SectionPool: 20, outbox.SectionWorking: 30},
			LastLead: l.ID, LastEvent: 1, LastAt: nine,
		})
	})
}

func TestSavesAndAbsencesChangeTheMarker(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, ana := t.Context(), anaIn(t, s)
		stored(t, s, inquiry(), nine)
		look := func() store.ChangeMarker {
			t.Helper()
			m, err := s.ChangeMarker(ctx, nine)
			must(t, err)
			return m
		}
		before := look()
		must(t, s.OpenHome(ctx, ana, nine, nine))
		if look() != before {
			t.Error("opening a home tab changed the marker")
		}
		for name, change := range map[string]func() error{
			"a lead":     func() error { stored(t, s, lead.Inquiry{Source: "website"}, nine.Add(time.Second)); return nil },
			"an absence": func() error { return s.StartAbsence(ctx, ana, nine, time.Time{}, lead.AwaySaid, nil) },
		} {
			before := look()
			must(t, change())
			if look() == before {
				t.Errorf("%s did not change the marker", name)
			}
		}
		before = look()
		_, err := s.EndAbsence(ctx, ana, nine.Add(time.Hour), outbox.Notification{Key: "returned", To: ana, Kind: outbox.NotifyReturned, DueAt: nine}, nil)
		must(t, err)
		if look() == before {
			t.Error("a return did not change the marker")
		}
	})
}
