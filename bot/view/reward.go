package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// earns says what the referrer of a lead gets, as it stands: "€10 earned, €250 when it becomes a customer".
func (p Renderer) earns(l *lead.Lead) string {
	rewards := p.Playbook.Rewards(l, p.Crew)
	if len(rewards) == 0 {
		return ""
	}
	earned, parts := lead.Money{}, []string{""}
	for _, r := range rewards { // in one currency
		switch r.Status {
		case lead.RewardEarned:
			earned.Currency, earned.Minor = r.Amount.Currency, earned.Minor+r.Amount.Minor
			parts[0] = wording.Amount(earned) + " earned"
		case lead.RewardOpen:
			parts = append(parts, wording.Amount(r.Amount)+" "+whenEarned(r.Why))
		}
	}
	if parts[0] == "" {
		parts = parts[1:]
	}
	if len(parts) == 0 {
		return noReward(rewards[0].Why)
	}
	return strings.Join(parts, ", ")
}

func whenEarned(w lead.RewardGround) string {
	switch w {
	case lead.RewardCertified:
		return "when it meets our definition of a lead"
	case lead.RewardClaimed:
		return "when somebody takes it"
	case lead.RewardWon:
		return "when it becomes a customer"
	default:
		return "at once"
	}
}

// noBonus begins what is said of a lead that earns nothing.
const noBonus = "no bonus"

func noReward(w lead.RewardGround) string {
	switch w {
	case lead.VoidDuplicate:
		return noBonus + ": it was known already"
	case lead.VoidSales:
		return noBonus + " for who works on leads"
	case lead.VoidTest:
		return noBonus + ": it is a test"
	case lead.VoidDisqualified:
		return noBonus + ": it was not a lead"
	default:
		return noBonus
	}
}

// sums adds up rewards: "€260 earned, €250 open". There is one currency: the playbook's rules name it.
func (p Renderer) sums(leads []*lead.Lead, reader lead.PersonID) string {
	if !p.Crew.Reader(reader).SeesRewards() {
		return ""
	}
	sum := map[lead.RewardStatus]lead.Money{}
	for _, l := range leads {
		for _, r := range p.Playbook.Rewards(l, p.Crew) {
			m := sum[r.Status]
			m.Currency, m.Minor = r.Amount.Currency, m.Minor+r.Amount.Minor
			sum[r.Status] = m
		}
	}
	var parts []string
	for _, s := range []lead.RewardStatus{lead.RewardEarned, lead.RewardOpen} {
		if m := sum[s]; m.Minor > 0 {
			parts = append(parts, wording.Amount(m)+" "+string(s))
		}
	}
	return strings.Join(parts, ", ")
}

// mayEarn says what the next lead of a colleague would bring: a sentence to follow, or nothing.
func (p Renderer) mayEarn(reader lead.PersonID) string {
	if !p.Crew.Reader(reader).SeesRewards() {
		return ""
	}
	var parts []string
	for _, r := range p.Playbook.Rewards(&lead.Lead{Inquiry: lead.Inquiry{Referrer: reader}}, p.Crew) {
		if r.Status != lead.RewardVoid {
			parts = append(parts, wording.Amount(r.Amount)+" "+whenEarned(r.Why))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " You earn " + wording.And(parts) + "."
}
