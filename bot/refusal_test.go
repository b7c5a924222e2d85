package bot

import (
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

func TestARefusalSaysWhatHappenedAndWhoCan(t *testing.T) {
	fresh := func(t testing.TB) *story { return tell(t, hot, at(60)) }
	inquiry := func(t testing.TB) *story { return tell(t, curious, at(60)) }
	held := func(t testing.TB) *story {
		s := inquiry(t)
		return s.saved(s.lead.Call(s.actor("dan", at(61)), at(61)))
	}
	lapsed := func(t testing.TB) *story { return claimed(t).climb(at(61 + 61)) }
	objecting := func(t testing.TB) *story {
		s := claimed(t)
		return s.saved(s.lead.LogContact(s.actor("ana", at(62)), lead.Touch{Method: lead.Call, Outcome: lead.AskedNotTo, Next: &lead.NextStep{At: at(600)}}, at(62)))
	}
	touch := lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{At: at(600)}}
	cases := []struct {
		name string
		from func(testing.TB) *story
		do   func(s *story, a lead.Actor, now time.Time) error
		by   lead.PersonID
		now  time.Time
		want string
	}{
		{
			"claimed by a colleague a moment ago", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ben", at(61).Add(430 * time.Millisecond), "Ana was 0.4 s faster and has Brandt Logistik GmbH.",
		},
		{
			"claimed by a colleague who was stored first", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ben", at(61).Add(-20 * time.Millisecond), "Ana was 0.1 s faster and has Brandt Logistik GmbH.",
		},
		{
			"claimed by a colleague long ago", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ben", at(90), "Ana has had Brandt Logistik GmbH since Mon 16 Nov 10:01.",
		},
		{
			"claimed a moment ago, asked for by a stranger", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"gus", at(61).Add(430 * time.Millisecond), "Ana has had Brandt Logistik GmbH since Mon 16 Nov 10:01.",
		},
		{
			"worked by the backup of an owner who is there", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.LogContact(a, touch, now) },
			"ben", at(62), "Only Ana or a manager can log a contact. You can while Ana is away.",
		},
		{
			"noted by a stranger", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Note(a, "hello", now) },
			"gus", at(62), "Only who works leads here, or referred this one, can add a note. Ask Mia.",
		},
		{
			"claimed twice", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ana", at(62), "You have Brandt Logistik GmbH already.",
		},
		{
			"claimed by a stranger", fresh, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"gus", at(62), "Only a rep of emea or a manager can claim this. You can refer a lead with `/lead new`, or ask Mia.",
		},
		{
			"claimed by a stranger when two teams may", fresh, func(s *story, a lead.Actor, now time.Time) error {
				s.lead.Pool = append(s.lead.Pool, "inside")
				return s.lead.Claim(a, now)
			}, "gus", at(62), "Only a rep of emea or inside, or a manager, can claim this. You can refer a lead with `/lead new`, or ask Mia.",
		},
		{
			"offered to somebody else", offeredToBen, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ana", at(63), "Brandt Logistik GmbH is offered to Ben. When they pass or do not answer, it goes on to the next one.",
		},
		{
			"accepted by somebody else", offeredToBen, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Accept(a, now) },
			"ana", at(63), "This is offered to Ben: only they or their backup can answer.",
		},
		{"offered to a partner", withPartner, func(s *story, a lead.Actor, now time.Time) error {
			return s.lead.Claim(a, now)
		}, "ana", at(63), "Prado SA is offered to iberia-tech. When they pass or do not answer, it goes on to the next one."},
		{"answered for a partner", withPartner, func(s *story, a lead.Actor, now time.Time) error {
			return s.lead.Accept(a, now)
		}, "ana", at(63), "This is offered to iberia-tech: only their people can answer."},
		{"a partner's lead that went home", func(t testing.TB) *story {
			s := withPartner(t)
			return s.saved(s.lead.Pass(s.actor("paz", at(62)), "", at(62)))
		}, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Accept(a, now) }, "pia", at(63), "#1042 is not with you, or not any more. Nothing is left to do."},
		{"changed hands too often", claimed, func(s *story, _ lead.Actor, _ time.Time) error {
			s.lead.Handoffs = 3
			return &lead.Refusal{Why: lead.WhyHandoffs, Action: lead.Offered, Lead: s.lead, Who: lead.WhoManager}
		}, "ana", at(63), "Brandt Logistik GmbH was handed on 3 times, as often as the playbook allows. Only a manager can assign it now: ask Mia."},
		{
			"contacted too often", claimed, func(s *story, _ lead.Actor, _ time.Time) error {
				return &lead.Refusal{Why: lead.WhyPressure, Action: lead.Contacted, Lead: s.lead, Until: at(24 * 60 * 8)}
			}, "ana", at(63),
			"Nadia Rahman was contacted as often as the playbook allows. It is free again Tue 24 Nov 09:00. If it cannot wait, open Log contact and tick “Contact all the same”.",
		},
		{"held by another qualifier", held, func(s *story, a lead.Actor, now time.Time) error {
			a.Role = lead.RoleQualifier
			return s.lead.Call(a, now)
		}, "gus", at(62), "Dan is calling Jonas Weber until 10:31. After that you can."},
		{
			"a lapsed claim", lapsed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Claim(a, now) },
			"ana", at(130), "Your claim of Brandt Logistik GmbH lapsed, so somebody else has the first go. You can take it again from Tue 17 Nov 11:02.",
		},
		{
			"an objection", objecting, func(s *story, a lead.Actor, now time.Time) error { return s.lead.LogContact(a, touch, now) },
			"ana", at(65), "⛔ Nadia Rahman asked for no calls. Choose another way, or ask a manager.",
		},
		{
			"somebody else's lead", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.LogContact(a, touch, now) },
			"gus", at(65), "Only Ana, their backup or a manager can log a contact.",
		},
		{
			"a card that is out of date", func(t testing.TB) *story {
				s := inquiry(t)
				return s.saved(s.lead.SendToMarketing(s.actor("dan", at(75)), lead.Nurture{Channel: "#marketing", WakeAt: at(90000), Reason: "no budget"}, at(75)))
			}, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Call(a, now) },
			"dan", at(80), "Jonas Weber has been with marketing since Mon 16 Nov 10:15 (no budget), so you cannot call it now. Details shows what happened.",
		},
		{
			"undone too late", func(t testing.TB) *story {
				s := fresh(t)
				return s.saved(s.lead.RejectAsNotAFit(s.actor("ana", at(63)), lead.Nurture{Channel: "#marketing", WakeAt: at(90000), Reason: "too small"}, at(63)))
			}, func(s *story, a lead.Actor, now time.Time) error { return s.lead.TakeBack(a, now) },
			"ana", at(90), "This could be undone for 10 min. Marketing can still bring Brandt Logistik GmbH back.",
		},
		{"a question open", inquiry, func(s *story, a lead.Actor, now time.Time) error {
			return s.lead.Certify(a, lead.Verdict{}, s.pb.Checklist(), lead.Judgement{}, lead.Nurture{}, now)
		}, "dan", at(62), "This question needs a yes: Can this person decide, or strongly influence it? Ask first, or send it to marketing."},
		{
			"assigned to nobody who sells", fresh, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Assign(a, s.crew.Member("dan"), now) },
			"mia", at(62), "Dan does not work leads. Choose a rep or a manager.",
		},
		{
			"moved without a next step", claimed, func(s *story, a lead.Actor, now time.Time) error { return s.lead.Snooze(a, at(600), "", now) },
			"ana", at(62), "Brandt Logistik GmbH has no next step to move yet. Log a contact first.",
		},
		{
			"no such lead", fresh, func(*story, lead.Actor, time.Time) error { return &lead.Refusal{Why: lead.WhyNotFound} },
			"ana", at(62), "There is no lead with this number. " + findHelp,
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			r := refusedAs(t, c.do(s, s.actor(c.by, c.now), c.now))
			m := Refused(r, c.by, s.crew, s.pb, c.now, nil)
			taken(t, m)
			if got := read(m.Text); got != c.want {
				t.Errorf("refused with\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestWhoLosesARaceIsOfferedTheNextLeadOfThePool(t *testing.T) {
	s := claimed(t)
	now := at(61).Add(430 * time.Millisecond)
	r := refusedAs(t, s.lead.Claim(s.actor("ben", now), now))
	in := hot
	in.Company.Name, in.Company.Employees = "Keller & Söhne AG", 40
	next := tell(t, in, at(49))
	next.lead.ID = 1041
	m := Refused(r, "ben", s.crew, s.pb, now, next.lead)
	want := "Ana was 0.4 s faster and has Brandt Logistik GmbH. Next in your pool: Keller &amp; Söhne AG (hot, waiting 12 min)."
	if m.Text != want {
		t.Errorf("refused with\n%s\nwant\n%s", m.Text, want)
	}
	golden(t, "refused_race", m)
}

// Every ground of refusal must be worded for every act, whatever of the lead is filled in.
func TestEveryRefusalHasASentence(t *testing.T) {
	whys := []lead.Why{
		lead.WhyStage, lead.WhyOwned, lead.WhyOffered, lead.WhyHeld, lead.WhyRole, lead.WhyLapsed, lead.WhyObjection, lead.WhyTooLate,
		lead.WhyMissing, lead.WhyFailed, lead.WhyNotFound, lead.WhyReceiver, lead.WhyHandoffs, lead.WhyPressure,
	}
	acts := []lead.Kind{
		lead.Calling, lead.Contacted, lead.Certified, lead.ToMarketing, lead.PushedOn, lead.Claimed, lead.Offered, lead.Accepted,
		lead.Passed, lead.NotAFit, lead.Undone, lead.HandedBack, lead.Qualified, lead.Won, lead.Lost, lead.Disqualified, lead.Reopened,
		lead.Merged, lead.Snoozed,
	}
	pb := book(t)
	for _, l := range lives {
		s := l.tell(t)
		for _, why := range whys {
			for _, act := range acts {
				m := Refused(&lead.Refusal{Why: why, Action: act, Lead: s.lead, Who: lead.WhoManager, Until: at(90)}, "ben", s.crew, pb, at(70), nil)
				taken(t, m)
				if strings.Contains(m.Text, "  ") || len(m.Text) < 10 {
					t.Errorf("%s, %s refused as %s: %q", l.name, act, why, m.Text)
				}
			}
		}
	}
}
