package lead

// Stage says how far a lead has come. Ownership is separate: see Lead.Owner.
type Stage string

// The two funnels. Marketing: inquiry and nurturing. Sales: new, working, qualified, then won
// or lost. Aside: disqualified, and merged into another lead.
const (
	StageInquiry      Stage = "inquiry"      // registered, might be a lead; with the qualifiers
	StageNurturing    Stage = "nurturing"    // not now; with marketing
	StageNew          Stage = "new"          // meets the definition; waits in a pool or for one person
	StageWorking      Stage = "working"      // owned
	StageQualified    Stage = "qualified"    // checklist passed, carries an amount
	StageWon          Stage = "won"          // closed: a customer
	StageLost         Stage = "lost"         // closed: not this time, with a reason
	StageDisqualified Stage = "disqualified" // closed: never was one, with a reason
	StageMerged       Stage = "merged"       // the same inquiry as another lead
)

// Stages lists every stage in the order of the funnels.
func Stages() []Stage {
	return []Stage{
		StageInquiry, StageNurturing, StageNew, StageWorking, StageQualified,
		StageWon, StageLost, StageDisqualified, StageMerged,
	}
}

// Open reports whether a lead in this stage is in play and so has a running clock.
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
