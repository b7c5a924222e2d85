package playbook

import (
	"testing"
	"time"

	"dibs/lead"
	"pgregory.net/rapid"
)

// anOpenLead draws a lead of any stage with any clocks, begun anywhere and climbed to anywhere, as
// after a change of the playbook.
func anOpenLead(t *rapid.T, hours *Hours) *lead.Lead {
	l := &lead.Lead{Clocks: lead.Clocks{}, Pool: []string{"emea"}}
	l.Stage = rapid.SampledFrom([]lead.Stage{lead.StageInquiry, lead.StageNurturing, lead.StageNew, lead.StageWorking, lead.StageQualified}).Draw(t, "stage")
	if l.Stage.Owned() {
		l.Owner = "ana"
	}
	l.Score.Temperature = rapid.SampledFrom(append(lead.Temperatures(), "")).Draw(t, "temperature")
	l.Route.Team = rapid.SampledFrom([]string{"emea", "americas", "gone"}).Draw(t, "team")
	some := rapid.SampledFrom(allClocks).Draw(t, "at least")
	for _, c := range allClocks {
		if c != some && !rapid.Bool().Draw(t, string(c)) {
			continue
		}
		clock := lead.Clock{Start: instants(t, hours, "start"), Climbed: lead.NotClimbed, OnDuty: rapid.Bool().Draw(t, "told on duty")}
		if rapid.Bool().Draw(t, "climbed") {
			clock.Climbed = time.Duration(rapid.Int64Range(0, int64(40*day)).Draw(t, "climbed to"))
		}
		l.Clocks[c] = clock
	}
	if _, offered := l.Clocks[lead.ClockAccept]; offered {
		l.Offer = &lead.Offer{To: "ben"}
		if rapid.Bool().Draw(t, "to a partner") {
			l.Offer = &lead.Offer{Partner: rapid.SampledFrom([]string{"iberia-tech", "gone"}).Draw(t, "partner")}
		}
	}
	return l
}

// onlyClimbed is what climbing leaves of the clocks, also where a rung would stop one.
func onlyClimbed(l *lead.Lead, due []lead.Step) {
	for _, s := range due {
		c := l.Clocks[s.Clock]
		if s.Closed {
			c.OnDuty = true
		} else {
			c.Climbed = s.After
		}
		l.Clocks[s.Clock] = c
	}
}

// manyLadders is the example playbook with rungs by the wall clock, a slow and a fast repeat, and
// somebody on duty for every temperature.
func manyLadders(t *testing.T) []*Playbook {
	outside := `outside_hours: {hot: {tell: on_duty, until: "21:00", days: mon-fri}, warm: {tell: manager, from: "07:00"}, cold: {tell: on_duty, days: sat-mon}}`
	return []*Playbook{
		example(t),
		changed(t, `outside_hours: {hot: {tell: on_duty, until: "21:00", days: mon-fri}}`, outside),
		changed(t, "    any: [{after: 7d, do: remind, tell: owner}", "    any: [{after: 7d, do: remind, tell: owner, clock: wall}"),
		changed(t, "        - {after: 10m, do: remind, tell: manager}", "        - {after: 10m, do: remind, tell: manager, clock: wall}"),
		changed(t, "  repeat: 1d ", "  repeat: 1s "),
		changed(t, "  repeat: 1d ", "  repeat: 5d12h "),
	}
}

// TestWhateverHappensADeadlineIsDueWhenItIsSaid climbs ladders at random instants, late by up to
// years.
func TestWhateverHappensADeadlineIsDueWhenItIsSaid(t *testing.T) {
	for _, p := range manyLadders(t) {
		crew := p.Crew(slack())
		rapid.Check(t, func(t *rapid.T) {
			l := anOpenLead(t, p.Hours("emea"))
			hours := p.Hours(p.TeamOf(l))
			for range 20 {
				next := p.Next(l)
				if next.At.IsZero() {
					t.Fatal("an open lead has no deadline")
				}
				if due := p.Due(l, crew, next.At.Add(-1)); len(due) != 0 {
					t.Fatalf("due before the deadline %v: %v", next, due)
				}
				late := rapid.SampledFrom([]time.Duration{0, time.Hour, 20 * day, 3000 * day}).Draw(t, "late at most by")
				now := next.At.Add(time.Duration(rapid.Int64Range(0, int64(late)).Draw(t, "late by")))
				due := p.Due(l, crew, now)
				checkDue(t, l, hours, due, next, now)
				onlyClimbed(l, due)
				if after := p.Next(l); !after.At.After(now) {
					t.Fatalf("climbed at %s, but still due %v: %+v", now, after, l.Clocks)
				}
			}
		})
	}
}

func checkDue(t *rapid.T, l *lead.Lead, hours *Hours, due []lead.Step, next lead.Deadline, now time.Time) {
	if len(due) == 0 || !due[0].At.Equal(next.At) && !due[0].Closed && !next.At.Before(due[0].At) {
		t.Fatalf("at the deadline %v this is due: %v", next, due)
	}
	type one struct {
		clock  lead.ClockName
		repeat bool
		closed bool
	}
	after, once := map[lead.ClockName]time.Duration{}, map[one]bool{}
	named := map[lead.PersonID]bool{}
	for i, s := range due {
		kind := one{s.Clock, s.Repeat, s.Closed}
		below, climbed := after[s.Clock]
		switch {
		case s.At.After(now) || i > 0 && s.At.Before(due[i-1].At):
			t.Fatalf("out of order: %v", due)
		case s.Clock != lead.ClockWake && hours.Open(s.At) == s.Closed:
			t.Fatalf("due while the team is closed, or for closed hours while it is open: %+v", s)
		case !s.Closed && (s.After <= l.Clocks[s.Clock].Climbed || climbed && s.After < below):
			t.Fatalf("climbed before: %+v", s)
		case (s.Repeat || s.Closed) && once[kind]:
			t.Fatalf("twice: %+v", due)
		case s.Closed && l.Clocks[s.Clock].OnDuty:
			t.Fatalf("told to the person on duty again: %+v", s)
		}
		once[kind] = true
		if !s.Closed {
			after[s.Clock] = s.After
		}
		for _, who := range s.People {
			if named[who] {
				t.Fatalf("%s is named twice: %+v", who, due)
			}
			named[who] = true
		}
	}
}

// TestALadderRepeatsForEver looks at a lead that nobody touches for years, day by day and in one
// go.
func TestALadderRepeatsForEver(t *testing.T) {
	p := example(t)
	crew := p.Crew(slack())
	left, down := registered(p, nadia(), monday), registered(p, nadia(), monday)
	end := monday.AddDate(5, 0, 0)
	repeats := 0
	for next := p.Next(left); next.At.Before(end); next = p.Next(left) {
		due := p.Due(left, crew, next.At)
		onlyClimbed(left, due)
		if due[0].Repeat {
			repeats++
		}
	}
	if repeats < 1200 {
		t.Errorf("in five years it repeated %d times", repeats)
	}
	due := p.Due(down, crew, end)
	onlyClimbed(down, due)
	if len(due) != 6 || !due[5].Repeat {
		t.Errorf("after five years of downtime there are due\n%s", told(due))
	}
	if a, b := p.Next(left), p.Next(down); a != b {
		t.Errorf("looked at in time it is due next %v, after downtime %v", a, b)
	}
}

// TestEveryOpenLeadHasADeadlineWhateverIsDoneWithIt does anything that can be done with a lead, by
// anybody, in any order and at any time; rungs are carried out in between, in time or late.
func TestEveryOpenLeadHasADeadlineWhateverIsDoneWithIt(t *testing.T) {
	p, people := withPartner(t, "", "")
	crew := p.Crew(people)
	rapid.Check(t, func(t *rapid.T) {
		now := instants(t, p.Hours("emea"), "from")
		in := nadia()
		in.Company.Country = rapid.SampledFrom([]string{"DE", "ES", "US", ""}).Draw(t, "country")
		l := registered(p, in, now)
		turns := lead.Rotation{}
		for range 25 {
			who := crew.Actor(rapid.SampledFrom([]lead.PersonID{"ana", "ben", "carla", "dan", "mia", "max", "ines"}).Draw(t, "who"), now)
			what := rapid.IntRange(-6, len(deeds)-1).Draw(t, "does")
			if what < 0 {
				now = wait(t, p, crew, l, now)
			} else {
				now = now.Add(time.Duration(rapid.Int64Range(1, int64(3*day)).Draw(t, "after")))
				deeds[what](p, crew, l, who, now)
			}
			deal(p, crew, l, &turns, now)
			if next := p.Next(l); l.Open() == next.At.IsZero() {
				t.Fatalf("the lead is %s, its deadline is %v", l.Stage, next)
			}
		}
	})
}

// wait lets the deadline come, and what is due be done: soon there is nothing left to do.
func wait(t *rapid.T, p *Playbook, crew lead.Crew, l *lead.Lead, now time.Time) time.Time {
	next := p.Next(l).At
	if next.IsZero() {
		return now
	}
	if next.After(now) {
		now = next
	}
	now = now.Add(time.Duration(rapid.Int64Range(0, int64(2*day)).Draw(t, "late by")))
	for range 3 { // what a rung does can start a clock of which the person on duty is told at once
		l.Climb(p.Due(l, crew, now), now)
		if p.Next(l).At.After(now) {
			return now
		}
	}
	t.Fatalf("climbed again and again at %s, it is still due %v: %+v", now, p.Next(l), l.Clocks)
	return now
}

// deal offers the lead to whoever is to have it.
func deal(p *Playbook, crew lead.Crew, l *lead.Lead, turns *lead.Rotation, now time.Time) {
	switch {
	case l.Dealing() == "":
	case l.Stage == lead.StageNew && l.Route.Partner != "":
		l.Deal(lead.Choice{Why: l.Dealing(), Mode: lead.ByPartner}, l.Route.Partner, now)
	default:
		cs := p.Candidates(l, crew, nil, now)
		l.Deal(lead.Choice{Why: l.Dealing(), Mode: lead.ByRotation, Chosen: turns.Take(cs), Candidates: cs}, "", now)
	}
}

// deeds are what people do with leads; what is not possible is refused, and changes nothing.
var deeds = []func(p *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time){
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Claim(a, now) },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Accept(a, now) },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Pass(a, "busy", now) },
	func(_ *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Assign(a, crew["ben"], now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.RejectAsNotAFit(a, lead.Nurture{Channel: p.Marketing(), WakeAt: p.WakeAt(now), Reason: "too small"}, now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.TakeBack(a, now) },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.LogContact(a, lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "call", At: now.Add(3 * day)}}, now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		at, _, _ := p.NextAttempt(l, now)
		_ = l.LogContact(a, lead.Touch{Method: lead.Call, Outcome: lead.NoAnswer, Next: &lead.NextStep{What: "call", At: at}}, now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Snooze(a, now.Add(20*day), "holidays", now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.HandBackToPool(a, "wrong team", "", now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.HandBackToMarketing(a, lead.Nurture{Channel: p.Marketing(), WakeAt: p.WakeAt(now), Reason: "not now"}, now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.SendToMarketing(a, lead.Nurture{Channel: p.Marketing(), WakeAt: p.WakeAt(now), Reason: "not now"}, now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.PushOn(a, p.Judge(l, now), now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, now time.Time) {
		_ = l.Wake(p.Judge(l, now), now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, now time.Time) {
		l.Engage("download", p.Judge, now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, _ time.Time) { l.OfferOnward() },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Lose(a, "price", "", now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Disqualify(a, "spam", "", now)
	},
	func(_ *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Reopen(a, crew.Member(l.LastOwner), now)
	},
}
