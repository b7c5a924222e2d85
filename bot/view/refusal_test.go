package view

import (
	"strings"
	"testing"
	"time"

	"dibs/bot/view/viewtest"
	"dibs/lead"
)

func TestARefusalSaysWhatHappenedAndWhoCan(t *testing.T) {
	fresh := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }
	inquiry := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Curious, viewtest.At(60)) }
	held := func(t testing.TB) *viewtest.Story {
		s := inquiry(t)
		return s.Saved(s.Lead.Call(s.Actor("dan", viewtest.At(61)), viewtest.At(61)))
	}
	lapsed := func(t testing.TB) *viewtest.Story { return viewtest.Claimed(t).Climb(viewtest.At(61 + 61)) }
	objecting := func(t testing.TB) *viewtest.Story {
		s := viewtest.Claimed(t)
		return s.Saved(s.Lead.LogContact(s.Actor("ana", viewtest.At(62)), lead.Touch{Method: lead.Call, Outcome: lead.AskedNotTo, Next: &lead.NextStep{At: viewtest.At(600)}}, viewtest.At(62)))
	}
	touch := lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{At: viewtest.At(600)}}
	cases := []struct {
		name string
		from func(testing.TB) *viewtest.Story
		do   func(s *viewtest.Story, a lead.Actor, now time.Time) error
		by   lead.PersonID
		now  time.Time
		want string
	}{
		{
			"claimed by a colleague a moment ago", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ben", viewtest.At(61).Add(430 * time.Millisecond), "Ana was 0.4 s faster.",
		},
		{
			"claimed by a colleague who was stored first", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ben", viewtest.At(61).Add(-20 * time.Millisecond), "Ana was 0.1 s faster.",
		},
		{
			"claimed by a colleague long ago", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ben", viewtest.At(90), "Ana has had Brandt Logistik GmbH since Mon 16 Nov 10:01. To take it over, ask them or Mia.",
		},
		{
			"claimed a moment ago, asked for by a stranger", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"gus", viewtest.At(61).Add(430 * time.Millisecond), "Ana has had Brandt Logistik GmbH since Mon 16 Nov 10:01. To take it over, ask them or Mia.",
		},
		{
			"worked by the backup of an owner who is there", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.LogContact(a, touch, now) },
			"ben", viewtest.At(62), "Only Ana or a manager can log a contact. You're the backup, so you can while Ana is away.",
		},
		{
			"noted by a stranger", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.AddComment(a, "hello", now) },
			"gus", viewtest.At(62), "Only the sales team and the person who referred this lead can comment on it. Ask Mia.",
		},
		{
			"claimed twice", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ana", viewtest.At(62), "Brandt Logistik GmbH is already yours.",
		},
		{
			"claimed by a stranger", fresh, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"gus", viewtest.At(62), "Only EMEA or a manager can claim this. You can refer a lead with `/lead new`, or ask Mia.",
		},
		{
			"claimed by a stranger when two teams may", fresh, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
				s.Lead.Pool = append(s.Lead.Pool, "inside")
				return s.Lead.Claim(a, now)
			}, "gus", viewtest.At(62), "Only EMEA, Inside or a manager can claim this. You can refer a lead with `/lead new`, or ask Mia.",
		},
		{
			"offered to somebody else", viewtest.OfferedToBen, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ana", viewtest.At(63), "Brandt Logistik GmbH is offered to Ben. If they pass or don't answer, it goes to the next person.",
		},
		{
			"accepted by somebody else", viewtest.OfferedToBen, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Accept(a, now) },
			"ana", viewtest.At(63), "This is offered to Ben. Only they or their backup can accept or pass.",
		},
		{"offered to a partner", viewtest.WithPartner, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
			return s.Lead.Claim(a, now)
		}, "ana", viewtest.At(63), "Prado SA is offered to iberia-tech. If they pass or don't answer, it goes to the next person."},
		{"answered for a partner", viewtest.WithPartner, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
			return s.Lead.Accept(a, now)
		}, "ana", viewtest.At(63), "This is offered to iberia-tech. Only their people can accept or pass."},
		{"a partner's lead that went home", func(t testing.TB) *viewtest.Story {
			s := viewtest.WithPartner(t)
			return s.Saved(s.Lead.Pass(s.Actor("paz", viewtest.At(62)), "", viewtest.At(62)))
		}, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Accept(a, now) }, "pia", viewtest.At(63), "#1042 isn't with your company, so there's nothing for you to do."},
		{"changed hands too often", viewtest.Claimed, func(s *viewtest.Story, _ lead.Actor, _ time.Time) error {
			s.Lead.Handoffs = 3
			return &lead.Refusal{Why: lead.WhyHandoffs, Action: lead.Offered, Lead: s.Lead, Audience: lead.AudienceManager}
		}, "ana", viewtest.At(63), "Brandt Logistik GmbH has changed hands 3 times, the playbook's limit. Only a manager can assign it now: ask Mia."},
		{
			"contacted too often", viewtest.Claimed, func(s *viewtest.Story, _ lead.Actor, _ time.Time) error {
				return &lead.Refusal{Why: lead.WhyPressure, Action: lead.Contacted, Lead: s.Lead, Until: viewtest.At(24 * 60 * 8)}
			}, "ana", viewtest.At(63),
			"Nadia Rahman has been contacted as often as the playbook allows. You can contact them again Tue 24 Nov 09:00. If it can't wait, open Log contact and tick “Contact anyway”.",
		},
		{"held by another qualifier", held, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
			a.Role = lead.RoleQualifier
			return s.Lead.Call(a, now)
		}, "gus", viewtest.At(62), "Dan is calling Jonas Weber until 10:31. You can try after that."},
		{
			"a lapsed claim", lapsed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Claim(a, now) },
			"ana", viewtest.At(130), "You didn't follow up on Brandt Logistik GmbH in time, so your colleagues go first. You can claim it again from Tue 17 Nov 11:02.",
		},
		{
			"an objection", objecting, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.LogContact(a, touch, now) },
			"ana", viewtest.At(65), "⛔ Nadia Rahman asked for no calls. Reach out another way, or ask a manager.",
		},
		{
			"somebody else's lead", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.LogContact(a, touch, now) },
			"gus", viewtest.At(65), "Only Ana, their backup or a manager can log a contact.",
		},
		{
			"a card that is out of date", func(t testing.TB) *viewtest.Story {
				s := inquiry(t)
				return s.Saved(s.Lead.SendToMarketing(s.Actor("dan", viewtest.At(75)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(90000), Reason: "no budget"}, viewtest.At(75)))
			}, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.Call(a, now) },
			"dan", viewtest.At(80), "Jonas Weber has been with marketing since Mon 16 Nov 10:15 (no budget), so you can't call them now. See Details for what happened.",
		},
		{
			"undone too late", func(t testing.TB) *viewtest.Story {
				s := fresh(t)
				return s.Saved(s.Lead.RejectAsNotAFit(s.Actor("ana", viewtest.At(63)), lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(90000), Reason: "too small"}, viewtest.At(63)))
			}, func(s *viewtest.Story, a lead.Actor, now time.Time) error { return s.Lead.UndoLast(a, now) },
			"ana", viewtest.At(90), "It's too late to undo this: you had 10 min. Marketing can still bring Brandt Logistik GmbH back.",
		},
		{"a question open", inquiry, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
			return s.Lead.Certify(a, lead.Verdict{}, s.Pb.Checklist(), lead.Judgement{}, lead.Nurture{}, now)
		}, "dan", viewtest.At(62), "This question needs a yes: Can this person decide, or strongly influence it? Ask them, or send the lead to marketing."},
		{
			"assigned to nobody who sells", fresh, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
				return s.Lead.Assign(a, s.Crew.Member("dan"), now)
			},
			"mia", viewtest.At(62), "Dan doesn't work on leads. Choose a rep or a manager.",
		},
		{
			"moved without a next step", viewtest.Claimed, func(s *viewtest.Story, a lead.Actor, now time.Time) error {
				return s.Lead.Snooze(a, viewtest.At(600), "", now)
			},
			"ana", viewtest.At(62), "Brandt Logistik GmbH has no next step to move yet. Log a contact first.",
		},
		{
			"no such lead", fresh, func(*viewtest.Story, lead.Actor, time.Time) error { return &lead.Refusal{Why: lead.WhyNotFound} },
			"ana", viewtest.At(62), "No lead has this number. " + findHelp,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			r := viewtest.RefusedAs(t, c.do(s, s.Actor(c.by, c.now), c.now))
			m := Refused(r, c.by, s.Crew, s.Pb, c.now, nil)
			viewtest.Taken(t, m)
			if got := viewtest.Read(m.Text); got != c.want {
				t.Errorf("refused with\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhoLosesARaceIsOfferedTheNextLeadOfThePool(t *testing.T) {
	s := viewtest.Claimed(t)
	now := viewtest.At(61).Add(430 * time.Millisecond)
	r := viewtest.RefusedAs(t, s.Lead.Claim(s.Actor("ben", now), now))
	in := viewtest.Hot
	in.Company.Name, in.Company.Employees = "Keller & Söhne AG", 40
	next := viewtest.Tell(t, in, viewtest.At(49))
	next.Lead.ID = 1041
	m := Refused(r, "ben", s.Crew, s.Pb, now, next.Lead)
	want := "Ana was 0.4 s faster. Next best for you: Keller &amp; Söhne AG (hot, 12 min)."
	if m.Text != want {
		t.Errorf("refused with\n%s\nwant\n%s", m.Text, want)
	}
	viewtest.Golden(t, "refused_race", m)
}

// Every reason of a refusal must be worded for every act, whatever fields of the lead are set.
func TestEveryRefusalHasASentence(t *testing.T) {
	whys := []lead.RefusalReason{
		lead.WhyStage, lead.WhyOwned, lead.WhyOffered, lead.WhyHeld, lead.WhyRole, lead.WhyLapsed, lead.WhyObjection, lead.WhyTooLate,
		lead.WhyMissing, lead.WhyFailed, lead.WhyNotFound, lead.WhyReceiver, lead.WhyHandoffs, lead.WhyPressure,
	}
	acts := []lead.Kind{
		lead.Calling, lead.Contacted, lead.Certified, lead.ToMarketing, lead.BroughtBack, lead.Claimed, lead.Offered, lead.Accepted,
		lead.Passed, lead.NotAFit, lead.Undone, lead.HandedBack, lead.Qualified, lead.Won, lead.Lost, lead.Disqualified, lead.Reopened,
		lead.Merged, lead.Snoozed,
	}
	pb := viewtest.Book(t)
	for _, l := range viewtest.Lives {
		s := l.Tell(t)
		for _, why := range whys {
			for _, act := range acts {
				m := Refused(&lead.Refusal{Why: why, Action: act, Lead: s.Lead, Audience: lead.AudienceManager, Until: viewtest.At(90)}, "ben", s.Crew, pb, viewtest.At(70), nil)
				viewtest.Taken(t, m)
				if strings.Contains(m.Text, "  ") || len(m.Text) < 10 {
					t.Errorf("%s: %s refused for the reason %s reads %q", l.Name, act, why, m.Text)
				}
			}
		}
	}
}
