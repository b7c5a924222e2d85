package lead_test

import (
	"errors"
	"testing"
	"time"

	"dibs/lead"
)

var t0 = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// The people of the tests: Ana and Ben are reps of emea, Carla is a rep of americas, Dan qualifies, Mia
// manages, Max is in marketing, and Zoe has no role.
var (
	ana   = lead.Actor{ID: "ana", Role: lead.RoleRep, Team: "emea"}
	ben   = lead.Actor{ID: "ben", Role: lead.RoleRep, Team: "emea"}
	carla = lead.Actor{ID: "carla", Role: lead.RoleRep, Team: "americas"}
	dan   = lead.Actor{ID: "dan", Role: lead.RoleQualifier}
	eve   = lead.Actor{ID: "eve", Role: lead.RoleQualifier}
	mia   = lead.Actor{ID: "mia", Role: lead.RoleManager}
	max   = lead.Actor{ID: "max", Role: lead.RoleMarketing}
	zoe   = lead.Actor{ID: "zoe"}
)

var (
	questions = []lead.Question{
		{ID: "authority", Ask: "Can this person decide?", Required: true},
		{ID: "timing", Ask: "Within twelve months?"},
	}
	route    = lead.Route{Rule: "everything else", Channel: "#leads", Team: "emea", Assign: "claim"}
	asNew    = judgement(lead.StageNew, "")
	asAsk    = judgement(lead.StageInquiry, "#qualify")
	asNotNow = judgement(lead.StageNurturing, "#marketing")
	later    = lead.Nurture{Channel: "#marketing", WakeAt: t0.AddDate(0, 1, 0), Reason: "not now"}
	yes      = lead.Verdict{Answers: lead.Answers{"authority": lead.Yes}, Amount: lead.Money{Minor: 3_120_000, Currency: "EUR"}}
	call     = lead.Touch{Method: lead.Call, Outcome: lead.Reached, Next: &lead.NextStep{What: "send offer", At: t0.Add(48 * time.Hour)}}
)

func judgement(s lead.Stage, channel string) lead.Judgement {
	j := lead.Judgement{
		Stage: s, Channel: channel, Route: route, PlaybookID: "v1", Marketing: "#marketing", Qualifiers: "#qualify",
	}
	if s == lead.StageNurturing {
		j.WakeAt = t0.AddDate(0, 1, 0)
	}
	return j
}

// arriving returns a lead that was just registered, with its assignment still pending.
func arriving(j lead.Judgement) *lead.Lead {
	l := lead.Register(lead.Inquiry{Source: "demo", Engagement: "demo_request"}, lead.Dibs(), j, t0)
	l.ID = 1042
	return l
}

// registered returns a lead as saved after registration: in its pool, with no assignment pending.
func registered(j lead.Judgement) *lead.Lead {
	l := arriving(j)
	l.AutoAssign(lead.Choice{}, "", t0)
	return l
}

// positions makes a lead in each situation that matters to who may do what.
var positions = map[string]func(t *testing.T) *lead.Lead{
	"inquiry":   func(*testing.T) *lead.Lead { return registered(asAsk) },
	"nurturing": func(*testing.T) *lead.Lead { return registered(asNotNow) },
	"pool":      func(*testing.T) *lead.Lead { return registered(asNew) },
	"offered": func(t *testing.T) *lead.Lead {
		l := registered(asNew)
		must(t, l.Assign(mia, member(ana), t0))
		return l
	},
	"untouched": func(t *testing.T) *lead.Lead {
		l := registered(asNew)
		must(t, l.Claim(ana, t0))
		return l
	},
	"contacted": func(t *testing.T) *lead.Lead {
		l := registered(asNew)
		must(t, l.Claim(ana, t0))
		must(t, l.LogContact(ana, call, t0))
		return l
	},
	"qualified": func(t *testing.T) *lead.Lead {
		l := registered(asNew)
		must(t, l.Claim(ana, t0))
		must(t, l.LogContact(ana, call, t0))
		must(t, l.Qualify(ana, yes, questions, t0))
		return l
	},
	"won":          closed(func(l *lead.Lead) error { return l.Win(ana, lead.Money{}, "", t0) }),
	"lost":         closed(func(l *lead.Lead) error { return l.Lose(ana, lead.Money{}, "price", "", t0) }),
	"disqualified": closed(func(l *lead.Lead) error { return l.Disqualify(ana, "spam", "", t0) }),
	"merged":       closed(func(l *lead.Lead) error { return l.MergeInto(ana, &lead.Lead{ID: 7}, t0) }),
}

func closed(end func(*lead.Lead) error) func(*testing.T) *lead.Lead {
	return func(t *testing.T) *lead.Lead {
		l := registered(asNew)
		must(t, l.Claim(ana, t0))
		must(t, end(l))
		return l
	}
}

func member(a lead.Actor) lead.Member {
	return lead.Member{Person: lead.Person{ID: a.ID}, Role: a.Role, Team: a.Team}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// actions holds everything that a person can try to do.
var actions = map[string]func(*lead.Lead, lead.Actor) error{
	"I'm calling":            func(l *lead.Lead, a lead.Actor) error { return l.Call(a, t0) },
	"Certify":                func(l *lead.Lead, a lead.Actor) error { return l.Certify(a, yes, questions, asNew, later, t0) },
	"To marketing":           func(l *lead.Lead, a lead.Actor) error { return l.SendToMarketing(a, later, t0) },
	"Push on":                func(l *lead.Lead, a lead.Actor) error { return l.BringBack(a, asNew, t0) },
	"Claim":                  func(l *lead.Lead, a lead.Actor) error { return l.Claim(a, t0) },
	"Assign":                 func(l *lead.Lead, a lead.Actor) error { return l.Assign(a, member(ben), t0) },
	"Accept":                 func(l *lead.Lead, a lead.Actor) error { return l.Accept(a, t0) },
	"Pass":                   func(l *lead.Lead, a lead.Actor) error { return l.Pass(a, "", t0) },
	"Not a fit":              func(l *lead.Lead, a lead.Actor) error { return l.RejectAsNotAFit(a, later, t0) },
	"Log contact":            func(l *lead.Lead, a lead.Actor) error { return l.LogContact(a, call, t0) },
	"Qualify":                func(l *lead.Lead, a lead.Actor) error { return l.Qualify(a, yes, questions, t0) },
	"Hand back to pool":      func(l *lead.Lead, a lead.Actor) error { return l.HandBackToPool(a, "wrong team", "", t0) },
	"Hand back to marketing": func(l *lead.Lead, a lead.Actor) error { return l.HandBackToMarketing(a, later, t0) },
	"Snooze":                 func(l *lead.Lead, a lead.Actor) error { return l.Snooze(a, t0.Add(72*time.Hour), "", t0) },
	"Won":                    func(l *lead.Lead, a lead.Actor) error { return l.Win(a, lead.Money{}, "", t0) },
	"Lost":                   func(l *lead.Lead, a lead.Actor) error { return l.Lose(a, lead.Money{}, "price", "", t0) },
	"Disqualify":             func(l *lead.Lead, a lead.Actor) error { return l.Disqualify(a, "spam", "", t0) },
	"Reopen":                 func(l *lead.Lead, a lead.Actor) error { return l.Reopen(a, member(ana), t0) },
	"Merge":                  func(l *lead.Lead, a lead.Actor) error { return l.MergeInto(a, &lead.Lead{ID: 7}, t0) },
	"Undo":                   func(l *lead.Lead, a lead.Actor) error { return l.UndoLast(a, t0) },
}

// table says, for each of the positions, who may do what, and to which stage it leads. Everything else is
// refused.
var table = map[string]map[string]struct {
	who   []lead.Actor
	leads lead.Stage
}{
	"inquiry": {
		"I'm calling":  {[]lead.Actor{dan, eve, mia}, lead.StageInquiry},
		"Log contact":  {[]lead.Actor{dan, eve, mia}, lead.StageInquiry},
		"Certify":      {[]lead.Actor{dan, eve, mia}, lead.StageNew},
		"To marketing": {[]lead.Actor{dan, eve, mia, max}, lead.StageNurturing},
		"Disqualify":   {[]lead.Actor{dan, eve, mia, max}, lead.StageDisqualified},
		"Merge":        {[]lead.Actor{dan, eve, mia, max}, lead.StageMerged},
	},
	"nurturing": {
		"Log contact": {[]lead.Actor{max, mia}, lead.StageNurturing},
		"Push on":     {[]lead.Actor{max, mia}, lead.StageNew},
		"Disqualify":  {[]lead.Actor{max, mia}, lead.StageDisqualified},
		"Merge":       {[]lead.Actor{dan, eve, mia, max}, lead.StageMerged},
	},
	"pool": {
		"Claim":      {[]lead.Actor{ana, ben, mia}, lead.StageWorking},
		"Not a fit":  {[]lead.Actor{ana, ben, mia}, lead.StageNurturing},
		"Assign":     {[]lead.Actor{mia}, lead.StageNew},
		"Disqualify": {[]lead.Actor{mia}, lead.StageDisqualified},
		"Merge":      {[]lead.Actor{dan, eve, mia, max}, lead.StageMerged},
	},
	"offered": {
		"Accept":     {[]lead.Actor{ana}, lead.StageWorking},
		"Pass":       {[]lead.Actor{ana}, lead.StageNew},
		"Not a fit":  {[]lead.Actor{ana}, lead.StageNurturing},
		"Assign":     {[]lead.Actor{mia}, lead.StageNew},
		"Disqualify": {[]lead.Actor{mia}, lead.StageDisqualified},
		"Merge":      {[]lead.Actor{dan, eve, mia, max}, lead.StageMerged},
	},
	"untouched": owned(lead.StageWorking, false),
	"contacted": owned(lead.StageWorking, true),
	"qualified": owned(lead.StageQualified, true),
	"won":       {"Reopen": {[]lead.Actor{ana, mia}, lead.StageWorking}, "Merge": mergers},
	"lost":      {"Reopen": {[]lead.Actor{ana, mia}, lead.StageWorking}, "Merge": mergers},
	"disqualified": {
		"Reopen": {[]lead.Actor{ana, mia}, lead.StageWorking},
		"Merge":  {[]lead.Actor{dan, eve, mia, max}, lead.StageMerged},
	},
	"merged": {"Undo": {[]lead.Actor{ana, mia, max}, lead.StageWorking}},
}

type allowed = struct {
	who   []lead.Actor
	leads lead.Stage
}

var mergers = allowed{[]lead.Actor{ana, dan, eve, mia, max}, lead.StageMerged}

func owned(s lead.Stage, contacted bool) map[string]allowed {
	both := []lead.Actor{ana, mia}
	row := map[string]allowed{
		"Log contact":            {both, s},
		"Qualify":                {both, lead.StageQualified},
		"Assign":                 {both, s},
		"Won":                    {both, lead.StageWon},
		"Lost":                   {both, lead.StageLost},
		"Hand back to pool":      {both, lead.StageNew},
		"Hand back to marketing": {both, lead.StageNurturing},
		"Disqualify":             {both, lead.StageDisqualified},
		"Merge":                  mergers,
	}
	if contacted {
		row["Snooze"] = allowed{both, s}
	}
	return row
}

func TestEveryPositionAllowsWhatTheDesignSaysAndRefusesTheRest(t *testing.T) {
	people := []lead.Actor{ana, ben, carla, dan, eve, mia, max, zoe}
	for position, make := range positions {
		for name, try := range actions {
			for _, who := range people {
				l := make(t)
				l.TakeEvents()
				before := l.Clone()
				err := try(l, who)
				want, may := table[position][name]
				may = may && has(want.who, who)
				switch {
				case may && err != nil:
					t.Errorf("%s: %s by %s: %v, want it to succeed", position, name, who.ID, err)
				case may && l.Stage != want.leads:
					t.Errorf("%s: %s by %s leads to %s, want %s", position, name, who.ID, l.Stage, want.leads)
				case may && len(l.TakeEvents()) == 0:
					t.Errorf("%s: %s by %s left no event", position, name, who.ID)
				case !may:
					var r *lead.Refusal
					if !errors.As(err, &r) {
						t.Errorf("%s: %s by %s: %v, want a refusal", position, name, who.ID, err)
					} else {
						unchanged(t, before, l)
					}
				}
				consistent(t, l)
			}
		}
	}
}

func has(who []lead.Actor, a lead.Actor) bool {
	for _, w := range who {
		if w.ID == a.ID {
			return true
		}
	}
	return false
}
