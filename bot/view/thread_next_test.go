package view

import (
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/lead"
)

func TestTheThreadTellsWhoIsNextAndWhy(t *testing.T) {
	take := func(mode lead.AssignmentMethod, chosen lead.PersonID, cs ...lead.Candidate) lead.Choice {
		return lead.Choice{Method: mode, Chosen: chosen, Candidates: cs}
	}
	asleep := func(t testing.TB) *viewtest.Story {
		s := viewtest.Tell(t, viewtest.Curious, viewtest.At(60))
		return s.Saved(s.Lead.SendToMarketing(s.Actor("dan", viewtest.At(75)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(60 * 24 * 30), Reason: "no budget"}, viewtest.At(75)))
	}
	cases := []struct {
		name string
		tell func(t testing.TB) *viewtest.Story
		n    int
		want string
	}{
		{"offered in turn", viewtest.InTurn, 1, "✋ Offered to Ana (next in line). Ben is away until 14:00, Carla has 25 open leads."},
		{
			"a known company", func(t testing.TB) *viewtest.Story {
				c := take(lead.ByCompany, "ana")
				c.Other = 1040
				return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Dealt(c, "", viewtest.At(60))
			}, 1,
			"✋ Offered to Ana (works with this company, #1040).",
		},
		{
			"a known company whose owner is away", func(t testing.TB) *viewtest.Story {
				c := take(lead.ByCompany, "", lead.Candidate{Person: "ana", Skip: lead.SkipAway})
				c.Other = 1040
				return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Dealt(c, "", viewtest.At(60))
			}, 1,
			"🙋 Ana works with this company (#1040), but is away. Anyone on the team can claim it.",
		},
		{"a partner", viewtest.WithPartner, 1, "✋ Offered to iberia-tech. First to accept gets it."},
		{"a partner who accepts", func(t testing.TB) *viewtest.Story {
			s := viewtest.WithPartner(t)
			return s.Saved(s.Lead.Accept(s.Actor("paz", viewtest.At(70)), viewtest.At(70)))
		}, 1, "👤 Paz (iberia-tech) accepted it."},
		{"a partner who passes", func(t testing.TB) *viewtest.Story {
			s := viewtest.WithPartner(t)
			s.Saved(s.Lead.Pass(s.Actor("paz", viewtest.At(70)), "no capacity", viewtest.At(70)))
			return s.Dealt(take(lead.ByRotation, "ben"), "", viewtest.At(70))
		}, 2, "↪️ Paz passed: no capacity.\n✋ Offered to Ben (next in line)."},
		{"a partner who does not answer", func(t testing.TB) *viewtest.Story {
			s := viewtest.WithPartner(t)
			return s.Climb(s.Lead.Deadline.At).Climb(viewtest.At(24*60 + 60))
		}, 2, "⏱ No answer to the offer for 1 day.\n⌛ Time's up: iberia-tech didn't respond. It's back with us."},
		{"nobody left", viewtest.NoneLeft, 2, "↪️ Ana passed: on the road.\n🙋 No one is left to offer it to: Ana had it before, Ben is away until 14:00. The team can still claim it, or Mia can assign it."},
		{"nobody left, two for the same reason", func(t testing.TB) *viewtest.Story {
			s := viewtest.InTurn(t)
			s.Saved(s.Lead.Pass(s.Actor("ana", viewtest.At(63)), "", viewtest.At(63)))
			return s.Dealt(lead.Choice{Method: lead.ByRotation, Candidates: []lead.Candidate{
				{Person: "ana", Skip: lead.SkipHad},
				{Person: "carla", Skip: lead.SkipAway},
				{Person: "ben", Skip: lead.SkipHad},
				{Person: "mia", Skip: lead.SkipAway},
			}}, "", viewtest.At(63))
		}, 2, "↪️ Ana passed.\n🙋 No one is left to offer it to: Ana and Ben had it before, Carla and Mia are away. The team can still claim it, or Mia can assign it."},
		{
			"the limit of hand-offs", func(t testing.TB) *viewtest.Story {
				s := viewtest.InTurn(t)
				s.Lead.Handoffs = 2
				s.Saved(s.Lead.Pass(s.Actor("ana", viewtest.At(63)), "", viewtest.At(63)))
				return s.Dealt(lead.Choice{Method: lead.ByRotation, Limit: true}, "", viewtest.At(63))
			}, 2,
			"↪️ Ana passed.\n🙋 No one took it (3 offers, and the playbook allows no more). The team can still claim it, or Mia can assign it.",
		},
		{
			"an offer that ran out", func(t testing.TB) *viewtest.Story {
				return viewtest.InTurn(t).Climb(viewtest.At(70)).Climb(viewtest.At(75)).Dealt(take(lead.ByRotation, "ben"), "", viewtest.At(75))
			}, 3,
			"⏱ No answer to the offer for 15 min. Also posted in #leads: EMEA can claim it now.\n⌛ Time's up: Ana didn't respond.\n✋ Offered to Ben (next in line).",
		},
		{
			"an offer that ran out while Dibs was down", func(t testing.TB) *viewtest.Story {
				return viewtest.InTurn(t).Climb(viewtest.At(75)).Dealt(take(lead.ByRotation, "ben"), "", viewtest.At(75))
			}, 3,
			"⏱ No answer to the offer for 15 min. Pinged Mia to step in. Also posted in #leads: EMEA can claim it now.\n" +
				"⌛ Time's up: Ana didn't respond.\n✋ Offered to Ben (next in line).",
		},
		{
			"nobody claims it", func(t testing.TB) *viewtest.Story {
				return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(75)).Climb(viewtest.At(80)).Dealt(take(lead.ByRotation, "ana"), "", viewtest.At(80))
			}, 2,
			"⏱ Unclaimed for 20 min.\n✋ Offered to Ana (next in line).",
		},
		{
			"an owner who went away", func(t testing.TB) *viewtest.Story {
				s := viewtest.Claimed(t).Away("ana", viewtest.At(62), viewtest.At(24*60))
				s.Lead.OfferOnward()
				return s.Dealt(take(lead.ByBackup, "ben"), "", viewtest.At(62))
			}, 1,
			"✋ Ana is away and this lead is hot, so it's offered to Ben (backup). It stays with Ana unless Ben accepts.",
		},
		{"who is on duty", func(t testing.TB) *viewtest.Story {
			s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60*10))
			return s.Climb(s.Lead.Deadline.At)
		}, 1, "🌙 After hours: Mia is on duty."},
		{
			"a sign of interest", func(t testing.TB) *viewtest.Story {
				s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
				s.Lead.Engage("download", s.Pb.Judge, viewtest.At(70))
				return s.Saved(nil)
			}, 2,
			"👀 Downloaded something +10. 🔥 Hot: potential 70, engagement 55.",
		},
		{
			"a nurtured lead that has warmed up", func(t testing.TB) *viewtest.Story {
				s := asleep(t)
				s.Lead.Engage("attended", s.Pb.Judge, viewtest.At(90))
				return s.Saved(nil)
			}, 3,
			"👀 Came to the event +20.\n⏰ It warmed up, so it's back before its date. It had been set aside: no budget.\n" +
				"Not sales-ready yet, so the qualifiers take a look. ☀️ Warm: potential 15, engagement 45. Missing: company.",
		},
		{
			"another inquiry", func(t testing.TB) *viewtest.Story {
				s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
				s.Lead.AddRepeatInquiry(&lead.Lead{Inquiry: lead.Inquiry{Source: "website", Engagement: "contact_form", Message: "Hello?"}}, s.Pb.Judge, viewtest.At(70))
				return s.Saved(nil)
			}, 2,
			"🔁 Asked again, from website. “Hello?” 🔥 Hot: potential 70, engagement 80.",
		},
		{
			"a contact beyond the limit", func(t testing.TB) *viewtest.Story {
				s := viewtest.Claimed(t)
				return s.Saved(s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), lead.Touch{
					Method: lead.Call, Outcome: lead.Reached, Pressed: true, Next: &lead.NextStep{What: "send offer", At: viewtest.At(24 * 60)},
				}, viewtest.At(67)))
			}, 1,
			"📞 Ana reached them by phone. This goes over the contact limit, on purpose. Next: send offer, Tue 17 Nov 09:00.",
		},
		{
			"a touch of marketing", func(t testing.TB) *viewtest.Story {
				s := asleep(t)
				return s.Saved(s.Lead.LogContact(s.Actor("max", viewtest.At(90)), lead.Touch{
					Method: lead.Email, Outcome: lead.Sent, Next: &lead.NextStep{At: viewtest.At(24 * 60 * 9)},
				}, viewtest.At(90)))
			}, 1,
			"✉️ Max sent an e-mail. Next look: Wed 25 Nov 2026.",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := told(c.tell(t), c.n, true); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestAListedPoolIsNamedAndNotMentioned(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63))
	s.Events[len(s.Events)-1].Facts.Steps[0].Listed = true
	if got := told(s, 1, false); got != "⏱ Unclaimed for 3 min. It's in the channel's list for Ana and Ben." {
		t.Errorf("got %s", got)
	}
}
