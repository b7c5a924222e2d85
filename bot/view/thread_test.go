package view

import (
	"fmt"
	"strings"
	"testing"

	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
)

// told draws only the last n events of a story.
func told(s *viewtest.Story, n int, quiet bool) string {
	p := s.Card()
	p.Kind, p.Events = outbox.ThreadReplies, s.Events[len(s.Events)-n:]
	m := Thread(p, s.Pb, quiet)
	viewtest.Taken(s, m)
	return viewtest.Read(m.Text)
}

func TestTheThreadTellsWhatHappenedInPlainWords(t *testing.T) {
	next := &lead.NextStep{What: "send offer", At: viewtest.At(24*60 + 360)}
	marketing := lead.Nurture{Channel: "#marketing", WakeAt: viewtest.At(60 * 24 * 30), Reason: "no budget", Note: "Asks again in spring"}
	yes := lead.Answers{"authority": lead.Yes, "budget": lead.Yes, "need": lead.Yes, "footprint": lead.Yes}
	inquiry := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Curious, viewtest.At(60)) }
	fresh := func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }
	cases := []struct {
		name string
		from func(testing.TB) *viewtest.Story
		do   func(s *viewtest.Story) error
		want string
	}{
		{"a call begun", inquiry, func(s *viewtest.Story) error { return s.Lead.Call(s.Actor("dan", viewtest.At(72)), viewtest.At(72)) }, "📞 Dan is calling until 10:42."},
		{"certified", inquiry, func(s *viewtest.Story) error {
			return s.Lead.Certify(s.Actor("dan", viewtest.At(75)), lead.Verdict{Answers: yes, GutRating: 5, Note: "Keen"}, s.Pb.Checklist(), s.Pb.Judge(s.Lead, viewtest.At(75)), marketing, viewtest.At(75))
		}, "✔️ Dan certified it (authority yes, budget yes, footprint yes, need yes, gut feeling 5 of 5). It goes to #leads (rule: everything else). “Keen”"},
		{"a failed test", inquiry, func(s *viewtest.Story) error {
			no := lead.Answers{"authority": lead.Yes, "budget": lead.No, "need": lead.Yes, "footprint": lead.Yes}
			return s.Lead.Certify(s.Actor("dan", viewtest.At(75)), lead.Verdict{Answers: no}, s.Pb.Checklist(), s.Pb.Judge(s.Lead, viewtest.At(75)), marketing, viewtest.At(75))
		}, "💤 Dan sent it to marketing until Wed 16 Dec 2026: budget (authority yes, budget no, footprint yes, need yes)."},
		{
			"to marketing", inquiry, func(s *viewtest.Story) error {
				return s.Lead.SendToMarketing(s.Actor("dan", viewtest.At(75)), marketing, viewtest.At(75))
			},
			"💤 Dan sent it to marketing until Wed 16 Dec 2026: no budget. “Asks again in spring”",
		},
		{"claimed", fresh, func(s *viewtest.Story) error { return s.Lead.Claim(s.Actor("ana", viewtest.At(66)), viewtest.At(66)) }, "👤 Ana claimed it in 6 min."},
		{"claimed after it was handed back", func(t testing.TB) *viewtest.Story {
			s := viewtest.Claimed(t)
			return s.Saved(s.Lead.HandBackToPool(s.Actor("ana", viewtest.At(70)), "wrong team", "", viewtest.At(70)))
		}, func(s *viewtest.Story) error { return s.Lead.Claim(s.Actor("ben", viewtest.At(75)), viewtest.At(75)) }, "👤 Ben claimed it 5 min after it came back."},
		{"offered", fresh, func(s *viewtest.Story) error {
			return s.Lead.Assign(s.Actor("mia", viewtest.At(62)), s.Crew.Member("ben"), viewtest.At(62))
		}, "✋ Mia offered it to Ben."},
		{"accepted", viewtest.OfferedToBen, func(s *viewtest.Story) error { return s.Lead.Accept(s.Actor("ben", viewtest.At(63)), viewtest.At(63)) }, "👤 Ben accepted it."},
		{
			"passed", viewtest.OfferedToBen, func(s *viewtest.Story) error {
				return s.Lead.Pass(s.Actor("ben", viewtest.At(63)), "on the road", viewtest.At(63))
			},
			"↪️ Ben passed: on the road. It's up for grabs again.",
		},
		{
			"not a fit", fresh, func(s *viewtest.Story) error {
				return s.Lead.RejectAsNotAFit(s.Actor("ana", viewtest.At(63)), marketing, viewtest.At(63))
			},
			"↩️ Ana marked it as not a fit: no budget. It's with marketing now. “Asks again in spring”",
		},
		{"a contact", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), lead.Touch{Method: lead.Call, Outcome: lead.Reached, Note: "Wants a quote for 40 seats.", Next: next}, viewtest.At(67))
		}, "📞 Ana reached them by phone. “Wants a quote for 40 seats.” Next: send offer, Tue 17 Nov 15:00."},
		{"no answer", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.LogContact(s.Actor("mia", viewtest.At(67)), lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: next}, viewtest.At(67))
		}, "📞 Mia (for Ana) got no answer by phone (attempt 1 of 6). Next: send offer, Tue 17 Nov 15:00."},
		{"handed back", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.HandBackToPool(s.Actor("ana", viewtest.At(67)), "wrong team", "", viewtest.At(67))
		}, "↩️ Ana handed it back to the team: wrong team."},
		{"handed back to marketing", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.HandBackToMarketing(s.Actor("ana", viewtest.At(67)), marketing, viewtest.At(67))
		}, "↩️ Ana handed it back to marketing until Wed 16 Dec 2026: no budget. “Asks again in spring”"},
		{"qualified", viewtest.Contacted, func(s *viewtest.Story) error {
			return s.Lead.Qualify(s.Actor("ana", viewtest.At(90)), lead.Verdict{Answers: yes, Amount: lead.Money{Minor: 3120000, Currency: "EUR"}}, s.Pb.Checklist(), viewtest.At(90))
		}, "🎯 Ana qualified it: €31,200 (authority yes, budget yes, footprint yes, need yes)."},
		{"won", viewtest.Qualified, func(s *viewtest.Story) error {
			return s.Lead.Win(s.Actor("ana", viewtest.At(12*24*60)), lead.Money{}, "Signed", viewtest.At(12*24*60))
		}, "🎉 Ana won it: €31,200, 12 days after it came in. “Signed”"},
		{"lost with what it would have brought", viewtest.Qualified, func(s *viewtest.Story) error {
			return s.Lead.Lose(s.Actor("ana", viewtest.At(200)), lead.Money{Minor: 2800000, Currency: "EUR"}, "price", "Too dear", viewtest.At(200))
		}, "❌ Ana lost it: price (€28,000). “Too dear”"},
		{"lost with the amount it had", viewtest.Qualified, func(s *viewtest.Story) error {
			return s.Lead.Lose(s.Actor("ana", viewtest.At(200)), lead.Money{}, "price", "", viewtest.At(200))
		}, "❌ Ana lost it: price (€31,200)."},
		{"its owner left", viewtest.Claimed, func(s *viewtest.Story) error {
			s.Lead.HandOver("ana", s.Crew.Member("ben"), viewtest.At(90))
			return nil
		}, "🚪 Ana has left the company. Ben has it now."},
		{"its owner left without a backup", viewtest.Claimed, func(s *viewtest.Story) error {
			s.Lead.HandOver("ana", lead.Member{}, viewtest.At(90))
			return nil
		}, "🚪 Ana has left the company. It's up for grabs again."},
		{"who was offered it left", viewtest.OfferedToBen, func(s *viewtest.Story) error {
			s.Lead.HandOver("ben", lead.Member{}, viewtest.At(90))
			return nil
		}, "🚪 Ben has left the company. It's up for grabs again."},
		{"lost", viewtest.Contacted, func(s *viewtest.Story) error {
			return s.Lead.Lose(s.Actor("ana", viewtest.At(90)), lead.Money{}, "competitor", "", viewtest.At(90))
		}, "❌ Ana lost it: competitor."},
		{"disqualified", inquiry, func(s *viewtest.Story) error {
			return s.Lead.Disqualify(s.Actor("dan", viewtest.At(90)), "spam", "", viewtest.At(90))
		}, "🚫 Dan disqualified it: spam."},
		{
			"moved", viewtest.Contacted, func(s *viewtest.Story) error {
				return s.Lead.Snooze(s.Actor("ana", viewtest.At(90)), viewtest.At(60*24*2), "", viewtest.At(90))
			},
			"😴 Ana moved the next step to Wed 18 Nov 09:00.",
		},
		{
			"taken back", viewtest.Rejected, func(s *viewtest.Story) error {
				return s.Lead.UndoLast(s.Actor("ana", viewtest.At(65)), viewtest.At(65))
			},
			"↩️ Ana undid “Not a fit”. It's unclaimed again.",
		},
		{"woken", viewtest.Rejected, func(s *viewtest.Story) error {
			return s.Lead.Wake(s.Pb.Judge(s.Lead, viewtest.At(90000)), viewtest.At(90000))
		}, "⏰ It's time to look at it again. It had been set aside: too small."},
		{"reopened", func(t testing.TB) *viewtest.Story {
			s := viewtest.Contacted(t)
			return s.Saved(s.Lead.Lose(s.Actor("ana", viewtest.At(90)), lead.Money{}, "price", "", viewtest.At(90)))
		}, func(s *viewtest.Story) error {
			return s.Lead.Reopen(s.Actor("ana", viewtest.At(99)), s.Crew.Member("ana"), viewtest.At(99))
		}, "🔓 Ana reopened it."},
		{"reopened by the manager", func(t testing.TB) *viewtest.Story {
			s := viewtest.Contacted(t)
			return s.Saved(s.Lead.Lose(s.Actor("ana", viewtest.At(90)), lead.Money{}, "price", "", viewtest.At(90)))
		}, func(s *viewtest.Story) error {
			return s.Lead.Reopen(s.Actor("mia", viewtest.At(99)), s.Crew.Member("ana"), viewtest.At(99))
		}, "🔓 Mia reopened it. It's with Ana."},
		{"a visit", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), lead.Touch{Method: lead.Visit, Outcome: lead.MeetingSet, Next: next}, viewtest.At(67))
		}, "🚪 Ana booked a meeting (visit). Next: send offer, Tue 17 Nov 15:00."},
		{"an e-mail", viewtest.Claimed, func(s *viewtest.Story) error {
			return s.Lead.LogContact(s.Actor("ana", viewtest.At(67)), lead.Touch{Method: lead.Email, Outcome: lead.Bounced, Next: next}, viewtest.At(67))
		}, "✉️ Ana sent an e-mail that bounced (attempt 1 of 6). Next: send offer, Tue 17 Nov 15:00."},
		{"certified for a rep, with a meeting", inquiry, func(s *viewtest.Story) error {
			v := lead.Verdict{Answers: yes, To: s.Crew.Member("ana"), Meeting: viewtest.At(3 * 24 * 60)}
			return s.Lead.Certify(s.Actor("dan", viewtest.At(75)), v, s.Pb.Checklist(), s.Pb.Judge(s.Lead, viewtest.At(75)), lead.Nurture{}, viewtest.At(75))
		}, "✔️ Dan certified it (authority yes, budget yes, footprint yes, need yes). It goes to #leads (rule: everything else). Meeting: Thu 19 Nov 09:00."},
		{"accepted with its meeting", viewtest.HandedOver, func(s *viewtest.Story) error { return s.Lead.Accept(s.Actor("ana", viewtest.At(80)), viewtest.At(80)) }, "👤 Ana accepted it. Meeting: Thu 19 Nov 09:00."},
		{"merged", fresh, func(s *viewtest.Story) error {
			return s.Lead.MergeInto(s.Actor("mia", viewtest.At(65)), &lead.Lead{ID: 998, Stage: lead.StageWorking}, viewtest.At(65))
		}, "🔗 Mia merged it into #998 (same inquiry)."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t)
			before := len(s.Events)
			s.Saved(c.do(s))
			s.Events = s.Events[:before+1] // events that follow from it have lines of their own
			if got := told(s, 1, false); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestTheThreadTellsWhoseClaimOrOfferRanOut(t *testing.T) {
	want := "⏱ Ana has had it for 1 h and hasn't logged a contact."
	got := told(viewtest.Claimed(t).Climb(viewtest.At(76)).Climb(viewtest.At(91)).Climb(viewtest.At(61+61)), 2, true)
	if !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "⌛ Time's up: Ana didn't log a contact. It's up for grabs again.") {
		t.Errorf("told\n%s", got)
	}
	got = told(viewtest.OfferedToBen(t).Climb(viewtest.At(72)).Climb(viewtest.At(62+15)), 2, true)
	if !strings.HasPrefix(got, "⏱ ") || !strings.HasSuffix(got, "⌛ Time's up: Ben didn't respond. It's up for grabs again.") {
		t.Errorf("told\n%s", got)
	}
}

func TestTheThreadBeginsWithWhereTheLeadComesFrom(t *testing.T) {
	want := "📥 New inquiry from demo (spring-webinar).\nSales-ready. 🔥 Hot: potential 70, engagement 45. Rule: enterprise DACH."
	if got := told(viewtest.Tell(t, viewtest.Hot, viewtest.At(60)), 2, false); got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
	want = "📥 New inquiry from webinar.\nNot sales-ready yet, so the qualifiers take a look. ❄️ Cold: potential 15, engagement 25. Missing: company."
	if got := told(viewtest.Tell(t, viewtest.Curious, viewtest.At(60)), 2, false); got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

func TestOneMessageCallsEverybodyWhoseTurnItIs(t *testing.T) {
	cases := []struct {
		name    string
		from    func(testing.TB) *viewtest.Story
		minutes int
		want    string
	}{
		{
			"the pool", func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }, 63,
			"⏱ Unclaimed for 3 min. <@U00000ANA> and <@U00000BEN>: who's taking it?",
		},
		{
			"pool and backup at once", func(t testing.TB) *viewtest.Story { return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)) }, 65,
			"⏱ Unclaimed for 5 min. <@U00000ANA> and <@U00000BEN>: who's taking it?",
		},
		{
			"who was offered it", viewtest.OfferedToBen, 65,
			"⏱ No answer from Ben for 3 min. <@U00000BEN>, can you take it? Pinged Ana as backup.",
		},
		{
			"a widening that is due", func(t testing.TB) *viewtest.Story {
				return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(70))
			}, 75,
			"⏱ Unclaimed for 15 min. Also posted in #leads: EMEA can claim it now.",
		},
		{
			"a next rep who is due", func(t testing.TB) *viewtest.Story {
				return viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(75))
			}, 80,
			"⏱ Unclaimed for 20 min.",
		},
		{
			"a next step that is due", viewtest.Contacted, 24*60 + 360,
			"⏱ The next step is due. Reminded Ana.",
		},
		{"the owner", viewtest.Claimed, 76, "⏱ Ana has had it for 15 min and hasn't logged a contact. Reminded Ana."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := c.from(t).Climb(viewtest.At(c.minutes))
			if got := told(s, 1, false); got != c.want {
				t.Errorf("told\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestQuietThreadsNameWithoutMentioning(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60)).Climb(viewtest.At(63))
	if got := told(s, 1, true); strings.Contains(got, "<@") || !strings.Contains(got, "Ana and Ben") {
		t.Errorf("the quiet thread says %s", got)
	}
}

func TestALadderThatCallsManyNamesTenOfThem(t *testing.T) {
	s := viewtest.Tell(t, viewtest.Hot, viewtest.At(60))
	var all []lead.PersonID
	for n := range 14 {
		id := lead.PersonID(fmt.Sprintf("rep%02d", n))
		s.Crew[id] = lead.Member{Person: lead.Person{ID: id, SlackID: fmt.Sprintf("U%08d", n), Name: fmt.Sprintf("Rep %d", n)}}
		all = append(all, id)
	}
	w := Renderer{Playbook: s.Pb, Crew: s.Crew}
	if got := w.mentions(all); strings.Count(got, "<@") != 10 || !strings.HasSuffix(got, "and 4 more") {
		t.Errorf("named %s", got)
	}
}

func TestALongThreadIsCutIntoBlocksThatSlackTakes(t *testing.T) {
	s := viewtest.Contacted(t)
	last := s.Events[len(s.Events)-1]
	last.Words.Comment = strings.Repeat("A long story. ", 200)
	for range 60 {
		s.Events = append(s.Events, last)
	}
	p := s.Card()
	p.Kind = outbox.ThreadReplies
	viewtest.Taken(t, Thread(p, s.Pb, false))
}

func TestTheThreadTellsWhomAQualifierHandsALeadOverTo(t *testing.T) {
	if got, want := told(viewtest.HandedOver(t), 1, false), "✋ Dan offered it to Ana, with a meeting Thu 19 Nov 09:00."; got != want {
		t.Errorf("told\n%s\nwant\n%s", got, want)
	}
}

func TestANoteIsToldWithWhoWroteIt(t *testing.T) {
	s := viewtest.Claimed(t)
	place := lead.Place{Channel: "C1", TS: "1.2"}
	s.Saved(s.Lead.SaveMessage(s.Actor("ana", viewtest.At(80)), lead.Comment{Text: "Budget until *March*\nsays their CFO", Author: "dan", Place: &place}, viewtest.At(80)))
	s.Saved(s.Lead.AddComment(s.Actor("ben", viewtest.At(81)), "Likes tea", viewtest.At(81)))
	for i, want := range []string{"📝 Dan: “Budget until ∗March∗ says their CFO” (saved by Ana)", "📝 Ben: “Likes tea”"} {
		w := Renderer{Playbook: s.Pb, Crew: s.Crew, Quiet: true}
		if got := (threadView{Renderer: w}).line(s.Lead, s.Events[len(s.Events)-2+i]); got != want {
			t.Errorf("the thread says %q, want %q", got, want)
		}
	}
	e := s.Events[len(s.Events)-1]
	viewtest.Golden(t, "answer/kept", CommentSaved(s.Lead, e, false, "ana", s.Crew, s.Pb))
	s.Crew["gus"] = lead.Member{Person: lead.Person{ID: "gus", Guest: true}}
	if said := CommentSaved(s.Lead, e, true, "gus", s.Crew, s.Pb).Text; said != "📝 Ben already saved this message on #1042." {
		t.Errorf("a message that was saved already is answered with %s", said)
	}
}
