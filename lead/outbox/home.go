package outbox

import (
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Section names one list of a home tab. The names travel in buttons and stand in the database.
type Section string

// The shelves, in the order in which a home tab shows them.
const (
	SectionDeadlines    Section = "clocks"    // managers: what runs out next, whoever has it
	SectionBreaches     Section = "breaches"  // managers: promises missed today
	SectionNeedsSomeone Section = "needs"     // managers: nobody has it, or nobody does what was promised
	SectionWorkload     Section = "loads"     // managers: how much everybody has in hand
	SectionOverdue      Section = "overdue"   // theirs, and late
	SectionToday        Section = "today"     // theirs, due before the day ends
	SectionWaiting      Section = "waiting"   // offered to them, and first contacts that they promised
	SectionCovering     Section = "covering"  // of absent people whose backup they are, and due
	SectionPool         Section = "pool"      // what they can claim
	SectionInquiries    Section = "inquiries" // qualifiers: to be judged
	SectionReturned     Section = "returned"  // marketing: given back by sales lately
	SectionWaking       Section = "waking"    // marketing: looked at again soon
	SectionWorking      Section = "working"   // theirs, and not due yet
	SectionReferred     Section = "referred"  // what they referred, open and closed
)

// HomeView is what one person's home tab shows at an instant: everything that is theirs to do. It is
// not yet what they may read of it: whoever draws it hides that from partners and guests.
type HomeView struct {
	Reader lead.Member
	Now    time.Time
	Crew   lead.Crew
	// Leads is what lies on each shelf, the first to be done first. A lead lies on one of the
	// person's own shelves at most; those of managers are a view of everybody's.
	Leads      map[Section][]*lead.Lead
	FirstRow   map[Section]int        // which row of a long shelf is the first shown; what lies beyond the end is the last page
	Homes      map[lead.ID]lead.Place // where the home cards of the leads are, for links
	Open       int                    // how many open leads they own
	LastAction *LastAction            // what they did here a moment ago; nil: nothing
	Team       *Team                  // for managers and admins; nil for everybody else
}

// LastAction is what came of the last act of a person on their home tab.
type LastAction struct {
	Lead  *lead.Lead
	Event lead.Event
}

// Team is what a manager sees of their people: of the teams that the playbook gives them, or of
// all when it gives them none.
type Team struct {
	Summary     report.Summary // of the present week
	Breaches    []Breach
	Missed      int // promises missed today; Breaches may list fewer
	NeedSomeone int // leads that need someone; the shelf may hold fewer
	Workloads   []Workload
}

// Breach is a promise of the playbook that was not kept in time.
type Breach struct {
	Lead  *lead.Lead
	Clock lead.ClockName // ClockClaim or ClockContact
	DueAt time.Time      // when the promised time was over, in business time
	Kept  time.Time      // when it was kept all the same; zero: not yet
}

// Workload is how much one person has in hand.
type Workload struct {
	Person lead.PersonID
	Open   int // open leads they own, and waiting ones that are offered to them
}
