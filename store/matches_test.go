package store_test

import (
	"slices"
	"testing"

	"dibs/lead"
	"dibs/store"
	"dibs/store/storetest"
)

func TestOpenLeadsOfACompanyAndOfANumberAreFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		of := func(email, company, phone string) *lead.Lead {
			in := inquiry()
			in.ExternalID, in.Contact.Email, in.Company, in.Contact.Phone = "", email, lead.Company{Name: company}, phone
			return stored(t, s, in, nine)
		}
		waiting, owned := of("a@brandt.example", "Brandt Logistik GmbH", "+4930901820"), of("b@brandt.example", "", "")
		must(t, owned.Claim(rep("p1"), nine))
		_, err := save(t, s, owned)
		must(t, err)
		private := of("c@gmail.com", "BRANDT LOGISTIK", "+4930901821")
		lost := of("d@brandt.example", "Brandt Logistik", "+4930901820")
		must(t, lost.Claim(rep("p1"), nine))
		must(t, lost.Lose(rep("p1"), lead.Money{}, "price", "", nine))
		_, err = save(t, s, lost)
		must(t, err)
		ids := func(ls []*lead.Lead, err error) (all []lead.ID) {
			t.Helper()
			must(t, err)
			for _, l := range ls {
				all = append(all, l.ID)
			}
			return all
		}
		like := func(email, company string) *lead.Lead {
			return &lead.Lead{Inquiry: lead.Inquiry{Contact: lead.Contact{Email: email}, Company: lead.Company{Name: company}}}
		}
		for name, c := range map[string]struct{ got, want []lead.ID }{
			"by domain":          {ids(s.SameCompany(t.Context(), like("x@brandt.example", ""), 9)), []lead.ID{owned.ID, waiting.ID}},
			"by name":            {ids(s.SameCompany(t.Context(), like("x@gmail.com", "Brandt Logistik AG"), 9)), []lead.ID{private.ID, waiting.ID}},
			"by either":          {ids(s.SameCompany(t.Context(), like("x@brandt.example", "brandt logistik"), 9)), []lead.ID{private.ID, owned.ID, waiting.ID}},
			"no more than asked": {ids(s.SameCompany(t.Context(), like("x@brandt.example", "brandt logistik"), 1)), []lead.ID{private.ID}},
			"not itself":         {ids(s.SameCompany(t.Context(), waiting, 9)), []lead.ID{private.ID, owned.ID}},
			"of nothing":         {ids(s.SameCompany(t.Context(), like("", ""), 9)), nil},
			"of a free provider": {ids(s.SameCompany(t.Context(), like("x@gmail.com", ""), 9)), nil},
			"by number":          {ids(s.OpenByPhone(t.Context(), "+4930901820", 9)), []lead.ID{waiting.ID}},
			"by no number":       {ids(s.OpenByPhone(t.Context(), "", 9)), nil},
		} {
			if !slices.Equal(c.got, c.want) {
				t.Errorf("%s: %v, want %v", name, c.got, c.want)
			}
		}
	})
}

func TestWhatAColleagueReferredIsListedNewestFirst(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		by := func(p lead.PersonID, at *lead.Place) *lead.Lead {
			in := inquiry()
			in.ExternalID, in.Referrer, in.SourceMessage = "", p, at
			return stored(t, s, in, nine)
		}
		first, _, closed := by("kim", nil), by("lee", nil), by("kim", &lead.Place{Channel: "C1", TS: "1.2", Site: "https://acme.slack.example/"})
		must(t, closed.Claim(rep("p1"), nine))
		must(t, closed.Lose(rep("p1"), lead.Money{}, "price", "", nine))
		_, err := save(t, s, closed)
		must(t, err)
		by("", nil)
		ls, err := s.ReferredBy(t.Context(), "kim", 9)
		must(t, err)
		if len(ls) != 2 || ls[0].ID != closed.ID || ls[1].ID != first.ID {
			t.Fatalf("Kim referred %v", ls)
		}
		if at := ls[0].SourceMessage; at == nil || *at != *closed.SourceMessage {
			t.Errorf("the message it was made from is %v", at)
		}
		if ls, err = s.ReferredBy(t.Context(), "kim", 1); err != nil || len(ls) != 1 {
			t.Errorf("with a limit of one: %v, %v", ls, err)
		}
		if ls, err = s.ReferredBy(t.Context(), lead.NoOne, 9); err != nil || ls != nil {
			t.Errorf("leads referred by nobody: %v, %v", ls, err)
		}
	})
}
