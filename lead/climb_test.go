package lead_test

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

var widen = []lead.Step{{
	Clock: lead.ClockClaim, After: time.Hour, Do: lead.DoWiden, To: "#leads-all", Teams: []string{"americas", "emea"},
}}

func widened(t *testing.T) *lead.Lead {
	t.Helper()
	l := registered(asNew)
	l.Climb(widen, t0)
	if !slices.Equal(l.ExtraChannels, []string{"#leads-all"}) || !slices.Equal(l.Pool, []string{"emea", "americas"}) {
		t.Fatalf("after the widen: extra channels %v, pool %v", l.ExtraChannels, l.Pool)
	}
	return l
}

func TestAWidenedLeadCanBeClaimedByTheOtherTeamsToo(t *testing.T) {
	if got := why(t, registered(asNew).Claim(carla, t0)); got != lead.WhyRole {
		t.Errorf("before the widen the other team is refused with %q", got)
	}
	must(t, widened(t).Claim(carla, t0))
}

func TestALeadIsWidenedOnceAndNeverToItsOwnChannel(t *testing.T) {
	l := widened(t)
	l.Climb(widen, t0)
	home := widen[0]
	home.To = l.Channel
	l.Climb([]lead.Step{home}, t0)
	if len(l.ExtraChannels) != 1 || len(l.Pool) != 2 {
		t.Errorf("extra channels %v, pool %v", l.ExtraChannels, l.Pool)
	}
}

func TestAWidenedLeadIsTakenOffTheOtherChannelsWhenItIsNoLongerWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*testing.T, *lead.Lead)
		also int
	}{
		"claimed":      {func(t *testing.T, l *lead.Lead) { must(t, l.Claim(ben, t0)) }, 0},
		"offered":      {func(t *testing.T, l *lead.Lead) { must(t, l.Assign(mia, member(ana), t0)) }, 1},
		"nurtured":     {func(t *testing.T, l *lead.Lead) { must(t, l.RejectAsNotAFit(ben, later, t0)) }, 0},
		"disqualified": {func(t *testing.T, l *lead.Lead) { must(t, l.Disqualify(mia, "spam", "", t0)) }, 0},
		"merged":       {func(t *testing.T, l *lead.Lead) { must(t, l.MergeInto(mia, &lead.Lead{ID: 7}, t0)) }, 0},
		"back from marketing after undo": {func(t *testing.T, l *lead.Lead) {
			must(t, l.RejectAsNotAFit(ben, later, t0))
			must(t, l.UndoLast(ben, t0))
		}, 1},
		"back from a merge": {func(t *testing.T, l *lead.Lead) {
			must(t, l.MergeInto(mia, &lead.Lead{ID: 7}, t0))
			must(t, l.UndoLast(mia, t0))
		}, 1},
		"back in the pool": {func(t *testing.T, l *lead.Lead) {
			must(t, l.Claim(ben, t0))
			must(t, l.HandBackToPool(ben, "wrong team", "", t0))
			if !slices.Equal(l.Pool, []string{"emea"}) {
				t.Errorf("after it was handed back the pool is %v", l.Pool)
			}
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			l := widened(t)
			c.do(t, l)
			if len(l.ExtraChannels) != c.also {
				t.Errorf("extra channels %v, want %d", l.ExtraChannels, c.also)
			}
			consistent(t, l)
		})
	}
}

func TestOnlyAWaitingLeadIsWidened(t *testing.T) {
	for _, position := range []string{"inquiry", "nurturing", "untouched", "qualified", "won"} {
		l := positions[position](t)
		var steps []lead.Step
		for c := range l.Clocks {
			s := widen[0]
			s.Clock = c
			steps = append(steps, s)
		}
		l.Climb(steps, t0)
		if len(l.ExtraChannels) > 0 {
			t.Errorf("%s: extra channels %v", position, l.ExtraChannels)
		}
	}
}

func TestWhoIsOnDutyIsToldOncePerClockAndTheLadderStaysWhereItIs(t *testing.T) {
	l := registered(asNew)
	l.Climb([]lead.Step{{Clock: lead.ClockClaim, Do: lead.DoRemind, Tell: "on_duty", Closed: true}}, t0)
	if c := l.Clocks[lead.ClockClaim]; !c.OnDuty || c.Climbed != lead.NotClimbed {
		t.Errorf("after a ping while closed the clock is %+v", c)
	}
	l.Climb([]lead.Step{{Clock: lead.ClockClaim, After: 5 * time.Minute, Do: lead.DoRemind}}, t0.Add(time.Hour))
	if c := l.Clocks[lead.ClockClaim]; !c.OnDuty || c.Climbed != 5*time.Minute {
		t.Errorf("after its first rung the clock is %+v", c)
	}
	must(t, l.Claim(ana, t0))
	must(t, l.HandBackToPool(ana, "wrong team", "", t0))
	if l.Clocks[lead.ClockClaim].OnDuty {
		t.Error("a clock that starts again still says that the person on duty was pinged")
	}
}

func TestRungsGoInTheirOrderAndAStoppedClockDoesNothingMore(t *testing.T) {
	rung := func(c lead.ClockName, after time.Duration, d lead.RungAction) lead.Step {
		return lead.Step{Clock: c, After: after, Do: d, To: "#leads-all"}
	}
	for name, c := range map[string]struct {
		lead  *lead.Lead
		steps []lead.Step
		check func(*lead.Lead) bool
		kinds []lead.Kind
	}{
		"a release ends the clocks of the owner": {
			positions["untouched"](t),
			[]lead.Step{
				rung(lead.ClockContact, time.Hour, lead.DoRelease), rung(lead.ClockContact, 2*time.Hour, lead.DoReassign),
				rung(lead.ClockStale, 3*time.Hour, lead.DoRelease),
			},
			func(l *lead.Lead) bool {
				return l.Stage == lead.StageNew && l.Handoffs == 1 && l.PendingAssignment() == lead.AssignAfterReturn
			},
			[]lead.Kind{lead.Climbed, lead.Released},
		},
		"a rung of a stopped clock is skipped": {
			positions["untouched"](t),
			[]lead.Step{rung(lead.ClockClaim, time.Hour, lead.DoReassign), rung(lead.ClockAccept, time.Hour, lead.DoReassign)},
			func(l *lead.Lead) bool { return l.Owner == ana.ID && l.PendingAssignment() == "" },
			nil,
		},
		"an offer lapses once": {
			positions["offered"](t),
			[]lead.Step{rung(lead.ClockAccept, time.Hour, lead.DoReassign), rung(lead.ClockAccept, 2*time.Hour, lead.DoReassign)},
			func(l *lead.Lead) bool {
				return l.Offer == nil && l.Handoffs == 1 && l.PendingAssignment() == lead.AssignNextInLine
			},
			[]lead.Kind{lead.Climbed, lead.Released},
		},
		"a widen, then the next person": {
			registered(asNew),
			[]lead.Step{rung(lead.ClockClaim, time.Hour, lead.DoWiden), rung(lead.ClockClaim, 2*time.Hour, lead.DoReassign)},
			func(l *lead.Lead) bool {
				return len(l.ExtraChannels) == 1 && l.PendingAssignment() == lead.AssignNextInLine && l.Clocks[lead.ClockClaim].Climbed == 2*time.Hour
			},
			[]lead.Kind{lead.Climbed},
		},
		"a release of an unclaimed lead": {
			registered(asNew),
			[]lead.Step{rung(lead.ClockClaim, time.Hour, lead.DoRelease)},
			func(l *lead.Lead) bool { return l.Handoffs == 0 && l.Clocks[lead.ClockClaim].Climbed == time.Hour },
			[]lead.Kind{lead.Climbed},
		},
		"nothing is due": {
			registered(asNew), nil, func(l *lead.Lead) bool { return l.Clocks[lead.ClockClaim].Climbed == lead.NotClimbed }, nil,
		},
		"a closed lead climbs no more": {
			positions["lost"](t),
			[]lead.Step{rung(lead.ClockStale, time.Hour, lead.DoRelease)},
			func(l *lead.Lead) bool { return l.Stage == lead.StageLost }, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			c.lead.TakeEvents()
			c.lead.Climb(c.steps, t0)
			var kinds []lead.Kind
			for _, e := range c.lead.TakeEvents() {
				kinds = append(kinds, e.Kind)
			}
			if !slices.Equal(kinds, c.kinds) {
				t.Errorf("events %v, want %v", kinds, c.kinds)
			}
			if !c.check(c.lead) {
				t.Errorf("stage %s, owner %q, clocks %v, extra channels %v, pending assignment %q", c.lead.Stage, c.lead.Owner, c.lead.Clocks, c.lead.ExtraChannels, c.lead.PendingAssignment())
			}
			consistent(t, c.lead)
		})
	}
}
