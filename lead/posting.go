package lead

import (
	"errors"
	"strconv"
	"time"
)

// Place is a message in Slack: a channel's id and the message's timestamp, which is its id. Site
// is the address of the workspace, for links to the message; it is empty while unknown.
type Place struct {
	Channel string
	TS      string
	Site    string
}

// What kind of message a Posting is.
type What string

// The kinds of messages.
const (
	Card    What = "card"    // the lead in a channel
	Trace   What = "trace"   // what remains of a card whose lead moved to another channel
	Lines   What = "lines"   // what happened, in the thread under the home card
	Private What = "private" // notes to one person, in a direct message
)

// Posting is one message as it shall stand in Slack: what is in it, not how it reads. Whoever
// draws it reads only from here, so the same posting always draws the same message.
type Posting struct {
	Key    string // names the message for ever; it is in its metadata, so it can be found again
	What   What
	Place  Place  // the channel to post in; with TS set, the message to update
	Thread string // Lines: the home card's TS
	To     PersonID
	Lead   *Lead
	Events []Event // Card: the whole log; Lines: what is told
	Home   Place   // where the home card is, for links; empty while unknown
	Items  []Item  // Private: what is told, in order
	Crew   Crew
}

// Item is one thing told in a private message.
type Item struct {
	Note  int64 // the id of its note
	Kind  NoteKind
	Lead  *Lead
	Event Event
	Home  Place
}

// NoteKind says why somebody is told.
type NoteKind string

// The kinds of notes.
const (
	NoteClimbed NoteKind = "climbed" // a ladder names this person
	NoteOffered NoteKind = "offered" // the lead is held out to this person
	NoteLapsed  NoteKind = "lapsed"  // the claim or the offer of this person ran out
)

// Note is a private message to be sent: to whom, why, and which event of the lead it tells of.
// It holds no sentence; bot words it when it is sent.
type Note struct {
	ID    int64
	Key   string // once per person and cause
	To    PersonID
	Kind  NoteKind
	Lead  ID
	Event int
	DueAt time.Time
}

// NoteOf makes a note about an event just recorded. The key makes it one per person and event.
func NoteOf(k NoteKind, to PersonID, e Event, dueAt time.Time) Note {
	return Note{
		Key: "note:" + strconv.FormatInt(int64(e.Lead), 10) + ":" + strconv.Itoa(e.N) + ":" + string(to),
		To:  to, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt,
	}
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
