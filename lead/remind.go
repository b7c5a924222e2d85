package lead

// Reminding is what somebody is refused who asks for a reminder of somebody else. It is no event.
const Reminding Kind = "reminding"

// MayRemind reports, as a refusal, that somebody may not have another person reminded of the lead:
// a manager may, and the owner or the backup who covers, and only a person who may know of an open
// lead can be. A partner's people know of what is with them, and our own in a role of every lead.
func (l *Lead) MayRemind(a Actor, to Member) error {
	partner := l.Partner() != "" && to.Team == PartnerTeam(l.Partner())
	switch {
	case !l.Open():
		return l.refuse(Reminding, WhyStage)
	case !a.Leads() && l.Owner == NoOne:
		return l.only(Reminding, AudienceManager)
	case !a.Leads() && !a.Is(l.Owner):
		return l.only(Reminding, AudienceOwner)
	case to.Deleted || to.Role == RoleAnyone, to.Role == RolePartner && !partner, to.Role != RolePartner && to.Guest:
		return l.cannotTake(Reminding, to)
	}
	return nil
}
