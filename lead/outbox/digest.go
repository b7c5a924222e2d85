package outbox

import (
	"dibs/lead"
	"dibs/lead/report"
)

// WeekReview is what happened in a week, for a manager or a channel.
type WeekReview struct {
	Now         report.Summary // the week
	Before      report.Summary // the week before, for comparison
	Ready       int            // of the leads registered in the week, how many have become sales-ready so far
	ReadyBefore int            // the same for the week before
	Won         []*lead.Lead   // won in the week, latest first; for a channel only where names may be shown

	// For a manager.
	Workloads   []Workload   // how much everyone has to do
	NeedSomeone []*lead.Lead // leads that need someone, most urgent first
	More        int          // how many more than NeedSomeone need someone
}

// Empty reports whether there is nothing to say: nothing happened in either week, no lead is open, and none
// needs anyone.
func (r WeekReview) Empty() bool {
	quiet := func(s report.Summary) bool { return s.New+s.Claimed+s.Won+s.Lost == 0 }
	return quiet(r.Now) && quiet(r.Before) && r.Now.Open() == 0 && len(r.NeedSomeone) == 0
}

// SectionStillWaiting lists leads that are still waiting for somebody after the last rung of their ladder.
const SectionStillWaiting Section = "again"

// BriefingSections lists the sections of a morning briefing, in order: what is due, what waits for the
// person, what nobody has taken so far, and what they could take. The other sections of a home tab show what
// is going well, or what everyone has.
func BriefingSections() []Section {
	return []Section{
		SectionOverdue, SectionToday, SectionWaiting, SectionCovering, SectionStillWaiting, SectionPool, SectionInquiries, SectionReturned, SectionWaking,
	}
}
