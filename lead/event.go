package lead

import "time"

// Kind names something that happened, or that somebody wants to do.
type Kind string

// What can happen to a lead. The values stay in the log forever: never change one.
const (
	Registered    Kind = "registered"
	Judged        Kind = "judged"
	RepeatInquiry Kind = "asked_again" // the same person inquired once more
	Engaged       Kind = "engaged"
	Calling       Kind = "calling"
	Contacted     Kind = "contacted"
	Certified     Kind = "certified"
	ToMarketing   Kind = "to_marketing"
	BroughtBack   Kind = "pushed_on"
	Woken         Kind = "woken"
	Claimed       Kind = "claimed"
	Offered       Kind = "offered"
	Accepted      Kind = "accepted"
	Passed        Kind = "passed"
	NotAFit       Kind = "not_a_fit"
	Undone        Kind = "undone"
	HandedBack    Kind = "handed_back"
	Released      Kind = "released" // the claim or the offer lapsed
	Qualified     Kind = "qualified"
	Won           Kind = "won"
	Lost          Kind = "lost"
	Disqualified  Kind = "disqualified"
	Reopened      Kind = "reopened"
	Merged        Kind = "merged"
	Absorbed      Kind = "absorbed" // another lead was merged into this one
	Snoozed       Kind = "snoozed"
	Climbed       Kind = "climbed"     // rungs of a ladder were carried out
	NoneLeft      Kind = "none_left"   // it had to be offered to somebody else, but nobody is left
	Commented     Kind = "noted"       // somebody wrote or saved a comment
	HandedOver    Kind = "handed_over" // its owner left the company: the heir or the pool has it now
	Moved         Kind = "moved"       // the playbook no longer has its team, channel or partner
)

// Method is how somebody was contacted.
type Method string

// The contact methods.
const (
	Call    Method = "call"
	Email   Method = "email"
	Visit   Method = "visit"
	Letter  Method = "letter"
	Message Method = "message"
)

// Outcome says how a contact attempt went.
type Outcome string

// The outcomes. AskedNotTo is remembered in Lead.Objections and limits later contacts.
const (
	Reached     Outcome = "reached"
	Voicemail   Outcome = "voicemail"
	NoAnswer    Outcome = "no_answer"
	CallBack    Outcome = "call_back"
	WrongNumber Outcome = "wrong_number"
	Sent        Outcome = "sent"
	Replied     Outcome = "replied"
	Bounced     Outcome = "bounced"
	MeetingSet  Outcome = "meeting_booked"
	AskedNotTo  Outcome = "asked_not_to" // the inquirer does not want to be contacted by this method
)

// Answered reports whether the attempt got through to the inquirer.
func (o Outcome) Answered() bool {
	switch o {
	case Reached, CallBack, Replied, MeetingSet, AskedNotTo:
		return true
	default:
		return false
	}
}

// Event is one fact in the log of a lead. The audit, the thread under the card, the score and the reports are
// all read from events. They are numbered per lead from 1. Once stored, an event never changes, except that
// erasing a lead clears Words.
type Event struct {
	Lead  ID
	N     int
	At    time.Time
	Kind  Kind
	By    PersonID // NoOne: Dibs itself
	Stage Stage    // after the event
	Owner PersonID // after the event
	Facts Facts
	Words Words // the only part that erasing a lead clears
}

// Words is what people wrote in an event. It is separate from Facts so that it can be erased.
type Words struct {
	Comment string `json:"note,omitempty"`
	Next    string `json:"next,omitempty"` // what the next step is
}

// Facts are the details of an event. Only those that belong to its kind are set. The inquirer's data and
// comments don't belong here but in Words, because erasing a lead leaves Facts as they are.
type Facts struct {
	From       Stage         `json:"from,omitempty"`
	To         PersonID      `json:"to,omitempty"`     // the person it was offered or handed over to
	For        PersonID      `json:"for,omitempty"`    // the owner a backup or a manager acted for
	Before     PersonID      `json:"before,omitempty"` // the previous owner
	Source     string        `json:"source,omitempty"`
	Campaign   string        `json:"campaign,omitempty"`
	Engagement string        `json:"engagement,omitempty"`
	Method     Method        `json:"method,omitempty"`
	Outcome    Outcome       `json:"outcome,omitempty"`
	Attempt    int           `json:"attempt,omitempty"`
	NextAt     *time.Time    `json:"next_at,omitempty"`
	Reason     string        `json:"reason,omitempty"`
	Amount     *Money        `json:"amount,omitempty"`
	Score      *Score        `json:"score,omitempty"`
	Route      *Route        `json:"route,omitempty"`
	Missing    []string      `json:"missing,omitempty"`
	Playbook   string        `json:"playbook,omitempty"`
	Steps      []Step        `json:"steps,omitempty"`
	Answers    Answers       `json:"answers,omitempty"`
	GutRating  int           `json:"gut,omitempty"`
	Other      ID            `json:"other,omitempty"` // the other lead of a merge
	Kind       Kind          `json:"kind,omitempty"`  // what was undone
	Waited     time.Duration `json:"waited,omitempty"`
	Until      *time.Time    `json:"until,omitempty"`
	Choice     *Choice       `json:"choice,omitempty"`  // how the receiver of an offer was chosen
	Partner    string        `json:"partner,omitempty"` // the partner whose people it was offered to
	Pressed    bool          `json:"pressed,omitempty"` // contacted beyond the limit of contact pressure, knowingly
	Author     PersonID      `json:"author,omitempty"`  // the author of a message that somebody else saved
	Message    *Place        `json:"message,omitempty"` // the saved message, or the one that the lead was made from
}

// record appends an event. The caller must change the lead first, because the event keeps its new stage and
// owner.
func (l *Lead) record(k Kind, a Actor, now time.Time, f Facts, w Words) {
	l.EventCount++
	l.fresh = append(l.fresh, Event{
		Lead: l.ID, N: l.EventCount, At: now, Kind: k, By: a.ID,
		Stage: l.Stage, Owner: l.Owner, Facts: f, Words: w,
	})
}

// TakeEvents returns the events recorded since the last call, in order, and forgets them.
func (l *Lead) TakeEvents() []Event {
	fresh := l.fresh
	l.fresh = nil
	return fresh
}
