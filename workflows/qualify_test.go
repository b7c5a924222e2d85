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
			t.Fatalf("it is %s", l.Stage)
		}
		v := lead.Verdict{To: d.Crew().Member(d.ID("ben")), Meeting: meeting}
		out, err := d.Qualify(t.Context(), id, d.ID("dan"), v, nine)
		d.Must(err)
		if out.Event.Kind != lead.Offered || out.Event.Facts.From != lead.StageInquiry || out.Event.Facts.To != d.ID("ben") {
			t.Errorf("who certified it hears of %+v", out.Event)
		}
		if l := d.Lead(id); l.Offer == nil || l.Offer.To != d.ID("ben") || !l.Meeting.Equal(meeting) {
			t.Errorf("it is offered as %+v, for a meeting at %v", l.Offer, l.Meeting)
		}
		d.PublishAll(nine.Add(time.Minute)) // a note waits a moment for others
		told := slices.ContainsFunc(d.Board.Of(outbox.DirectMessage), func(m message) bool { return m.To == d.ID("ben") })
		if !told {
			t.Error("Ben is told nothing of the offer")
		}

		_, err = d.Pass(t.Context(), id, d.ID("ben"), "busy", nine.Add(time.Minute)) // it goes on, and so does the meeting
		d.Must(err)
		l := d.Lead(id)
		if l.Offer == nil || l.Offer.To != d.ID("ana") || !l.Meeting.Equal(meeting) {
			t.Fatalf("after Ben passed it is offered as %+v, for a meeting at %v", l.Offer, l.Meeting)
		}
		_, err = d.Accept(t.Context(), id, d.ID("ana"), nine.Add(2*time.Minute))
		d.Must(err)
		l = d.Lead(id)
		if l.Next == nil || !l.Next.At.Equal(meeting) || !l.Meeting.IsZero() || !l.Deadline.At.After(nine.Add(12*time.Hour)) {
			t.Errorf("Ana's next step is %+v, and something is due %v", l.Next, l.Deadline)
		}
	})
}
