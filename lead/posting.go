package lead

import (
	"cmp"
	"errors"
	"strconv"
	"time"
)

// What kind of message a Posting is.
type What string

// The kinds of messages.
const (
	Card    What = "card"    // the lead in a channel
	Stack   What = "stack"   // leads that came faster than Slack takes cards, in one message until somebody takes them
	Trace   What = "trace"   // what remains of a card whose lead moved to another channel
	Lines   What = "lines"   // what happened, in the thread under the home card
	Private What = "private" // notes to one person, in a direct message
	List    What = "list"    // notes to a channel, in one message of its own
	Digest  What = "digest"  // a diary, a manager's week or a channel's Friday
)

// Posting is one message as it shall stand in Slack: what is in it, not how it reads. Whoever
// draws it reads only from here, so the same posting always draws the same message.
type Posting struct {
	Key    string // names the message for ever; it is in its metadata, so it can be found again
	What   What
	Place  Place  // the channel to post in; with TS set, the message to update
	Thread string // Lines: the home card's TS
	Copy   bool   // Card: it hangs where the lead was widened to; its thread is at Home
	To     PersonID
	Lead   *Lead
	Events []Event   // Card: the whole log; Lines: what is told
	Home   Place     // where the home card is, for links; empty while unknown
	Items  []Item    // Private, List and Digest: what is told, hot leads first, at most MostItems; Stack: its leads
	More   int       // how many more notes there were than Items
	Now    time.Time // Digest: when what is in it was looked up
	Review *Review   // Digest: what happened in a week; nil in a diary
	Crew   Crew
}

// MostItems is how many matters one message lists; the others are counted. Slack takes 50 blocks
// a message, and nobody reads that far.
const MostItems = 30

// Item is one thing told in a private message.
type Item struct {
	Note  int64 // the id of its note
	Shelf Shelf // of a diary: where it stands; empty for what is told at that time anyhow
	Kind  NoteKind
	Lead  *Lead // nil for what is about no lead
	Event Event
	Home  Place
	Args  []string // see the kinds
}

// NoteKind says why somebody is told.
type NoteKind string

// The kinds of notes.
const (
	NoteClimbed NoteKind = "climbed" // a ladder names this person
	NoteOffered NoteKind = "offered" // the lead is held out to this person
	NoteLapsed  NoteKind = "lapsed"  // the claim or the offer of this person ran out
	NoteHeld    NoteKind = "held"    // to a channel: it came in while the team was closed
	NoteStuck   NoteKind = "stuck"   // to a manager: nobody is left who could be offered it
	NoteAgain   NoteKind = "again"   // the ladder is at its end, and still waits: told once a day

	// NoteReturned greets somebody who is back, with what was done for them. Args: since when and
	// until when they were away, as RFC 3339. Each Item after the first is an event of one lead.
	NoteReturned NoteKind = "returned"
	// NotePlaybook tells an admin that the playbook in force changed. Args: the versions before and
	// now, then the lines that differ, with "+ " or "- " before each.
	NotePlaybook NoteKind = "playbook"
	// NoteReminder is what somebody is to be reminded of. Args: what, in the words of who asked for
	// it, or nothing; and if that is somebody else, see AskedArgs.
	NoteReminder NoteKind = "reminder"
	// NoteReferral tells a colleague what became of a lead they referred: its event says what.
	NoteReferral NoteKind = "referral"
	// NoteLeft tells a manager, and everybody who got leads by it, that somebody left the company.
	// Args: the person's id, how many of their leads went back to a pool, and then for everybody who
	// got some an id and how many.
	NoteLeft NoteKind = "left"
	// NoteSetAway tells somebody that a manager set them away. Args: the manager's id, until when
	// as RFC 3339, or nothing.
	NoteSetAway NoteKind = "set_away"
	// NoteDiary, NoteWeek and NoteFriday are the digests: a rep's day, a manager's week, a
	// channel's week. What is in them is looked up when they are sent. Args: the instant they are
	// for, as RFC 3339.
	NoteDiary  NoteKind = "diary"
	NoteWeek   NoteKind = "week"
	NoteFriday NoteKind = "friday"
	// NoteRefused tells an admin that a changed playbook was not taken. Args: its problems, one each.
	NoteRefused NoteKind = "refused"
)

// Note is something to be told, to a person or in a channel: why, and which event of the lead it
// tells of. It holds no sentence; bot words it when it is sent.
//
// Notes to the same receiver become one message: those due together, and those that come due
// within the playbook's bundle time after it. A note that is Alone waits for nothing and is a
// message of its own.
type Note struct {
	ID    int64
	Key   string   // once per receiver and cause
	To    PersonID // the person told, or
	In    string   // the channel told, as the playbook names it
	Kind  NoteKind
	Lead  ID // zero for what is about no lead
	Event int
	DueAt time.Time
	Alone bool
	Args  []string // what the kind says, beside the event
}

// NoteOf makes a note to a person about an event just recorded. The key makes it one per person
// and event.
func NoteOf(k NoteKind, to PersonID, e Event, dueAt time.Time) Note {
	return Note{Key: noteKey(e.Lead, e.N, string(to)), To: to, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// NoteIn makes a note to a channel about an event just recorded.
func NoteIn(k NoteKind, channel string, e Event, dueAt time.Time) Note {
	return Note{Key: noteKey(e.Lead, e.N, channel), In: channel, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// About is the same note about a lead that has its number only now.
func (n Note) About(id ID) Note {
	n.Lead, n.Key = id, noteKey(id, n.Event, cmp.Or(string(n.To), n.In))
	return n
}

func noteKey(id ID, event int, receiver string) string {
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

// AskedArgs are those of a reminder that somebody else asked for: of what, who, and for when.
func AskedArgs(what string, by PersonID, at time.Time) []string {
	return []string{what, string(by), at.UTC().Format(time.RFC3339)}
}

// Asked is who asked for a reminder of somebody else, and for when; a person who is away then is
// told when they are back. It is not ok for any other note.
func (n Note) Asked() (by PersonID, at time.Time, ok bool) {
	if n.Kind != NoteReminder || len(n.Args) != 3 {
		return NoOne, time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[2])
	return PersonID(n.Args[1]), at, err == nil
}
