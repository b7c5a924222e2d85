package outbox

import (
	"cmp"
	"errors"
	"strconv"
	"time"

	"dibs/lead"
)

// MessageKind is the kind of a Message.
type MessageKind string

// The kinds of messages.
const (
	Card          MessageKind = "card"    // the card of a lead in a channel
	LeadList      MessageKind = "stack"   // many leads that arrived at once, in one message until somebody takes them
	Tombstone     MessageKind = "trace"   // what remains of a card whose lead moved to another channel
	ThreadReplies MessageKind = "lines"   // events, in the thread under the home card
	DirectMessage MessageKind = "private" // notifications for one person, in a direct message
	ChannelList   MessageKind = "list"    // notifications for a channel, in a message of its own
	Digest        MessageKind = "digest"  // a morning briefing, a manager's week or a channel's week
)

// Message is one message as it should be in Slack: its content, not its wording. It is drawn from these
// fields alone, so the same Message always looks the same.
type Message struct {
	Key    string // identifies the message forever; stored in its metadata, so that it can be found again
	Kind   MessageKind
	Place  lead.Place // the channel to post in; with TS set, the message to update
	Thread string     // ThreadReplies: the home card's TS
	Copy   bool       // Card: in a channel that a rung added; its thread is at Home
	To     lead.PersonID
	Lead   *lead.Lead
	Events []lead.Event // Card: the whole log; ThreadReplies: the events to post
	Home   lead.Place   // the home card, for links; empty while unknown
	Items  []Item       // what to say, hot leads first, at most MaxItems; LeadList: its leads
	More   int          // how many more notifications there were
	Now    time.Time    // Digest: when its content was looked up
	Week   *WeekReview  // Digest: what happened in a week; nil in a briefing
	Crew   lead.Crew
}

// MaxItems is how many items one message lists; the rest are only counted. Slack allows 50 blocks in a
// message, and nobody reads that far.
const MaxItems = 30

// Item is one entry of a message to a person or a channel.
type Item struct {
	NotificationID int64   // the id of its notification
	Section        Section // where it appears in a briefing; empty for a notification that was due at the same time
	Kind           NotificationKind
	Lead           *lead.Lead // nil if it is about no lead
	Event          lead.Event
	Home           lead.Place
	Args           []string // see NotificationKind
}

// NotificationKind says what a notification is about.
type NotificationKind string

// The kinds of notifications.
const (
	NotifyEscalation   NotificationKind = "climbed" // a ladder names this person
	NotifyOffer        NotificationKind = "offered" // the lead was offered to this person
	NotifyLapsed       NotificationKind = "lapsed"  // this person's claim or offer lapsed
	NotifyHeld         NotificationKind = "held"    // to a channel: the lead came in while the team was closed
	NotifyNoneLeft     NotificationKind = "stuck"   // to a manager: nobody is left to offer the lead to
	NotifyStillWaiting NotificationKind = "again"   // still waiting after the last rung: sent once a day

	// NotifyReturned welcomes back a person who was away, with what was done for them. Args: start and end of
	// the absence, as RFC 3339. Each Item after the first is an event of one lead.
	NotifyReturned NotificationKind = "returned"
	// NotifyPlaybookChanged tells an admin that the playbook in force changed. Args: the previous and the
	// current version, then the lines that differ, each with "+ " or "- " in front.
	NotifyPlaybookChanged NotificationKind = "playbook"
	// NotifyReminder reminds a person of something. Args: of what, as typed, or nothing; if somebody else
	// asked for it, see RequestArgs.
	NotifyReminder NotificationKind = "reminder"
	// NotifyReferral tells a colleague what happened to a lead they referred; the event says what.
	NotifyReferral NotificationKind = "referral"
	// NotifyDeparture says that somebody left the company. It goes to a manager, and to everyone who got
	// leads because of it. Args: the person's id, how many of their leads went back to a pool, then an id and
	// a number for each person who got some.
	NotifyDeparture NotificationKind = "left"
	// NotifySetAway tells a person that a manager set them away. Args: the manager's id, and the end of the
	// absence as RFC 3339, or nothing.
	NotifySetAway NotificationKind = "set_away"
	// NotifyBriefing, NotifyManagerWeek and NotifyChannelWeek are the digests: a person's day, a manager's
	// week and a channel's week. Their content is looked up when they are sent. Args: the time they are for,
	// as RFC 3339.
	NotifyBriefing    NotificationKind = "diary"
	NotifyManagerWeek NotificationKind = "week"
	NotifyChannelWeek NotificationKind = "friday"
	// NotifyPlaybookRefused tells an admin that a changed playbook was not adopted. Args: its problems.
	NotifyPlaybookRefused NotificationKind = "refused"
)

// Notification is something to send to a person or a channel: what it is about, and which event of the lead
// caused it. It contains no sentence; bot/view words it when it is sent.
//
// Notifications for the same receiver become one message if they are due together, or within the playbook's
// bundle time of the first. One that is Alone does not wait and becomes a message of its own.
type Notification struct {
	ID      int64
	Key     string        // unique per receiver and cause
	To      lead.PersonID // the person to notify; empty when Channel is set
	Channel string        // the channel to notify, as the playbook names it
	Kind    NotificationKind
	Lead    lead.ID // zero if it is about no lead
	Event   int     // the number of the lead's event; 0 without one
	DueAt   time.Time
	Alone   bool
	Args    []string // arguments of the kind, in addition to the event
}

// NotifyPerson returns a notification for a person about an event that was just recorded. Its key allows one
// per person and event.
func NotifyPerson(k NotificationKind, to lead.PersonID, e lead.Event, dueAt time.Time) Notification {
	return Notification{Key: notificationKey(e.Lead, e.N, string(to)), To: to, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// NotifyChannel returns a notification for a channel about an event that was just recorded. Its key allows
// one per channel and event.
func NotifyChannel(k NotificationKind, channel string, e lead.Event, dueAt time.Time) Notification {
	return Notification{Key: notificationKey(e.Lead, e.N, channel), Channel: channel, Kind: k, Lead: e.Lead, Event: e.N, DueAt: dueAt}
}

// ForLead returns the same notification for a lead that has only now been given its number.
func (n Notification) ForLead(id lead.ID) Notification {
	n.Lead, n.Key = id, notificationKey(id, n.Event, cmp.Or(string(n.To), n.Channel))
	return n
}

func notificationKey(id lead.ID, event int, receiver string) string {
	return "note:" + strconv.FormatInt(int64(id), 10) + ":" + strconv.Itoa(event) + ":" + receiver
}

// Errors of workflows/publish.Board that callers distinguish. Any other error means that Slack refused.
var (
	// ErrUnsure means that the message may have been sent: look for it before sending it again.
	ErrUnsure = errors.New("it is uncertain whether the message was sent")
	// ErrGone means that the message to update is no longer there.
	ErrGone = errors.New("the message is gone")
	// ErrUnreachable means that a person cannot be messaged, because Slack does not know them, or no longer
	// does.
	ErrUnreachable = errors.New("this person cannot be reached in Slack")
)

// Busy is the error of a board that may not send to a channel before the time Until.
type Busy struct{ Until time.Time }

// Error says until when the channel is busy.
func (b Busy) Error() string { return "busy until " + b.Until.UTC().Format(time.RFC3339) }

// RequestArgs returns the Args of a reminder that one person set for another: the subject, who set it, and
// the time.
func RequestArgs(what string, by lead.PersonID, at time.Time) []string {
	return []string{what, string(by), at.UTC().Format(time.RFC3339)}
}

// RequestedBy returns who set a reminder for another person, and for when. If that person is away then, the
// reminder is due later, when they are back. ok is false for any other notification.
func (n Notification) RequestedBy() (by lead.PersonID, at time.Time, ok bool) {
	if n.Kind != NotifyReminder || len(n.Args) != 3 {
		return lead.NoOne, time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, n.Args[2])
	return lead.PersonID(n.Args[1]), at, err == nil
}
