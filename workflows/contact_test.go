package workflows_test

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

func TestWhatTheyDidThemselvesIsLoggedHoweverOftenTheyWereContacted(t *testing.T) {
	pressed := strings.Replace(process, "nurture: {default: 30d", "nurture: {at_most: {touches: 1, per: 14d}, default: 30d", 1)
	onEachWith(t, pressed, func(t *testing.T, d *desk) {
		id := d.register(inquiry(1), nine)
		d.claim(id, "ana", nine)
		d.logs(id, "ana", nine.Add(time.Hour), nine)
		logged := func(m lead.Method, o lead.Outcome) error {
			next := &lead.NextStep{What: "call", At: nine.Add(24 * time.Hour)}
			_, err := d.LogContact(t.Context(), id, d.who("ana"), lead.Touch{Method: m, Outcome: o, Next: next}, nine.Add(time.Minute))
			return err
		}
		if err := logged(lead.Call, lead.Reached); !isRefusal(err, lead.WhyPressure) {
			t.Errorf("one conversation more is answered by %v, want a refusal", err)
		}
		d.must(logged(lead.Email, lead.Replied))
		d.must(logged(lead.Call, lead.AskedNotTo))
		l := d.lead(id)
		if len(l.Objections) != 1 || l.Objections[0] != lead.Call {
			t.Errorf("they asked for no calls, and the objections are %v", l.Objections)
		}
	})
}
