package lead

import "time"

// Shelf names one list of a home tab. The names travel in buttons and stand in the database.
type Shelf string

// The shelves, in the order in which a home tab shows them.
const (
	ShelfClocks    Shelf = "clocks"    // managers: what runs out next, whoever has it
	ShelfBreaches  Shelf = "breaches"  // managers: promises missed today
	ShelfNeeds     Shelf = "needs"     // managers: nobody has it, or nobody does what was promised
	ShelfLoads     Shelf = "loads"     // managers: how much everybody has in hand
	ShelfOverdue   Shelf = "overdue"   // theirs, and late
	ShelfToday     Shelf = "today"     // theirs, due before the day ends
	ShelfWaiting   Shelf = "waiting"   // offered to them, and first contacts that they promised
	ShelfCovering  Shelf = "covering"  // of absent people whose backup they are, and due
	ShelfPool      Shelf = "pool"      // what they can claim
	ShelfInquiries Shelf = "inquiries" // qualifiers: to be judged
	ShelfReturned  Shelf = "returned"  // marketing: given back by sales lately
	ShelfWaking    Shelf = "waking"    // marketing: looked at again soon
	ShelfWorking   Shelf = "working"   // theirs, and not due yet
	ShelfReferred  Shelf = "referred"  // what they referred, open and closed
)

// Desk is what one person's home tab shows at an instant: everything that is theirs to do. It is
// not yet what they may read of it: whoever draws it hides that from partners and guests.
type Desk struct {
	Of   Member
	Now  time.Time
	Crew Crew
	// Leads is what lies on each shelf, the first to be done first. A lead lies on one of the
	// person's own shelves at most; those of managers are a view of everybody's.
	Leads map[Shelf][]*Lead
	From  map[Shelf]int // which row of a long shelf is the first shown; what lies beyond the end is the last page
	Homes map[ID]Place  // where the home cards of the leads are, for links
	Open  int           // how many open leads they own
	Told  *Told         // what they did here a moment ago; nil: nothing
	Team  *Team         // for managers and admins; nil for everybody else
}

// Told is what came of the last act of a person on their home tab.
type Told struct {
	Lead  *Lead
	Event Event
}

// Team is what a manager sees of their people: of the teams that the playbook gives them, or of
// all when it gives them none.
type Team struct {
	Summary  Summary // of the present week
	Breaches []Breach
	Missed   int // promises missed today; Breaches may list fewer
	Needs    int // leads that need someone; the shelf may hold fewer
	Loads    []Load
}

// Breach is a promise of the playbook that was not kept in time.
type Breach struct {
	Lead  *Lead
	Clock ClockName // ClockClaim or ClockContact
	DueAt time.Time // when the promised time was over, in business time
	Kept  time.Time // when it was kept all the same; zero: not yet
}

// Load is how much one person has in hand.
type Load struct {
	Who  PersonID
	Open int // open leads they own, and waiting ones that are offered to them
}
