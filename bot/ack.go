package bot

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"
)

// suits says whether Slack takes a response of this shape for a request of this kind. Handing back another one is a
// mistake of the handler, and better a fault in the first test than a click that does nothing.
func (p Response) suits(k Kind) error {
	switch {
	case k != KindSubmit && (p.Errors != nil || p.Clear || p.Show == "update"):
		return fmt.Errorf("bot: a handler answered a %s as if it were a modal that was sent in", k)
	case k != KindCommand && k != KindAction && k != KindShortcut && p.Show == "open":
		return fmt.Errorf("bot: a handler opened a modal in answer to a %s", k)
	}
	return nil
}

// ackBody returns what travels in the ack, as JSON; nil for an empty one.
func (p Response) ackBody(k Kind) ([]byte, error) {
	switch k {
	case KindCommand:
		if p.Reply == nil || p.late {
			return nil, nil
		}
		return json.Marshal(wire(*p.Reply))
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

// afterAck returns what is to be said after the ack, if anything is.
func (p Response) afterAck(k Kind) (Reply, bool) {
	switch {
	case p.said:
		return Reply{}, false
	case p.Show == "open" && p.View != nil:
		return Reply{view: p.View}, true
	case p.Reply == nil, k == KindCommand && !p.late:
		return Reply{}, false
	}
	return *p.Reply, true
}

// outgrown returns the response for an ack that cannot carry its body: the message or the modal follows after the ack
// instead. It reports false when nothing can be done.
func (p Response) outgrown(k Kind) (Response, bool) {
	switch {
	case k == KindCommand && p.Reply != nil && !p.late:
		p.late = true
	case k == KindSubmit && p.View != nil && p.Show != "open":
		p.Show = "open" // the ack closes the modal, its trigger opens the next
	default:
		return p, false
	}
	return p, true
}

// wireReply is how an answer looks in a command's ack and at a response URL.
type wireReply struct {
	ResponseType    string        `json:"response_type,omitempty"`
	Text            string        `json:"text,omitempty"`
	Blocks          []slack.Block `json:"blocks,omitempty"`
	ReplaceOriginal bool          `json:"replace_original"` // never, and said: a click's answer would take the card away
	ThreadTS        string        `json:"thread_ts,omitempty"`
}

func wire(a Reply) wireReply {
	seenBy := "ephemeral"
	if a.Public {
		seenBy = "in_channel"
	}
	return wireReply{ResponseType: seenBy, Text: a.Text, Blocks: a.Blocks, ThreadTS: a.thread}
}

// encode returns the body of an ack of at most limit bytes, and the response as it stands after a body that was too long
// was taken out of the ack.
func (m *Mux) encode(r *Request, p Response, limit int) (Response, []byte) {
	for {
		body, err := p.ackBody(r.Kind)
		if err != nil { // a block that cannot be marshalled; the apology is plain text and can
			p = m.fault(r, err)
			body, _ = p.ackBody(r.Kind)
		}
		if len(body) <= limit {
			return p, body
		}
		smaller, ok := p.outgrown(r.Kind)
		if !ok {
			m.log.Error("answer too long for an ack", "kind", r.Kind, "name", r.name(), "bytes", len(body), "limit", limit)
			return p, nil
		}
		p = smaller
	}
}
