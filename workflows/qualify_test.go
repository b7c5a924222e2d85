package workflows_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

func TestACertifiedInquiryIsOfferedToTheRepNamedWithTheMeetingThatWasAgreed(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		in := inquiry(1)
		in.Company.Employees = 0
		id, meeting := d.AddInquiry(in, nine), nine.Add(50*time.Hour)
		if l := d.Lead(id); l.Stage != lead.StageInquiry {
			t.Fatalf("the lead is %s, want an inquiry", l.Stage)
		}
		v := lead.Verdict{To: d.Crew().Member(d.ID("ben")), Meeting: meeting}
		out, err := d.Qualify(t.Context(), id, d.ID("dan"), v, nine)
		d.Must(err)
		if out.Event.Kind != lead.Offered || out.Event.Facts.From != lead.StageInquiry || out.Event.Facts.To != d.ID("ben") {
			t.Errorf("the event for the qualifier is %+v", out.Event)
		}
		if l := d.Lead(id); l.Offer == nil || l.Offer.To != d.ID("ben") || !l.Meeting.Equal(meeting) {
			t.Errorf("the offer is %+v, and the meeting is at %v", l.Offer, l.Meeting)
		}
		d.PublishAll(nine.Add(time.Minute)) // a notification waits a moment for others
		told := slices.ContainsFunc(d.Board.Of(outbox.DirectMessage), func(m message) bool { return m.To == d.ID("ben") })
		if !told {
			t.Error("Ben was not notified of the offer")
		}

		_, err = d.Pass(t.Context(), id, d.ID("ben"), "busy", nine.Add(time.Minute)) // the next person gets the offer and the meeting
		d.Must(err)
		l := d.Lead(id)
		if l.Offer == nil || l.Offer.To != d.ID("ana") || !l.Meeting.Equal(meeting) {
			t.Fatalf("after Ben declined, the offer is %+v, and the meeting is at %v", l.Offer, l.Meeting)
		}
		_, err = d.Accept(t.Context(), id, d.ID("ana"), nine.Add(2*time.Minute))
		d.Must(err)
		l = d.Lead(id)
		if l.Next == nil || !l.Next.At.Equal(meeting) || !l.Meeting.IsZero() || !l.Deadline.At.After(nine.Add(12*time.Hour)) {
			t.Errorf("Ana's next step is %+v, and the deadline is %v", l.Next, l.Deadline)
		}
	})
}
