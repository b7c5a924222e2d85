package workflows_test

import (
	"sync"
	"testing"
	"time"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

func TestAFormThatTwoProcessesTakeInAtTheSameTimeIsOneLead(t *testing.T) {
	t.Parallel()
	storetest.EachURL(t, func(t *testing.T, url string) {
		d := open(t, storetest.Open(t, url), workflowstest.Playbook)
		other := d.Another(storetest.Open(t, url))
		for n := range 10 {
			form := inquiry(n)
			form.ExternalID = ""
			var receipts [4]workflows.Receipt
			var all sync.WaitGroup
			for i := range receipts {
				all.Go(func() {
					process := []*workflowstest.Process{d.Process, other}[i%2]
					var err error
					if receipts[i], err = process.Register(t.Context(), workflows.Intake{Inquiry: form}, nine); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			firsts := map[lead.ID]bool{}
			for _, r := range receipts {
				firsts[firstOf(r)] = true
			}
			if len(firsts) != 1 {
				t.Fatalf("the inquiries of %s became several leads: %+v", form.Contact.Email, receipts)
			}
			opened(t, d.Store, form.Contact.Email)
		}
	})
}

// firstOf returns the lead that an inquiry counts for.
func firstOf(r workflows.Receipt) lead.ID {
	if r.DuplicateOf != 0 {
		return r.DuplicateOf
	}
	return r.ID
}

// opened fails unless a person has exactly one open lead.
func opened(t *testing.T, s *store.Store, email string) {
	t.Helper()
	leads, err := s.OpenByEmail(t.Context(), email)
	if err != nil || len(leads) != 1 {
		t.Errorf("%s has %d open leads, want 1 (%v)", email, len(leads), err)
	}
}

func TestACampaignsLeadsAreHeldBackUntilTheEventIsOver(t *testing.T) {
	onEachWith(t, workflowstest.Office, func(t *testing.T, d *dibs) {
		over := time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC) // 18:00 in Berlin
		in := workflowstest.Warm(1)
		in.Campaign = "webinar"
		id := d.AddInquiry(in, nine)
		if l := d.Lead(id); l.Stage != lead.StageNurturing || !l.Deadline.At.Equal(over) {
			t.Fatalf("before the event, the lead is %s until %v", l.Stage, l.Deadline.At)
		}
		if _, err := d.Engage(t.Context(), id, "demo_request", nine.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if l := d.Lead(id); l.Stage != lead.StageNurturing || l.Score.Temperature != lead.Hot {
			t.Errorf("after a sign of interest before the event, the lead is %s and %s", l.Score.Temperature, l.Stage)
		}
		d.Must(d.Wake(t.Context(), id, over))
		if l := d.Lead(id); l.Stage != lead.StageNew {
			t.Errorf("after the event, the lead is %s", l.Stage)
		}
		again := in
		again.Contact.Email, again.Company.Name = "lee@elsewhere.example", "Elsewhere"
		held := d.AddInquiry(again, nine)
		again.Campaign, again.Source = "", "demo"
		r := d.AddInquiry(again, nine.Add(time.Minute))
		if l := d.Lead(held); l.Stage != lead.StageNew || d.Lead(r).MergedInto != held {
			t.Errorf("after the person asked for a demo before the event, the lead is %s", l.Stage)
		}
	})
}
