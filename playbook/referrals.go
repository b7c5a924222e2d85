package playbook

import (
	"github.com/goccy/go-yaml/ast"

	"dibs/lead"
)

// referrals sets the rewards that colleagues get for referring leads.
type referrals struct {
	perLead lead.Money
	when    lead.RewardGround // how far a lead must get to count as delivered
	perWon  lead.Money
}

func (r *reader) referrals(n ast.Node, p *Playbook) {
	currency := p.currency
	var perLead, perWon ast.Node
	f := &p.referrals
	r.table(n, "referrals", map[string]field{
		"per_lead": func(n ast.Node) {
			r.table(n, "per_lead", map[string]field{
				"amount": func(n ast.Node) { perLead = n },
				"when": func(n ast.Node) {
					f.when = lead.RewardGround(r.word(n, "when",
						string(lead.RewardRegistered), string(lead.RewardCertified), string(lead.RewardClaimed)))
				},
			}, "amount", "when")
		},
		"per_won":  func(n ast.Node) { perWon = n },
		"currency": func(n ast.Node) { currency = r.currency(n, "currency") },
	})
	if perLead != nil {
		f.perLead = r.amount(perLead, "amount", currency)
	}
	if perWon != nil {
		f.perWon = r.amount(perWon, "per_won", currency)
	}
}

// Rewards lists what the referrer of a lead gets for it, rule by rule, as the lead is now. It is empty for a
// lead that nobody referred; rules that the playbook lacks are left out. The amount for a delivered lead
// stays if the lead is lost later, but is void if the lead turns out to be a duplicate or not a lead. People
// whose job is to work on leads get nothing for referring them.
func (p *Playbook) Rewards(l *lead.Lead, crew lead.Crew) []lead.Reward {
	if l.Referrer == lead.NoOne {
		return nil
	}
	void := voidReason(l, crew.Member(l.Referrer).Role)
	var rs []lead.Reward
	if f := p.referrals; f.perLead.Minor > 0 {
		rs = append(rs, reward(lead.Reward{Rule: lead.RewardPerLead, Amount: f.perLead, Why: f.when}, void, delivered(l, f.when)))
	}
	if f := p.referrals; f.perWon.Minor > 0 {
		if void == "" && l.Stage == lead.StageLost {
			void = lead.VoidLost
		}
		rs = append(rs, reward(lead.Reward{Rule: lead.RewardPerWon, Amount: f.perWon, Why: lead.RewardWon}, void, l.Stage == lead.StageWon))
	}
	return rs
}

func reward(r lead.Reward, void lead.RewardGround, earned bool) lead.Reward {
	switch {
	case void != "":
		r.Status, r.Why = lead.RewardVoid, void
	case earned:
		r.Status = lead.RewardEarned
	default:
		r.Status = lead.RewardOpen
	}
	return r
}

// delivered reports whether a lead has got as far as the rule asks.
func delivered(l *lead.Lead, when lead.RewardGround) bool {
	switch when {
	case lead.RewardCertified:
		return !l.SalesAt.IsZero()
	case lead.RewardClaimed:
		return !l.ClaimedAt.IsZero()
	default:
		return true
	}
}

// voidReason returns why a lead earns nothing under any rule; empty if it may earn something.
func voidReason(l *lead.Lead, referrer lead.Role) lead.RewardGround {
	switch {
	case l.Test:
		return lead.VoidTest
	case referrer != lead.RoleAnyone && referrer != lead.RoleMarketing:
		return lead.VoidSales
	case l.Stage == lead.StageMerged:
		return lead.VoidDuplicate
	case l.Stage == lead.StageDisqualified:
		return lead.VoidDisqualified
	}
	return ""
}

// RewardsCertified reports whether a referrer earns a reward when a lead comes to sales.
func (p *Playbook) RewardsCertified() bool {
	return p.referrals.perLead.Minor > 0 && p.referrals.when == lead.RewardCertified
}
