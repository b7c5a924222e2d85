package workflows_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

func TestACertifiedInquiryIsOfferedToTheRepNamedWithTheMeetingThatWasAgreed(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		in := inquiry(1)
		in.Company.Employees = 0
		id, meeting := d.register(in, nine), nine.Add(50*time.Hour)
		if l := d.lead(id); l.Stage != lead.StageInquiry {
			t.Fatalf("it is %s", l.Stage)
		}
		v := lead.Verdict{To: d.Crew().Member(d.who("ben")), Meeting: meeting}
		out, err := d.Qualify(t.Context(), id, d.who("dan"), v, nine)
		d.must(err)
		if out.Event.Kind != lead.Offered || out.Event.Facts.From != lead.StageInquiry || out.Event.Facts.To != d.who("ben") {
			t.Errorf("who certified it hears of %+v", out.Event)
		}
		if l := d.lead(id); l.Offer == nil || l.Offer.To != d.who("ben") || !l.Meeting.Equal(meeting) {
			t.Errorf("it is offered as %+v, for a meeting at %v", l.Offer, l.Meeting)
		}
		d.publish(nine.Add(time.Minute)) // a note waits a moment for others
		told := slices.ContainsFunc(d.board.of(outbox.DirectMessage), func(m message) bool { return m.To == d.who("ben") })
		if !told {
			t.Error("Ben is told nothing of the offer")
		}

		_, err = d.Pass(t.Context(), id, d.who("ben"), "busy", nine.Add(time.Minute)) // it goes on, and so does the meeting
		d.must(err)
		l := d.lead(id)
		if l.Offer == nil || l.Offer.To != d.who("ana") || !l.Meeting.Equal(meeting) {
			t.Fatalf("after Ben passed it is offered as %+v, for a meeting at %v", l.Offer, l.Meeting)
		}
		_, err = d.Accept(t.Context(), id, d.who("ana"), nine.Add(2*time.Minute))
		d.must(err)
		l = d.lead(id)
		if l.Next == nil || !l.Next.At.Equal(meeting) || !l.Meeting.IsZero() || !l.Deadline.At.After(nine.Add(12*time.Hour)) {
			t.Errorf("Ana's next step is %+v, and something is due %v", l.Next, l.Deadline)
		}
	})
}

func TestLeadsThatMayBeTheSameInquiryAreFoundSurestFirst(t *testing.T) {
	onEach(t, func(t *testing.T, d *desk) {
		of := func(n int, company, phone string) lead.ID {
			in := inquiry(n)
			in.Company.Name, in.Contact.Phone, in.Contact.Email = company, phone, fmt.Sprintf("pat@customer%d.example", n)
			return d.register(in, nine)
		}
		one := of(1, "Brandt Logistik GmbH", "+49 30 5550100")
		company, phone := of(2, "Brandt Logistik", ""), of(3, "Keller AG", "+49305550100")
		of(4, "Somebody else", "+49 30 901820")
		ms, err := d.PossibleDuplicates(t.Context(), d.lead(one))
		d.must(err)
		var found []lead.ID
		for _, m := range ms {
			found = append(found, m.Lead.ID)
		}
		want := []lead.ID{phone, company}
		if !slices.Equal(found, want) {
			t.Errorf("alike are %v, want %v", found, want)
		}
	})
}
