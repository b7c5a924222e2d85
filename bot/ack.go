package bot

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
)

// checkKind returns an error if Slack would not accept this response to this kind of request. That is a mistake in
// the handler, and a fault in the first test is better than a click that does nothing.
func (p Response) checkKind(k Kind) error {
	switch {
	case k != KindSubmit && (p.Errors != nil || p.Clear || p.Show == "update"):
		return fmt.Errorf("bot: a handler answered a %s as if it were a submitted modal", k)
	case k != KindCommand && k != KindAction && k != KindShortcut && p.Show == "open":
		return fmt.Errorf("bot: a handler opened a modal in answer to a %s", k)
	}
	return nil
}

// ackBody returns the JSON body of the ack; nil means an empty one.
func (p Response) ackBody(k Kind) ([]byte, error) {
	switch k {
	case KindCommand:
		if p.Reply == nil || p.late {
			return nil, nil
		}
		return json.Marshal(encodeReply(*p.Reply))
	case KindSubmit:
		return p.submitBody()
	case KindOptions:
		return []byte(`{"options":[]}`), nil
	}
	return nil, nil
}

func (p Response) submitBody() ([]byte, error) {
	switch {
	case p.Errors != nil:
		return json.Marshal(map[string]any{"response_action": "errors", "errors": p.Errors})
	case p.Show == "update":
		return json.Marshal(map[string]any{"response_action": "update", "view": p.View})
	case p.Clear:
		return json.Marshal(map[string]any{"response_action": "clear"})
	}
	return nil, nil
}

// afterAck returns the reply that follows the ack, if there is one.
func (p Response) afterAck(k Kind) (Reply, bool) {
	switch {
	case p.repeated:
		return Reply{}, false
	case p.Show == "open" && p.View != nil:
		return Reply{view: p.View}, true
	case p.Reply == nil, k == KindCommand && !p.late:
		return Reply{}, false
	}
	return *p.Reply, true
}

// smaller returns a response whose ack is empty because its body was too long: the message or the modal follows after
// the ack instead. It reports false if that is not possible.
func (p Response) smaller(k Kind) (Response, bool) {
	switch {
	case k == KindCommand && p.Reply != nil && !p.late:
		p.late = true
	case k == KindSubmit && p.View != nil && p.Show != "open":
		p.Show = "open" // the ack closes the modal, and its trigger opens the next one
	default:
		return p, false
	}
	return p, true
}

// replyBody is the JSON of an answer, in a command's ack and at a response URL.
type replyBody struct {
	ResponseType    string        `json:"response_type,omitempty"`
	Text            string        `json:"text,omitempty"`
	Blocks          []slack.Block `json:"blocks,omitempty"`
	ReplaceOriginal bool          `json:"replace_original"` // always false: true would replace the clicked card
	ThreadTS        string        `json:"thread_ts,omitempty"`
}

func encodeReply(a Reply) replyBody {
	seenBy := "ephemeral"
	if a.Public {
		seenBy = "in_channel"
	}
	return replyBody{ResponseType: seenBy, Text: a.Text, Blocks: a.Blocks, ThreadTS: a.thread}
}

// encode returns the body of an ack, at most limit bytes long. If the body is too long it moves out of the ack, and
// the returned response has what follows the ack.
func (m *Mux) encode(r *Request, p Response, limit int) (Response, []byte) {
	for {
		body, err := p.ackBody(r.Kind)
		if err != nil { // a block cannot be marshalled; the apology is plain text, so it can be
			p = m.fault(r, err)
			body, _ = p.ackBody(r.Kind)
		}
		if len(body) <= limit {
			return p, body
		}
		next, ok := p.smaller(r.Kind)
		if !ok {
			m.log.Error("dropped an answer that is too long for an ack", "kind", r.Kind, "name", r.name(), "bytes", len(body), "limit", limit)
			return p, nil
		}
		p = next
	}
}
