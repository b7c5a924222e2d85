package lead

import "time"

// ClockName names one of the clocks that can run on an open lead.
type ClockName string

// The clocks, and what each one waits for.
const (
	ClockQualify ClockName = "qualify"       // an inquiry waits to be judged by a qualifier
	ClockWake    ClockName = "wake"          // a nurtured lead waits for its date
	ClockClaim   ClockName = "claim"         // a new lead waits for an owner
	ClockAccept  ClockName = "accept"        // an offered lead waits for an answer
	ClockContact ClockName = "first_contact" // an owned lead waits for the first contact attempt
	ClockNext    ClockName = "next_step"     // the owner planned a next step for a date
	ClockStale   ClockName = "stale"         // the owner has done nothing for a long time
)

// NotClimbed is the value of Clock.Climbed before the first rung.
const NotClimbed time.Duration = -1

// Clock is one running clock. Start is when it starts to count; it may be in the future, because the clock of
// a next step counts from the planned date. Climbed says how far its ladder was climbed: the playbook's
// "after" of the last rung carried out. It is a duration and not the number of a rung, so that a changed
// playbook neither repeats nor skips a rung.
//
// OnDuty says that the person on duty was notified while the team was closed. That happens once per clock and
// is not a rung of the ladder.
//
// Like every stored struct, Clock names its fields with tags: the tags are the names in the database, and a
// query of the store reads Start. Changing a tag needs a migration of the rows; renaming a field does not.
type Clock struct {
	Start   time.Time     `json:"Start"`
	Climbed time.Duration `json:"Climbed"`
	OnDuty  bool          `json:"OnDuty,omitempty"`
}

// Clocks holds the running clocks of a lead.
type Clocks map[ClockName]Clock

// Deadline is the next time at which a lead needs attention, and the clock it belongs to.
type Deadline struct {
	At    time.Time
	Clock ClockName
}

// RungAction says what a rung does.
type RungAction string

// What a rung can do.
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
	People []PersonID    `json:"People"`           // the people that Tell means now
	To     string        `json:"To"`               // the channel that a widen adds
	At     time.Time     `json:"At"`               // when it was due
	Repeat bool          `json:"Repeat"`           // repeated after the last rung: belongs in a digest
	Wake   bool          `json:"Wake"`             // not a rung: the date of a nurtured lead has come
	Closed bool          `json:"Closed,omitempty"` // not a rung: pings the person on duty while the team is closed
	Teams  []string      `json:"Teams,omitempty"`  // the teams that a widen lets claim the lead from now on
	// Listed means that the people find the lead in a list with others. Only a hot lead that is not late gets
	// a message of its own.
	Listed bool `json:"Listed,omitempty"`
}

// start starts a clock, or starts it again from its first rung.
func (l *Lead) start(c ClockName, at time.Time) {
	if l.Clocks == nil {
		l.Clocks = Clocks{}
	}
	l.Clocks[c] = Clock{Start: at, Climbed: NotClimbed}
}

// run stops all running clocks and starts the given ones.
func (l *Lead) run(at time.Time, names ...ClockName) {
	l.Clocks = Clocks{}
	for _, n := range names {
		l.start(n, at)
	}
}
