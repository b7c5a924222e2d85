package bot

import (
	"slices"
	"time"
)

// Kind says what sort of thing a person, or Slack itself, did. Each kind has its own method of Mux to register handlers,
// but for KindClose and KindOptions: Dibs draws nothing that causes them, and what comes all the same is only acknowledged.
type Kind string

// The kinds of requests. A Request whose Kind is empty is of a sort that did not exist when this was written.
const (
	KindCommand  Kind = "command"  // a slash command
	KindAction   Kind = "action"   // a button pressed, an option chosen (block_actions)
	KindSubmit   Kind = "submit"   // a modal sent in (view_submission)
	KindClose    Kind = "close"    // a modal closed without sending it (view_closed)
	KindShortcut Kind = "shortcut" // a global shortcut or a message shortcut
	KindOptions  Kind = "options"  // the list of a select that asks while the person types (block_suggestion); it is empty
	KindEvent    Kind = "event"    // something happened in the workspace (Events API)
)

// Request is one thing that came in from Slack, whichever transport brought it. It holds only the fields that Dibs
// reads; a field that Slack did not send, or sent in a shape we do not know, is zero. Text that people wrote is
// unescaped (&amp; &lt; &gt;), ids and our own values are as they came. A handler must not change it.
type Request struct {
	// ID is what Slack sends again when it delivers the same thing again: an event's id, or the envelope's id in Socket
	// Mode. It is empty for commands and clicks over HTTP, which Slack never repeats.
	ID          string
	Kind        Kind
	TeamID      string
	User        Ref
	Channel     Ref    // where it happened; empty in modals, on the home tab and for global shortcuts
	Command     string // with its slash: "/lead"
	Text        string // what follows the command
	CallbackID  string // of the shortcut, or of the modal that was sent or closed
	TriggerID   string // opens one modal within 3 seconds
	ResponseURL string // takes up to 5 answers within 30 minutes; empty in modals, on the home tab and for events
	Action      Action
	Message     MessageRef // the message with the button, or the one a message shortcut was used on
	View        View       // the modal or home tab it happened in
	Event       Event
	Retry       Retry
}

// Ref names a person or a channel. Of the two only ID is always there, and only ID is worth keeping.
type Ref struct {
	ID, Name string
}

// Action is the button or the choice of a KindAction, or the select of a KindOptions.
type Action struct {
	ID      string // the element's action_id
	BlockID string
	Type    string // "button", "static_select", "overflow", "users_select", "datepicker", …
	// Value is what was chosen: the button's value, the selected option's value, the id of the selected person or
	// channel, a date (2006-01-02), a time (15:04), an instant in Unix seconds, or what was typed so far (KindOptions).
	Value  string
	Values []string // all choices of an element that allows several
	Text   string   // what the button or the chosen option said
}

// MessageRef is what a request tells about the message it belongs to.
type MessageRef struct {
	TS       string // Slack's id of the message within its channel
	ThreadTS string // TS of the thread's first message, empty outside threads
	Text     string
	User     string // who wrote it
	BotID    string // the bot that wrote it, empty for people
}

// View is what a request tells about the modal or the home tab it came from.
type View struct {
	ID              string
	Hash            string // pass it to UpdateView or PublishHome to lose against a newer drawing
	CallbackID      string
	PrivateMetadata string
	Type            string // "modal" or "home"
	Values          map[string]map[string]StateValue
	Inputs          []Input // in the order they are shown
}

// Input is an input of a modal: the block id, which can carry an error, and the words above it.
type Input struct{ Block, Label string }

// Value returns what stands in an input, by block_id and action_id; zero when the view has no such input.
func (v View) Value(block, action string) StateValue {
	return v.Values[block][action]
}

// StateValue is what a person left in one input of a view. One field, or none, is set, by the kind of the input.
type StateValue struct {
	Value    string    // typed text, number, e-mail or URL
	Option   string    // value of the chosen option
	Said     string    // what the chosen option says
	Options  []string  // values of the chosen options
	User     string    // chosen person
	Users    []string  // chosen people
	Channel  string    // chosen channel or conversation
	Channels []string  // chosen channels or conversations
	Date     string    // 2006-01-02
	Time     string    // 15:04, in the zone the element was drawn for
	DateTime time.Time // UTC
}

// Event is what Slack tells about something that happened in the workspace.
type Event struct {
	Type        string    // "app_mention", "message", "app_home_opened", "user_change", …
	At          time.Time // UTC, when Slack sent it first, by its own clock; zero when it does not say
	ID          string
	User        string // who did it or whom it is about
	Channel     string
	Us          string // the bot's own user id, as in a mention of it
	ChannelType string // "im", "mpim", "channel" or "group"
	Text        string
	TS          string // of the message
	ThreadTS    string // TS of the thread's first message, empty outside threads
	Tab         string // "home" or "messages" of app_home_opened
	BotID       string // the bot whose message this is: ours come back too
	Subtype     string // of a message: "message_changed", "bot_message", …; empty for a person's plain message
	Profile     *User  // the whole person, in user_change and team_join
}

// Retry says that Slack delivers something again, because it saw no answer in time.
type Retry struct {
	Num    int // 1 for the first repetition
	Reason string
}

// name returns what the Mux matches exactly: the command, the action's id, the callback's id or the event's type.
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

// Asks reports whether a dialog has all the inputs that errors are about.
func (v View) Asks(errs map[string]string) bool {
	for block := range errs {
		if !slices.ContainsFunc(v.Inputs, func(in Input) bool { return in.Block == block }) {
			return false
		}
	}
	return true
}
