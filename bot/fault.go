package bot

import (
	"context"
	"crypto/rand"
	"fmt"
	"runtime/debug"

	"github.com/slack-go/slack"
)

// runHandler calls a handler and turns a panic into an error, so that one broken handler does not stop the others.
func runHandler(ctx context.Context, h Handler, r *Request) (resp Response, err error) {
	err = recovered(func() error {
		resp, err = h(ctx, r)
		return err
	})
	return resp, err
}

// recovered calls f and turns its panic into an error with the stack.
func recovered(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return f()
}

// fault logs an error once, and answers with a sentence that has the reference of the log line.
func (m *Mux) fault(r *Request, err error) Response {
	ref := rand.Text()[:6]
	m.log.Error("request failed", "ref", ref, "kind", r.Kind, "name", r.name(), "user", r.User.ID, "error", err)
	text := m.FaultText
	if m.Unavailable != nil && m.Unavailable(err) {
		text = unavailableText
	}
	resp := apology(r, text(ref))
	resp.unacked = r.Kind == KindEvent
	return resp
}

// unknown answers a request that no handler is registered for. Events without a handler are common, so they are logged at
// debug level only.
func (m *Mux) unknown(r *Request) Response {
	if r.Kind == KindEvent {
		m.log.Debug("event without a handler", "type", r.Event.Type)
		return Ack()
	}
	m.log.Warn("request without a handler", "kind", r.Kind, "name", r.name(), "user", r.User.ID)
	return apology(r, m.UnknownText(r))
}

// Refuse answers a person whose request was refused. A click or a command gets a private answer. A modal keeps what
// was typed, and the answer's text goes below its first input.
func Refuse(r *Request, m Message) Response {
	if r.Kind == KindSubmit {
		return apology(r, plainOf(m.Text))
	}
	return Answer(m)
}

// apology answers a request with a sentence. A modal keeps what was typed, and the sentence goes below its first input; only a
// modal without inputs is replaced.
func apology(r *Request, text string) Response {
	switch r.Kind {
	case KindOptions, KindClose, KindEvent:
		return Ack() // there is no place for a sentence
	case KindSubmit:
		if len(r.View.Inputs) > 0 {
			return Errors(map[string]string{r.View.Inputs[0].Block: text})
		}
		return Update(notice(Message{Text: text}))
	}
	return Say(text)
}

// notice is a modal that only shows a message.
func notice(m Message) slack.ModalViewRequest {
	blocks := m.Blocks
	if len(blocks) == 0 {
		text := slack.NewTextBlockObject(slack.MarkdownType, m.Text, false, false)
		blocks = []slack.Block{slack.NewSectionBlock(text, nil, nil)}
	}
	return slack.ModalViewRequest{
		Type:   slack.VTModal,
		Title:  slack.NewTextBlockObject(slack.PlainTextType, "Dibs", false, false),
		Close:  slack.NewTextBlockObject(slack.PlainTextType, "Close", false, false),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}
