package outbox

import (
	"cmp"
	"errors"
	"strconv"
	"time"

	"dibs/lead"
)

// MessageKind kind of message a Posting is.
type MessageKind string

// The kinds of messages.
const (
	Card          MessageKind = "card"    // the lead in a channel
	LeadList      MessageKind = "stack"   // leads that came faster than Slack takes cards, in one message until somebody takes them
	Tombstone     MessageKind = "trace"   // what remains of a card whose lead moved to another channel
	ThreadReplies MessageKind = "lines"   // what happened, in the thread under the home card
	DirectMessage MessageKind = "private" // notes to one person, in a direct message
	ChannelList   MessageKind = "list"    // notes to a channel, in one message of its own
	Digest        MessageKind = "digest"  // a diary, a manager's week or a channel's Friday
)

// Message is one message as it shall stand in Slack: what is in it, not how it reads. Whoever
// draws it reads only from here, so the same posting always draws the same message.
type Message struct {
	Key    string // names the message for ever; it is in its metadata, so it can be found again
	Kind   MessageKind
	Place  lead.Place // the channel to post in; with TS set, the message to update
	Thread string     // Lines: the home card's TS
	Copy   bool       // Card: it hangs where the lead was widened to; its thread is at Home
	To     lead.PersonID
	Lead   *lead.Lead
	Events []lead.Event // Card: the whole log; Lines: what is told
	Home   lead.Place   // where the home card is, for links; empty while unknown
	Items  []Item       // Private, List and Digest: what is told, hot leads first, at most MostItems; Stack: its leads
	More   int          // how many more notes there were than Items
	Now    time.Time    // Digest: when what is in it was looked up
	Week   *WeekReview  // Digest: what happened in a week; nil in a diary
	Crew   lead.Crew
}

// MaxItems is how many matters one message lists; the others are counted. Slack takes 50 blocks
// a message, and nobody reads that far.
const MaxItems = 30

// Item is one thing told in a private message.
type Item struct {
	NotificationID int64   // the id of its note
	Section        Section // of a diary: where it stands; empty for what is told at that time anyhow
	Kind           NotificationKind
	Lead           *lead.Lead // nil for what is about no lead
	Event          lead.Event
	Home           lead.Place
	Args           []string // see the kinds
}

// NotificationKind says why somebody is told.
type NotificationKind string

// The kinds of notes.
const (
	NotifyEscalation   NotificationKind = "climbed" // a ladder names this person
	NotifyOffer        NotificationKind = "offered" // the lead is held out to this person
	NotifyLapsed       NotificationKind = "lapsed"  // the claim or the offer of this person ran out
	NotifyHeld         NotificationKind = "held"    // to a channel: it came in while the team was closed
	NotifyNoneLeft     NotificationKind = "stuck"   // to a manager: nobody is left who could be offered it
	NotifyStillWaiting NotificationKind = "again"   // the ladder is at its end, and still waits: told once a day

	// NotifyReturned greets somebody who is back, with what was done for them. Args: since when and
	// until when they were away, as RFC 3339. Each Item after the first is an event of one lead.
	NotifyReturned NotificationKind = "returned"
	// NotifyPlaybookChanged tells an admin that the playbook in force changed. Args: the versions before and
	// now, then the lines that differ, with "+ " or "- " before each.
	NotifyPlaybookChanged NotificationKind = "playbook"
	// NotifyReminder is what somebody is to be reminded of. Args: what, in the words of who asked for
	// it, or nothing; and if that is somebody else, see AskedArgs.
	NotifyReminder NotificationKind = "reminder"
	// NotifyReferral tells a colleague what became of a lead they referred: its event says what.
	NotifyReferral NotificationKind = "referral"
	// NotifyDeparture tells a manager, and everybody who got leads by it, that somebody left the company.
	// Args: the person's id, how many of their leads went back to a pool, and then for everybody who
	// got some an id and how many.
	NotifyDeparture NotificationKind = "left"
	// NotifySetAway tells somebody that a manager set them away. Args: the manager's id, until when
	// as RFC 3339, or nothing.
	NotifySetAway NotificationKind = "set_away"
	// NotifyBriefing, NoteWeek and NoteFriday are the digests: a rep's day, a manager's week, a
	// channel's week. What is in them is looked up when they are sent. Args: the instant they are
	// for, as RFC 3339.
	NotifyBriefing    NotificationKind = "diary"
	NotifyManagerWeek NotificationKind = "week"
	NotifyChannelWeek NotificationKind = "friday"
	// NotifyPlaybookRefused tells an admin that a changed playbook was not taken. Args: its problems, one each.
	NotifyPlaybookRefused NotificationKind = "refused"
)

// Notification is something to be told, to a person or in a channel: why, and which event of the lead it
// tells of. It holds no sentence; bot words it when it is sent.
//
// Notes to the same receiver become one message: those due together, and those that come due
// within the playbook's bundle time after it. A note that is Alone waits for nothing and is a
// message of its own.
type Notification struct {
	ID      int64
	Key     string        // once per receiver and cause
	To      lead.PersonID // the person told, or
	Channel string        // the channel told, as the playbook names it
	Kind    NotificationKind
	Lead    lead.ID // zero for what is about no lead
	Event   int
	DueAt   time.Time
	Alone   bool
	Args    []string // what the kind says, beside the event
}

// NotifyPerson makes a note to a person about an event just recorded. The key makes it one per person
// and event.
func NotifyPerson(k NotificationKind, to lead.PersonID, e lead.Event, dueAt time.Time) Notification {
	return Notification{Key: notificationKey(e.Lead, e.N, string(to)), To: to, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// NotifyChannel makes a note to a channel about an event just recorded.
func NotifyChannel(k NotificationKind, channel string, e lead.Event, dueAt time.Time) Notification {
	return Notification{Key: notificationKey(e.Lead, e.N, channel), Channel: channel, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// ForLead is the same note about a lead that has its number only now.
func (n Notification) ForLead(id lead.ID) Notification {
	n.Lead, n.Key = id, notificationKey(id, n.Event, cmp.Or(string(n.To), n.Channel))
	return n
}

func notificationKey(id lead.ID, event int, receiver string) string {
	return "note:" + strconv.FormatInt(int64(id), 10) + ":" + strconv.Itoa(event) + ":" + receiver
}

// Errors of a board that its callers tell apart. Any other error means Slack said no.
var (
	// ErrUnsure means that the message may or may not have been sent: look before sending again.
	ErrUnsure = errors.New("it is not sure whether the message was sent")
	// ErrGone means that the message to update is no longer there.
	ErrGone = errors.New("the message is gone")
	// ErrUnreachable means that a person cannot be written to: Slack does not know them, or no
	// longer.
	ErrUnreachable = errors.New("this person cannot be reached in Slack")
)

// Busy is the error of a board that may not send to a channel before an instant.
type Busy struct{ Until time.Time }

// Error says until when.
func (b Busy) Error() string { return "busy until " + b.Until.UTC().Format(time.RFC3339) }

// RequestArgs are those of a reminder that somebody else asked for: of what, who, and for when.
func RequestArgs(what string, by lead.PersonID, at time.Time) []string {
	return []string{what, string(by), at.UTC().Format(time.RFC3339)}
}

// RequestedBy is who asked for a reminder of somebody else, and for when; a person who is away then is
// told when they are back. It is not ok for any other note.
func (n Notification) RequestedBy() (by lead.PersonID, at time.Time, ok bool) {
	if n.Kind != NotifyReminder || len(n.Args) != 3 {
		return lead.NoOne, time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[2])
	return lead.PersonID(n.Args[1]), at, err == nil
}
