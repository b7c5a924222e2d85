package playbook

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/worktime/worktimetest"
)

// TestEveryOpenLeadHasADeadlineWhateverIsDoneWithIt does anything that can be done with a lead, by anyone, in
// any order and at any time. In between, rungs are carried out on time or late.
func TestEveryOpenLeadHasADeadlineWhateverIsDoneWithIt(t *testing.T) {
	p, people := withPartner(t, "", "")
	crew := p.Members(people)
	rapid.Check(t, func(t *rapid.T) {
		now := worktimetest.Instant(t, p.Hours("emea").Zone(), "from")
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
				t.Fatalf("stage %s, deadline %v", l.Stage, next)
			}
		}
	})
}

// wait moves to the deadline or later and carries out what is due, until nothing is. It fails if that takes
// more than a few rounds.
func wait(t *rapid.T, p *Playbook, crew lead.Crew, l *lead.Lead, now time.Time) time.Time {
	next := p.Next(l).At
	if next.IsZero() {
		return now
	}
	if next.After(now) {
		now = next
	}
	now = now.Add(time.Duration(rapid.Int64Range(0, int64(2*day)).Draw(t, "late by")))
	for range 3 { // a rung can start a clock about which the person on duty is pinged at once
		l.Climb(p.Due(l, crew, now), now)
		if p.Next(l).At.After(now) {
			return now
		}
	}
	t.Fatalf("after several rounds at %s it is still due %v: %+v", now, p.Next(l), l.Clocks)
	return now
}

// deal settles a pending assignment.
func deal(p *Playbook, crew lead.Crew, l *lead.Lead, turns *lead.Rotation, now time.Time) {
	switch {
	case l.PendingAssignment() == "":
	case l.Stage == lead.StageNew && l.Route.Partner != "":
		l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, l.Route.Partner, now)
	default:
		cs := p.Candidates(l, crew, nil, now)
		l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByRotation, Chosen: turns.Take(cs), Candidates: cs}, "", now)
	}
}

// deeds are what people do with leads. A deed that is not possible is refused and changes nothing.
var deeds = []func(p *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time){
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Claim(a, now) },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Accept(a, now) },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.Pass(a, "busy", now) },
	func(_ *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Assign(a, crew["ben"], now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.RejectAsNotAFit(a, lead.Nurture{Channel: p.MarketingChannel(), WakeAt: p.WakeAt(now), Reason: "too small"}, now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) { _ = l.UndoLast(a, now) },
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
		_ = l.HandBackToMarketing(a, lead.Nurture{Channel: p.MarketingChannel(), WakeAt: p.WakeAt(now), Reason: "not now"}, now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.SendToMarketing(a, lead.Nurture{Channel: p.MarketingChannel(), WakeAt: p.WakeAt(now), Reason: "not now"}, now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.BringBack(a, p.Judge(l, now), now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, now time.Time) {
		_ = l.Wake(p.Judge(l, now), now)
	},
	func(p *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, now time.Time) {
		l.Engage("download", p.Judge, now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, _ lead.Actor, _ time.Time) { l.OfferOnward() },
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Lose(a, lead.Money{}, "price", "", now)
	},
	func(_ *Playbook, _ lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Disqualify(a, "spam", "", now)
	},
	func(_ *Playbook, crew lead.Crew, l *lead.Lead, a lead.Actor, now time.Time) {
		_ = l.Reopen(a, crew.Member(l.LastOwner), now)
	},
}
