package lead_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dibs/lead"
)

// hot returns Ana's lead, which cannot wait: it is hot, and nobody has tried to reach the inquirer.
func hot(t *testing.T) *lead.Lead {
	t.Helper()
	l := positions["untouched"](t)
	l.Score.Temperature = lead.Hot
	return l
}

// dealt returns the lead after Dibs offered it to a person.
func dealt(l *lead.Lead, to lead.Actor) *lead.Lead {
	if l.PendingAssignment() == "" && !l.OfferOnward() {
		l.Climb([]lead.Step{{Clock: lead.ClockClaim, Do: lead.DoReassign}}, t0)
	}
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByRotation, Chosen: to.ID}, "", t0)
	return l
}

// partnered returns a new lead that is offered to the people of the partner gulf.
func partnered() *lead.Lead {
	j := asNew
	j.Route = toPartner
	l := arriving(j)
	l.AutoAssign(lead.Choice{Reason: l.PendingAssignment(), Method: lead.ByPartner}, "gulf", t0)
	return l
}

// lapse is the ladder's step when nobody answers an offer.
var lapse = []lead.Step{{Clock: lead.ClockAccept, After: time.Hour, Do: lead.DoReassign}}

func TestALeadLooksForSomebodyWheneverNobodyHasItAndNobodyWasNamed(t *testing.T) {
	due := func(c lead.ClockName, d lead.RungAction) []lead.Step {
		return []lead.Step{{Clock: c, After: time.Hour, Do: d}}
	}
	for name, c := range map[string]struct {
		lead *lead.Lead
		do   func(*testing.T, *lead.Lead)
		want lead.AssignReason
	}{
		"it meets the definition":    {arriving(asNew), nil, lead.AssignOnArrival},
		"it might be a lead":         {arriving(asAsk), nil, ""},
		"it is not ready":            {arriving(asNotNow), nil, ""},
		"its assignment was settled": {registered(asNew), nil, ""},
		"it is certified": {registered(asAsk), func(t *testing.T, l *lead.Lead) {
			must(t, l.Certify(dan, yes, questions, asNew, later, t0))
		}, lead.AssignOnArrival},
		"it is brought back": {registered(asNotNow), func(t *testing.T, l *lead.Lead) {
			must(t, l.BringBack(max, asNew, t0))
		}, lead.AssignOnArrival},
		"it wakes": {registered(asNotNow), func(t *testing.T, l *lead.Lead) { must(t, l.Wake(asNew, t0)) }, lead.AssignOnArrival},
		"it is handed back": {positions["contacted"](t), func(t *testing.T, l *lead.Lead) {
			must(t, l.HandBackToPool(ana, "wrong team", "", t0))
		}, lead.AssignAfterReturn},
		"its claim lapses": {positions["untouched"](t), func(_ *testing.T, l *lead.Lead) {
			l.Climb(due(lead.ClockContact, lead.DoRelease), t0)
		}, lead.AssignAfterReturn},
		"a rung names the next one": {registered(asNew), func(_ *testing.T, l *lead.Lead) {
			l.Climb(due(lead.ClockClaim, lead.DoReassign), t0)
		}, lead.AssignNextInLine},
		"a rung finds it already offered": {positions["offered"](t), func(_ *testing.T, l *lead.Lead) {
			l.Climb(due(lead.ClockClaim, lead.DoReassign), t0)
		}, ""},
		"a rung only reminds": {registered(asNew), func(_ *testing.T, l *lead.Lead) {
			l.Climb(due(lead.ClockClaim, lead.DoRemind), t0)
		}, ""},
		"a manager's offer is declined": {positions["offered"](t), func(t *testing.T, l *lead.Lead) {
			must(t, l.Pass(ana, "busy", t0))
		}, lead.AssignNextInLine},
		"a manager's offer lapses":    {positions["offered"](t), climbs(lapse), lead.AssignNextInLine},
		"Dibs' offer is declined":     {dealt(arriving(asNew), ana), passes(ana), lead.AssignNextInLine},
		"Dibs' offer lapses":          {dealt(arriving(asNew), ana), climbs(lapse), lead.AssignNextInLine},
		"the partner declines":        {partnered(), passes(pia), lead.AssignAfterReturn},
		"the partner does not answer": {partnered(), climbs(lapse), lead.AssignAfterReturn},

		"an owner's offer is declined": {positions["contacted"](t), func(t *testing.T, l *lead.Lead) {
			must(t, l.Assign(ana, member(ben), t0))
			must(t, l.Pass(ben, "busy", t0))
		}, ""},
		"an owner's offer lapses": {hot(t), func(t *testing.T, l *lead.Lead) {
			must(t, l.Assign(ana, member(ben), t0))
			l.Climb(lapse, t0)
		}, ""},
		"the owner of a hot lead is away": {hot(t), func(_ *testing.T, l *lead.Lead) { l.OfferOnward() }, lead.AssignOwnerAway},
		"the stand-in declines":           {dealt(hot(t), ben), passes(ben), lead.AssignOwnerAway},
		"the stand-in does not answer":    {dealt(hot(t), ben), climbs(lapse), lead.AssignOwnerAway},
		"the stand-in does not answer, but the inquirer was called": {dealt(hot(t), ben), func(t *testing.T, l *lead.Lead) {
			must(t, l.LogContact(ana, call, t0))
			l.Climb(lapse, t0)
		}, ""},

		"it is claimed": {arriving(asNew), func(t *testing.T, l *lead.Lead) { must(t, l.Claim(ana, t0)) }, ""},
		"it is assigned": {arriving(asNew), func(t *testing.T, l *lead.Lead) {
			must(t, l.Assign(mia, member(ana), t0))
		}, ""},
		"it is not a fit":                     {arriving(asNew), func(t *testing.T, l *lead.Lead) { must(t, l.RejectAsNotAFit(ana, later, t0)) }, ""},
		"it is disqualified":                  {arriving(asNew), func(t *testing.T, l *lead.Lead) { must(t, l.Disqualify(mia, "spam", "", t0)) }, ""},
		"it is merged":                        {arriving(asNew), func(t *testing.T, l *lead.Lead) { must(t, l.MergeInto(mia, &lead.Lead{ID: 7}, t0)) }, ""},
		"it is reopened":                      {positions["lost"](t), func(t *testing.T, l *lead.Lead) { must(t, l.Reopen(ana, member(ana), t0)) }, ""},
		"it is reopened after its owner left": {positions["lost"](t), func(t *testing.T, l *lead.Lead) { must(t, l.Reopen(mia, member(zoe), t0)) }, lead.AssignOnArrival},
		"it is handed back to marketing":      {positions["contacted"](t), func(t *testing.T, l *lead.Lead) { must(t, l.HandBackToMarketing(ana, later, t0)) }, ""},
		"a manager takes it from the partner": {partnered(), func(t *testing.T, l *lead.Lead) { must(t, l.Assign(mia, member(ana), t0)) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if c.do != nil {
				c.do(t, c.lead)
			}
			if got := c.lead.PendingAssignment(); got != c.want {
				t.Errorf("pending assignment %q, want %q", got, c.want)
			}
			consistent(t, c.lead)
		})
	}
}

func climbs(steps []lead.Step) func(*testing.T, *lead.Lead) {
	return func(_ *testing.T, l *lead.Lead) { l.Climb(steps, t0) }
}

func passes(a lead.Actor) func(*testing.T, *lead.Lead) {
	return func(t *testing.T, l *lead.Lead) { must(t, l.Pass(a, "busy", t0)) }
}

func TestDealingOffersTheLeadAndKeepsTheRecordOfTheChoice(t *testing.T) {
	record := lead.Choice{
		Reason: lead.AssignOnArrival, Method: lead.ByRotation, Chosen: "ana",
		Candidates: []lead.Candidate{{Person: "ana", Weight: 2, Open: 1}, {Person: "ben", Weight: 1, Skip: lead.SkipAway, Until: t0.Add(time.Hour)}},
	}
	l := arriving(asNew)
	l.TakeEvents()
	at := t0.Add(time.Minute)
	l.AutoAssign(record, "", at)
	if d := cmp.Diff(&lead.Offer{To: "ana", At: at}, l.Offer); d != "" {
		t.Error(d)
	}
	if !l.Clocks[lead.ClockAccept].Start.Equal(at) || !l.Clocks[lead.ClockClaim].Start.Equal(t0) {
		t.Errorf("clocks %v, want accept to count from the offer and claim from the arrival", l.Clocks)
	}
	es := l.TakeEvents()
	if len(es) != 1 || es[0].Kind != lead.Offered || es[0].By != lead.NoOne || es[0].Facts.To != "ana" {
		t.Fatalf("events %+v", es)
	}
	if d := cmp.Diff(&record, es[0].Facts.Choice); d != "" {
		t.Error(d)
	}
	if why(t, l.Claim(ben, at)) != lead.WhyOffered {
		t.Error("another rep could claim an offered lead")
	}
	must(t, l.Accept(ana, at))
}

func TestDealingToNobodySaysSoOnlyWhenSomebodyWasLookedFor(t *testing.T) {
	for name, c := range map[string]struct {
		lead   *lead.Lead
		choice lead.Choice
		events []lead.Kind
	}{
		"nobody is left":                {arriving(asNew), lead.Choice{Method: lead.ByRotation}, []lead.Kind{lead.NoneLeft}},
		"it changed hands too often":    {arriving(asNew), lead.Choice{Method: lead.ByRotation, Limit: true}, []lead.Kind{lead.NoneLeft}},
		"any rep of the pool may claim": {arriving(asNew), lead.Choice{}, nil},
		"no assignment is pending":      {registered(asNew), lead.Choice{Method: lead.ByRotation, Chosen: "ana"}, nil},
		"it is nurtured":                {registered(asNotNow), lead.Choice{Method: lead.ByRotation, Chosen: "ana"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.lead.TakeEvents()
			c.lead.AutoAssign(c.choice, "", t0)
			var kinds []lead.Kind
			for _, e := range c.lead.TakeEvents() {
				kinds = append(kinds, e.Kind)
			}
			if !slices.Equal(kinds, c.events) || c.lead.Offer != nil || c.lead.PendingAssignment() != "" {
				t.Errorf("events %v, want %v; offer %v, pending assignment %q", kinds, c.events, c.lead.Offer, c.lead.PendingAssignment())
			}
			consistent(t, c.lead)
		})
	}
}

func TestOnlyAHotLeadThatNobodyTriedToReachIsOfferedOnward(t *testing.T) {
	for name, c := range map[string]struct {
		lead func(*testing.T) *lead.Lead
		want bool
	}{
		"hot and untouched": {hot, true},
		"warm": {func(t *testing.T) *lead.Lead {
			l := hot(t)
			l.Score.Temperature = lead.Warm
			return l
		}, false},
		"tried without an answer": {func(t *testing.T) *lead.Lead {
			l, voicemail := hot(t), call
			voicemail.Outcome = lead.Voicemail
			must(t, l.LogContact(ana, voicemail, t0))
			return l
		}, false},
		"already offered": {func(t *testing.T) *lead.Lead {
			l := hot(t)
			must(t, l.Assign(ana, member(ben), t0))
			return l
		}, false},
		"waiting": {func(*testing.T) *lead.Lead {
			l := registered(asNew)
			l.Score.Temperature = lead.Hot
			return l
		}, false},
		"won": {func(t *testing.T) *lead.Lead {
			l := hot(t)
			must(t, l.Win(ana, lead.Money{}, "", t0))
			return l
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			l := c.lead(t)
			if got := l.OfferOnward(); got != c.want || (l.PendingAssignment() == lead.AssignOwnerAway) != c.want {
				t.Errorf("offered onward: %t (pending assignment %q), want %t", got, l.PendingAssignment(), c.want)
			}
		})
	}
}

func TestAnAbsentOwnerKeepsTheLeadUntilTheStandInAccepts(t *testing.T) {
	l := dealt(hot(t), ben)
	if l.Owner != ana.ID || l.Stage != lead.StageWorking || !running(l.Clocks, lead.ClockContact) {
		t.Errorf("after the offer: stage %s, owner %q, clocks %v", l.Stage, l.Owner, l.Clocks)
	}
	must(t, l.Accept(ben, t0.Add(time.Minute)))
	if l.Owner != ben.ID || l.Handoffs != 1 || !slices.Equal(l.PreviousHolders, []lead.PersonID{"ana"}) {
		t.Errorf("after Accept: owner %q, %d hand-offs, previous holders %v", l.Owner, l.Handoffs, l.PreviousHolders)
	}
}

func TestAQualifiedLeadStaysQualifiedInOtherHands(t *testing.T) {
	l := positions["qualified"](t)
	must(t, l.Assign(ana, member(ben), t0.Add(time.Hour)))
	must(t, l.Accept(ben, t0.Add(2*time.Hour)))
	if l.Stage != lead.StageQualified || !l.EnteredAt.Equal(t0) || l.Owner != ben.ID || !running(l.Clocks, lead.ClockContact) {
		t.Errorf("stage %s since %v, owner %q, clocks %v", l.Stage, l.EnteredAt, l.Owner, l.Clocks)
	}
}

// TestWhoHadTheLeadIsRememberedAndEveryHandOffCounts follows one lead through its life. After each step it
// checks who is not offered the lead again, and how often it changed hands.
func TestWhoHadTheLeadIsRememberedAndEveryHandOffCounts(t *testing.T) {
	l := dealt(arriving(asNew), ana)
	for _, step := range []struct {
		what     string
		do       func() error
		had      []lead.PersonID
		handoffs int
	}{
		{"Ana declines", func() error { return l.Pass(ana, "busy", t0) }, []lead.PersonID{"ana"}, 1},
		{"Ben does not answer his offer", func() error { dealt(l, ben).Climb(lapse, t0); return nil }, []lead.PersonID{"ana", "ben"}, 2},
		{"Carla is assigned and accepts", func() error {
			must(t, l.Assign(mia, member(carla), t0))
			return l.Accept(carla, t0)
		}, []lead.PersonID{"ana", "ben"}, 2},
		{"Carla loses the claim", func() error {
			l.Climb([]lead.Step{{Clock: lead.ClockContact, Do: lead.DoRelease}}, t0)
			return nil
		}, []lead.PersonID{"ana", "ben", "carla"}, 3},
		{"Ben claims it anyway", func() error { return l.Claim(ben, t0) }, []lead.PersonID{"ana", "ben", "carla"}, 3},
		{"Ben gives it to Mia", func() error {
			must(t, l.Assign(ben, member(mia), t0))
			return l.Accept(mia, t0)
		}, []lead.PersonID{"ana", "ben", "carla"}, 4},
		{"Mia returns it to the pool", func() error { return l.HandBackToPool(mia, "wrong team", "", t0) }, []lead.PersonID{"ana", "ben", "carla", "mia"}, 5},
		{"it is sent to marketing by mistake", func() error { return l.RejectAsNotAFit(ana, later, t0) }, nil, 0},
		{"that is undone", func() error { return l.UndoLast(ana, t0) }, []lead.PersonID{"ana", "ben", "carla", "mia"}, 5},
		{"it is not a fit", func() error { return l.RejectAsNotAFit(ana, later, t0) }, nil, 0},
		{"it wakes for anyone", func() error { return l.Wake(asNew, later.WakeAt) }, nil, 0},
	} {
		must(t, step.do())
		if !slices.Equal(l.PreviousHolders, step.had) || l.Handoffs != step.handoffs {
			t.Fatalf("%s: previous holders %v after %d hand-offs, want %v after %d", step.what, l.PreviousHolders, l.Handoffs, step.had, step.handoffs)
		}
		consistent(t, l)
	}
}

func TestAMergeTakenBackLeavesTheLeadAsItWas(t *testing.T) {
	for name, make := range positions {
		if name == "merged" {
			continue
		}
		l := make(t)
		was := l.Clone()
		must(t, l.MergeInto(lead.Dibs(), &lead.Lead{ID: 7}, t0.Add(time.Hour)))
		must(t, l.UndoLast(mia, t0.Add(2*time.Hour)))
		was.EventCount = l.EventCount
		if d := cmp.Diff(was, l, ignoreUnexported); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

func TestAContactAttemptEndsTheOfferOfAStandInButNotAnAssignment(t *testing.T) {
	onward := hot(t)
	onward.OfferOnward()
	onward.AutoAssign(lead.Choice{Method: lead.ByBackup, Chosen: ben.ID}, "", t0)
	must(t, onward.LogContact(ana, call, t0))
	if _, running := onward.Clocks[lead.ClockAccept]; onward.Offer != nil || running {
		t.Errorf("the offer is still open: %+v", onward.Offer)
	}
	assigned := hot(t)
	must(t, assigned.Assign(ana, member(ben), t0))
	must(t, assigned.LogContact(ana, call, t0))
	if assigned.Offer == nil {
		t.Error("an offer made by the owner was taken back")
	}
}

func TestAHotOfferMovesOnFromWhoGoesAwayAndIsNoHandOffOfTheirs(t *testing.T) {
	offered := func(temp lead.Temperature) *lead.Lead {
		l := arriving(asNew)
		l.Score.Temperature = temp
		l.AutoAssign(lead.Choice{Method: lead.ByRotation, Chosen: ana.ID}, "", t0)
		return l
	}
	l := offered(lead.Hot)
	if !l.MoveOn(ana.ID, t0) || l.Offer != nil || l.PendingAssignment() != lead.AssignNextInLine || l.Handoffs != 0 || slices.Contains(l.PreviousHolders, ana.ID) {
		t.Errorf("offer %+v, pending assignment %q, %d hand-offs, previous holders %v", l.Offer, l.PendingAssignment(), l.Handoffs, l.PreviousHolders)
	}
	if _, running := l.Clocks[lead.ClockClaim]; !running {
		t.Error("no clock waits for an owner")
	}
	if warm := offered(lead.Warm); warm.MoveOn(ana.ID, t0) || warm.Offer == nil {
		t.Error("the offer of a warm lead was taken back, although it can wait")
	}
	if others := offered(lead.Hot); others.MoveOn(ben.ID, t0) || others.Offer == nil {
		t.Error("another person's offer was taken back")
	}
}
