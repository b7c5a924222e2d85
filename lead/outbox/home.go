package outbox

import (
	"time"

	"dibs/lead"
	"dibs/lead/report"
)

// Section names one list of a home tab. Buttons and the database contain these names: never change one.
type Section string

// The sections, in the order in which a home tab shows them.
const (
	SectionDeadlines    Section = "clocks"    // managers: the next deadlines of all leads
	SectionBreaches     Section = "breaches"  // managers: response targets missed today
	SectionNeedsSomeone Section = "needs"     // managers: unclaimed for too long, or the next step is overdue
	SectionWorkload     Section = "loads"     // managers: how much everyone has to do
	SectionOverdue      Section = "overdue"   // their leads, overdue
	SectionToday        Section = "today"     // their leads, due before the day ends
	SectionWaiting      Section = "waiting"   // offered to them, or theirs and waiting for a first contact
	SectionCovering     Section = "covering"  // due leads of absent people whose backup they are
	SectionPool         Section = "pool"      // what they can claim
	SectionInquiries    Section = "inquiries" // qualifiers: to be judged
	SectionReturned     Section = "returned"  // marketing: handed back by sales lately
	SectionWaking       Section = "waking"    // marketing: waking soon
	SectionWorking      Section = "working"   // their leads, not due yet
	SectionReferred     Section = "referred"  // leads they referred, open and closed
)

// HomeView is what one person's home tab shows at time Now: everything they have to do. It may contain more
// than they may see; the code that draws it must hide that from partners and guests (see lead.Reader).
type HomeView struct {
	Reader lead.Member
	Now    time.Time
	Crew   lead.Crew
	// Leads holds the leads of each section, most urgent first. A lead is in at most one of the person's own
	// sections; a manager's sections show leads that may also be in others.
	Leads      map[Section][]*lead.Lead
	FirstRow   map[Section]int        // first row shown of a long section; beyond the end: the last page
	Homes      map[lead.ID]lead.Place // the home cards of the leads, for links
	Open       int                    // how many open leads they own
	LastAction *LastAction            // what they did on this tab a moment ago, or nil
	Team       *Team                  // for managers and admins; nil for everybody else
}

// LastAction is the result of a person's last action on their home tab.
type LastAction struct {
	Lead  *lead.Lead
	Event lead.Event
}

// Team is what a manager sees of their people: of the teams that the playbook assigns to them, or of all
// teams if it assigns none.
type Team struct {
	Summary     report.Summary // of the current week
	Breaches    []Breach
	Missed      int // response targets missed today; Breaches may list fewer
	NeedSomeone int // leads that need someone; the section may list fewer
	Workloads   []Workload
}

// Breach is a response target that was missed.
type Breach struct {
	Lead  *lead.Lead
	Clock lead.ClockName // ClockClaim or ClockContact
	DueAt time.Time      // when the target ended, counted in business time
	Kept  time.Time      // when it was met late; zero: not yet
}

// Workload is how much one person has to do.
type Workload struct {
	Person lead.PersonID
	Open   int // open leads they own, and unclaimed ones offered to them
}
