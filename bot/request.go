package bot

import (
	"slices"
	"time"
)

// Kind is the kind of a request. Each kind has its own method of Mux to register handlers, except KindClose and
// KindOptions: nothing that Dibs draws causes them, so they are only acknowledged.
type Kind string

// The kinds of requests. A request of an unknown kind has an empty Kind.
const (
	KindCommand  Kind = "command"  // a slash command
	KindAction   Kind = "action"   // a button pressed, an option chosen (block_actions)
	KindSubmit   Kind = "submit"   // a modal submitted (view_submission)
	KindClose    Kind = "close"    // a modal closed without submitting it (view_closed)
	KindShortcut Kind = "shortcut" // a global shortcut or a message shortcut
	KindOptions  Kind = "options"  // the options of a select that loads them while the person types (block_suggestion)
	KindEvent    Kind = "event"    // something happened in the workspace (Events API)
)

// Request is one request from Slack, from either transport. It has only the fields that Dibs reads. A field that
// Slack did not send, or sent in an unknown shape, is zero. Text that people wrote is unescaped (&amp; &lt; &gt;);
// ids and our own values are as they came. A handler must not change a Request.
type Request struct {
	// ID is the same if Slack delivers the same request again: an event's id, or the envelope's id in Socket Mode. It
	// is empty for commands and clicks over HTTP, which Slack never repeats.
	ID          string
	Kind        Kind
	TeamID      string
	User        Ref
	Channel     Ref    // where it happened; empty in modals, on the home tab and for global shortcuts
	Command     string // with its slash: "/lead"
	Text        string // the text after the command
	CallbackID  string // of the shortcut, or of the modal that was submitted or closed
	TriggerID   string // opens one modal within 3 seconds
	ResponseURL string // takes up to 5 answers within 30 minutes; empty in modals, on the home tab and for events
	Action      Action
	Message     MessageRef // the message with the button, or the one that a message shortcut was used on
	View        View       // the modal or home tab it happened in
	Event       Event
	Retry       Retry
}

// Ref is a person or a channel. Slack always sends the ID, but not always the Name; store only the ID.
type Ref struct {
	ID, Name string
}

// Action is the button or the choice of a KindAction, or the select of a KindOptions.
type Action struct {
	ID      string // the element's action_id
	BlockID string
	Type    string // "button", "static_select", "overflow", "users_select", "datepicker", …
	// Value is the button's value, the selected option's value, the id of the selected person or channel, a date
	// (2006-01-02), a time (15:04), a date and time in Unix seconds, or the text typed so far (KindOptions).
	Value  string
	Values []string // all choices of an element that allows several
	Text   string   // the label of the button or of the chosen option
}

// MessageRef is the message that a request belongs to.
type MessageRef struct {
	TS       string // Slack's id of the message within its channel
	ThreadTS string // TS of the thread's first message, empty outside threads
	Text     string
	User     string // the author
	BotID    string // the bot that wrote it, empty for people
}

// View is the modal or the home tab that a request came from.
type View struct {
	ID              string
	Hash            string // pass it to UpdateView or PublishHome so that a newer view is not overwritten
	CallbackID      string
	PrivateMetadata string
	Type            string // "modal" or "home"
	Values          map[string]map[string]StateValue
	Inputs          []Input // in the order they are shown
}

// Input is an input of a modal: its block id, which can carry an error, and its label.
type Input struct{ Block, Label string }

// Value returns the value of an input, by block_id and action_id. It is zero if the view has no such input.
func (v View) Value(block, action string) StateValue {
	return v.Values[block][action]
}

// StateValue is the value of one input of a view. At most one field is set, depending on the kind of input; Said comes with
// Option.
type StateValue struct {
	Value    string    // typed text, number, e-mail or URL
	Option   string    // value of the chosen option
	Said     string    // label of the chosen option
	Options  []string  // values of the chosen options
	User     string    // chosen person
	Users    []string  // chosen people
	Channel  string    // chosen channel or conversation
	Channels []string  // chosen channels or conversations
	Date     string    // 2006-01-02
	Time     string    // 15:04, in the zone the element was drawn for
	DateTime time.Time // UTC
}

// Event is something that happened in the workspace, from the Events API.
type Event struct {
	Type        string    // "app_mention", "message", "app_home_opened", "user_change", …
	At          time.Time // UTC, when Slack first sent it, by its own clock; zero if it is not given
	ID          string
	User        string // the person who did it, or the person it is about
	Channel     string
	Us          string // the bot's own user id
	ChannelType string // "im", "mpim", "channel" or "group"
	Text        string
	TS          string // of the message
	ThreadTS    string // TS of the thread's first message, empty outside threads
	Tab         string // "home" or "messages" of app_home_opened
	BotID       string // the author, if it is a bot; our own messages arrive too
	Subtype     string // of a message: "message_changed", "bot_message", …; empty for a person's plain message
	Profile     *User  // the full profile, in user_change and team_join
}

// Retry is set if Slack delivers a request again because it got no answer in time.
type Retry struct {
	Num    int // 1 for the first retry
	Reason string
}

// name returns the name that the Mux matches: the command, the action id, the callback id or the event type.
func (r *Request) name() string {
	switch r.Kind {
	case KindCommand:
		return r.Command
	case KindAction, KindOptions:
		return r.Action.ID
	case KindSubmit, KindClose, KindShortcut:
		return r.CallbackID
	case KindEvent:
		return r.Event.Type
	}
	return ""
}

// Asks reports whether a modal has all the inputs that errs is about.
func (v View) Asks(errs map[string]string) bool {
	for block := range errs {
		if !slices.ContainsFunc(v.Inputs, func(in Input) bool { return in.Block == block }) {
			return false
		}
	}
	return true
}
