package playbook

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

func TestAPartnerIsFoundByName(t *testing.T) {
	p := example(t)
	i, ok := p.Partner("iberia-tech")
	if !ok || i.Channel != "#partners" || len(i.People) != 0 || !slices.Equal(i.Countries, []string{"ES", "PT"}) ||
		i.AcceptWithin != day || !slices.Equal(i.Hide, []string{"email", "phone", "message"}) {
		t.Errorf("partner %+v", i)
	}
	if _, ok := p.Partner("nobody"); ok {
		t.Error("there is a partner called nobody")
	}
	if i, _ := changed(t, " accept_within: 1d,", "").Partner("iberia-tech"); i.AcceptWithin != day {
		t.Errorf("without accept_within a partner has %s", i.AcceptWithin)
	}
}

func TestWhatAPartnerMayNotSeeIsHiddenUntilItAccepted(t *testing.T) {
	p := changed(t, "people: [], countries", "people: [stranger@acme.example], countries")
	in := nadia()
	in.Company.Country, in.Company.Employees = "ES", 100
	l := registered(p, in, monday)
	l.AutoAssign(lead.Choice{Reason: lead.AssignOnArrival, Method: lead.ByPartner}, "iberia-tech", monday)
	hide := []string{"email", "phone", "message"}
	if got := p.HiddenFields(l); l.Channel != "#partners" || !slices.Equal(got, hide) {
		t.Fatalf("in %s the partner's people may not see %v", l.Channel, got)
	}
	if got := example(t).HiddenFields(l); !slices.Equal(got, hide) {
		t.Errorf("with a partner without people the hidden fields are %v", got)
	}
	other, err := Parse("bare.yaml", []byte(bare), env)
	must(t, err)
	if gone := other.HiddenFields(l); len(gone) != len(leadFields()) {
		t.Errorf("with the partner gone from the playbook the hidden fields are %v", gone)
	}

	accepted := l.Clone()
	theirs := lead.Actor{ID: "stranger", Role: lead.RolePartner, Team: lead.PartnerTeam("iberia-tech")}
	must(t, accepted.Accept(theirs, monday.Add(time.Hour)))
	if got := p.HiddenFields(accepted); got != nil {
		t.Errorf("after accepting the hidden fields are %v", got)
	}

	must(t, l.Pass(theirs, "", monday.Add(time.Hour)))
	if got := p.HiddenFields(l); l.Channel != "#leads" || got != nil {
		t.Errorf("in our own channel %s the hidden fields are %v", l.Channel, got)
	}
}

func TestALeadThatIsNotWithItsPartnerYetHidesNothing(t *testing.T) {
	p := example(t)
	l := registered(p, lead.Inquiry{Engagement: "demo_request", Company: lead.Company{Name: "Silva Lda", Country: "PT", Employees: 50}}, monday)
	if got := p.HiddenFields(l); l.Stage != lead.StageInquiry || l.Route.Partner != "iberia-tech" || got != nil {
		t.Errorf("%s for %s hides %v from the qualifiers", l.Stage, l.Route.Partner, got)
	}
}

func TestKnownCompaniesGoToTheirOwnerOnlyIfThePlaybookSaysSo(t *testing.T) {
	if !example(t).OwnerFirst() || changed(t, "known_company: offer_owner", "known_company: route").OwnerFirst() {
		t.Error("OwnerFirst differs from the playbook")
	}
}
