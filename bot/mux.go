package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Handler answers one request. An error is a fault: something of ours broke, the Mux logs it and says so to the person.
// What a person may not do or got wrong is no error but an answer.
//
// The context ends after Mux.Timeout, not when the client hangs up: a person who closes Slack must not cancel a commit
// half-way. Handlers run concurrently.
type Handler func(ctx context.Context, r *Request) (Response, error)

// Mux brings each request to the one handler registered for its exact command, action, callback or event type. Register
// everything before the first Serve; after that it is safe for concurrent use.
type Mux struct {
	// Timeout is how long a handler may take. Slack gives up after 3 seconds.
	Timeout time.Duration
	// FaultText words what a person reads when a handler failed; ref finds the log line.
	FaultText func(ref string) string
	// Away reports whether an error means that what Dibs stores in cannot be reached, which passes and is told in other
	// words than a fault; nil: no error does.
	Away func(error) bool
	// UnknownText words what a person reads when nothing is registered for what they did: most likely they pressed a
	// button of a card that an older version drew.
	UnknownText func(r *Request) string

	answer func(ctx context.Context, r *Request, a Reply) error
	log    *slog.Logger
	routes map[route]Handler
	seen   memory
	late   sync.WaitGroup
	later  chan struct{} // one for each goroutine of After
}

// maxLate is how many answers one process sends after their acks at the same time. More wait in the goroutines that served
// them, which holds back new requests instead of piling up answers.
const maxLate = 256

type route struct {
	kind Kind
	name string
}

// NewMux returns a Mux without routes. The function answer delivers what is said after the ack; it is Client.Answer but
// in tests.
func NewMux(answer func(ctx context.Context, r *Request, a Reply) error, log *slog.Logger) *Mux {
	return &Mux{
		Timeout: 2500 * time.Millisecond,
		FaultText: func(ref string) string {
			return "That did not work, and it is our fault. Nothing was lost. If it happens again, tell your operator: " + ref + "."
		},
		UnknownText: func(r *Request) string {
			if r.Kind == KindCommand {
				return "I do not know the command " + r.Command + "."
			}
			return "This button is from an older version of the card and does nothing any more. Open the lead again with /lead find."
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

// Submit registers the handler of a modal that is sent in.
func (m *Mux) Submit(callbackID string, h Handler) { m.handle(KindSubmit, callbackID, h) }

// Shortcut registers the handler of a global or a message shortcut.
func (m *Mux) Shortcut(callbackID string, h Handler) { m.handle(KindShortcut, callbackID, h) }

// Event registers the handler of an event type, such as "app_mention". Events without a handler are acknowledged. A
// handler that fails gets the event again.
func (m *Mux) Event(eventType string, h Handler) { m.handle(KindEvent, eventType, h) }

func (m *Mux) handle(kind Kind, name string, h Handler) {
	to := route{kind, name}
	if _, taken := m.routes[to]; taken || name == "" || h == nil {
		panic(fmt.Sprintf("bot: %s %q is empty or registered twice", kind, name))
	}
	m.routes[to] = h
}

// Serve runs the handler of a request and returns what to answer: the handler's response, or what a person shall read
// when the handler failed, panicked or does not exist. A request that was served before, by its ID, gets the same answer
// without running the handler again; one that is being served right now is waited for.
//
// The caller sends the ack and then calls After.
func (m *Mux) Serve(ctx context.Context, r *Request) Response {
	if r.ID == "" {
		return m.serve(ctx, r)
	}
	return m.seen.once(r.ID, func() Response { return m.serve(ctx, r) })
}

func (m *Mux) serve(ctx context.Context, r *Request) Response {
	h, ok := m.routes[route{r.Kind, r.name()}]
	if !ok {
		return m.unknown(r)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), m.Timeout)
	defer cancel()
	resp, err := run(ctx, h, r)
	if err == nil {
		err = resp.suits(r.Kind)
	}
	if err != nil {
		return m.fault(r, err)
	}
	return resp
}

// After sends what a response says after the ack and does what it has to do then, each in a goroutine of its own. Call it
// once the ack is on its way.
func (m *Mux) After(ctx context.Context, r *Request, p Response) {
	if p.then != nil && !p.said {
		m.afterAck(func() {
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerWithin)
			defer cancel()
			if err := recovered(func() error { return p.then(ctx) }); err != nil {
				m.log.Error("not done after the answer", "kind", r.Kind, "name", r.name(), "user", r.User.ID, "error", err)
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
			m.log.Error("answer not delivered", "kind", r.Kind, "name", r.name(), "user", r.User.ID, "error", err)
		}
	})
}

// afterAck runs f in a goroutine of its own, once there is room for it.
func (m *Mux) afterAck(f func()) {
	m.later <- struct{}{}
	m.late.Go(func() {
		defer func() { <-m.later }()
		f()
	})
}

// awayText is what a person reads while the database is away; ref finds the log line.
func awayText(ref string) string {
	return "I cannot reach my database just now, so nothing happened and nothing was stored. Please try again in a moment (" + ref + ")."
}

// answerWithin bounds the sending of one answer with its repetitions. Nobody waits longer for a private line.
const answerWithin = 30 * time.Second

// Wait returns when the answers that After is sending are sent or given up, at most 30 seconds later. Call it when no
// more requests come in.
func (m *Mux) Wait() { m.late.Wait() }
