package dialog

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestTheDialogShowsWhoIsHereAlready(t *testing.T) {
	s := viewtest.Claimed(t)
	match := func(same lead.MatchedOn) lead.Match { return lead.Match{Lead: s.Lead, On: same} }
	other := lead.Match{Lead: s.Named(998, "Ida Holm", "Holm ApS"), On: lead.SameCompany}
	found := lead.Inquiry{
		Contact: lead.Contact{Name: "Nadia Rahman", Email: "nadia@brandt.example", Phone: "+49 30 901820"}, Company: lead.Company{Name: "Brandt"},
		Message: "She wants a demo", SourceMessage: &lead.Place{Channel: "C0GENERAL", TS: "1763283600.000200"},
	}
	for name, n := range map[string]NewLead{
		"new_lead_person":  {Known: found, Channel: "C0GENERAL", Matches: []lead.Match{match(lead.SamePerson), other}},
		"new_lead_company": {Known: found, Matches: []lead.Match{match(lead.SameCompany), {Lead: other.Lead, On: lead.SamePhone}}},
		"refer":            {Refers: true},
		"refer_found":      {Known: found, Refers: true},
		"refer_known":      {Known: found, Refers: true, Matches: []lead.Match{match(lead.SamePerson), other}, Hidden: []lead.ID{1042, 998}},
	} {
		t.Run(name, func(t *testing.T) { viewtest.Golden(t, "modal/"+name, Register(n, s.Crew, s.Pb)) })
	}
}

func TestADraftKnowsWhatItShows(t *testing.T) {
	l := &lead.Lead{ID: 7}
	person, company := []lead.Match{{Lead: l, On: lead.SamePerson}}, []lead.Match{{Lead: l, On: lead.SameCompany}}
	at := &lead.Place{Channel: "C1", TS: "1.2"}
	v := Register(NewLead{Refers: true, Channel: "C1", Known: lead.Inquiry{SourceMessage: at}, Matches: person}, nil, viewtest.Book(t))
	d, err := DraftOf(bot.View{PrivateMetadata: v.PrivateMetadata})
	if err != nil || !d.Refers || d.Channel != "C1" || d.Message == nil || *d.Message != *at {
		t.Fatalf("the draft is %+v, %v", d, err)
	}
	if !d.Shows(person) || d.Lacks(person) || d.Shows(company) || !d.Lacks(company) || d.Shows(nil) || d.Lacks(nil) {
		t.Errorf("the draft shows %v", d.Shown)
	}
	if _, err := DraftOf(bot.View{PrivateMetadata: "what an older version wrote"}); err == nil {
		t.Error("what is no draft was read as one")
	}
}

func TestNaughtyWordsDoNothingInNotesReferralsAndMatches(t *testing.T) {
	pb := viewtest.Book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(viewtest.Lives).Draw(rt, "life").Tell(t)
		place := lead.Place{Channel: "C0GENERAL", TS: "1763283600.000200"}
		note := viewtest.Naughty().Filter(func(w string) bool { return strings.TrimSpace(w) != "" }).Draw(rt, "note")
		s.Saved(s.Lead.SaveMessage(s.Actor("mia", viewtest.At(200)), lead.Comment{Text: note, Author: "ana", Place: &place}, viewtest.At(200)))
		viewtest.Spoil(rt, s)
		s.Lead.Referrer, s.Lead.SourceMessage = "gus", &place
		e := s.Events[len(s.Events)-1]
		e.Words.Comment = note
		all := s.Card()
		all.Kind, all.Events = outbox.ThreadReplies, []lead.Event{e}
		of := func(who lead.PersonID) bot.Message { return view.Notification(s.Note(who, outbox.NotifyReferral), pb) }
		ls := []*lead.Lead{s.Lead}
		for _, m := range []bot.Message{
			view.Thread(all, pb, false), of("gus"), of("ana"), of("pia"), view.Referrals(ls, "gus", s.Crew, pb), view.Referrals(ls, "ana", s.Crew, pb),
			view.ReferralThanks(s.Lead, "gus", s.Crew, pb), view.CommentSaved(s.Lead, e, false, "ana", s.Crew, pb), view.CommentSaved(s.Lead, e, true, "ana", s.Crew, pb),
		} {
			viewtest.Taken(rt, m)
			viewtest.Harmless(rt, m)
		}
		ms := []lead.Match{{Lead: s.Lead, On: lead.SamePhone}, {Lead: viewtest.Numbered(s.Lead, 998), On: lead.SameCompany}, {Lead: viewtest.Numbered(s.Lead, 999), On: lead.SameCompany}}
		for _, n := range []NewLead{
			{Known: s.Lead.Inquiry, Matches: ms}, {Known: s.Lead.Inquiry, Refers: true, Matches: ms}, {Known: s.Lead.Inquiry, Refers: true, Channel: note},
		} {
			v := Register(n, s.Crew, pb)
			viewtest.Taken(rt, v)
			viewtest.Harmless(rt, v)
		}
	})
}

func TestWhateverIsTypedIntoTheDialogIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := func(name string) bot.StateValue { return text(viewtest.Naughty().Draw(rt, name)) }
		v := bot.View{Values: map[string]map[string]bot.StateValue{
			fieldWho: {ActionLookUp: word("who")}, fieldCompany: {ActionLookUp: word("company")}, fieldMessage: {inputID: word("message")},
			fieldPhone: {inputID: word("phone")}, fieldCountry: {inputID: word("country")},
		}}
		d := Draft{Refers: rapid.Bool().Draw(rt, "refers")}
		in, errs := ReadNewLead(v, d)
		for _, one := range []string{in.Contact.Name, in.Contact.Email, in.Contact.Phone, in.Company.Name, in.Company.Country} {
			if strings.ContainsAny(one, "\n\r\t\x00") {
				rt.Errorf("more than one line was read: %q", one)
			}
		}
		if len(errs) == 0 && in.Contact == (lead.Contact{}) {
			rt.Errorf("a lead without a contact was accepted: %+v", in)
		}
		v = bot.View{PrivateMetadata: Register(d.Again(in, nil), nil, viewtest.Book(t)).PrivateMetadata} // and drawn again
		if again, err := DraftOf(v); err != nil || again.Refers != d.Refers {
			rt.Errorf("drawn again, the draft is %+v, %v", again, err)
		}
	})
}
