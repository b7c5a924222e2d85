package lead

// Reminding is what somebody is refused who asks for a reminder of somebody else. It is no event.
const Reminding Kind = "reminding"

// MayRemind reports, as a refusal, that somebody may not have another person reminded of the lead:
// a manager may, and the owner or the backup who covers. The lead must be open, and the other person
// must have a part in leads and may see this one by name.
func (l *Lead) MayRemind(a Actor, to Member) error {
	switch {
	case !l.Open():
		return l.refuse(Reminding, WhyStage)
	case !a.Leads() && l.Owner == NoOne:
		return l.only(Reminding, AudienceManager)
	case !a.Leads() && !a.Is(l.Owner):
		return l.only(Reminding, AudienceOwner)
	case to.Deleted || to.Role == RoleAnyone || !Reader(to).SeesName(l):
		return l.cannotTake(Reminding, to)
	}
	return nil
}
