package lead

// Stage says how far a lead has come. Ownership is a separate fact: see Lead.Owner.
type Stage string

// The stages form two funnels. Marketing's has inquiry and nurturing; sales' has new, working, qualified, and
// won or lost. Two stages lie outside both: disqualified, and merged into another lead.
const (
	StageInquiry      Stage = "inquiry"      // registered, not yet judged sales-ready; with the qualifiers
	StageNurturing    Stage = "nurturing"    // not ready now; with marketing
	StageNew          Stage = "new"          // meets the definition; unclaimed, in a pool or offered
	StageWorking      Stage = "working"      // owned
	StageQualified    Stage = "qualified"    // checklist passed, has an amount
	StageWon          Stage = "won"          // closed: became a customer
	StageLost         Stage = "lost"         // closed: no sale, with a reason
	StageDisqualified Stage = "disqualified" // closed: was never a lead, with a reason
	StageMerged       Stage = "merged"       // closed: the same inquiry as another lead
)

// Stages lists all stages in the order of the funnels.
func Stages() []Stage {
	return []Stage{
		StageInquiry, StageNurturing, StageNew, StageWorking, StageQualified,
		StageWon, StageLost, StageDisqualified, StageMerged,
	}
}

// Open reports whether a lead in this stage is in play and therefore has a running clock.
func (s Stage) Open() bool {
	switch s {
	case StageInquiry, StageNurturing, StageNew, StageWorking, StageQualified:
		return true
	default:
		return false
	}
}

// Owned reports whether a lead in this stage has an owner.
func (s Stage) Owned() bool { return s == StageWorking || s == StageQualified }
