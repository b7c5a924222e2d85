// Package lead is the vocabulary and the lifecycle: what a lead is, what can be done with it and who may, and
// what follows. It does no I/O and never reads the clock.
package lead

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ID is the number of a lead, written #1042. Zero means that the lead is not stored yet.
type ID int64

// String returns the number as people write it, "#1042".
func (id ID) String() string { return "#" + strconv.FormatInt(int64(id), 10) }

// ParseID reads a lead's number as people and programs write it: "1042" or "#1042". It reports false for
// anything that is not a positive number.
func ParseID(s string) (ID, bool) {
	n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(s), "#"), 10, 64)
	return ID(n), err == nil && n > 0
}

// Lead is one inquiry from registration to its end. Only the lifecycle methods change it. Each takes the
// Actor and the current time. If the change isn't allowed, the method returns a *Refusal and changes nothing;
// otherwise it records what happened as events (see TakeEvents).
//
// A Lead is loaded, changed and saved; it is not safe for concurrent use. If two processes change a lead at
// once, Version decides when they save it. All times are in UTC.
type Lead struct {
	ID      ID
	Version int64 // how often it was saved; saving over a newer version is refused
	Inquiry       // what the source said, including later corrections

	// Where it is.
	Stage         Stage
	Owner         PersonID // NoOne while the lead is unclaimed
	Offer         *Offer   // to one person or partner who has not answered yet
	Hold          *Hold    // a qualifier is calling the inquirer
	Channel       string   // the channel of its home card
	Route         Route
	Pool          []string // teams whose reps may claim it: the route's, and those that a rung added
	ExtraChannels []string // channels that a rung added: it has a card in each while it is unclaimed

	// How it was judged.
	Engagements []Interest
	Score       Score
	PlaybookID  string // version of the playbook that judged it last
	Checklist   Answers
	GutRating   int // 1 to 5, how likely a sale feels to the person who took the inquiry; 0 when nobody said
	CertifiedBy PersonID

	// How the work goes.
	Objections      []Method // contact methods that the inquirer asked us not to use
	Next            *NextStep
	Meeting         time.Time // the meeting the qualifier arranged for the future owner; zero once owned
	Attempts        int       // contact attempts in a row without an answer
	Amount          Money
	WonUnqualified  bool   // won without Qualify: allowed, and marked
	Reason          string // how often it was handed back, reassigned, declined, or lost to a missed deadline
	Handoffs        int    // how often it was handed back, reassigned, declined or not acted on in time
	LastOwner       PersonID
	PreviousHolders []PersonID             // owned it, declined it or ignored an offer: not offered it again
	Lapsed          map[PersonID]time.Time // whose claim lapsed, and until when they cannot claim it again
	Touches         []time.Time            // conversations and marketing touches, for the contact limit
	MergedInto      ID
	Undo            *Undo

	// Its clocks.
	Clocks       Clocks
	Deadline     Deadline // the earliest next rung of all running clocks; zero only when closed
	RegisteredAt time.Time
	EnteredAt    time.Time // when it entered its stage
	WaitingAt    time.Time // since when it has waited for an owner or a qualifier; zero otherwise
	SalesAt      time.Time // when it first came to sales; zero before
	ClaimedAt    time.Time // the first claim, compared with the response target; zero before
	ContactedAt  time.Time // the first contact attempt of the current owner; zero before
	QualifiedAt  time.Time
	ClosedAt     time.Time
	EventCount   int // the number of the last event recorded

	fresh             []Event
	pendingAssignment AssignReason // why Dibs must find someone to offer it to; settled before the lead is saved
}

// Inquiry is what a source sends or a person types. Every text in it comes from outside, so code that shows
// it must escape it and cut it to length.
type Inquiry struct {
	Source        string
	ExternalID    string // the source's own key; unique per source when set
	Campaign      string
	Contact       Contact
	Company       Company
	Message       string
	Value         Money // what the source says it may be worth
	Attributes    map[string]string
	Engagement    string   // the kind of engagement that this inquiry counts as; the source's default when empty
	Referrer      PersonID // the colleague who referred it
	SourceMessage *Place   // the Slack message it was made from
	Test          bool     // sent to test the connection: marked, and left out of all figures
}

// Contact is the person who inquired. Email is in lower case. Phone is in E.164 form if it could be read as a
// number, otherwise as typed.
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

// Offer is a lead that is offered to one person, or to the people of one partner. If the lead has an owner,
// they keep it until the offer is accepted.
type Offer struct {
	To      PersonID  `json:"To"`      // NoOne when it is offered to a partner
	Partner string    `json:"Partner"` // its first person to accept gets the lead; empty for an offer to a person
	By      PersonID  `json:"By"`      // NoOne: Dibs
	At      time.Time `json:"At"`
}

// Hold marks that a qualifier is calling the inquirer, so that no second person calls at the same time.
type Hold struct {
	By    PersonID  `json:"By"`
	Until time.Time `json:"Until"`
}

// HoldTime is how long "I'm calling" keeps other qualifiers off. The playbook cannot change it.
const HoldTime = 30 * time.Minute

// UndoTime is how long "Not a fit" can be undone. The playbook cannot change it.
const UndoTime = 10 * time.Minute

// LapseTime is how long a rep whose claim lapsed cannot claim the same lead again. The playbook cannot change
// it.
const LapseTime = 24 * time.Hour

// NextStep is what the owner plans to do next, and when.
type NextStep struct {
	What string    `json:"What"`
	At   time.Time `json:"At"`
}

// Undo is the state of a lead before a step that can be undone.
type Undo struct {
	Kind          Kind      `json:"Kind"` // NotAFit or Merged
	By            PersonID  `json:"By"`
	Until         time.Time `json:"Until"` // zero: forever
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

// Open reports whether the lead is still in play. An open lead has a running clock and a deadline.
func (l *Lead) Open() bool { return l.Stage.Open() }

// Waiting reports whether the lead is open and nobody owns it.
func (l *Lead) Waiting() bool { return l.Open() && l.Owner == NoOne }

// Batchable reports whether a row in a lead list is enough for this lead when many arrive at once: it is
// unclaimed and not hot, nobody has been offered it, and no qualifier is calling.
func (l *Lead) Batchable() bool {
	return l.Waiting() && l.Score.Temperature != Hot && l.Offer == nil && l.Hold == nil
}

// Partner returns the partner whose channel holds the lead, or an empty string. A lead that was routed to a
// partner but is now in another channel has no partner.
func (l *Lead) Partner() string {
	if l.Channel != l.Route.Channel {
		return ""
	}
	return l.Route.Partner
}

// Clone returns a deep copy: changing the copy does not change the lead.
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
