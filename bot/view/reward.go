package view

import (
	"strings"

	"dibs/bot/view/wording"
	"dibs/lead"
)

// reward is what the referrer of a lead gets, as things stand: "€10 earned, €250 when it becomes a customer".
func (r Renderer) reward(l *lead.Lead) string {
	rewards := r.Playbook.Rewards(l, r.Crew)
	if len(rewards) == 0 {
		return ""
	}
	earned, parts := lead.Money{}, []string{""}
	for _, x := range rewards { // all in one currency
		switch x.Status {
		case lead.RewardEarned:
			earned.Currency, earned.Minor = x.Amount.Currency, earned.Minor+x.Amount.Minor
			parts[0] = wording.Amount(earned) + " earned"
		case lead.RewardOpen:
			parts = append(parts, wording.Amount(x.Amount)+" "+whenEarned(x.Why))
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
		return "when someone claims it"
	case lead.RewardWon:
		return "when it becomes a customer"
	default:
		return "right away"
	}
}

// noBonus begins the text about a lead that earns nothing.
const noBonus = "no bonus"

func noReward(w lead.RewardGround) string {
	switch w {
	case lead.VoidDuplicate:
		return noBonus + ": we knew about it already"
	case lead.VoidSales:
		return noBonus + " for people who work on leads"
	case lead.VoidTest:
		return noBonus + ": it's a test"
	case lead.VoidDisqualified:
		return noBonus + ": it wasn't a lead"
	default:
		return noBonus
	}
}

// rewardSums adds up rewards: "€260 earned, €250 open". All are in the playbook's currency.
func (r Renderer) rewardSums(leads []*lead.Lead, reader lead.PersonID) string {
	if !r.Crew.Reader(reader).SeesRewards() {
		return ""
	}
	sum := map[lead.RewardStatus]lead.Money{}
	for _, l := range leads {
		for _, x := range r.Playbook.Rewards(l, r.Crew) {
			m := sum[x.Status]
			m.Currency, m.Minor = x.Amount.Currency, m.Minor+x.Amount.Minor
			sum[x.Status] = m
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

// mayEarn is a sentence, after another one, about what a colleague earns for their next referral. It is empty if that
// is nothing.
func (r Renderer) mayEarn(reader lead.PersonID) string {
	if !r.Crew.Reader(reader).SeesRewards() {
		return ""
	}
	var parts []string
	for _, x := range r.Playbook.Rewards(&lead.Lead{Inquiry: lead.Inquiry{Referrer: reader}}, r.Crew) {
		if x.Status != lead.RewardVoid {
			parts = append(parts, wording.Amount(x.Amount)+" "+whenEarned(x.Why))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " You earn " + wording.And(parts) + "."
}
