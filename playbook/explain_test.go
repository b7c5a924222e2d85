package playbook

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dibs/lead"
)

// outcomes formats routing rules as "enterprise DACH: matched".
func outcomes(x Explanation) (lines []string) {
	for _, r := range x.Rules {
		line := r.Name + ": " + string(r.Outcome)
		if r.Note != nil {
			line += ", " + string(r.Note.Code) + ": " + strings.Join(r.Note.Args, ", ")
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAnExplanationTellsEveryStepOfTheWay(t *testing.T) {
	p := example(t)
	in := nadia()
	in.Contact.Email, in.Attributes = "", map[string]string{"plan": "pro"}
	l := lead.Interested(in, monday.Add(-14*day))
	l.Engagements = append(l.Engagements, lead.Interest{Event: "unheard_of", At: monday})
	x := p.Explain(l, p.Members(slack("ben")), map[lead.PersonID]int{"ana": 3}, monday)
	if !slices.Contains(x.Facts, Fact{"employees", "420"}) || !slices.Contains(x.Facts, Fact{"attributes.plan", "pro"}) {
		t.Errorf("facts %v", x.Facts)
	}
	if want := (PointsResult{ConditionResult{When: "lead.employees >= 200", Holds: true}, 30, "200+ staff"}); x.Potential[0] != want || len(x.Potential) != 5 || x.Potential[1].Holds {
		t.Errorf("rules for the potential %+v", x.Potential)
	}
	demo := EngagementResult{lead.Interest{Event: "demo_request", At: monday.Add(-14 * day)}, 45, 22.5, "asked for a demo"}
	if want := []EngagementResult{demo, {Interest: l.Engagements[1]}}; !slices.Equal(x.Engagement, want) {
		t.Errorf("engagements %+v", x.Engagement)
	}
	if len(x.Temperature) != 2 || x.Temperature[0].Holds || !x.Temperature[1].Holds {
		t.Errorf("temperatures %+v", x.Temperature)
	}
	if want := []Requirement{{"email", false}, {"company", true}}; !slices.Equal(x.Required, want) || !x.SalesReady.Holds || !x.Qualifiers.Holds || x.WakeWhen.Holds {
		t.Errorf("required %v, sales-ready %v, qualifiers %v, wakes %v", x.Required, x.SalesReady, x.Qualifiers, x.WakeWhen)
	}
	if want := []string{"enterprise DACH: matched", "Iberia by partner: not reached", "Americas: not reached", "everything else: not reached"}; !slices.Equal(outcomes(x), want) {
		t.Errorf("rules %q", outcomes(x))
	}
	if x.Judgement.Stage != lead.StageInquiry || x.Version != p.Version() || !x.Opens.Equal(monday) {
		t.Errorf("judgement %+v as of %s", x.Judgement, x.Opens)
	}
	if got := offers(x.Candidates); got != "ana, ben away" || x.Candidates[0].Open != 3 {
		t.Errorf("candidates %s", got)
	}
	if got, want := told(x.Ahead[:1]), "Tue 09:00 qualify remind pool: dan"; got != want {
		t.Errorf("ahead %s, want %s", got, want)
	}
}

func TestAnExplanationSaysWhatFailedAndWhatWasNotReached(t *testing.T) {
	p := changed(t, `when: 'lead.country in ["ES", "PT"]'`, `when: 'int(lead.attributes["seats"]) > 9'`)
	in := nadia()
	in.Company.Employees = 50
	x := p.Explain(lead.Interested(in, monday), p.Members(slack()), nil, monday)
	want := []string{
		"enterprise DACH: skipped",
		`Iberia by partner: failed, condition_failed: Iberia by partner, int(lead.attributes["seats"]) > 9`,
		"Americas: not reached",
		"everything else: matched",
	}
	if !slices.Equal(outcomes(x), want) {
		t.Errorf("rules %q", outcomes(x))
	}
}

func TestAnExplanationFollowsALeadToItsPartner(t *testing.T) {
	p := changed(t, "people: [], countries", "people: [stranger@acme.example], countries")
	in := nadia()
	in.Company.Country, in.Company.Employees = "ES", 100
	x := p.Explain(lead.Interested(in, monday), p.Members(slack()), nil, monday)
	if x.Judgement.Route.Partner != "iberia-tech" || !slices.ContainsFunc(x.Ahead, func(s lead.Step) bool { return s.Clock == lead.ClockAccept }) {
		t.Errorf("route %+v, ahead\n%s", x.Judgement.Route, told(x.Ahead))
	}
}

func TestAnExplanationOfARegisteredLeadShowsWhatIsAheadOfItWhereItIs(t *testing.T) {
	p := example(t)
	l := registered(p, nadia(), monday)
	must(t, l.Claim(actor(p, "ana"), monday))
	before := l.Clone()
	x := p.Explain(l, p.Members(slack()), nil, monday.Add(time.Minute))
	if x.Ahead[0].Clock != lead.ClockContact || offers(x.Candidates) != "ana had, ben" {
		t.Errorf("for a claimed lead: ahead\n%s\ncandidates %s", told(x.Ahead), offers(x.Candidates))
	}
	if l.EventCount != before.EventCount || !cmp.Equal(l.Clocks, before.Clocks) {
		t.Error("explaining changed the lead")
	}
}

// TestAnExplanationAddsUpToTheJudgement compares what is explained with what is decided.
func TestAnExplanationAddsUpToTheJudgement(t *testing.T) {
	p := changed(t, `'lead.freemail'`, `'int(lead.attributes["seats"]) > 5'`)
	crew := p.Members(slack())
	rapid.Check(t, func(t *rapid.T) {
		l := lead.Interested(drawInquiry(t), sunday.Add(-5*day))
		for range rapid.IntRange(0, 4).Draw(t, "signs") {
			l.Engagements = append(l.Engagements, lead.Interest{Event: rapid.SampledFrom(signs).Draw(t, "sign"), At: sunday.Add(-9 * day)})
		}
		x := p.Explain(l, crew, nil, sunday)
		if want := p.Judge(l, sunday); !cmp.Equal(x.Judgement, want) {
			t.Fatalf("the explained judgement differs: %s", cmp.Diff(x.Judgement, want))
		}
		potential, worth := 0, 0.0
		for _, r := range x.Potential {
			if r.Holds {
				potential += r.Points
			}
			if r.Holds && r.Fault != "" {
				t.Errorf("%q holds in spite of the fault %s", r.When, r.Fault)
			}
		}
		for _, s := range x.Engagement {
			worth += s.Worth
		}
		if sc := x.Judgement.Score; potential != sc.Potential || math.Abs(worth-float64(sc.Engagement)) > float64(len(signs)) {
			t.Errorf("explained %d and %.2f points, but the score is %d and %d", potential, worth, sc.Potential, sc.Engagement)
		}
		i := slices.IndexFunc(x.Rules, func(r RuleResult) bool { return r.Outcome == RuleMatched })
		if x.Rules[i].Name != x.Judgement.Route.Rule {
			t.Errorf("%q matched, but the lead was routed by %q", x.Rules[i].Name, x.Judgement.Route.Rule)
		}
		missing := 0
		for _, r := range x.Required {
			if !r.Present {
				missing++
			}
		}
		if ready := missing == 0 && x.SalesReady.Holds; ready != (x.Judgement.Stage == lead.StageNew) || missing != len(x.Judgement.Missing) {
			t.Errorf("ready for sales: %v, but judged %s", ready, x.Judgement.Stage)
		}
	})
}
