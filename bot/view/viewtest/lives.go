package viewtest

import (
	"testing"

	"dibs/lead"
)

// Lives are the states that a lead's card can be in, each reached through the real lifecycle.
var Lives = []struct {
	Name string
	Tell func(t testing.TB) *Story
}{
	{"inquiry", func(t testing.TB) *Story { return Tell(t, Curious, At(60)) }},
	{"inquiry_held", func(t testing.TB) *Story {
		s := Tell(t, Curious, At(60))
		return s.Saved(s.Lead.Call(s.Actor("dan", At(72)), At(72)))
	}},
	{"inquiry_tried", func(t testing.TB) *Story {
		s := Tell(t, Curious, At(60))
		return s.Saved(s.Lead.LogContact(s.Actor("dan", At(72)), lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer}, At(72)))
	}},
	{"nurturing", func(t testing.TB) *Story {
		s := Tell(t, Curious, At(60))
		return s.Saved(s.Lead.SendToMarketing(s.Actor("dan", At(80)), lead.Nurture{
			Channel: "#marketing", WakeAt: At(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring",
		}, At(80)))
	}},
	{"handed_to_marketing", func(t testing.TB) *Story {
		s := Claimed(t)
		return s.Saved(s.Lead.HandBackToMarketing(s.Actor("ana", At(80)), lead.Nurture{
			Channel: "#marketing", WakeAt: At(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring",
		}, At(80)))
	}},
	{"held_back", func(t testing.TB) *Story {
		in := Hot
		in.Campaign = "autumn-webinar"
		return Tell(t, in, At(60))
	}},
	{"held_back_no_more", func(t testing.TB) *Story { // the event is over, and the lead is not for sales
		in := Hot
		in.Campaign, in.Engagement, in.Company.Employees = "autumn-webinar", "newsletter", 5
		s := Tell(t, in, At(60))
		over := s.Lead.Deadline.At
		j := s.Pb.Judge(s.Lead, over)
		j.Stage, j.Channel = lead.StageNurturing, "#marketing"
		return s.Saved(s.Lead.Wake(j, over))
	}},
	{"new", func(t testing.TB) *Story { return Tell(t, Hot, At(60)) }},
	{"new_after_hours", func(t testing.TB) *Story { return Tell(t, Hot, At(60*14)) }},
	{"new_test", func(t testing.TB) *Story {
		in := Hot
		in.Test = true
		return Tell(t, in, At(60))
	}},
	{"new_bare", func(t testing.TB) *Story {
		return Tell(t, lead.Inquiry{
			Source: "phone", Contact: lead.Contact{Email: "info@silva.example"},
			Company: lead.Company{Name: "Silva", Country: "DE", Employees: 30}, Engagement: "phone_call",
		}, At(60))
	}},
	{"left_alone", func(t testing.TB) *Story { // all rungs are climbed, so the next step is a repeat
		return Tell(t, Hot, At(60)).Climb(At(60 + 120))
	}},
	{"not_a_fit", func(t testing.TB) *Story {
		s := Tell(t, Hot, At(60))
		return s.Saved(s.Lead.RejectAsNotAFit(s.Actor("ana", At(63)), lead.Nurture{
			Channel: "#marketing", WakeAt: At(60 * 24 * 30), Reason: "too small",
		}, At(63)))
	}},
	{"offered", func(t testing.TB) *Story {
		s := Tell(t, Hot, At(60))
		return s.Saved(s.Lead.Assign(s.Actor("mia", At(62)), s.Crew.Member("ana"), At(62)))
	}},
	{"offered_to_somebody_away", func(t testing.TB) *Story {
		s := Tell(t, Hot, At(60))
		return s.Saved(s.Lead.Assign(s.Actor("mia", At(62)), s.Crew.Member("ana"), At(62))).Away("ana", At(63), At(24*60))
	}},
	{"owner_and_backup_away", func(t testing.TB) *Story {
		return Contacted(t).Away("ana", At(70), At(24*60)).Away("ben", At(71), At(24*60))
	}},
	{"new_in_the_evening", func(t testing.TB) *Story { return Tell(t, Hot, At(60*10)) }},
	{"new_over_night", func(t testing.TB) *Story { return Tell(t, Hot, At(60*10)).Climb(At(24*60 + 3)) }},
	{"new_nobody_there", func(t testing.TB) *Story {
		return Tell(t, Hot, At(60)).Away("ana", At(0), At(180)).Away("ben", At(0), At(24*60))
	}},
	{"offered_in_turn", InTurn},
	{"offered_to_known", func(t testing.TB) *Story {
		return Tell(t, Hot, At(60)).Dealt(lead.Choice{
			Method: lead.ByCompany, Chosen: "ana", Other: 1040, Candidates: []lead.Candidate{{Person: "ana"}},
		}, "", At(60))
	}},
	{"offered_onward", func(t testing.TB) *Story {
		s := Claimed(t).Away("ana", At(62), At(24*60))
		s.Lead.OfferOnward()
		return s.Dealt(lead.Choice{Method: lead.ByBackup, Chosen: "ben", Candidates: []lead.Candidate{{Person: "ben"}}}, "", At(62))
	}},
	{"offered_to_partner", WithPartner},
	{"partner_accepted", func(t testing.TB) *Story {
		s := WithPartner(t)
		return s.Saved(s.Lead.Accept(s.Actor("pia", At(70)), At(70)))
	}},
	{"partner_passed", func(t testing.TB) *Story {
		s := WithPartner(t)
		s.Saved(s.Lead.Pass(s.Actor("pia", At(70)), "no capacity", At(70)))
		return s.Dealt(lead.Choice{Method: lead.ByRotation, Chosen: "ben", Candidates: []lead.Candidate{{Person: "ana"}, {Person: "ben"}}}, "", At(70))
	}},
	{"nobody_left", NoneLeft},
	{"widened", Widened},
	{"claimed", Claimed},
	{"claimed_with_objection", func(t testing.TB) *Story {
		s := Claimed(t)
		return s.Saved(s.Lead.LogContact(s.Actor("ana", At(70)), lead.Touch{
			Method: lead.Call, Outcome: lead.AskedNotTo, Next: &lead.NextStep{What: "write instead", At: At(60 * 24)},
		}, At(70)))
	}},
	{"owned_offered", func(t testing.TB) *Story {
		s := Claimed(t)
		return s.Saved(s.Lead.Assign(s.Actor("ana", At(64)), s.Crew.Member("ben"), At(64)))
	}},
	{"contacted", Contacted},
	{"contacted_no_answer", unanswered},
	{"qualified", Qualified},
	{"won", func(t testing.TB) *Story {
		s := Qualified(t)
		return s.Saved(s.Lead.Win(s.Actor("ana", At(12*24*60)), lead.Money{}, "Signed", At(12*24*60)))
	}},
	{"won_unproven", func(t testing.TB) *Story {
		s := Contacted(t)
		return s.Saved(s.Lead.Win(s.Actor("ana", At(200)), lead.Money{}, "", At(200)))
	}},
	{"lost", func(t testing.TB) *Story {
		s := Contacted(t)
		return s.Saved(s.Lead.Lose(s.Actor("ana", At(200)), lead.Money{}, "competitor", "Went with Acme's rival", At(200)))
	}},
	{"disqualified", func(t testing.TB) *Story {
		s := Tell(t, Curious, At(60))
		return s.Saved(s.Lead.Disqualify(s.Actor("dan", At(90)), "spam", "", At(90)))
	}},
	{"merged", func(t testing.TB) *Story {
		s := Tell(t, Hot, At(60))
		return s.Saved(s.Lead.MergeInto(s.Actor("mia", At(65)), &lead.Lead{ID: 998, Stage: lead.StageWorking}, At(65)))
	}},
	{"released", func(t testing.TB) *Story {
		s := Claimed(t)
		return s.Climb(At(61 + 61))
	}},
	{"handed_over", HandedOver},
	{"claimed_with_meeting", func(t testing.TB) *Story {
		s := HandedOver(t)
		return s.Saved(s.Lead.Accept(s.Actor("ana", At(80)), At(80)))
	}},
	{"claimed_far_away", func(t testing.TB) *Story {
		in := Hot
		in.Contact.Phone = "+12125550100" // New York
		s := Tell(t, in, At(60))
		return s.Saved(s.Lead.Claim(s.Actor("ana", At(61)), At(61)))
	}},
	{"inquiry_far_away", func(t testing.TB) *Story {
		in := Curious
		in.Company.Country, in.Contact.Phone = "GB", "+442079460000" // London
		return Tell(t, in, At(60))
	}},
	{"contacted_offered", func(t testing.TB) *Story { return PassedOn(Contacted(t)) }},
	{"no_answer_offered", func(t testing.TB) *Story { return PassedOn(unanswered(t)) }},
	{"qualified_offered", func(t testing.TB) *Story { return PassedOn(Qualified(t)) }},
	{"partner_contacted", func(t testing.TB) *Story { return reached(withPartnersOwner(t), "pia", 75) }},
	{"partner_no_answer", func(t testing.TB) *Story {
		s := withPartnersOwner(t)
		return s.Saved(s.Lead.LogContact(s.Actor("pia", At(75)), lead.Touch{
			Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: At(195)},
		}, At(75)))
	}},
	{"partner_qualified", func(t testing.TB) *Story { return qualifiedBy(reached(withPartnersOwner(t), "pia", 75), "pia") }},
	{"partner_won", func(t testing.TB) *Story {
		s := reached(withPartnersOwner(t), "pia", 75)
		return s.Saved(s.Lead.Win(s.Actor("pia", At(100)), lead.Money{}, "", At(100)))
	}},
}

// Copies are the states in which a lead can have cards in more than one channel.
var Copies = []struct {
	Name string
	Tell func(t testing.TB) *Story
}{
	{"widened_copy", Widened},
	{"offered_copy", func(t testing.TB) *Story {
		s := Widened(t)
		return s.Saved(s.Lead.Assign(s.Actor("mia", At(77)), s.Crew.Member("ben"), At(77)))
	}},
}

// HandedOver is an inquiry that Dan certified for Ana, with a meeting.
func HandedOver(t testing.TB) *Story {
	s := Tell(t, Curious, At(60))
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	v := lead.Verdict{Answers: answers, GutRating: 4, To: s.Crew.Member("ana"), Meeting: At(3 * 24 * 60)}
	return s.Saved(s.Lead.Certify(s.Actor("dan", At(75)), v, s.Pb.Checklist(), s.Pb.Judge(s.Lead, At(75)), lead.Nurture{}, At(75)))
}

// PassedOn is a lead that its owner Ana offers to Ben.
func PassedOn(s *Story) *Story {
	return s.Saved(s.Lead.Assign(s.Actor("ana", At(95)), s.Crew.Member("ben"), At(95)))
}

func withPartnersOwner(t testing.TB) *Story {
	s := WithPartner(t)
	return s.Saved(s.Lead.Accept(s.Actor("pia", At(70)), At(70)))
}

func unanswered(t testing.TB) *Story {
	s := Claimed(t)
	return s.Saved(s.Lead.LogContact(s.Actor("ana", At(67)), lead.Touch{
		Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: At(187)},
	}, At(67)))
}

// InTurn is a lead that the rotation offers to Ana.
func InTurn(t testing.TB) *Story {
	return Tell(t, Hot, At(60)).Dealt(lead.Choice{Method: lead.ByRotation, Chosen: "ana", Candidates: []lead.Candidate{
		{Person: "ana", Weight: 1, Open: 3},
		{Person: "ben", Weight: 2, Skip: lead.SkipAway, Until: At(300)},
		{Person: "carla", Weight: 1, Open: 25, Skip: lead.SkipFull},
	}}, "", At(60))
}

// NoneLeft is a lead that Ana passed on, after which nobody is left.
func NoneLeft(t testing.TB) *Story {
	s := InTurn(t)
	s.Saved(s.Lead.Pass(s.Actor("ana", At(63)), "on the road", At(63)))
	return s.Dealt(lead.Choice{Method: lead.ByRotation, Candidates: []lead.Candidate{
		{Person: "ana", Weight: 1, Open: 3, Skip: lead.SkipHad},
		{Person: "ben", Weight: 2, Skip: lead.SkipAway, Until: At(300)},
	}}, "", At(63))
}

// WithPartner is a lead offered to the people of a partner.
func WithPartner(t testing.TB) *Story {
	return Tell(t, Iberian, At(60)).Dealt(lead.Choice{Method: lead.ByPartner}, "iberia-tech", At(60))
}

// Widened is a hot lead that a rung widened to another channel.
func Widened(t testing.TB) *Story { return Tell(t, Hot, At(60)).Climb(At(75)) }

// Claimed is a hot lead that Ana claimed.
func Claimed(t testing.TB) *Story {
	s := Tell(t, Hot, At(60))
	return s.Saved(s.Lead.Claim(s.Actor("ana", At(61)), At(61)))
}

// Contacted is a lead whose inquirer Ana, the owner, has reached.
func Contacted(t testing.TB) *Story { return reached(Claimed(t), "ana", 67) }

// reached is a lead whose inquirer was reached by phone.
func reached(s *Story, by lead.PersonID, minute int) *Story {
	return s.Saved(s.Lead.LogContact(s.Actor(by, At(minute)), lead.Touch{
		Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote for 40 seats.",
		Next: &lead.NextStep{What: "send offer", At: At(24*60 + 360)},
	}, At(minute)))
}

// Qualified is a lead that Ana qualified.
func Qualified(t testing.TB) *Story { return qualifiedBy(Contacted(t), "ana") }

func qualifiedBy(s *Story, by lead.PersonID) *Story {
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	return s.Saved(s.Lead.Qualify(s.Actor(by, At(90)), lead.Verdict{
		Answers: answers, GutRating: 4, Amount: lead.Money{Minor: 3120000, Currency: "EUR"},
	}, s.Pb.Checklist(), At(90)))
}

// Rejected is a lead that Ana rejected as not a fit.
func Rejected(t testing.TB) *Story {
	s := Tell(t, Hot, At(60))
	return s.Saved(s.Lead.RejectAsNotAFit(s.Actor("ana", At(63)), lead.Nurture{Channel: "#marketing", WakeAt: At(60 * 24 * 30), Reason: "too small"}, At(63)))
}

// OfferedToBen is an unclaimed lead that Mia offers to Ben.
func OfferedToBen(t testing.TB) *Story {
	s := Tell(t, Hot, At(60))
	return s.Saved(s.Lead.Assign(s.Actor("mia", At(62)), s.Crew.Member("ben"), At(62)))
}
