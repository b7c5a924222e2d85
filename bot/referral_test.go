package bot

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dibs/lead"
)

// referredBy is a lead that somebody referred, certified by Dan; Kim has no role, and Gus is a guest.
func referredBy(t testing.TB, who lead.PersonID) *story {
	t.Helper()
	in := curious
	in.Referrer = who
	s := tell(t, in, at(60))
	s.crew["kim"] = lead.Member{Person: lead.Person{ID: "kim", SlackID: "U00000KIM", Name: "Kim"}}
	s.crew["gus"] = lead.Member{Person: lead.Person{ID: "gus", SlackID: "U00000GUS", Name: "Gus Guest", Guest: true}}
	j := s.pb.Judge(s.lead, at(65))
	j.Route = lead.Route{Rule: "all", Channel: "#leads", Team: "emea", SalesChannel: lead.ChannelRep}
	return s.saved(s.lead.Certify(s.actor("dan", at(65)), lead.Verdict{}, nil, j, lead.Nurture{}, at(65)))
}

// ends are the ways that a referred lead can go, by name.
var ends = map[string]func(s *story) *story{
	"certified": func(s *story) *story { return s },
	"claimed":   func(s *story) *story { return s.saved(s.lead.Claim(s.actor("ana", at(70)), at(70))) },
	"won": func(s *story) *story {
		s.saved(s.lead.Claim(s.actor("ana", at(70)), at(70)))
		return s.saved(s.lead.Win(s.actor("ana", at(90)), lead.Money{Minor: 3_120_000, Currency: "EUR"}, "Signed", at(90)))
	},
	"lost": func(s *story) *story {
		s.saved(s.lead.Claim(s.actor("ana", at(70)), at(70)))
		return s.saved(s.lead.Lose(s.actor("ana", at(90)), lead.Money{}, "price", "They laughed", at(90)))
	},
	"disqualified": func(s *story) *story {
		return s.saved(s.lead.Disqualify(s.actor("mia", at(70)), "too small", "", at(70)))
	},
	"merged": func(s *story) *story {
		return s.saved(s.lead.MergeInto(s.actor("mia", at(70)), &lead.Lead{ID: 998}, at(70)))
	},
}

func TestAReferrerIsToldWhatBecameOfTheirLead(t *testing.T) {
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			for _, who := range []lead.PersonID{"kim", "gus"} {
				s := end(referredBy(t, who))
				m := Private(s.note(who, lead.NoteReferral), s.pb)
				golden(t, "note/referral_"+name+"_"+string(who), m)
				said := string(raw(t, m))
				if strings.Contains(said, "31,200") || strings.Contains(said, "They laughed") {
					t.Errorf("%s reads more than how it stands:\n%s", who, said)
				}
				if who == "gus" && (strings.Contains(said, "€") || strings.Contains(said, safe(s.lead.Contact.Name, 80)) || strings.Contains(said, "Details")) {
					t.Errorf("a guest reads\n%s", said)
				}
			}
		})
	}
}

func TestNewsOfSeveralReferralsAndOfWhatNeedsSomebodyAreToldApart(t *testing.T) {
	s := ends["claimed"](referredBy(t, "kim"))
	p := s.note("kim", lead.NoteReferral)
	p.Items = append(p.Items, ends["won"](referredBy(t, "kim")).note("kim", lead.NoteReferral).Items...)
	golden(t, "note/referrals", Private(p, s.pb))
	p.To = "ana"
	p.Items = append(p.Items, tell(t, hot, at(60)).climb(at(63)).note("ana", lead.NoteClimbed).Items...)
	golden(t, "note/referrals_and_more", Private(p, s.pb))
	p.To = "gus"
	p.Items = p.Items[:2]
	if said := string(raw(t, Private(p, s.pb))); strings.Contains(said, safe(s.lead.Contact.Name, 80)) || strings.Contains(said, "Details") {
		t.Errorf("a guest reads\n%s", said)
	}
}

func TestAColleagueSeesWhatTheyReferredAndWhatItEarns(t *testing.T) {
	var all []*lead.Lead
	s := referredBy(t, "kim")
	for _, name := range []string{"certified", "claimed", "won", "lost", "disqualified", "merged"} {
		all = append(all, ends[name](referredBy(t, "kim")).lead)
	}
	golden(t, "answer/referrals", Referrals(all, "kim", s.crew, s.pb))
	golden(t, "answer/referrals_guest", Referrals(all[:3], "gus", s.crew, s.pb))
	golden(t, "answer/referrals_none", Referrals(nil, "kim", s.crew, s.pb))
	for range 30 {
		all = append(all, all[0])
	}
	if said := string(raw(t, Referrals(all, "kim", s.crew, s.pb))); !strings.Contains(said, "… and 21 earlier.") {
		t.Errorf("a long list does not say that it goes on:\n%s", said)
	}
	if said := Referrals(nil, "gus", s.crew, s.pb).Text; strings.Contains(said, "€") {
		t.Errorf("a guest reads %s", said)
	}
	golden(t, "answer/referral_thanks", ReferralThanks(all[0], "kim", s.crew, s.pb))
	golden(t, "answer/referral_thanks_guest", ReferralThanks(all[0], "gus", s.crew, s.pb))
	if said := ReferralThanks(all[0], "ana", team(s.pb), s.pb).Text; !strings.Contains(said, "€10") {
		t.Errorf("the bonus is the referrer's, whoever reads of it: %s", said)
	}
}

func TestTheDialogShowsWhoIsHereAlready(t *testing.T) {
	s := claimed(t)
	match := func(same lead.Same) lead.Match { return lead.Match{Lead: s.lead, Same: same} }
	other := lead.Match{Lead: s.named(998, "Ida Holm", "Holm ApS"), Same: lead.SameCompany}
	found := lead.Inquiry{
		Contact: lead.Contact{Name: "Nadia Rahman", Email: "nadia@brandt.example", Phone: "+49 30 901820"}, Company: lead.Company{Name: "Brandt"},
		Message: "She wants a demo", Said: &lead.Place{Channel: "C0GENERAL", TS: "1763283600.000200"},
	}
	for name, n := range map[string]NewLead{
		"new_lead_person":  {Known: found, Channel: "C0GENERAL", Matches: []lead.Match{match(lead.SamePerson), other}},
		"new_lead_company": {Known: found, Matches: []lead.Match{match(lead.SameCompany), {Lead: other.Lead, Same: lead.SamePhone}}},
		"refer":            {Refers: true},
		"refer_found":      {Known: found, Refers: true},
		"refer_known":      {Known: found, Refers: true, Matches: []lead.Match{match(lead.SamePerson), other}, Hidden: []lead.ID{1042, 998}},
	} {
		t.Run(name, func(t *testing.T) { golden(t, "modal/"+name, NewLeadModal(n, s.crew, s.pb)) })
	}
}

func TestADraftKnowsWhatItShows(t *testing.T) {
	l := &lead.Lead{ID: 7}
	person, company := []lead.Match{{Lead: l, Same: lead.SamePerson}}, []lead.Match{{Lead: l, Same: lead.SameCompany}}
	at := &lead.Place{Channel: "C1", TS: "1.2"}
	v := NewLeadModal(NewLead{Refers: true, Channel: "C1", Known: lead.Inquiry{Said: at}, Matches: person}, nil, book(t))
	d, err := DraftOf(View{PrivateMetadata: v.PrivateMetadata})
	if err != nil || !d.Refers || d.Channel != "C1" || d.Said == nil || *d.Said != *at {
		t.Fatalf("it knows %+v, %v", d, err)
	}
	if !d.Shows(person) || d.Lacks(person) || d.Shows(company) || !d.Lacks(company) || d.Shows(nil) || d.Lacks(nil) {
		t.Errorf("it shows %v", d.Shown)
	}
	if _, err := DraftOf(View{PrivateMetadata: "what an older version wrote"}); err == nil {
		t.Error("anything is read as a draft")
	}
}

func TestNaughtyWordsDoNothingInNotesReferralsAndMatches(t *testing.T) {
	pb := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(lives).Draw(rt, "life").tell(t)
		place := lead.Place{Channel: "C0GENERAL", TS: "1763283600.000200"}
		note := naughty().Filter(func(w string) bool { return strings.TrimSpace(w) != "" }).Draw(rt, "note")
		s.saved(s.lead.Keep(s.actor("mia", at(200)), lead.Remark{Words: note, Author: "ana", Place: &place}, at(200)))
		spoil(rt, s)
		s.lead.Referrer, s.lead.Said = "gus", &place
		e := s.events[len(s.events)-1]
		e.Words.Note = note
		all := s.card()
		all.What, all.Events = lead.Lines, []lead.Event{e}
		of := func(who lead.PersonID) Message { return Private(s.note(who, lead.NoteReferral), pb) }
		ls := []*lead.Lead{s.lead}
		for _, m := range []Message{
			Lines(all, pb, false), of("gus"), of("ana"), of("pia"), Referrals(ls, "gus", s.crew, pb), Referrals(ls, "ana", s.crew, pb),
			ReferralThanks(s.lead, "gus", s.crew, pb), Kept(s.lead, e, false, true, s.crew), Kept(s.lead, e, true, true, s.crew),
		} {
			taken(rt, m)
			harmless(rt, m)
		}
		ms := []lead.Match{{Lead: s.lead, Same: lead.SamePhone}, {Lead: numbered(s.lead, 998), Same: lead.SameCompany}, {Lead: numbered(s.lead, 999), Same: lead.SameCompany}}
		for _, n := range []NewLead{
			{Known: s.lead.Inquiry, Matches: ms}, {Known: s.lead.Inquiry, Refers: true, Matches: ms}, {Known: s.lead.Inquiry, Refers: true, Channel: note},
		} {
			v := NewLeadModal(n, s.crew, pb)
			taken(rt, v)
			harmless(rt, v)
		}
	})
}

func TestWhateverIsTypedIntoTheDialogIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := func(name string) StateValue { return text(naughty().Draw(rt, name)) }
		v := View{Values: map[string]map[string]StateValue{
			fieldWho: {ActionLookUp: word("who")}, fieldCompany: {ActionLookUp: word("company")}, fieldMessage: {inputID: word("message")},
			fieldPhone: {inputID: word("phone")}, fieldCountry: {inputID: word("country")},
		}}
		d := Draft{Refers: rapid.Bool().Draw(rt, "refers")}
		in, errs := ReadNewLead(v, d)
		for _, one := range []string{in.Contact.Name, in.Contact.Email, in.Contact.Phone, in.Company.Name, in.Company.Country} {
			if strings.ContainsAny(one, "\n\r\t\x00") {
				rt.Errorf("read as one line: %q", one)
			}
		}
		if len(errs) == 0 && in.Contact == (lead.Contact{}) {
			rt.Errorf("nobody is taken: %+v", in)
		}
		v = View{PrivateMetadata: NewLeadModal(d.Again(in, nil), nil, book(t)).PrivateMetadata} // and drawn again
		if again, err := DraftOf(v); err != nil || again.Refers != d.Refers {
			rt.Errorf("drawn again it knows %+v, %v", again, err)
		}
	})
}
