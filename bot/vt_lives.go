package bot

import (
	"testing"

	"dibs/lead"
)

// lives are the states that a lead's card can be in (DESIGN section 2), each as the lifecycle brings it there.
var lives = []struct {
	name string
	tell func(t testing.TB) *story
}{
	{"inquiry", func(t testing.TB) *story { return tell(t, curious, at(60)) }},
	{"inquiry_held", func(t testing.TB) *story {
		s := tell(t, curious, at(60))
		return s.saved(s.lead.Call(s.actor("dan", at(72)), at(72)))
	}},
	{"inquiry_tried", func(t testing.TB) *story {
		s := tell(t, curious, at(60))
		return s.saved(s.lead.LogContact(s.actor("dan", at(72)), lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer}, at(72)))
	}},
	{"nurturing", func(t testing.TB) *story {
		s := tell(t, curious, at(60))
		return s.saved(s.lead.SendToMarketing(s.actor("dan", at(80)), lead.Nurture{
			Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring",
		}, at(80)))
	}},
	{"handed_to_marketing", func(t testing.TB) *story {
		s := claimed(t)
		return s.saved(s.lead.HandBackToMarketing(s.actor("ana", at(80)), lead.Nurture{
			Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring",
		}, at(80)))
	}},
	{"held_back", func(t testing.TB) *story {
		in := hot
		in.Campaign = "autumn-webinar"
		return tell(t, in, at(60))
	}},
	{"held_back_no_more", func(t testing.TB) *story { // the event is over, and it is not for sales
		in := hot
		in.Campaign, in.Engagement, in.Company.Employees = "autumn-webinar", "newsletter", 5
		s := tell(t, in, at(60))
		over := s.lead.Deadline.At
		j := s.pb.Judge(s.lead, over)
		j.Stage, j.Channel = lead.StageNurturing, "#marketing"
		return s.saved(s.lead.Wake(j, over))
	}},
	{"new", func(t testing.TB) *story { return tell(t, hot, at(60)) }},
	{"new_after_hours", func(t testing.TB) *story { return tell(t, hot, at(60*14)) }},
	{"new_test", func(t testing.TB) *story {
		in := hot
		in.Test = true
		return tell(t, in, at(60))
	}},
	{"new_bare", func(t testing.TB) *story {
		return tell(t, lead.Inquiry{
			Source: "phone", Contact: lead.Contact{Email: "info@silva.example"},
			Company: lead.Company{Name: "Silva", Country: "DE", Employees: 30}, Engagement: "phone_call",
		}, at(60))
	}},
	{"left_alone", func(t testing.TB) *story { // all rungs are climbed: the next is a repeat
		return tell(t, hot, at(60)).climb(at(60 + 120))
	}},
	{"not_a_fit", func(t testing.TB) *story {
		s := tell(t, hot, at(60))
		return s.saved(s.lead.RejectAsNotAFit(s.actor("ana", at(63)), lead.Nurture{
			Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "too small",
		}, at(63)))
	}},
	{"offered", func(t testing.TB) *story {
		s := tell(t, hot, at(60))
		return s.saved(s.lead.Assign(s.actor("mia", at(62)), s.crew.Member("ana"), at(62)))
	}},
	{"offered_to_somebody_away", func(t testing.TB) *story {
		s := tell(t, hot, at(60))
		return s.saved(s.lead.Assign(s.actor("mia", at(62)), s.crew.Member("ana"), at(62))).away("ana", at(63), at(24*60))
	}},
	{"owner_and_backup_away", func(t testing.TB) *story {
		return contacted(t).away("ana", at(70), at(24*60)).away("ben", at(71), at(24*60))
	}},
	{"new_in_the_evening", func(t testing.TB) *story { return tell(t, hot, at(60*10)) }},
	{"new_over_night", func(t testing.TB) *story { return tell(t, hot, at(60*10)).climb(at(24*60 + 3)) }},
	{"new_nobody_there", func(t testing.TB) *story {
		return tell(t, hot, at(60)).away("ana", at(0), at(180)).away("ben", at(0), at(24*60))
	}},
	{"offered_in_turn", inTurn},
	{"offered_to_known", func(t testing.TB) *story {
		return tell(t, hot, at(60)).dealt(lead.Choice{
			Mode: lead.ByCompany, Chosen: "ana", Other: 1040, Candidates: []lead.Candidate{{Person: "ana"}},
		}, "", at(60))
	}},
	{"offered_onward", func(t testing.TB) *story {
		s := claimed(t).away("ana", at(62), at(24*60))
		s.lead.OfferOnward()
		return s.dealt(lead.Choice{Mode: lead.ByBackup, Chosen: "ben", Candidates: []lead.Candidate{{Person: "ben"}}}, "", at(62))
	}},
	{"offered_to_partner", withPartner},
	{"partner_accepted", func(t testing.TB) *story {
		s := withPartner(t)
		return s.saved(s.lead.Accept(s.actor("pia", at(70)), at(70)))
	}},
	{"partner_passed", func(t testing.TB) *story {
		s := withPartner(t)
		s.saved(s.lead.Pass(s.actor("pia", at(70)), "no capacity", at(70)))
		return s.dealt(lead.Choice{Mode: lead.ByRotation, Chosen: "ben", Candidates: []lead.Candidate{{Person: "ana"}, {Person: "ben"}}}, "", at(70))
	}},
	{"nobody_left", noneLeft},
	{"widened", widened},
	{"claimed", claimed},
	{"claimed_with_objection", func(t testing.TB) *story {
		s := claimed(t)
		return s.saved(s.lead.LogContact(s.actor("ana", at(70)), lead.Touch{
			Method: lead.Call, Outcome: lead.AskedNotTo, Next: &lead.NextStep{What: "write instead", At: at(60 * 24)},
		}, at(70)))
	}},
	{"owned_offered", func(t testing.TB) *story {
		s := claimed(t)
		return s.saved(s.lead.Assign(s.actor("ana", at(64)), s.crew.Member("ben"), at(64)))
	}},
	{"contacted", contacted},
	{"contacted_no_answer", unanswered},
	{"qualified", qualified},
	{"won", func(t testing.TB) *story {
		s := qualified(t)
		return s.saved(s.lead.Win(s.actor("ana", at(12*24*60)), lead.Money{}, "Signed", at(12*24*60)))
	}},
	{"won_unproven", func(t testing.TB) *story {
		s := contacted(t)
		return s.saved(s.lead.Win(s.actor("ana", at(200)), lead.Money{}, "", at(200)))
	}},
	{"lost", func(t testing.TB) *story {
		s := contacted(t)
		return s.saved(s.lead.Lose(s.actor("ana", at(200)), lead.Money{}, "competitor", "Went with Acme's rival", at(200)))
	}},
	{"disqualified", func(t testing.TB) *story {
		s := tell(t, curious, at(60))
		return s.saved(s.lead.Disqualify(s.actor("dan", at(90)), "spam", "", at(90)))
	}},
	{"merged", func(t testing.TB) *story {
		s := tell(t, hot, at(60))
		return s.saved(s.lead.MergeInto(s.actor("mia", at(65)), &lead.Lead{ID: 998, Stage: lead.StageWorking}, at(65)))
	}},
	{"released", func(t testing.TB) *story {
		s := claimed(t)
		return s.climb(at(61 + 61))
	}},
	{"handed_over", handedOver},
	{"claimed_with_meeting", func(t testing.TB) *story {
		s := handedOver(t)
		return s.saved(s.lead.Accept(s.actor("ana", at(80)), at(80)))
	}},
	{"claimed_far_away", func(t testing.TB) *story {
		in := hot
		in.Contact.Phone = "+12125550100" // New York
		s := tell(t, in, at(60))
		return s.saved(s.lead.Claim(s.actor("ana", at(61)), at(61)))
	}},
	{"inquiry_far_away", func(t testing.TB) *story {
		in := curious
		in.Company.Country, in.Contact.Phone = "GB", "+442079460000" // London
		return tell(t, in, at(60))
	}},
	{"contacted_offered", func(t testing.TB) *story { return passedOn(contacted(t)) }},
	{"no_answer_offered", func(t testing.TB) *story { return passedOn(unanswered(t)) }},
	{"qualified_offered", func(t testing.TB) *story { return passedOn(qualified(t)) }},
	{"partner_contacted", func(t testing.TB) *story { return reached(withPartnersOwner(t), "pia", 75) }},
	{"partner_no_answer", func(t testing.TB) *story {
		s := withPartnersOwner(t)
		return s.saved(s.lead.LogContact(s.actor("pia", at(75)), lead.Touch{
			Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: at(195)},
		}, at(75)))
	}},
	{"partner_qualified", func(t testing.TB) *story { return qualifiedBy(reached(withPartnersOwner(t), "pia", 75), "pia") }},
	{"partner_won", func(t testing.TB) *story {
		s := reached(withPartnersOwner(t), "pia", 75)
		return s.saved(s.lead.Win(s.actor("pia", at(100)), lead.Money{}, "", at(100)))
	}},
}

// copies are the states in which a lead can hang in more than one channel.
var copies = []struct {
	name string
	tell func(t testing.TB) *story
}{
	{"widened_copy", widened},
	{"offered_copy", func(t testing.TB) *story {
		s := widened(t)
		return s.saved(s.lead.Assign(s.actor("mia", at(77)), s.crew.Member("ben"), at(77)))
	}},
}

// handedOver is an inquiry that Dan certified for Ana, with a meeting.
func handedOver(t testing.TB) *story {
	s := tell(t, curious, at(60))
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	v := lead.Verdict{Answers: answers, Gut: 4, To: s.crew.Member("ana"), Meeting: at(3 * 24 * 60)}
	return s.saved(s.lead.Certify(s.actor("dan", at(75)), v, s.pb.Checklist(), s.pb.Judge(s.lead, at(75)), lead.Nurture{}, at(75)))
}

// passedOn is a lead that Ana, who has it, offers to Ben.
func passedOn(s *story) *story {
	return s.saved(s.lead.Assign(s.actor("ana", at(95)), s.crew.Member("ben"), at(95)))
}

func withPartnersOwner(t testing.TB) *story {
	s := withPartner(t)
	return s.saved(s.lead.Accept(s.actor("pia", at(70)), at(70)))
}

func unanswered(t testing.TB) *story {
	s := claimed(t)
	return s.saved(s.lead.LogContact(s.actor("ana", at(67)), lead.Touch{
		Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call again", At: at(187)},
	}, at(67)))
}

// inTurn is a lead that the rotation offers to Ana.
func inTurn(t testing.TB) *story {
	return tell(t, hot, at(60)).dealt(lead.Choice{Mode: lead.ByRotation, Chosen: "ana", Candidates: []lead.Candidate{
		{Person: "ana", Weight: 1, Open: 3},
		{Person: "ben", Weight: 2, Skip: lead.SkipAway, Until: at(300)},
		{Person: "carla", Weight: 1, Open: 25, Skip: lead.SkipFull},
	}}, "", at(60))
}

// noneLeft is a lead that Ana passed, after which nobody is left.
func noneLeft(t testing.TB) *story {
	s := inTurn(t)
	s.saved(s.lead.Pass(s.actor("ana", at(63)), "on the road", at(63)))
	return s.dealt(lead.Choice{Mode: lead.ByRotation, Candidates: []lead.Candidate{
		{Person: "ana", Weight: 1, Open: 3, Skip: lead.SkipHad},
		{Person: "ben", Weight: 2, Skip: lead.SkipAway, Until: at(300)},
	}}, "", at(63))
}

func withPartner(t testing.TB) *story {
	return tell(t, iberian, at(60)).dealt(lead.Choice{Mode: lead.ByPartner}, "iberia-tech", at(60))
}

func widened(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(75)) }

func claimed(t testing.TB) *story {
	s := tell(t, hot, at(60))
	return s.saved(s.lead.Claim(s.actor("ana", at(61)), at(61)))
}

func contacted(t testing.TB) *story { return reached(claimed(t), "ana", 67) }

// reached is a lead whose inquirer was spoken to.
func reached(s *story, by lead.PersonID, minute int) *story {
	return s.saved(s.lead.LogContact(s.actor(by, at(minute)), lead.Touch{
		Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote for 40 seats.",
		Next: &lead.NextStep{What: "send offer", At: at(24*60 + 360)},
	}, at(minute)))
}

func qualified(t testing.TB) *story { return qualifiedBy(contacted(t), "ana") }

func qualifiedBy(s *story, by lead.PersonID) *story {
	answers := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	return s.saved(s.lead.Qualify(s.actor(by, at(90)), lead.Verdict{
		Answers: answers, Gut: 4, Amount: lead.Money{Minor: 3120000, Currency: "EUR"},
	}, s.pb.Checklist(), at(90)))
}

func rejected(t testing.TB) *story {
	s := tell(t, hot, at(60))
	return s.saved(s.lead.RejectAsNotAFit(s.actor("ana", at(63)), lead.Nurture{Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "too small"}, at(63)))
}

func offeredToBen(t testing.TB) *story {
	s := tell(t, hot, at(60))
	return s.saved(s.lead.Assign(s.actor("mia", at(62)), s.crew.Member("ben"), at(62)))
}
