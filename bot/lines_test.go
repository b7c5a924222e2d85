package bot

import (
	"fmt"
	"strings"
	"testing"

	"dibs/lead"
)

// told draws only the last n events of a story.
func told(s *story, n int, quiet bool) string {
	p := s.card()
	p.What, p.Events = lead.Lines, s.events[len(s.events)-n:]
	m := Lines(p, s.pb, quiet)
	taken(s, m)
	return read(m.Text)
}

func TestTheThreadTellsWhatHappenedInPlainWords(t *testing.T) {
	next := &lead.NextStep{What: "send offer", At: at(24*60 + 360)}
	marketing := lead.Nurture{Channel: "#marketing", WakeAt: at(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring"}
	yes := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	inquiry := func(t testing.TB) *story { return tell(t, curious, at(60)) }
	fresh := func(t testing.TB) *story { return tell(t, hot, at(60)) }
	cases := []struct {
		name string
		from func(testing.TB) *story
		do   func(s *story) error
		want string
	}{
		{"a call begun", inquiry, func(s *story) error { return s.lead.Call(s.actor("dan", at(72)), at(72)) }, "📞 Dan is calling (until 10:42)."},
		{"certified", inquiry, func(s *story) error {
			return s.lead.Certify(s.actor("dan", at(75)), lead.Verdict{Answers: yes, Gut: 5, Note: "Keen"}, s.pb.Checklist(), s.pb.Judge(s.lead, at(75)), marketing, at(75))
		}, "✔️ Dan certified it as sales-ready. Route: everything else · #leads. (authority yes, budget yes, footprint yes, need yes, gut feeling 5 of 5) “Keen”"},
		{"a failed test", inquiry, func(s *story) error {
			no := lead.Answers{"authority": lead.Yes, "budget": lead.No, "need": lead.Yes, "footprint": lead.Yes}
			return s.lead.Certify(s.actor("dan", at(75)), lead.Verdict{Answers: no}, s.pb.Checklist(), s.pb.Judge(s.lead, at(75)), marketing, at(75))
		}, "💤 Dan sent it to marketing until Wed 16 Dec 2026: budget. (authority yes, budget no, footprint yes, need yes)"},
		{
			"to marketing", inquiry, func(s *story) error { return s.lead.SendToMarketing(s.actor("dan", at(75)), marketing, at(75)) },
			"💤 Dan sent it to marketing until Wed 16 Dec 2026: no budget. “Asks again in spring”",
		},
		{"claimed", fresh, func(s *story) error { return s.lead.Claim(s.actor("ana", at(66)), at(66)) }, "👤 Ana claimed it, 6 min after it came in."},
		{"claimed after it was handed back", func(t testing.TB) *story {
			s := claimed(t)
			return s.saved(s.lead.HandBackToPool(s.actor("ana", at(70)), "wrong team", "", at(70)))
		}, func(s *story) error { return s.lead.Claim(s.actor("ben", at(75)), at(75)) }, "👤 Ben claimed it, 5 min after it came back."},
		{"offered", fresh, func(s *story) error { return s.lead.Assign(s.actor("mia", at(62)), s.crew.Member("ben"), at(62)) }, "✋ Mia offers it to Ben."},
		{"accepted", offeredToBen, func(s *story) error { return s.lead.Accept(s.actor("ben", at(63)), at(63)) }, "👤 Ben accepted it."},
		{
			"passed", offeredToBen, func(s *story) error { return s.lead.Pass(s.actor("ben", at(63)), "on the road", at(63)) },
			"↪️ Ben passed: on the road. It is back in its pool.",
		},
		{
			"not a fit", fresh, func(s *story) error { return s.lead.RejectAsNotAFit(s.actor("ana", at(63)), marketing, at(63)) },
			"↩️ Ana says it is not a fit: no budget. It is with marketing now. “Asks again in spring”",
		},
		{"a contact", claimed, func(s *story) error {
			return s.lead.LogContact(s.actor("ana", at(67)), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote for 40 seats.", Next: next}, at(67))
		}, "📞 Ana: phone, reached. “Wants a quote for 40 seats.” Next: send offer, Tue 17 Nov 15:00."},
		{"no answer", claimed, func(s *story) error {
			return s.lead.LogContact(s.actor("mia", at(67)), lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: next}, at(67))
		}, "📞 Mia (for Ana): phone, no answer. Attempt 1 of 6. Next: send offer, Tue 17 Nov 15:00."},
		{"handed back", claimed, func(s *story) error {
			return s.lead.HandBackToPool(s.actor("ana", at(67)), "wrong team", "", at(67))
		}, "↩️ Ana handed it back to its pool: wrong team."},
		{"handed back to marketing", claimed, func(s *story) error {
			return s.lead.HandBackToMarketing(s.actor("ana", at(67)), marketing, at(67))
		}, "↩️ Ana handed it back to marketing until Wed 16 Dec 2026: no budget. “Asks again in spring”"},
		{"qualified", contacted, func(s *story) error {
			return s.lead.Qualify(s.actor("ana", at(90)), lead.Verdict{Answers: yes, Amount: lead.Money{Minor: 3120000, Currency: "EUR"}}, s.pb.Checklist(), at(90))
		}, "🎯 Ana qualified it: €31,200. (authority yes, budget yes, footprint yes, need yes)"},
		{"won", qualified, func(s *story) error {
			return s.lead.Win(s.actor("ana", at(12*24*60)), lead.Money{}, "Signed", at(12*24*60))
		}, "✅ Ana won it: €31,200, 12 days after it came in. “Signed”"},
		{"lost with what it would have brought", qualified, func(s *story) error {
			return s.lead.Lose(s.actor("ana", at(200)), lead.Money{Minor: 2800000, Currency: "EUR"}, "price", "Too dear", at(200))
		}, "❌ Ana lost it: price, €28,000. “Too dear”"},
		{"lost with the amount it had", qualified, func(s *story) error {
			return s.lead.Lose(s.actor("ana", at(200)), lead.Money{}, "price", "", at(200))
		}, "❌ Ana lost it: price, €31,200."},
		{"its owner left", claimed, func(s *story) error {
			s.lead.HandOver("ana", s.crew.Member("ben"), at(90))
			return nil
		}, "🚪 Ana has left the company. Ben has it now."},
		{"its owner left without a backup", claimed, func(s *story) error {
			s.lead.HandOver("ana", lead.Member{}, at(90))
			return nil
		}, "🚪 Ana has left the company. It is back in its pool."},
		{"who was offered it left", offeredToBen, func(s *story) error {
			s.lead.HandOver("ben", lead.Member{}, at(90))
			return nil
		}, "🚪 Ben has left the company. It is back in its pool."},
		{"lost", contacted, func(s *story) error {
			return s.lead.Lose(s.actor("ana", at(90)), lead.Money{}, "competitor", "", at(90))
		}, "❌ Ana lost it: competitor."},
		{"disqualified", inquiry, func(s *story) error { return s.lead.Disqualify(s.actor("dan", at(90)), "spam", "", at(90)) }, "🚫 Dan disqualified it: spam."},
		{
			"moved", contacted, func(s *story) error { return s.lead.Snooze(s.actor("ana", at(90)), at(60*24*2), "", at(90)) },
			"😴 Ana moved the next step to Wed 18 Nov 09:00.",
		},
		{
			"taken back", rejected, func(s *story) error { return s.lead.TakeBack(s.actor("ana", at(65)), at(65)) },
			"↩️ Ana took “Not a fit” back: it is waiting in its pool.",
		},
		{"woken", rejected, func(s *story) error { return s.lead.Wake(s.pb.Judge(s.lead, at(90000)), at(90000)) }, "⏰ Its date has come, so it is looked at again. It was put off: too small."},
		{"reopened", func(t testing.TB) *story {
			s := contacted(t)
			return s.saved(s.lead.Lose(s.actor("ana", at(90)), lead.Money{}, "price", "", at(90)))
		}, func(s *story) error { return s.lead.Reopen(s.actor("ana", at(99)), s.crew.Member("ana"), at(99)) }, "🔓 Ana opened it again."},
		{"reopened by the manager", func(t testing.TB) *story {
			s := contacted(t)
			return s.saved(s.lead.Lose(s.actor("ana", at(90)), lead.Money{}, "price", "", at(90)))
		}, func(s *story) error { return s.lead.Reopen(s.actor("mia", at(99)), s.crew.Member("ana"), at(99)) }, "🔓 Mia opened it again. It is with Ana."},
		{"a visit", claimed, func(s *story) error {
			return s.lead.LogContact(s.actor("ana", at(67)), lead.Touch{Method: lead.Visit, Outcome: lead.MeetingSet, Next: next}, at(67))
		}, "🚪 Ana: visit, meeting booked. Next: send offer, Tue 17 Nov 15:00."},
		{"an e-mail", claimed, func(s *story) error {
			return s.lead.LogContact(s.actor("ana", at(67)), lead.Touch{Method: lead.Email, Outcome: lead.Bounced, Next: next}, at(67))
		}, "✉️ Ana: e-mail, bounced. Attempt 1 of 6. Next: send offer, Tue 17 Nov 15:00."},
		{"certified for a rep, with a meeting", inquiry, func(s *story) error {
			v := lead.Verdict{Answers: yes, To: s.crew.Member("ana"), Meeting: at(3 * 24 * 60)}
			return s.lead.Certify(s.actor("dan", at(75)), v, s.pb.Checklist(), s.pb.Judge(s.lead, at(75)), lead.Nurture{}, at(75))
		}, "✔️ Dan certified it as sales-ready. Route: everything else · #leads. (authority yes, budget yes, footprint yes, need yes) Meeting: Thu 19 Nov 09:00."},
		{"accepted with its meeting", handedOver, func(s *story) error { return s.lead.Accept(s.actor("ana", at(80)), at(80)) }, "👤 Ana accepted it. Meeting: Thu 19 Nov 09:00."},
		{"merged", fresh, func(s *story) error {
			return s.lead.MergeInto(s.actor("mia", at(65)), &lead.Lead{ID: 998, Stage: lead.StageWorking}, at(65))
		}, "🔗 Mia merged it into #998: the same inquiry."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			before := len(s.events)
			s.saved(c.do(s))
			s.events = s.events[:before+1] // what follows from it, such as a judgement, is told in its own line
			if got := told(s, 1, false); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestTheThreadTellsWhoseClaimOrOfferRanOut(t *testing.T) {
	want := "⏱ Ana has it for 1 h, and no contact attempt is logged yet. "
	got := told(claimed(t).climb(at(76)).climb(at(91)).climb(at(61+61)), 2, true)
	if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "⌛ Ana logged no contact in time. It is back in its pool.") {
		t.Errorf("told\n%s", got)
	}
	got = told(offeredToBen(t).climb(at(72)).climb(at(62+15)), 2, true)
	if !strings.HasPrefix(got, "⏱ ") || !strings.HasSuffix(got, "⌛ Ben did not answer the offer. It is back in its pool.") {
		t.Errorf("told\n%s", got)
	}
}

func TestTheThreadBeginsWithWhereTheLeadComesFrom(t *testing.T) {
	want := "Registered from demo (spring-webinar).\nMeets the definition: sales-ready. 🔥 Hot: potential 70, engagement 45. " +
		"Route: enterprise DACH."
	if got := told(tell(t, hot, at(60)), 2, false); got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
	want = "Registered from webinar.\nNot sales-ready yet: the qualifiers have a look. ❄️ Cold: potential 15, engagement 25. Missing: company."
	if got := told(tell(t, curious, at(60)), 2, false); got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

func TestOneMessageCallsEverybodyWhoseTurnItIs(t *testing.T) {
	cases := []struct {
		name    string
		from    func(testing.TB) *story
		minutes int
		want    string
	}{
		{
			"the pool", func(t testing.TB) *story { return tell(t, hot, at(60)) }, 63,
			"⏱ Nobody has claimed this for 3 min. <@U00000ANA> and <@U00000BEN>: who takes it?",
		},
		{
			"pool and backup at once", func(t testing.TB) *story { return tell(t, hot, at(60)) }, 65,
			"⏱ Nobody has claimed this for 5 min. <@U00000ANA> and <@U00000BEN>: who takes it?",
		},
		{
			"who was offered it", offeredToBen, 65,
			"⏱ Ben has not answered the offer for 3 min. <@U00000BEN>, can you take it? Ana is called as the backup.",
		},
		{
			"a widening that is due", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(70)) }, 75,
			"⏱ Nobody has claimed this for 15 min. Widened to #leads: emea can claim it now.",
		},
		{
			"a next rep who is due", func(t testing.TB) *story { return tell(t, hot, at(60)).climb(at(75)) }, 80,
			"⏱ Nobody has claimed this for 20 min.",
		},
		{
			"a next step that is due", contacted, 24*60 + 360,
			"⏱ The next step is due. Ana is reminded.",
		},
		{"the owner", claimed, 76, "⏱ Ana has it for 15 min, and no contact attempt is logged yet. Ana is reminded."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t).climb(at(c.minutes))
			if got := told(s, 1, false); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestQuietThreadsNameWithoutMentioning(t *testing.T) {
	s := tell(t, hot, at(60)).climb(at(63))
	if got := told(s, 1, true); strings.Contains(got, "<@") || !strings.Contains(got, "Ana and Ben") {
		t.Errorf("quiet, it was told as %s", got)
	}
}

func TestALadderThatCallsManyNamesTenOfThem(t *testing.T) {
	s := tell(t, hot, at(60))
	var all []lead.PersonID
	for n := range 14 {
		id := lead.PersonID(fmt.Sprintf("rep%02d", n))
		s.crew[id] = lead.Member{Person: lead.Person{ID: id, SlackID: fmt.Sprintf("U%08d", n), Name: fmt.Sprintf("Rep %d", n)}}
		all = append(all, id)
	}
	w := pen{pb: s.pb, crew: s.crew}
	if got := w.mentions(all); strings.Count(got, "<@") != 10 || !strings.HasSuffix(got, "and 4 more") {
		t.Errorf("named %s", got)
	}
}

func TestALongThreadIsCutIntoBlocksThatSlackTakes(t *testing.T) {
	s := contacted(t)
	last := s.events[len(s.events)-1]
	last.Words.Note = strings.Repeat("A long story. ", 200)
	for range 60 {
		s.events = append(s.events, last)
	}
	p := s.card()
	p.What = lead.Lines
	taken(t, Lines(p, s.pb, false))
}

func TestTheThreadTellsWhomAQualifierHandsALeadOverTo(t *testing.T) {
	if got, want := told(handedOver(t), 1, false), "✋ Dan offers it to Ana, for a meeting Thu 19 Nov 09:00."; got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

func TestANoteIsToldWithWhoWroteIt(t *testing.T) {
	s := claimed(t)
	place := lead.Place{Channel: "C1", TS: "1.2"}
	s.saved(s.lead.Keep(s.actor("ana", at(80)), lead.Remark{Words: "Budget until *March*\nsays their CFO", Author: "dan", Place: &place}, at(80)))
	s.saved(s.lead.Note(s.actor("ben", at(81)), "Likes tea", at(81)))
	for i, want := range []string{"📝 Dan: “Budget until ∗March∗ says their CFO” (noted by Ana)", "📝 Ben: “Likes tea”"} {
		w := pen{pb: s.pb, crew: s.crew, quiet: true}
		if got := w.line(s.lead, s.events[len(s.events)-2+i]); got != want {
			t.Errorf("the thread says %q, want %q", got, want)
		}
	}
	e := s.events[len(s.events)-1]
	golden(t, "answer/kept", Kept(s.lead, e, false, true, s.crew))
	if said := Kept(s.lead, e, true, false, s.crew).Text; said != "📝 Ben noted this message on #1042 already. It is kept once." {
		t.Errorf("kept before: %s", said)
	}
}
