package playbook

import (
	"slices"
	"testing"
	"time"

	"dibs/lead"
)

func TestRewardsFollowTheLead(t *testing.T) {
	p := example(t) // €10 when certified, €250 when won
	crew := lead.Crew{}
	for id, role := range map[lead.PersonID]lead.Role{
		"kim": lead.RoleAnyone, "ana": lead.RoleRep, "dan": lead.RoleQualifier, "mia": lead.RoleManager, "ola": lead.RoleAdmin,
		"pia": lead.RolePartner, "max": lead.RoleMarketing,
	} {
		crew[id] = lead.Member{Person: lead.Person{ID: id}, Role: role}
	}
	by := func(who lead.PersonID, s lead.Stage, sales bool) *lead.Lead {
		l := &lead.Lead{Stage: s, Inquiry: lead.Inquiry{Referrer: who}}
		if sales {
			l.SalesAt = monday
		}
		return l
	}
	test := by("kim", lead.StageNew, true)
	test.Test = true
	both := func(s lead.RewardStatus, w lead.RewardGround) []string {
		return []string{string(s) + " " + string(w), string(s) + " " + string(w)}
	}
	for _, c := range []struct {
		name string
		lead *lead.Lead
		want []string // the status per lead, and per lead won
	}{
		{"nobody referred it", by("", lead.StageWon, true), nil},
		{"an inquiry", by("kim", lead.StageInquiry, false), []string{"open certified", "open won"}},
		{"with sales", by("kim", lead.StageNew, true), []string{"earned certified", "open won"}},
		{"nurtured after that", by("kim", lead.StageNurturing, true), []string{"earned certified", "open won"}},
		{"won", by("kim", lead.StageWon, true), []string{"earned certified", "earned won"}},
		{"lost", by("kim", lead.StageLost, true), []string{"earned certified", "void lost"}},
		{"a duplicate", by("kim", lead.StageMerged, true), both(lead.RewardVoid, lead.VoidDuplicate)},
		{"disqualified", by("kim", lead.StageDisqualified, true), both(lead.RewardVoid, lead.VoidDisqualified)},
		{"a test", test, both(lead.RewardVoid, lead.VoidTest)},
		{"a rep's", by("ana", lead.StageWon, true), both(lead.RewardVoid, lead.VoidSales)},
		{"a qualifier's", by("dan", lead.StageWon, true), both(lead.RewardVoid, lead.VoidSales)},
		{"a manager's", by("mia", lead.StageWon, true), both(lead.RewardVoid, lead.VoidSales)},
		{"an admin's", by("ola", lead.StageWon, true), both(lead.RewardVoid, lead.VoidSales)},
		{"a partner's", by("pia", lead.StageWon, true), both(lead.RewardVoid, lead.VoidSales)},
		{"marketing's", by("max", lead.StageWon, true), []string{"earned certified", "earned won"}},
		{"the referrer has left", by("gone", lead.StageWon, true), []string{"earned certified", "earned won"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for i, r := range p.Rewards(c.lead, crew) {
				got = append(got, string(r.Status)+" "+string(r.Why))
				want := lead.Reward{Rule: lead.RewardPerLead, Amount: lead.Money{Minor: 1000, Currency: "EUR"}}
				if i == 1 {
					want = lead.Reward{Rule: lead.RewardPerWon, Amount: lead.Money{Minor: 25000, Currency: "EUR"}}
				}
				if r.Rule != want.Rule || r.Amount != want.Amount {
					t.Errorf("reward %d: %+v", i+1, r)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("rewards %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatDeliversALeadIsAsThePlaybookSays(t *testing.T) {
	const rule = "referrals: {per_lead: {amount: 10, when: certified}, per_won: 250, currency: EUR}"
	at := func(sales, claimed bool) *lead.Lead {
		l := &lead.Lead{Stage: lead.StageNew, Inquiry: lead.Inquiry{Referrer: "kim"}}
		if sales {
			l.SalesAt = monday
		}
		if claimed {
			l.ClaimedAt = monday.Add(time.Hour)
		}
		return l
	}
	for when, c := range map[string]struct{ registered, certified, claimed lead.RewardStatus }{
		"registered": {lead.RewardEarned, lead.RewardEarned, lead.RewardEarned},
		"certified":  {lead.RewardOpen, lead.RewardEarned, lead.RewardEarned},
		"claimed":    {lead.RewardOpen, lead.RewardOpen, lead.RewardEarned},
	} {
		p := changed(t, rule, "referrals: {per_lead: {amount: 2.5, when: "+when+"}, currency: USD}")
		for i, l := range []*lead.Lead{at(false, false), at(true, false), at(true, true)} {
			want := []lead.RewardStatus{c.registered, c.certified, c.claimed}[i]
			rs := p.Rewards(l, nil)
			if len(rs) != 1 || rs[0].Status != want || rs[0].Amount != (lead.Money{Minor: 250, Currency: "USD"}) {
				t.Errorf("when %s, step %d: %+v, want %s", when, i, rs, want)
			}
		}
		if p.RewardsCertified() != (when == "certified") {
			t.Errorf("when %s: RewardsCertified is %v", when, p.RewardsCertified())
		}
	}
	if rs := changed(t, rule, "").Rewards(at(true, true), nil); rs != nil {
		t.Errorf("rewards in a playbook without any: %+v", rs)
	}
}
