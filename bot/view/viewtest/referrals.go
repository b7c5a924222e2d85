package viewtest

import (
	"testing"

	"dibs/lead"
)

// ReferredBy is a lead that a person referred and Dan certified. Kim has no role, and Gus is a guest.
func ReferredBy(t testing.TB, who lead.PersonID) *Story {
	t.Helper()
	in := Curious
	in.Referrer = who
	s := Tell(t, in, At(60))
	s.Crew["kim"] = lead.Member{Person: lead.Person{ID: "kim", SlackID: "U00000KIM", Name: "Kim"}}
	s.Crew["gus"] = lead.Member{Person: lead.Person{ID: "gus", SlackID: "U00000GUS", Name: "Gus Guest", Guest: true}}
	j := s.Pb.Judge(s.Lead, At(65))
	j.Route = lead.Route{Rule: "all", Channel: "#leads", Team: "emea", SalesChannel: lead.ChannelRep}
	return s.Saved(s.Lead.Certify(s.Actor("dan", At(65)), lead.Verdict{}, nil, j, lead.Nurture{}, At(65)))
}

// Ends are the ways in which a referred lead can end, by name.
var Ends = map[string]func(s *Story) *Story{
	"certified": func(s *Story) *Story { return s },
	"claimed": func(s *Story) *Story {
		return s.Saved(s.Lead.Claim(s.Actor("ana", At(70)), At(70)))
	},
	"won": func(s *Story) *Story {
		s.Saved(s.Lead.Claim(s.Actor("ana", At(70)), At(70)))
		return s.Saved(s.Lead.Win(s.Actor("ana", At(90)), lead.Money{Minor: 3_120_000, Currency: "EUR"}, "Signed", At(90)))
	},
	"lost": func(s *Story) *Story {
		s.Saved(s.Lead.Claim(s.Actor("ana", At(70)), At(70)))
		return s.Saved(s.Lead.Lose(s.Actor("ana", At(90)), lead.Money{}, "price", "They laughed", At(90)))
	},
	"disqualified": func(s *Story) *Story {
		return s.Saved(s.Lead.Disqualify(s.Actor("mia", At(70)), "too small", "", At(70)))
	},
	"merged": func(s *Story) *Story {
		return s.Saved(s.Lead.MergeInto(s.Actor("mia", At(70)), &lead.Lead{ID: 998}, At(70)))
	},
}
