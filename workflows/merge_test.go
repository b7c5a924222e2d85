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
	"dibs/workflows/workflowstest"
)

func TestOfTwoOppositeMergesAtOnceOneLeadSurvives(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		for round := range 20 {
			a, b := d.AddInquiry(workflowstest.OtherCompany(2*round+1), nine), d.AddInquiry(workflowstest.OtherCompany(2*round+2), nine)
			var g errgroup.Group
			for _, m := range [][2]lead.ID{{a, b}, {b, a}} {
				g.Go(func() error {
					_, err := d.Merge(t.Context(), m[0], m[1], d.ID("mia"), nine)
					if _, refused := errors.AsType[*lead.Refusal](err); refused {
						return nil
					}
					return err
				})
			}
			d.Must(g.Wait())
			open := 0
			for _, id := range []lead.ID{a, b} {
				if d.Lead(id).Open() {
					open++
				}
			}
			if open != 1 {
				t.Fatalf("round %d: %d leads are open after two opposite merges, want 1", round, open)
			}
		}
	})
}

func TestAMergeIsAnEventOfTheSurvivingLead(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		gone, stays := d.AddInquiry(workflowstest.OtherCompany(1), nine), d.AddInquiry(workflowstest.OtherCompany(2), nine)
		_, err := d.Merge(t.Context(), gone, stays, d.ID("mia"), nine)
		d.Must(err)
		events, err := d.Store.Events(t.Context(), stays)
		d.Must(err)
		last := events[len(events)-1]
		if last.Kind != lead.Absorbed || last.Facts.Other != gone || last.By != d.ID("mia") {
			t.Errorf("the last event of the surviving lead is %+v", last)
		}
	})
}

func TestAnEngagementOfALeadThatWasMergedIntoItselfEnds(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		a, b := d.AddInquiry(workflowstest.OtherCompany(1), nine), d.AddInquiry(workflowstest.OtherCompany(2), nine)
		for _, m := range [][2]lead.ID{{a, b}, {b, a}} { // an older version of Dibs could store this
			l := d.Lead(m[0])
			d.Must(l.MergeInto(lead.Dibs(), &lead.Lead{ID: m[1]}, nine))
			l.Deadline = lead.Deadline{}
			d.Must(d.Store.Save(t.Context(), store.Change{Lead: l, Events: l.TakeEvents()}))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if _, err := d.Engage(ctx, a, "demo_request", nine); err == nil || ctx.Err() != nil {
			t.Errorf("Engage returned %v, want an error before the timeout", err)
		}
	})
}

func TestAnEngagementByEmailCountsForAllLeadsOrForNone(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		a, b := d.AddInquiry(workflowstest.OtherCompany(1), nine), d.AddInquiry(workflowstest.OtherCompany(2), nine)
		l := d.Lead(b)
		l.Contact.Email = d.Lead(a).Contact.Email
		d.Must(d.Store.Save(t.Context(), store.Change{Lead: l}))
		ctx, cancel := context.WithCancel(t.Context())
		e := workflows.New(workflows.Config{ // the sender hangs up as soon as anything is stored
			Store: d.Store, Directory: d.Directory, Finder: d.Finder, Worker: "another", Saved: cancel,
		})
		done, err := e.EngageEmail(ctx, l.Contact.Email, "demo_request", nine.Add(time.Minute))
		d.Must(err)
		if len(done) != 2 {
			t.Fatalf("%d leads were engaged, want 2", len(done))
		}
		for _, id := range []lead.ID{a, b} {
			if n := len(d.Lead(id).Engagements); n != 2 {
				t.Errorf("lead %s has %d engagements, want 2", id, n)
			}
		}
	})
}
