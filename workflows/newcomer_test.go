package workflows_test

import (
	"sync"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
	"dibs/workflows"
	"dibs/workflows/workflowstest"
)

func TestAFormThatTwoProcessesTakeInAtTheSameInstantIsOneLead(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, url string) {
		d := open(t, storetest.Open(t, url))
		other := workflowstest.New(workflowstest.Config{
			Store: storetest.Open(t, url), Timers: d.timers, Board: d.board, Playbook: d.Playbook(), Worker: "other",
		})
		d.must(other.Refresh(t.Context()))
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
				t.Fatalf("%s became several leads: %+v", form.Contact.Email, receipts)
			}
			opened(t, d.store, form.Contact.Email)
		}
	})
}

// firstOf is the lead that an inquiry is counted to.
func firstOf(r workflows.Receipt) lead.ID {
	if r.DuplicateOf != 0 {
		return r.DuplicateOf
	}
	return r.ID
}

// opened fails unless somebody has one open lead.
func opened(t *testing.T, s *store.Store, email string) {
	t.Helper()
	leads, err := s.OpenByEmail(t.Context(), email)
	if err != nil || len(leads) != 1 {
		t.Errorf("%s has %d open leads: %v", email, len(leads), err)
	}
}
