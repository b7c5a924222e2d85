package lead

import "time"

// Kind names something that happened, or that somebody wants to do.
type Kind string

// What can happen to a lead. The log keeps these words for ever: do not rename one.
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
	NoneLeft      Kind = "none_left"   // somebody else should have been offered it, and there is nobody
	Commented     Kind = "noted"       // somebody wrote a note
	HandedOver    Kind = "handed_over" // its owner left the company: the backup has it, or the pool
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

// Outcome is the disposition of a contact attempt.
type Outcome string

// The outcomes. An objection is remembered and guards later contacts.
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
	AskedNotTo  Outcome = "asked_not_to" // do not use this method again
)

// Answered reports whether the contact got through to the person.
func (o Outcome) Answered() bool {
	switch o {
	case Reached, CallBack, Replied, MeetingSet, AskedNotTo:
		return true
	default:
		return false
	}
}

// Event is one thing that happened to a lead: the audit, the thread under the card, the score
// and the reports are all read from these. Events are numbered per lead from 1 and are never
// changed.
type Event struct {
	Lead  ID
	N     int
	At    time.Time
	Kind  Kind
	By    PersonID // NoOne: Dibs itself
	Stage Stage    // after it
	Owner PersonID // after it
	Facts Facts
	Words Words // the only part that erase clears
}

// Words are the personal part of an event, kept apart so that it can be erased.
type Words struct {
	Comment string `json:"note,omitempty"`
	Next    string `json:"next,omitempty"` // what the next step is
}

// Facts are what an event carries beside its kind. Only what belongs to the kind is set.
// Nothing personal stands here: that is in Words.
type Facts struct {
	From       Stage         `json:"from,omitempty"`
	To         PersonID      `json:"to,omitempty"`     // offered, or handed over to
	For        PersonID      `json:"for,omitempty"`    // the backup acted for this owner
	Before     PersonID      `json:"before,omitempty"` // the owner before
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
	Other      ID            `json:"other,omitempty"` // the lead it was merged into
	Kind       Kind          `json:"kind,omitempty"`  // what was undone
	Waited     time.Duration `json:"waited,omitempty"`
	Until      *time.Time    `json:"until,omitempty"`
	Choice     *Choice       `json:"choice,omitempty"`  // how the receiver of an offer was chosen
	Partner    string        `json:"partner,omitempty"` // offered to the people of this partner
	Pressed    bool          `json:"pressed,omitempty"` // contacted beyond the limit of contact pressure, knowingly
	Author     PersonID      `json:"author,omitempty"`  // who wrote the message that somebody else noted
	Message    *Place        `json:"message,omitempty"` // the message that was noted, or that the lead was made of
}

// record appends an event; the caller has already changed the lead.
func (l *Lead) record(k Kind, a Actor, now time.Time, f Facts, w Words) {
	l.EventCount++
	l.fresh = append(l.fresh, Event{
		Lead: l.ID, N: l.EventCount, At: now, Kind: k, By: a.ID,
		Stage: l.Stage, Owner: l.Owner, Facts: f, Words: w,
	})
}

// TakeEvents hands over the events recorded since the last call, in order.
func (l *Lead) TakeEvents() []Event {
	fresh := l.fresh
	l.fresh = nil
	return fresh
}
