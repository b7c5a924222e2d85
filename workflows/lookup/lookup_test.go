package lookup_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dibs/lead"
	"dibs/lead/outbox"
)

func TestADirectMessageBelongsToTheLeadThatItIsAbout(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		id, other := d.AddInquiry(inquiry(1), nine), d.AddInquiry(inquiry(2), nine)
		at := nine.Add(2 * time.Hour)
		for _, r := range []struct {
			of  lead.ID
			who string
		}{{id, "ana"}, {id, "ben"}, {other, "ben"}, {0, "dan"}} {
			_, err := d.Remind(t.Context(), r.of, d.ID(r.who), "call", at, nine)
			d.Must(err)
		}
		d.PublishAll(at.Add(6 * time.Minute))
		for _, m := range d.Board.Of(outbox.DirectMessage) {
			want := lead.ID(0) // about several leads, or about none
			if m.To == d.ID("ana") {
				want = id
			}
			got, ok, err := d.LeadToldIn(t.Context(), m.To, m.TS)
			d.Must(err)
			if got != want || ok != (want != 0) {
				t.Errorf("the message to %s is about lead %s (%v), want %s", m.To, got, ok, want)
			}
			if got, ok, err := d.LeadToldIn(t.Context(), d.ID("mia"), m.TS); ok || err != nil {
				t.Errorf("for Mia, the message to %s is about lead %s (%v), want none", m.To, got, err)
			}
		}
	})
}

func TestMatchesAreFoundBeforeAnythingIsRegistered(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		in := inquiry(1)
		in.Contact.Phone = "+49 30 901820"
		id := d.AddInquiry(in, nine)
		same := func(name, email, phone, company string, want ...lead.MatchedOn) {
			t.Helper()
			ms, err := d.MatchesOf(t.Context(), lead.Inquiry{Contact: lead.Contact{Email: email, Phone: phone}, Company: lead.Company{Name: company}})
			d.Must(err)
			var got []lead.MatchedOn
			for _, m := range ms {
				if m.Lead.ID != id {
					t.Errorf("%s: it matches lead %s", name, m.Lead.ID)
				}
				got = append(got, m.On)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		same("the person", "PAT1@customer.example ", "", "", lead.SamePerson)
		same("the person and everything else, matched once", "pat1@customer.example", "+4930901820", "Customer", lead.SamePerson)
		same("the number", "", "+49 (0)30 90 18 20", "", lead.SamePhone)
		same("a number without its country", "", "030 901820", "")
		same("the domain", "eve@customer.example", "", "", lead.SameCompany)
		same("the name", "", "", "customer GmbH", lead.SameCompany)
		same("somebody else", "eve@other.example", "+4930901821", "Other")
		same("nothing", "", "", "")
		if n := len(d.Board.Of(outbox.Card)); n != 0 {
			t.Errorf("%d cards were posted, want none", n)
		}
	})
}

func TestLeadsThatMayBeTheSameInquiryAreFoundSurestFirst(t *testing.T) {
	onEach(t, func(t *testing.T, d *dibs) {
		of := func(n int, company, phone string) lead.ID {
			in := inquiry(n)
			in.Company.Name, in.Contact.Phone, in.Contact.Email = company, phone, fmt.Sprintf("pat@customer%d.example", n)
			return d.AddInquiry(in, nine)
		}
		one := of(1, "Brandt Logistik GmbH", "+49 30 5550100")
		company, phone := of(2, "Brandt Logistik", ""), of(3, "Keller AG", "+49305550100")
		of(4, "Somebody else", "+49 30 901820")
		ms, err := d.PossibleDuplicates(t.Context(), d.Lead(one))
		d.Must(err)
		var found []lead.ID
		for _, m := range ms {
			found = append(found, m.Lead.ID)
		}
		want := []lead.ID{phone, company}
		if !slices.Equal(found, want) {
			t.Errorf("the possible duplicates are %v, want %v", found, want)
		}
	})
}
