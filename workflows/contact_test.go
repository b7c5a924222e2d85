package workflows_test

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/workflows/workflowstest"
)

func TestWhatTheyDidThemselvesIsLoggedHoweverOftenTheyWereContacted(t *testing.T) {
	pressed := strings.Replace(workflowstest.Playbook, "nurture: {default: 30d", "nurture: {at_most: {touches: 1, per: 14d}, default: 30d", 1)
	onEachWith(t, pressed, func(t *testing.T, d *dibs) {
		id := d.AddInquiry(inquiry(1), nine)
		d.ClaimAs(id, "ana", nine)
		d.LogCall(id, "ana", nine.Add(time.Hour), nine)
		logged := func(m lead.Method, o lead.Outcome) error {
			next := &lead.NextStep{What: "call", At: nine.Add(24 * time.Hour)}
			_, err := d.LogContact(t.Context(), id, d.ID("ana"), lead.Touch{Method: m, Outcome: o, Next: next}, nine.Add(time.Minute))
			return err
		}
		if err := logged(lead.Call, lead.Reached); !isRefusal(err, lead.WhyPressure) {
			t.Errorf("a conversation beyond the limit returned %v, want a refusal", err)
		}
		d.Must(logged(lead.Email, lead.Replied))
		d.Must(logged(lead.Call, lead.AskedNotTo))
		l := d.Lead(id)
		if len(l.Objections) != 1 || l.Objections[0] != lead.Call {
			t.Errorf("after they asked for no calls, the objections are %v", l.Objections)
		}
	})
}
