package lead

// Reminding is the action named in a refusal to remind somebody else. It is never recorded as an event.
const Reminding Kind = "reminding"

// MayRemind returns a refusal if the actor may not set a reminder about the lead for another person. A
// manager may, and so may the owner or the backup who covers for them. The lead must be open. The other
// person must have a role, must not be deactivated, and must be allowed to see this lead by name.
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
