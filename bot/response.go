package bot

import (
	"context"

	"github.com/slack-go/slack"
)

// Message is something the bot says.
type Message struct {
	// Text is mrkdwn, already escaped. With Blocks it is what notifications and screen readers say, and it is always
	// needed: Slack shows nothing else there.
	Text     string
	Blocks   []slack.Block
	Metadata *Metadata // nil: none, or, in an update, what it was
}

// Metadata is what a message carries for programs. Everyone in the workspace can read it through the API, so it holds
// no secrets and no personal words. The entry "key" of Payload is what Client.FindByMetadata looks for.
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

// Response is what a handler answers. Make one with Ack, Answer, Open, Errors, Update or Clear; the fields are for tests
// to look at.
type Response struct {
	Reply  *Reply                  // what the person is told, in the ack of a command, otherwise after the ack
	Errors map[string]string       // sentences below inputs, by block_id; the modal stays open
	View   *slack.ModalViewRequest // the modal to show
	Show   string                  // how View is shown: "open" or "update"
	Clear  bool                    // closes all modals

	then    func(context.Context) error // what is done after the ack, beside the answer
	late    bool                        // Reply goes by response URL even for a command
	said    bool                        // what follows the ack was said before
	unacked bool                        // an event that failed and shall be delivered again
}

// Ack answers nothing: a click is acknowledged, a modal closes.
func Ack() Response { return Response{} }

// Answer tells the person who asked, and nobody else. For a command it travels in the ack; otherwise it is sent after
// the ack by the best way that the request leaves open (see Client.Answer).
func Answer(m Message) Response { return Response{Reply: &Reply{Message: m}} }

// Say is Answer for a plain sentence in mrkdwn.
func Say(text string) Response { return Answer(Message{Text: text}) }

// Open shows a modal to a person who used a command, a button or a shortcut. Inside a modal it goes on top.
func Open(v slack.ModalViewRequest) Response { return Response{View: &v, Show: "open"} }

// Errors keeps a modal open with a sentence below each of the named inputs. The keys are block_ids of input blocks.
func Errors(byBlock map[string]string) Response { return Response{Errors: byBlock} }

// Update replaces the modal that was sent in.
func Update(v slack.ModalViewRequest) Response { return Response{View: &v, Show: "update"} }

// Clear closes the modal that was sent in and all below it.
func Clear() Response { return Response{Clear: true} }

// Later adds a private answer that is sent after the ack: Clear().Later(m) closes the modals, then says m.
func (p Response) Later(m Message) Response {
	p.Reply, p.late = &Reply{Message: m}, true
	return p
}

// Then adds something to be done after the ack that need not succeed for what was answered to be true, such as drawing a
// view anew. What fails is logged.
func (p Response) Then(do func(context.Context) error) Response {
	p.then = do
	return p
}

// In says the private answer in a channel, where the person's eyes are, and not in a direct message. It is for modals,
// which say nothing about the channel they were opened in. Without a channel, or where the person is not in it, it
// changes nothing.
func (p Response) In(channel string) Response {
	if p.Reply != nil {
		said := *p.Reply
		said.channel = channel
		p.Reply = &said
	}
	return p
}

// Publicly lets everyone in the channel see the answer.
func (p Response) Publicly() Response {
	if p.Reply != nil {
		said := *p.Reply
		said.Public = true
		p.Reply = &said
	}
	return p
}
