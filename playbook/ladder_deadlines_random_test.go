package playbook

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/worktime"
	"dibs/worktime/worktimetest"
)

// anOpenLead draws a lead in any open stage with any clocks, started at any time and climbed to any point, as
// after a change of the playbook.
func anOpenLead(t *rapid.T, hours *worktime.Hours) *lead.Lead {
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
		clock := lead.Clock{Start: worktimetest.Instant(t, hours.Zone(), "start"), Climbed: lead.NotClimbed, OnDuty: rapid.Bool().Draw(t, "person on duty pinged")}
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

// onlyClimbed does to the clocks what climbing does, but never stops one.
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

// manyLadders is the example playbook with rungs on the wall clock, a slow and a fast repeat, and a duty
// outside hours for every temperature.
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

// TestWhateverHappensADeadlineIsDueWhenItIsSaid climbs ladders at random times, up to years late.
func TestWhateverHappensADeadlineIsDueWhenItIsSaid(t *testing.T) {
	for _, p := range manyLadders(t) {
		crew := p.Members(slack())
		rapid.Check(t, func(t *rapid.T) {
			l := anOpenLead(t, p.Hours("emea"))
			hours := p.Hours(p.TeamOf(l))
			for range 8 {
				next := p.Next(l)
				if next.At.IsZero() {
					t.Fatal("an open lead has no deadline")
				}
				if due := p.Due(l, crew, next.At.Add(-1)); len(due) != 0 {
					t.Fatalf("due before the deadline %v: %v", next, due)
				}
				late := rapid.SampledFrom([]time.Duration{0, time.Hour, 20 * day, 3000 * day}).Draw(t, "late by at most")
				now := next.At.Add(time.Duration(rapid.Int64Range(0, int64(late)).Draw(t, "late by")))
				due := p.Due(l, crew, now)
				checkDue(t, l, hours, due, next, now)
				onlyClimbed(l, due)
				if after := p.Next(l); !after.At.After(now) {
					t.Fatalf("climbed at %s, but the deadline is still %v: %+v", now, after, l.Clocks)
				}
			}
		})
	}
}

func checkDue(t *rapid.T, l *lead.Lead, hours *worktime.Hours, due []lead.Step, next lead.Deadline, now time.Time) {
	if len(due) == 0 || !due[0].At.Equal(next.At) && !due[0].Closed && !next.At.Before(due[0].At) {
		t.Fatalf("due at the deadline %v: %v", next, due)
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
			t.Fatalf("due while the team is closed, or a step for closed hours while it is open: %+v", s)
		case !s.Closed && (s.After <= l.Clocks[s.Clock].Climbed || climbed && s.After < below):
			t.Fatalf("due, but climbed before: %+v", s)
		case (s.Repeat || s.Closed) && once[kind]:
			t.Fatalf("due twice: %+v", due)
		case s.Closed && l.Clocks[s.Clock].OnDuty:
			t.Fatalf("the person on duty is pinged again: %+v", s)
		}
		once[kind] = true
		if !s.Closed {
			after[s.Clock] = s.After
		}
		for _, who := range s.People {
			if named[who] {
				t.Fatalf("%s appears twice: %+v", who, due)
			}
			named[who] = true
		}
	}
}

// TestALadderRepeatsForEver checks a lead that nobody touches for years, once day by day and once at the end.
func TestALadderRepeatsForEver(t *testing.T) {
	p := example(t)
	crew := p.Members(slack())
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
		t.Errorf("%d repeats in five years", repeats)
	}
	due := p.Due(down, crew, end)
	onlyClimbed(down, due)
	if len(due) != 6 || !due[5].Repeat {
		t.Errorf("due after five years of downtime\n%s", told(due))
	}
	if a, b := p.Next(left), p.Next(down); a != b {
		t.Errorf("the next deadline is %v when climbed on time, but %v after downtime", a, b)
	}
}
