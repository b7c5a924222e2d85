// Package lead is the vocabulary and the lifecycle: what a lead is, what can be done with it,
// by whom, and what follows. It does no I/O and never reads the clock.
package lead

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ID numbers a lead, as people say it: #1042. Zero means not stored yet.
type ID int64

// String is the number as people write it, "#1042".
func (id ID) String() string { return "#" + strconv.FormatInt(int64(id), 10) }

// ParseID reads a lead's number as people and programs write it: "1042", "#1042".
func ParseID(s string) (ID, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(s), "#"), 10, 64)
	return ID(n), err == nil && n > 0
}

// Lead is one inquiry from registration to its end. The lifecycle methods are the only way to
// change it: each takes the Actor and the instant, refuses with a *Refusal without changing
// anything, and otherwise records what happened as events (see TakeEvents).
//
// A Lead is a value to load, change and save; it is not safe for concurrent use. Two changes
// at once are settled by Version when they are saved. All times are UTC instants.
type Lead struct {
	ID      ID
	Version int64 // how often it was saved; saving over a newer version is refused
	Inquiry       // what the source said, and what people corrected since

	// Where it is.
	Stage         Stage
	Owner         PersonID // whose it is; NoOne while it waits
	Offer         *Offer   // offered to one person who has not answered yet
	Hold          *Hold    // a qualifier is calling
	Channel       string   // where its home card hangs
	Route         Route
	Pool          []string // teams whose reps may claim it: the route's, and those a rung widened to
	ExtraChannels []string // channels that a rung widened it to: while it waits it has a card there too

	// How it was judged.
	Engagements []Interest
	Score       Score
	PlaybookID  string // version of the playbook that judged it last
	Checklist   Answers
	GutRating   int // 1 to 5, the feel of whoever took the inquiry; 0 when nobody said
	CertifiedBy PersonID

	// How the work goes.
	Objections      []Method // contact methods this person asked us not to use
	Next            *NextStep
	Meeting         time.Time // what who certified it agreed with the inquirer, for whoever takes it; zero once owned
	Attempts        int       // contact attempts in a row without an answer
	Amount          Money
	WonUnqualified  bool   // won without Qualify: allowed, and marked
	Reason          string // why it was nurtured, handed back, lost or disqualified
	Handoffs        int    // how often somebody gave it up, passed it or let it lie, to somebody else or to the pool
	LastOwner       PersonID
	PreviousHolders []PersonID             // who owned it, passed it or let an offer of it lapse: nobody gets it offered twice
	Lapsed          map[PersonID]time.Time // whose claim lapsed, and until when they cannot take it again
	Touches         []time.Time            // conversations and touches of marketing, for the limit of contact pressure
	MergedInto      ID
	Undo            *Undo

	// Its clocks.
	Clocks       Clocks
	Deadline     Deadline // the earliest next rung of all running clocks; zero only when closed
	RegisteredAt time.Time
	EnteredAt    time.Time // when it came to its stage
	WaitingAt    time.Time // since when it has waited for an owner; zero while owned or closed
	SalesAt      time.Time // when it first came to sales; zero before
	ClaimedAt    time.Time // the first claim, for the promise; zero before
	ContactedAt  time.Time // the first contact attempt of the present owner; zero before
	QualifiedAt  time.Time
	ClosedAt     time.Time
	EventCount   int // the number of the last event recorded

	fresh             []Event
	pendingAssignment AssignReason // somebody is to be offered the lead; settled before it is saved
}

// Inquiry is what a source sends or a person types. Every text in it comes from outside:
// whoever shows it escapes it and cuts it to length.
type Inquiry struct {
	Source        string
	ExternalID    string // the source's own key; unique per source when set
	Campaign      string
	Contact       Contact
	Company       Company
	Message       string
	Value         Money // what the source says it may be worth
	Attributes    map[string]string
	Engagement    string   // the engagement that this inquiry stands for; the source's when empty
	Referrer      PersonID // the colleague who referred it
	SourceMessage *Place   // the Slack message it was made of
	Test          bool     // sent to try the wire: marked, and in no figure
}

// Contact is the person who inquired. Email is in lower case, Phone as E.164 where it could be
// read as a number and as typed otherwise.
type Contact struct {
	Name  string
	Email string
	Phone string
	Title string
}

// Company is where the inquirer works. Country is ISO 3166-1 alpha-2 in upper case, or empty;
// Employees is 0 when unknown.
type Company struct {
	Name      string
	Website   string
	Country   string
	Employees int
}

// Offer is a lead held out to one person, or to the people of one partner. The lead keeps its
// owner, if it has one, until the offer is accepted.
type Offer struct {
	To      PersonID  `json:"To"`      // NoOne when it is held out to a partner
	Partner string    `json:"Partner"` // whoever of its people is first may accept; empty for an offer to a person
	By      PersonID  `json:"By"`      // NoOne: Dibs
	At      time.Time `json:"At"`
}

// Hold marks that one qualifier is calling, so that two people do not call the same person.
type Hold struct {
	By    PersonID  `json:"By"`
	Until time.Time `json:"Until"`
}

// HoldTime is how long "I'm calling" keeps other qualifiers off (DESIGN section 2).
const HoldTime = 30 * time.Minute

// UndoTime is how long "Not a fit" can be undone (DESIGN section 2).
const UndoTime = 10 * time.Minute

// LapseTime is how long a rep whose claim lapsed cannot take the same lead (DESIGN section 3).
const LapseTime = 24 * time.Hour

// NextStep is what the owner promised to do, and when.
type NextStep struct {
	What string    `json:"What"`
	At   time.Time `json:"At"`
}

// Undo is what a lead was before a step that can be taken back.
type Undo struct {
	Kind          Kind      `json:"Kind"` // NotAFit or Merged
	By            PersonID  `json:"By"`
	Until         time.Time `json:"Until"` // zero: for ever
	Stage         Stage     `json:"Stage"`
	Owner         PersonID  `json:"Owner"`
	Offer         *Offer    `json:"Offer"`
	Next          *NextStep `json:"Next"`
	Channel       string    `json:"Channel"`
	Reason        string    `json:"Reason"`
	Pool          []string  `json:"Pool"`
	ExtraChannels []string  `json:"Also"`
	Clocks        Clocks    `json:"Clocks"`
	WaitingAt     time.Time `json:"WaitingAt"`
	EnteredAt     time.Time `json:"EnteredAt"`
	ClosedAt      time.Time `json:"ClosedAt"`

	Attempts        int        `json:"Attempts,omitempty"`
	Handoffs        int        `json:"Handoffs,omitempty"`
	PreviousHolders []PersonID `json:"Had,omitempty"`
	ContactedAt     time.Time  `json:"ContactedAt,omitzero"`
	Meeting         time.Time  `json:"Meeting,omitzero"`
}

func (u *Undo) clone() *Undo {
	c := clone(u)
	if c != nil {
		c.Offer, c.Next, c.Clocks = clone(u.Offer), clone(u.Next), maps.Clone(u.Clocks)
		c.Pool, c.ExtraChannels, c.PreviousHolders = slices.Clone(u.Pool), slices.Clone(u.ExtraChannels), slices.Clone(u.PreviousHolders)
	}
	return c
}

// Open reports whether the lead is still in play: it has a running clock and a deadline.
func (l *Lead) Open() bool { return l.Stage.Open() }

// Waiting reports whether the lead is open and nobody owns it.
func (l *Lead) Waiting() bool { return l.Open() && l.Owner == NoOne }

// Batchable reports whether a line in a list says enough of the lead, when many come at once: it is
// not hot, and nobody is at it.
func (l *Lead) Batchable() bool {
	return l.Waiting() && l.Score.Temperature != Hot && l.Offer == nil && l.Hold == nil
}

// Partner is the partner in whose channel the lead hangs, or empty. What they gave back was routed
// to them, but hangs elsewhere.
func (l *Lead) Partner() string {
	if l.Channel != l.Route.Channel {
		return ""
	}
	return l.Route.Partner
}

// Clone is a deep copy: changing one does not change the other.
func (l *Lead) Clone() *Lead {
	c := *l
	c.Route.Notes = slices.Clone(l.Route.Notes)
	c.Pool, c.ExtraChannels = slices.Clone(l.Pool), slices.Clone(l.ExtraChannels)
	c.PreviousHolders, c.Touches = slices.Clone(l.PreviousHolders), slices.Clone(l.Touches)
	c.Attributes, c.SourceMessage = maps.Clone(l.Attributes), clone(l.SourceMessage)
	c.Engagements = slices.Clone(l.Engagements)
	c.Score.Reasons = slices.Clone(l.Score.Reasons)
	c.Checklist = maps.Clone(l.Checklist)
	c.Objections = slices.Clone(l.Objections)
	c.Lapsed = maps.Clone(l.Lapsed)
	c.Clocks = maps.Clone(l.Clocks)
	c.Offer, c.Hold, c.Next, c.Undo = clone(l.Offer), clone(l.Hold), clone(l.Next), l.Undo.clone()
	c.fresh = slices.Clone(l.fresh)
	return &c
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}
