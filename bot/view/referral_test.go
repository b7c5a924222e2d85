package view

import (
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/bot/view/wording"
	"dibs/lead"
	"dibs/lead/outbox"
)

func TestAReferrerIsToldWhatBecameOfTheirLead(t *testing.T) {
	for name, end := range viewtest.Ends {
		t.Run(name, func(t *testing.T) {
			for _, who := range []lead.PersonID{"kim", "gus"} {
				s := end(viewtest.ReferredBy(t, who))
				m := Notification(s.Note(who, outbox.NotifyReferral), s.Pb)
				viewtest.Golden(t, "note/referral_"+name+"_"+string(who), m)
				said := string(viewtest.Raw(t, m))
				if strings.Contains(said, "31,200") || strings.Contains(said, "They laughed") {
					t.Errorf("%s is shown more than the outcome:\n%s", who, said)
				}
				if who == "gus" && (strings.Contains(said, "€") || strings.Contains(said, wording.Safe(s.Lead.Contact.Name, 80)) || strings.Contains(said, "Details")) {
					t.Errorf("a guest is shown\n%s", said)
				}
			}
		})
	}
}

func TestNewsOfSeveralReferralsAndOfWhatNeedsSomebodyAreToldApart(t *testing.T) {
	s := viewtest.Ends["claimed"](viewtest.ReferredBy(t, "kim"))
	p := s.Note("kim", outbox.NotifyReferral)
	p.Items = append(p.Items, viewtest.Ends["won"](viewtest.ReferredBy(t, "kim")).Note("kim", outbox.NotifyReferral).Items...)
	viewtest.Golden(t, "note/referrals", Notification(p, s.Pb))
	p.To = "ana"
	p.Items = append(p.Items, viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63)).Note("ana", outbox.NotifyEscalation).Items...)
	viewtest.Golden(t, "note/referrals_and_more", Notification(p, s.Pb))
	p.To = "gus"
	p.Items = p.Items[:2]
	if said := string(viewtest.Raw(t, Notification(p, s.Pb))); strings.Contains(said, wording.Safe(s.Lead.Contact.Name, 80)) || strings.Contains(said, "Details") {
		t.Errorf("a guest is shown\n%s", said)
	}
}

func TestAColleagueSeesWhatTheyReferredAndWhatItEarns(t *testing.T) {
	var all []*lead.Lead
	s := viewtest.ReferredBy(t, "kim")
	for _, name := range []string{"certified", "claimed", "won", "lost", "disqualified", "merged"} {
		all = append(all, viewtest.Ends[name](viewtest.ReferredBy(t, "kim")).Lead)
	}
	viewtest.Golden(t, "answer/referrals", Referrals(all, "kim", s.Crew, s.Pb))
	viewtest.Golden(t, "answer/referrals_guest", Referrals(all[:3], "gus", s.Crew, s.Pb))
	viewtest.Golden(t, "answer/referrals_none", Referrals(nil, "kim", s.Crew, s.Pb))
	for range 30 {
		all = append(all, all[0])
	}
	if said := string(viewtest.Raw(t, Referrals(all, "kim", s.Crew, s.Pb))); !strings.Contains(said, "… and 21 earlier.") {
		t.Errorf("a long list does not say how many more there are:\n%s", said)
	}
	if said := Referrals(nil, "gus", s.Crew, s.Pb).Text; strings.Contains(said, "€") {
		t.Errorf("a guest is shown %s", said)
	}
	viewtest.Golden(t, "answer/referral_thanks", ReferralThanks(all[0], "kim", s.Crew, s.Pb))
	viewtest.Golden(t, "answer/referral_thanks_guest", ReferralThanks(all[0], "gus", s.Crew, s.Pb))
	if said := ReferralThanks(all[0], "ana", viewtest.Team(s.Pb), s.Pb).Text; !strings.Contains(said, "€10") {
		t.Errorf("the referrer's bonus is missing: %s", said)
	}
}
