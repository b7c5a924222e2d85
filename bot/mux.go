package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Handler answers one request. An error is a fault: something on our side broke, so the Mux logs it and tells the
// person. A request that the person may not make, or got wrong, is answered without an error.
//
// The context ends after Mux.Timeout, not when the client disconnects: a person who closes Slack must not cancel a commit
// halfway. Handlers run concurrently.
type Handler func(ctx context.Context, r *Request) (Response, error)

// Mux routes each request to the one handler that is registered for its exact command, action, callback or event type.
// Register all handlers before the first Serve; after that it is safe for concurrent use.
type Mux struct {
	// Timeout is how long a handler may take. Slack gives up after 3 seconds.
	Timeout time.Duration
	// FaultText is what a person reads after a handler failed. ref is the reference in the log line.
	FaultText func(ref string) string
	// Unavailable reports whether an error means that the database or Redis cannot be reached. That is temporary, so
	// the person gets another text than for a fault. With nil, no error means that.
	Unavailable func(error) bool
	// UnknownText is what a person reads if no handler is registered for what they did. Most likely they pressed a
	// button on a card that an older version drew.
	UnknownText func(r *Request) string

	answer func(ctx context.Context, r *Request, a Reply) error
	log    *slog.Logger
	routes map[route]Handler
	seen   memory
	late   sync.WaitGroup
	later  chan struct{} // has one entry for each goroutine of After
}

// maxLate is how many answers one process sends after their acks at the same time. Further answers wait in the
// goroutines that served their requests, which holds back new requests instead of piling up answers.
const maxLate = 256

type route struct {
	kind Kind
	name string
}

// NewMux returns a Mux without routes. The function answer delivers the answers that follow the ack; outside tests it is
// Client.Answer.
func NewMux(answer func(ctx context.Context, r *Request, a Reply) error, log *slog.Logger) *Mux {
	return &Mux{
		Timeout: 2500 * time.Millisecond,
		FaultText: func(ref string) string {
			return "Something went wrong on our side. I can't tell whether that was saved, so check the card before you try again. " +
				"If it keeps happening, give your admin this reference: " + ref + "."
		},
		UnknownText: func(r *Request) string {
			if r.Kind == KindCommand {
				return "I don't know the command " + r.Command + "."
			}
			return "This button is from an older version of the card and doesn't work any more. Find the lead with `/lead find`."
		},
		answer: answer,
		log:    log,
		routes: map[route]Handler{},
		seen:   memory{entries: map[string]*delivery{}},
		later:  make(chan struct{}, maxLate),
	}
}

// Command registers the handler of a slash command, such as "/lead".
func (m *Mux) Command(command string, h Handler) { m.handle(KindCommand, command, h) }

// Action registers the handler of buttons and selects with an action_id, in messages, modals and on the home tab. The
// choices of an overflow menu all arrive under the menu's action_id, with the choice in Action.Value.
func (m *Mux) Action(actionID string, h Handler) { m.handle(KindAction, actionID, h) }

// Submit registers the handler of a modal that a person submits.
func (m *Mux) Submit(callbackID string, h Handler) { m.handle(KindSubmit, callbackID, h) }

// Shortcut registers the handler of a global or a message shortcut.
func (m *Mux) Shortcut(callbackID string, h Handler) { m.handle(KindShortcut, callbackID, h) }

// Event registers the handler of an event type, such as "app_mention". Events without a handler are acknowledged. If
// a handler fails, Slack delivers the event again.
func (m *Mux) Event(eventType string, h Handler) { m.handle(KindEvent, eventType, h) }

// handle registers a handler. It panics if the name is empty or taken.
func (m *Mux) handle(kind Kind, name string, h Handler) {
	to := route{kind, name}
	if _, taken := m.routes[to]; taken || name == "" || h == nil {
		panic(fmt.Sprintf("bot: %s %q is empty or registered twice", kind, name))
	}
	m.routes[to] = h
}

// Serve runs the handler of a request and returns its response. If the handler fails, panics or does not exist, the
// response is a sentence for the person. A request whose ID was served before gets the same response without running
// the handler again. If it is being served right now, Serve waits for the result.
//
// The caller sends the ack and then calls After.
func (m *Mux) Serve(ctx context.Context, r *Request) Response {
	if r.ID == "" {
		return m.dispatch(ctx, r)
	}
	return m.seen.once(r.ID, func() Response { return m.dispatch(ctx, r) })
}

func (m *Mux) dispatch(ctx context.Context, r *Request) Response {
	h, ok := m.routes[route{r.Kind, r.name()}]
	if !ok {
		return m.unknown(r)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), m.Timeout)
	defer cancel()
	resp, err := runHandler(ctx, h, r)
	if err == nil {
		err = resp.checkKind(r.Kind)
	}
	if err != nil {
		return m.fault(r, err)
	}
	return resp
}

// After does the rest of a response once the ack is on its way: it sends the answer and runs the function of
// Response.Then, each in its own goroutine.
func (m *Mux) After(ctx context.Context, r *Request, p Response) {
	if p.followUp != nil && !p.repeated {
		m.afterAck(func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWithin)
			defer cancel()
			if err := recovered(func() error { return p.followUp(ctx) }); err != nil {
				m.log.Error("could not finish a request after its answer", "kind", r.Kind, "name", r.name(), "user", r.User.ID, "error", err)
			}
		})
	}
	a, ok := p.afterAck(r.Kind)
	if !ok {
		return
	}
	m.afterAck(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWithin)
		defer cancel()
		if err := recovered(func() error { return m.answer(ctx, r, a) }); err != nil {
			m.log.Error("could not deliver an answer", "kind", r.Kind, "name", r.name(), "user", r.User.ID, "error", err)
		}
	})
}

// afterAck runs f in its own goroutine, once there is room for it.
func (m *Mux) afterAck(f func()) {
	m.later <- struct{}{}
	m.late.Go(func() {
		defer func() { <-m.later }()
		f()
	})
}

// unavailableText is what a person reads while the database cannot be reached. A commit may have succeeded just before the
// connection was lost, so the text does not say that nothing was saved. ref is the reference in the log line.
func unavailableText(ref string) string {
	return "I can't reach my database right now. I can't tell whether that was saved, so check the card before you try again (" + ref + ")."
}

// answerWithin bounds the sending of one answer including its retries. Nobody waits longer than that for a private
// answer.
const answerWithin = 30 * time.Second

// Wait returns once every answer that After is sending has been sent or given up on, at most 30 seconds later. Call
// it after the last request.
func (m *Mux) Wait() { m.late.Wait() }
