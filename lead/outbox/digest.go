package outbox

import (
	"dibs/lead"
	"dibs/lead/report"
)

// WeekReview is what happened in a week, for a manager or for a channel.
type WeekReview struct {
	Now         report.Summary // of the week
	Before      report.Summary // of the week before, for comparison
	Ready       int            // of the leads registered in the week, how many have been sales-ready so far
	ReadyBefore int            // the same of the week before
	Won         []*lead.Lead   // won in the week, the latest first; of a channel only where names may be shown

	// For a manager.
	Workloads   []Workload   // how much everybody has in hand
	NeedSomeone []*lead.Lead // what needs someone, the first to be done first
	More        int          // how many more than Needs need someone
}

// Empty reports whether there is nothing to say: nothing happened, and nothing is open.
func (r WeekReview) Empty() bool {
	quiet := func(s report.Summary) bool { return s.New+s.Claimed+s.Won+s.Lost == 0 }
	return quiet(r.Now) && quiet(r.Before) && r.Now.Open() == 0 && len(r.NeedSomeone) == 0
}

// SectionStillWaiting is what still waits for somebody although its ladder is at its end.
const SectionStillWaiting Section = "again"

// BriefingSections lists the shelves of somebody's diary, in its order: what is due, what waits for them, what
// nobody took so far, and what they could take. The other shelves of a desk show what is going well,
// or what everybody has.
func BriefingSections() []Section {
	return []Section{
		SectionOverdue, SectionToday, SectionWaiting, SectionCovering, SectionStillWaiting, SectionPool, SectionInquiries, SectionReturned, SectionWaking,
	}
}
