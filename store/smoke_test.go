package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func inquiry() lead.Inquiry {
	return lead.Inquiry{Source: "website", Contact: lead.Contact{Name: "Ana Ávila", Email: "ana@customer.example"}, Engagement: "contact_form"}
}

func TestSmoke(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		j := lead.Judgement{Stage: lead.StageNew, Route: lead.Route{Channel: "#leads", Team: "emea"}, Score: lead.Score{Temperature: lead.Hot, At: nine}}
		l := lead.Register(inquiry(), lead.Dibs(), j, nine)
		l.Deadline = lead.Deadline{At: nine.Add(time.Minute), Clock: lead.ClockClaim}
		evs := l.TakeEvents()
		if err := s.Save(ctx, store.Change{Lead: l, Events: evs, Receipt: &store.Receipt{Key: "k", At: nine}, Payload: &store.Payload{Source: "x", Body: []byte("hi"), At: nine}}); err != nil {
			t.Fatal(err)
		}
		got, err := s.Lead(ctx, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(l, got, cmpopts.IgnoreUnexported(lead.Lead{}), cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		es, err := s.Events(ctx, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(evs, es, cmpopts.EquateEmpty()); d != "" {
			t.Error(d)
		}
		if err := got.Claim(lead.Actor{ID: "p1", Role: lead.RoleRep, Team: "emea"}, nine.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(ctx, store.Change{Lead: got, Events: got.TakeEvents()}); err != nil {
			t.Fatal(err)
		}
		if err := s.Save(ctx, store.Change{Lead: l}); err != store.ErrStale {
			t.Fatal(err)
		}
		b, err := s.LeaseCards(ctx, "w", nine, nine.Add(time.Minute), 10)
		t.Log(b, err)
		ta, err := s.Tally(ctx, nine)
		t.Log(ta, err)
		p, err := s.Period(ctx, nine, nine.Add(time.Hour))
		t.Log(p, err)
		ps, err := s.SyncPeople(ctx, []lead.Person{{SlackID: "U1", Email: "a@x.example"}, {SlackID: "U2"}})
		t.Log(ps, err)
		w, err := s.WaitingIn(ctx, []string{"emea"}, 3)
		t.Log(w, err)
		w, err = s.Find(ctx, "ávila", 3)
		t.Log(len(w), err)
	})
}
