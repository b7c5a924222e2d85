package bot

import (
	"context"

	"github.com/slack-go/slack"
)

// Message is a message from the bot.
type Message struct {
	// Text is mrkdwn, already escaped. It is always required: with Blocks, notifications and screen readers use it, and
	// Slack shows nothing else there.
	Text     string
	Blocks   []slack.Block
	Metadata *Metadata // nil means none or, in an update, no change
}

// Metadata is data that a message carries for programs. Everyone in the workspace can read it through the API, so it
// must contain no secrets and no personal data. Client.FindByMetadata looks for the entry "key" of Payload.
type Metadata struct {
	EventType string // letters, digits, underscores
	Payload   map[string]any
}

// Reply is an answer to one request.
type Reply struct {
	Message
	Public  bool // everyone in the channel sees it; otherwise only the person who asked
	channel string
	thread  string // of the message that was clicked
	view    *slack.ModalViewRequest
}

// Response is what a handler returns. Create one with Ack, Answer, Open, Errors, Update or Clear. The fields are exported for
// tests.
type Response struct {
	Reply  *Reply                  // the message for the person: in the ack of a command, otherwise after the ack
	Errors map[string]string       // sentences below inputs, by block_id; the modal stays open
	View   *slack.ModalViewRequest // the modal to show
	Show   string                  // how View is shown: "open" or "update"
	Clear  bool                    // closes all modals

	followUp func(context.Context) error // runs after the ack, beside the answer
	late     bool                        // Reply goes by response URL even for a command
	repeated bool                        // Slack delivered the request again: what follows the ack was done the first time
	unacked  bool                        // an event that failed, which Slack must deliver again
}

// Ack is an empty response: a click is acknowledged, a modal closes.
func Ack() Response { return Response{} }

// Answer shows a message only to the person who asked. For a command it is in the ack. Otherwise it is sent after the
// ack, in the best way that the request allows (see Client.Answer).
func Answer(m Message) Response { return Response{Reply: &Reply{Message: m}} }

// Say is Answer for a plain sentence in mrkdwn.
func Say(text string) Response { return Answer(Message{Text: text}) }

// Open shows a modal to a person who used a command, a button or a shortcut. Inside a modal it opens on top.
func Open(v slack.ModalViewRequest) Response { return Response{View: &v, Show: "open"} }

// Errors keeps a modal open with a sentence below each of the named inputs. The keys are block_ids of input blocks.
func Errors(byBlock map[string]string) Response { return Response{Errors: byBlock} }

// Update replaces the modal that was submitted.
func Update(v slack.ModalViewRequest) Response { return Response{View: &v, Show: "update"} }

// Clear closes the modal that was submitted and all below it.
func Clear() Response { return Response{Clear: true} }

// Later adds a private answer that is sent after the ack: Clear().Later(m) closes the modals, then shows m.
func (p Response) Later(m Message) Response {
	p.Reply, p.late = &Reply{Message: m}, true
	return p
}

// Then adds work to be done after the ack, such as redrawing a view. The answer must be true even if that work fails.
// Failures are logged.
func (p Response) Then(do func(context.Context) error) Response {
	p.followUp = do
	return p
}

// In shows the private answer in a channel, where the person is looking, instead of in a direct message. It is for
// modals, because Slack does not say which channel a modal was opened in. It changes nothing without a channel, or if
// the person is not in it.
func (p Response) In(channel string) Response {
	if p.Reply != nil {
		reply := *p.Reply
		reply.channel = channel
		p.Reply = &reply
	}
	return p
}

// Publicly lets everyone in the channel see the answer.
func (p Response) Publicly() Response {
	if p.Reply != nil {
		reply := *p.Reply
		reply.Public = true
		p.Reply = &reply
	}
	return p
}
