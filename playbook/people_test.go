package playbook

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/lead"
)

func TestPeopleGetTheirPlacesByEmailInAnyCase(t *testing.T) {
	p := example(t)
	crew := p.Members(slack())
	ben := crew["ben"]
	if ben.Role != lead.RoleRep || ben.Team != "emea" || ben.Backup != "ana" || ben.Capacity != 25 || ben.Weight != 2 || ben.Name != "ben" {
		t.Errorf("Ben is %+v", ben)
	}
	if carla := crew["carla"]; carla.Backup != lead.NoOne || carla.Weight != 1 || carla.Capacity != 0 {
		t.Errorf("Carla is %+v", carla)
	}
	if s := crew["stranger"]; s.Role != lead.RoleAnyone || s.Name != "stranger" {
		t.Errorf("a person the playbook does not name is %+v", s)
	}
	if covers := p.Members(slack("ana")).Actor("ben", sunday).Covers; !slices.Equal(covers, []lead.PersonID{"ana"}) {
		t.Errorf("while Ana is away Ben covers %v", covers)
	}
}

func TestAnActiveAccountGoesBeforeADeactivatedOneOfTheSameAddress(t *testing.T) {
	p := example(t)
	people := append(slack(), lead.Person{ID: "a-old-ben", Email: "ben@acme.example", Deleted: true}, lead.Person{ID: "z-old-mia", Email: "mia@acme.example", Deleted: true})
	crew := p.Members(people)
	if crew["ana"].Backup != "ben" {
		t.Errorf("Ana's backup is %s", crew["ana"].Backup)
	}
	l := registered(p, nadia(), monday)
	if got := p.Ahead(l, crew, 3)[2].People; !slices.Equal(got, []lead.PersonID{"mia"}) {
		t.Errorf("manager %v", got)
	}
}

func TestAUserGroupStandsForWhoIsInIt(t *testing.T) {
	p := changed(t, `  # "@sdr-team": {role: qualifier}`, `  "@sdr-team": {role: qualifier}`)
	if !slices.Equal(p.Groups(), []string{"@sdr-team"}) {
		t.Fatalf("groups %v", p.Groups())
	}
	crew := p.Members(slack(), Group{Handle: "@sdr-team", Emails: []string{"Stranger@acme.example", "ana@acme.example"}})
	if crew["stranger"].Role != lead.RoleQualifier || crew["ana"].Role != lead.RoleRep {
		t.Errorf("the stranger is %q, Ana %q", crew["stranger"].Role, crew["ana"].Role)
	}
}

func TestPeopleOfAPartnerArePartners(t *testing.T) {
	p := changed(t, "people: [], countries", "people: [Stranger@acme.example], countries")
	if role := p.Members(slack())["stranger"].Role; role != lead.RolePartner {
		t.Errorf("role %q", role)
	}
	if !slices.Contains(p.Emails(), "stranger@acme.example") {
		t.Errorf("emails %v", p.Emails())
	}
}

func TestWhoIsOutsideTheirOwnHoursIsNotTold(t *testing.T) {
	p := changed(t, "ben@acme.example: {role: rep,", "ben@acme.example: {hours: new-york, role: rep,")
	l := registered(p, nadia(), monday)
	if got, want := told(p.Ahead(l, p.Members(slack()), 2)), "Mon 09:03 claim remind pool: ana\nMon 09:05 claim remind backup: mia"; got != want {
		t.Errorf("ahead\n%s\nwant\n%s", got, want)
	}
}

func TestWhatThePlaybookNamesCanBeAskedFor(t *testing.T) {
	p := example(t)
	if got, want := strings.Join(p.Channels(), " "), "#leads #leads-americas #leads-enterprise #marketing #partners #qualify"; got != want {
		t.Errorf("channels %s, want %s", got, want)
	}
	if !p.AmountsIn("#leads") || !p.AmountsIn("leads") || p.AmountsIn("#leads-americas") || p.AmountsIn("") {
		t.Error("AmountsIn differs from the playbook")
	}
	if c, ok := p.Campaign("spring-webinar"); !ok || c.Source != "webinar" || c.Cost["2026-05"] != (lead.Money{Minor: 120_000, Currency: "EUR"}) ||
		!c.HoldUntil.Equal(time.Date(2026, 5, 12, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("campaign %+v", c)
	}
	if s, ok := p.Source("google-ads"); !ok || s.Preset != "google_ads_lead_form" || s.Engagement != "demo_request" {
		t.Errorf("source %+v", s)
	}
	if claim, contact := p.ResponseTarget(lead.Warm); claim != 2*time.Hour || contact != day {
		t.Errorf("response targets %v and %v", claim, contact)
	}
	if r := p.Reasons(lead.Disqualified); len(r) != 9 || r[0] != "too small" || p.Reasons(lead.Claimed) != nil {
		t.Errorf("reasons %v", r)
	}
	if q := p.Checklist(); len(q) != 5 || q[3].Required || !q[4].Required || !p.AsksGutRating() || !strings.Contains(p.Definition(), "named person") {
		t.Errorf("checklist %v", q)
	}
	if p.Manager("emea") != "mia@acme.example" || p.OnDuty("americas") != "mia@acme.example" || p.Manager("nobody") != "" {
		t.Error("the manager of a team differs from the playbook")
	}
	if p.Company() != "Acme" || p.Bundle() != 5*time.Minute || p.MaxHandoffs() != 3 || p.QualifyChannel() != "#qualify" || p.MarketingChannel() != "#marketing" {
		t.Error("a setting differs from the playbook")
	}
}

func TestWhatComesLaterIsReadAlready(t *testing.T) {
	p := example(t)
	if r := p.referrals; r.perLead != (lead.Money{Minor: 1000, Currency: "EUR"}) || r.when != "certified" || r.perWon.Minor != 25_000 {
		t.Errorf("referrals %+v", r)
	}
	if d := p.digests; d.reps.At != 8*60+30 || len(d.reps.Days) != 7 || !slices.Equal(d.managers.Days, []time.Weekday{time.Monday}) || d.to != "#leads" || d.channel.At != 16*60 {
		t.Errorf("digests %+v", d)
	}
	if p.retention[lead.StageLost] != 1095*day || p.rates["GBP"] != 1.17 || p.known != "offer_owner" {
		t.Errorf("retention %v, rates %v, known company %q", p.retention, p.rates, p.known)
	}
	if i := p.partners["iberia-tech"]; i.acceptWithin.Days != 1 || !slices.Equal(i.hide, []string{"email", "phone", "message"}) || !slices.Equal(i.countries, []string{"ES", "PT"}) {
		t.Errorf("partner %+v", i)
	}
	if o := p.outside[lead.Hot]; o.tell != "on_duty" || o.Until != 21*60 || len(o.Days) != 5 {
		t.Errorf("outside hours: %+v", o)
	}
	if n := p.nurture; n.touches != 2 || n.per != 14*day || n.wakeWhen == nil || p.cadences["any"].then != "marketing" {
		t.Errorf("nurture %+v", n)
	}
}
