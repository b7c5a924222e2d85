package lead

import "time"

// ClockName names one of the clocks that can run on an open lead.
type ClockName string

// The clocks, and what each waits for.
const (
	ClockQualify ClockName = "qualify"       // an inquiry waits to be judged by a qualifier
	ClockWake    ClockName = "wake"          // a nurtured lead waits for its date
	ClockClaim   ClockName = "claim"         // a new lead waits for an owner
	ClockAccept  ClockName = "accept"        // an offered lead waits for the answer
	ClockContact ClockName = "first_contact" // an owned lead waits for the first contact attempt
	ClockNext    ClockName = "next_step"     // the owner promised something by a date
	ClockStale   ClockName = "stale"         // the owner has done nothing for long
)

// NotClimbed is how far a clock has climbed before its first rung.
const NotClimbed time.Duration = -1

// Clock is one running clock: since when it counts, and how far its ladder was climbed, as the
// playbook's "after" of the last rung carried out. That is a duration and not a number of a
// rung, so that a changed playbook neither repeats nor skips one. Start may lie ahead: the next
// step's clock counts from the date promised.
//
// OnDuty says that the person on duty was told of it while the team was closed, which is once per
// clock and no rung of the ladder.
//
// Like every stored struct, it names its fields: the tags are the names in the database, and a
// query of the store reads Start. A new tag needs a migration of the rows; a new field name does not.
type Clock struct {
	Start   time.Time     `json:"Start"`
	Climbed time.Duration `json:"Climbed"`
	OnDuty  bool          `json:"OnDuty,omitempty"`
}

// Clocks are the running clocks of a lead.
type Clocks map[ClockName]Clock

// Deadline is the pending instant at which a lead wants attention, and the clock it belongs to.
type Deadline struct {
	At    time.Time
	Clock ClockName
}

// RungAction is what a rung does.
type RungAction string

// What rungs do.
const (
	DoRemind   RungAction = "remind"
	DoWiden    RungAction = "widen"
	DoReassign RungAction = "reassign"
	DoRelease  RungAction = "release"
)

// Step is a rung that is due, with the people it names.
type Step struct {
	Clock  ClockName     `json:"Clock"`
	After  time.Duration `json:"After"`
	Do     RungAction    `json:"Do"`
	Tell   string        `json:"Tell"`             // pool, owner, backup, manager, on_duty, marketing or a channel
	People []PersonID    `json:"People"`           // whom that means now
	To     string        `json:"To"`               // the channel of a widen
	At     time.Time     `json:"At"`               // when it was due
	Repeat bool          `json:"Repeat"`           // after the last rung: belongs in a digest
	Wake   bool          `json:"Wake"`             // not a rung: a nurtured lead's date has come
	Closed bool          `json:"Closed,omitempty"` // not a rung: told to who is on duty, because the team is closed
	Teams  []string      `json:"Teams,omitempty"`  // of a widen: the teams whose reps may claim it from then on
	// Listed means that those called find it in a list, with others: only a hot lead in time gets a
	// message of its own.
	Listed bool `json:"Listed,omitempty"`
}

func (l *Lead) start(c ClockName, at time.Time) {
	if l.Clocks == nil {
		l.Clocks = Clocks{}
	}
	l.Clocks[c] = Clock{Start: at, Climbed: NotClimbed}
}

// run replaces all running clocks.
func (l *Lead) run(at time.Time, names ...ClockName) {
	l.Clocks = Clocks{}
	for _, n := range names {
		l.start(n, at)
	}
}
