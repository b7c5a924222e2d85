package workflows_test

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/workflows/workflowstest"
)

// trying is the playbook with another end of its cadence.
func trying(then string) string {
	return strings.Replace(workflowstest.Playbook, "then: marketing", "then: "+then, 1)
}

// TestALeadThatNobodyAnsweredEndsAsTheCadenceSays tries each end with a lead and with an inquiry.
func TestALeadThatNobodyAnsweredEndsAsTheCadenceSays(t *testing.T) {
	for _, c := range []struct {
		name, then string
		inquiry    bool
		stage      lead.Stage
		kind       lead.Kind
		reason     string
	}{
		{"with marketing", "marketing", false, lead.StageNurturing, lead.HandedBack, "cannot be reached"},
		{"with marketing, for a reason of its own", "marketing, reason: not now", false, lead.StageNurturing, lead.HandedBack, "not now"},
		{"in the pool", "pool", false, lead.StageNew, lead.HandedBack, "cannot be reached"},
		{"lost", "lost, reason: price", false, lead.StageLost, lead.Lost, "price"},
		{"disqualified", "disqualified, reason: too small", false, lead.StageDisqualified, lead.Disqualified, "too small"},
		{"an inquiry with marketing", "marketing, reason: not now", true, lead.StageNurturing, lead.ToMarketing, "not now"},
		{"an inquiry, which has no pool", "pool, reason: not now", true, lead.StageNurturing, lead.ToMarketing, "cannot be reached"},
		{"an inquiry, which cannot be lost", "lost, reason: price", true, lead.StageNurturing, lead.ToMarketing, "cannot be reached"},
		{"an inquiry disqualified", "disqualified, reason: too small", true, lead.StageDisqualified, lead.Disqualified, "too small"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onEachWith(t, trying(c.then), func(t *testing.T, d *dibs) {
				in, by := inquiry(1), "ana"
				if c.inquiry {
					in.Company.Employees, by = 0, "dan"
				}
				id := d.AddInquiry(in, nine)
				if !c.inquiry {
					d.ClaimAs(id, by, nine)
				}
				for attempt := range 3 {
					out, err := d.NoAnswer(t.Context(), id, d.ID(by), nine.Add(time.Duration(attempt)*time.Minute))
					d.Must(err)
					if last := attempt == 2; last != (out.Event.Kind != lead.Contacted) || last && out.Event.Kind != c.kind {
						t.Errorf("attempt %d returned the event %s", attempt+1, out.Event.Kind)
					}
				}
				l := d.Lead(id)
				if l.Stage != c.stage || l.Reason != c.reason || l.Owner != lead.NoOne && c.stage.Open() {
					t.Errorf("the lead is %s, owned by %q, with the reason %q", l.Stage, l.Owner, l.Reason)
				}
				if l.Open() == l.Deadline.At.IsZero() {
					t.Errorf("a lead that is %s has the deadline %v", l.Stage, l.Deadline.At)
				}
			})
		})
	}
}

func TestALeadThatWentBackToThePoolStartsItsCadenceAgain(t *testing.T) {
	onEachWith(t, trying("pool"), func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		for _, by := range []string{"ana", "ben"} {
			d.ClaimAs(id, by, nine)
			for range 3 {
				_, err := d.NoAnswer(t.Context(), id, d.ID(by), nine)
				d.Must(err)
			}
		}
		if l := d.Lead(id); l.Stage != lead.StageNew || l.Attempts != 0 || l.Handoffs != 2 {
			t.Errorf("the lead is %s, with %d hand-offs and %d attempts; want new, 2 and 0", l.Stage, l.Handoffs, l.Attempts)
		}
	})
}
