package workflows_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"dibs/lead"
	"dibs/store"
	"dibs/workflows"
)

func TestOfTwoOppositeMergesAtOnceOneLeadSurvives(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		for round := range 20 {
			a, b := d.register(other(2*round+1), nine), d.register(other(2*round+2), nine)
			var g errgroup.Group
			for _, m := range [][2]lead.ID{{a, b}, {b, a}} {
				g.Go(func() error {
					_, err := d.Merge(t.Context(), m[0], m[1], d.who("mia"), nine)
					if _, refused := errors.AsType[*lead.Refusal](err); refused {
						return nil
					}
					return err
				})
			}
			d.must(g.Wait())
			open := 0
			for _, id := range []lead.ID{a, b} {
				if d.lead(id).Open() {
					open++
				}
			}
			if open != 1 {
				t.Fatalf("round %d: %d leads are open after two opposite merges", round, open)
			}
		}
	})
}

func TestAMergeIsToldInTheThreadOfTheLeadThatStays(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		gone, stays := d.register(other(1), nine), d.register(other(2), nine)
		_, err := d.Merge(t.Context(), gone, stays, d.who("mia"), nine)
		d.must(err)
		events, err := d.store.Events(t.Context(), stays)
		d.must(err)
		last := events[len(events)-1]
		if last.Kind != lead.Absorbed || last.Facts.Other != gone || last.By != d.who("mia") {
			t.Errorf("the last event of the lead that stays is %+v", last)
		}
	})
}

func TestAnEngagementOfALeadThatWasMergedIntoItselfEnds(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		a, b := d.register(other(1), nine), d.register(other(2), nine)
		for _, m := range [][2]lead.ID{{a, b}, {b, a}} { // as an older version could leave them
			l := d.lead(m[0])
			d.must(l.MergeInto(lead.Dibs(), &lead.Lead{ID: m[1]}, nine))
			l.Deadline = lead.Deadline{}
			d.must(d.store.Save(t.Context(), store.Change{Lead: l, Events: l.TakeEvents()}))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := d.Engage(ctx, a, "demo_request", nine); err == nil || ctx.Err() != nil {
			t.Errorf("the engagement ended with %v", err)
		}
	})
}

func TestAnEngagementByEmailCountsForAllLeadsOrForNone(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		a, b := d.register(other(1), nine), d.register(other(2), nine)
		l := d.lead(b)
		l.Contact.Email = d.lead(a).Contact.Email
		d.must(d.store.Save(t.Context(), store.Change{Lead: l}))
		ctx, cancel := context.WithCancel(t.Context())
		e := workflows.New(workflows.Config{ // the sender hangs up as soon as anything is stored
			Store: d.store, Timers: d.timers, Directory: d.Directory, Finder: d.Finder, Worker: "another", Saved: cancel,
		})
		done, err := e.EngageEmail(ctx, l.Contact.Email, "demo_request", nine.Add(time.Minute))
		d.must(err)
		if len(done) != 2 {
			t.Fatalf("%d leads were engaged", len(done))
		}
		for _, id := range []lead.ID{a, b} {
			if n := len(d.lead(id).Engagements); n != 2 {
				t.Errorf("lead %s has %d engagements", id, n)
			}
		}
	})
}
