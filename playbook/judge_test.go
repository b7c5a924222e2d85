package playbook

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"dibs/lead"
	"dibs/worktime/worktimetest"
)

// changed returns the example with one part replaced.
func changed(t *testing.T, from, to string) *Playbook {
	t.Helper()
	text := exampleText(t)
	if strings.Count(text, from) != 1 {
		t.Fatalf("%q occurs %d times in the example", from, strings.Count(text, from))
	}
	p, err := Parse("playbook.yaml", []byte(strings.Replace(text, from, to, 1)), env)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestReasonsAddUpToTheScoreStrongestFirst(t *testing.T) {
	p := example(t)
	in := nadia()
	in.Contact.Email = "nadia@gmx.de"
	l := lead.Interested(in, sunday)
	l.Engagements = append(l.Engagements,
		lead.Interest{Event: "no_show", At: sunday.Add(-time.Hour)},
		lead.Interest{Event: "something_else", At: sunday})
	sc := p.Judge(l, sunday).Score
	var got []string
	potential, engagement := 0, 0
	for _, r := range sc.Reasons {
		got = append(got, sprint(r))
		if r.Axis == lead.AxisPotential {
			potential += r.Points
		} else {
			engagement += r.Points
		}
	}
	want := []string{"+45 asked for a demo", "+30 200+ staff", "+25 decision maker", "+15 in our footprint", "-15 private e-mail address", "-10 did not come to the event"}
	if !slices.Equal(got, want) {
		t.Errorf("reasons %q, want %q", got, want)
	}
	if potential != sc.Potential || engagement != sc.Engagement || sc.Potential != 55 || sc.Engagement != 35 {
		t.Errorf("the reasons add up to %d and %d, but the score is %d and %d", potential, engagement, sc.Potential, sc.Engagement)
	}
}

func sprint(p lead.Points) string {
	if p.Points < 0 {
		return "-" + strconv.Itoa(-p.Points) + " " + p.Because
	}
	return "+" + strconv.Itoa(p.Points) + " " + p.Because
}

func TestInterestFadesToHalfInAHalfLife(t *testing.T) {
	p := example(t)
	for days, want := range map[int]int{0: 45, 1: 43, 14: 23, 28: 11, 42: 6, 400: 0} {
		l := lead.Interested(nadia(), sunday)
		if sc := p.Judge(l, sunday.AddDate(0, 0, days)).Score; sc.Engagement != want {
			t.Errorf("after %d days the engagement is %d, want %d", days, sc.Engagement, want)
		}
	}
	again := lead.Interested(nadia(), sunday)
	if first, second := p.Judge(again, sunday), p.Judge(again, sunday); first.Score.Engagement != second.Score.Engagement {
		t.Error("the same lead at the same time was judged differently")
	}
}

func TestWhereLeadsAreSent(t *testing.T) {
	p := example(t)
	for _, c := range []struct {
		name, country string
		staff         int
		want          lead.Route
	}{
		{"round robin", "AT", 200, lead.Route{
			Rule: "enterprise DACH", Channel: "#leads-enterprise", SalesChannel: lead.ChannelTerritory, Team: "emea", Assign: "round_robin",
		}},
		{"a partner's lead is in their channel and has its home in ours", "ES", 50, lead.Route{
			Rule: "Iberia by partner", Channel: "#partners", SalesChannel: lead.ChannelReseller, Team: "emea", Assign: "claim",
			Partner: "iberia-tech", Home: "#leads",
		}},
		{"the first match wins", "US", 500, lead.Route{
			Rule: "Americas", Channel: "#leads-americas", SalesChannel: lead.ChannelRep, Team: "americas", Assign: "claim",
		}},
		{"the last rule takes the rest", "DE", 199, lead.Route{
			Rule: "everything else", Channel: "#leads", SalesChannel: lead.ChannelRep, Team: "emea", Assign: "claim",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := nadia()
			in.Company.Country, in.Company.Employees = c.country, c.staff
			if got := p.Judge(lead.Interested(in, sunday), sunday).Route; !reflect.DeepEqual(got, c.want) {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestAPartnerGetsNothingFromOutsideItsFootprint(t *testing.T) {
	p := changed(t, `when: 'lead.country in ["ES", "PT"]'`, `when: 'lead.country in ["ES", "PT", "FR", ""]'`)
	skipped := func(country string) []lead.RouteNote {
		return []lead.RouteNote{lead.NewRouteNote(lead.NoteOutsideCountries, "Iberia by partner", "iberia-tech", country, "ES", "PT")}
	}
	for country, notes := range map[string][]lead.RouteNote{"PT": nil, "FR": skipped("FR"), "": skipped(""), "DE": nil} {
		in := nadia()
		in.Company.Country, in.Company.Employees = country, 50
		rt := p.Judge(lead.Interested(in, sunday), sunday).Route
		if (rt.Partner == "iberia-tech") != (country == "PT") || !reflect.DeepEqual(rt.Notes, notes) || rt.Note != "" {
			t.Errorf("a lead from %q goes to %+v", country, rt)
		}
	}
}

func TestARuleThatFailsSendsItsLeadToTheCatchAllAndNotToTheNextRule(t *testing.T) {
	p := changed(t, `when: 'lead.country in ["ES", "PT"]'`, `when: 'int(lead.attributes["seats"]) > 9'`)
	in := nadia()
	in.Company.Country = "US"
	rt := p.Judge(lead.Interested(in, sunday), sunday).Route
	notes := []lead.RouteNote{lead.NewRouteNote(lead.NoteConditionFailed, "Iberia by partner", `int(lead.attributes["seats"]) > 9`)}
	if rt.Rule != "everything else" || !reflect.DeepEqual(rt.Notes, notes) {
		t.Errorf("route %+v", rt)
	}
	in.Attributes = map[string]string{"seats": "3"}
	if rt := p.Judge(lead.Interested(in, sunday), sunday).Route; rt.Rule != "Americas" || rt.Notes != nil {
		t.Errorf("route with the field %+v", rt)
	}
}

func TestACampaignsLeadsAreHeldBackUntilItsEventIsOver(t *testing.T) {
	p := example(t)
	until := worktimetest.At("Europe/Berlin", "2026-05-12 18:00")
	before := p.Judge(lead.Interested(nadia(), until), until.Add(-time.Second))
	if !before.HeldUntil.Equal(until) || before.Wakes || before.Marketing != "#marketing" || before.Stage != lead.StageNew {
		t.Errorf("during the hold: %+v", before)
	}
	if l := lead.Register(nadia(), lead.Dibs(), before, until.Add(-time.Second)); l.Stage != lead.StageNurturing || !p.Next(l).At.Equal(until) {
		t.Errorf("stage %s until %s", l.Stage, p.Next(l).At)
	}
	if after := p.Judge(lead.Interested(nadia(), until), until); !after.HeldUntil.IsZero() || !after.Wakes {
		t.Errorf("after the hold: %+v", after)
	}
}

func TestANurturedLeadThatWarmsUpWakesAsThePlaybookSays(t *testing.T) {
	p := example(t)
	in := lead.Inquiry{Source: "newsletter", Engagement: "newsletter", Contact: lead.Contact{Email: "somebody@example.com"}}
	l := registered(p, in, sunday)
	if l.Stage != lead.StageNurturing || p.Judge(l, sunday).Wakes {
		t.Fatalf("a newsletter reader is %s", l.Stage)
	}
	for range 2 {
		l.Engage("download", p.Judge, sunday)
	}
	if l.Stage != lead.StageNurturing {
		t.Errorf("with an engagement of %d the stage is %s", l.Score.Engagement, l.Stage)
	}
	l.Engage("download", p.Judge, sunday.Add(time.Hour))
	if l.Stage != lead.StageInquiry || l.Channel != "#qualify" {
		t.Errorf("with an engagement of %d the stage is %s in %s", l.Score.Engagement, l.Stage, l.Channel)
	}
}

func TestAConditionThatFailsDoesNotMatchAndIsSaid(t *testing.T) {
	const fails = `'lead.employees % int(lead.attributes["seats"]) == 0'`
	t.Run("in routing", func(t *testing.T) {
		rt := changed(t, `'lead.country in ["DE", "AT", "CH"] and lead.employees >= 200'`, fails).Judge(lead.Interested(nadia(), sunday), sunday).Route
		if rt.Rule != "everything else" || len(rt.Notes) != 1 || rt.Notes[0].Arg(0) != "enterprise DACH" {
			t.Errorf("route %+v", rt)
		}
	})
	t.Run("in scoring", func(t *testing.T) {
		sc := changed(t, `'lead.freemail'`, fails).Judge(lead.Interested(nadia(), sunday), sunday).Score
		last := sc.Reasons[len(sc.Reasons)-1]
		if sc.Potential != 70 || last.Points != 0 || !strings.Contains(last.Failed, "seats") {
			t.Errorf("potential %d, last reason %+v", sc.Potential, last)
		}
	})
	t.Run("in the definition", func(t *testing.T) {
		j := changed(t, `'temperature in ["hot", "warm"] and lead.country in ["DE", "AT", "CH", "GB", "US", "ES", "PT"]'`, fails).Judge(lead.Interested(nadia(), sunday), sunday)
		if j.Stage != lead.StageInquiry || !strings.Contains(j.Score.Reasons[len(j.Score.Reasons)-1].Failed, "seats") {
			t.Errorf("judged %s because %+v", j.Stage, j.Score.Reasons)
		}
	})
}

func TestConditionsSeeTheWholeLead(t *testing.T) {
	in := lead.Inquiry{
		Source: "website", Campaign: "fair", Message: "Hello", Value: lead.Money{Minor: 1250, Currency: "EUR"}, Test: true,
		Attributes: map[string]string{"plan": "pro"},
		Contact:    lead.Contact{Name: "M. Silva", Email: "m@GMX.de", Phone: "+351", Title: "CEO"},
		Company:    lead.Company{Name: "Silva Lda", Website: "silva.example", Country: "PT", Employees: 7},
	}
	facts := scored{Lead: factsOf(&lead.Lead{Inquiry: in}), Potential: 1, Engagement: 2, Temperature: "warm"}
	for _, source := range []string{
		`lead.name == "M. Silva"`, `lead.email contains "@"`, `lead.phone startsWith "+351"`, `lead.title in ["CEO", "CTO"]`,
		`lead.company endsWith "Lda"`, `lead.website == "silva.example"`, `lead.country == "PT"`, `lead.employees < 20`,
		`lead.message matches "(?i)hello"`, `lead.source == "website"`, `lead.campaign == "fair"`, `lead.value == 12.5`,
		`lead.currency == "EUR"`, `lead.freemail`, `lead.attributes["plan"] == "pro"`, `lead.attributes.missing == ""`, `lead.test`,
		`potential == 1 and engagement == 2 and temperature == "warm"`, `lower(lead.title) == "ceo"`,
	} {
		c, err := compile(source, scored{})
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if holds, err := c.holds(facts); !holds || err != nil {
			t.Errorf("%s does not hold: %v", source, err)
		}
	}
}

// bare is the smallest possible playbook.
const bare = `
people: {mia@acme.example: {role: manager}}
teams: {all: {manager: mia@acme.example}}
definition: {text: Whoever asks.}
routing: [{name: all, to: {team: all, channel: "#leads"}}]
qualifiers: {channel: "#qualify", team: all}
marketing: {channel: "#marketing"}
`

func TestWhatAPlaybookLeavesOutHasASoundDefault(t *testing.T) {
	p, err := Parse("bare.yaml", []byte(bare), env)
	if err != nil {
		t.Fatal(err)
	}
	l := registered(p, nadia(), sunday)
	if l.Stage != lead.StageNew || l.Score.Temperature != lead.Cold || l.Channel != "#leads" {
		t.Errorf("without conditions a lead is %s, %s in %s", l.Stage, l.Score.Temperature, l.Channel)
	}
	if next := p.Next(l); !next.At.Equal(sunday.Add(day)) {
		t.Errorf("without ladders and hours the manager is pinged at %s", next.At)
	}
	due := p.Due(l, p.Members(slack()), sunday.Add(day))
	if len(due) != 1 || due[0].Tell != "manager" || !slices.Equal(due[0].People, []lead.PersonID{"mia"}) {
		t.Errorf("due %+v", due)
	}
	if p.OnDuty("all") != "mia@acme.example" || p.Zone() != time.UTC || p.Currency() != "EUR" || len(p.Reasons(lead.Lost)) == 0 {
		t.Error("a default is missing")
	}
}
