package slacksim_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// client records what slack-go's Socket Mode client receives.
type client struct {
	mu     sync.Mutex
	seen   []socketmode.Event
	signal chan struct{} // gets a value after each event
}

func (c *client) requests(kind socketmode.EventType) []socketmode.Event {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []socketmode.Event
	for _, e := range c.seen {
		if e.Type == kind {
			out = append(out, e)
		}
	}
	return out
}

// connect runs a slack-go client until the test ends and waits until it is connected. answer must acknowledge each request.
func connect(t *testing.T, w *world, answer func(*socketmode.Client, socketmode.Event)) *client {
	t.Helper()
	c := &client{signal: make(chan struct{}, 1)}
	smc := socketmode.New(w.client)
	before := w.Sockets()
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { _ = smc.RunContext(ctx) })
	running.Go(func() {
		for {
			select {
			case e := <-smc.Events:
				c.mu.Lock()
				c.seen = append(c.seen, e)
				c.mu.Unlock()
				select {
				case c.signal <- struct{}{}:
				default:
				}
				if e.Request != nil && e.Request.EnvelopeID != "" {
					answer(smc, e)
				}
			case <-ctx.Done():
				return
			}
		}
	})
	t.Cleanup(func() { stop(); running.Wait() })
	c.awaitHellos(t, 1)
	simtest.Connected(t, w.Sim, before+1)
	return c
}

func ack(smc *socketmode.Client, e socketmode.Event) { _ = smc.Ack(*e.Request, nil) }

// dial opens a connection without slack-go, for what slack-go hides from tests.
func dial(t *testing.T, w *world) *websocket.Conn {
	t.Helper()
	_, url, err := w.client.StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.Dial(t.Context(), url, nil) //nolint:bodyclose // the library closes it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return conn
}

// frame reads the next frame of a connection.
func frame(t *testing.T, conn *websocket.Conn) map[string]any {
	t.Helper()
	_, raw, err := conn.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEveryKindOfRequestArrivesThroughASocket(t *testing.T) {
	w := newUnconnectedWorld(t)
	c := connect(t, w, func(smc *socketmode.Client, e socketmode.Event) {
		if e.Type == socketmode.EventTypeSlashCommand {
			_ = smc.Ack(*e.Request, map[string]any{"text": "You have 3 leads."})
			return
		}
		ack(smc, e)
	})
	w.ana.Command("#leads", "/lead mine")
	w.ana.ExpectPrivate("#leads", "You have 3 leads.")
	if got := c.requests(socketmode.EventTypeSlashCommand); len(got) != 1 || got[0].Data.(slack.SlashCommand).Text != "mine" {
		t.Errorf("commands are %v", got)
	}
	w.post("#leads", text("card"), button("claim", "Claim", "7"))
	w.ana.Click(w.ana.Expect("#leads", "card"), "Claim")
	got := c.requests(socketmode.EventTypeInteractive)
	if len(got) != 1 || got[0].Data.(slack.InteractionCallback).ActionCallback.BlockActions[0].Value != "7" {
		t.Errorf("interactions are %v", got)
	}
	w.ana.Say("#leads", "@dibs help")
	w.settle()
	if got := c.requests(socketmode.EventTypeEventsAPI); len(got) != 3 { // the card, the message, the mention
		t.Errorf("%d events arrived", len(got))
	}
	if bad := c.requests(socketmode.EventTypeErrorBadMessage); len(bad) != 0 {
		t.Errorf("slack-go could not read %v", bad)
	}
}

func TestViewsAreAnsweredThroughASocket(t *testing.T) {
	w := newUnconnectedWorld(t)
	connect(t, w, func(smc *socketmode.Client, e socketmode.Event) {
		in, _ := e.Data.(slack.InteractionCallback)
		if in.Type == slack.InteractionTypeViewSubmission && in.View.State.Values["amount"]["value"].Value == "no" {
			_ = smc.Ack(*e.Request, slack.NewErrorsViewSubmissionResponse(map[string]string{"amount": "Not a number."}))
			return
		}
		if in.Type == slack.InteractionTypeShortcut {
			if _, err := w.client.OpenView(in.TriggerID, modal("Qualify")); err != nil {
				t.Errorf("open view: %v", err)
			}
		}
		ack(smc, e)
	})
	w.ana.Shortcut("refer")
	v := w.ana.ExpectView("Qualify").Fill("Amount", "no")
	if wrong := w.ana.Submit(v); wrong["Amount"] != "Not a number." {
		t.Errorf("errors are %v", wrong)
	}
	w.ana.Submit(v.Fill("Amount", "500"))
	w.ana.ExpectNoView()
}

func TestCommandsFailImmediatelyWithoutAConnection(t *testing.T) {
	w := newUnconnectedWorld(t)
	if err := w.ana.TryCommand("#leads", "/lead mine"); err == nil {
		t.Fatal("the command was delivered")
	}
	w.ana.ExpectPrivate("#leads", "dispatch_failed")
}

func TestATicketIsValidForOneConnection(t *testing.T) {
	w := newUnconnectedWorld(t)
	_, url, err := w.client.StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.Dial(t.Context(), url, nil) //nolint:bodyclose // the library closes it
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	if hello := frame(t, conn); hello["type"] != "hello" || hello["num_connections"] != 1.0 || hello["connection_info"] == nil {
		t.Errorf("hello is %v", hello)
	}
	if _, _, err := websocket.Dial(t.Context(), url, nil); err == nil { //nolint:bodyclose // the library closes it
		t.Error("the ticket was accepted twice")
	}
}

func TestAnAppCanHaveTenConnections(t *testing.T) {
	w := newUnconnectedWorld(t)
	for range 10 {
		frame(t, dial(t, w))
	}
	if got := frame(t, dial(t, w)); got["type"] != "disconnect" || got["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh connection got %v", got)
	}
}

func TestEachEnvelopeGoesToOneConnection(t *testing.T) {
	w := newUnconnectedWorld(t)
	var mu sync.Mutex
	envelopes := map[string]int{}
	count := func(smc *socketmode.Client, e socketmode.Event) {
		mu.Lock()
		envelopes[e.Request.EnvelopeID]++
		mu.Unlock()
		ack(smc, e)
	}
	first := connect(t, w, count)
	second := connect(t, w, count)
	for range 6 {
		w.ana.Say("#leads", "hi")
	}
	for id, n := range envelopes {
		if n != 1 {
			t.Errorf("envelope %s arrived %d times", id, n)
		}
	}
	if len(envelopes) != 6 || len(first.requests(socketmode.EventTypeEventsAPI)) == 0 || len(second.requests(socketmode.EventTypeEventsAPI)) == 0 {
		t.Errorf("%d envelopes arrived, or not on both connections", len(envelopes))
	}
}

func TestUnacknowledgedEnvelopesAreSentAgain(t *testing.T) {
	w := newUnconnectedWorld(t, func(c *slacksim.Config) { c.Timing.Ack = 50 * time.Millisecond })
	c := connect(t, w, func(smc *socketmode.Client, e socketmode.Event) {
		if e.Request.RetryAttempt >= 2 {
			ack(smc, e)
		}
	})
	w.ana.Say("#leads", "anyone?")
	w.settle()
	got := c.requests(socketmode.EventTypeEventsAPI)
	if len(got) != 3 || got[2].Request.RetryAttempt != 2 || got[2].Request.RetryReason != "timeout" {
		t.Errorf("%d envelopes arrived", len(got))
	}
}

func TestADuplicateEnvelopeArrivesTwice(t *testing.T) {
	w := newUnconnectedWorld(t)
	c := connect(t, w, ack)
	w.post("#leads", text("card"), button("claim", "Claim", "7"))
	w.settle()
	w.Double(1)
	w.ana.Click(w.ana.Expect("#leads", "card"), "Claim")
	w.ana.Say("#leads", "after it") // arrives through the same socket, so the duplicate has arrived before it
	if got := c.requests(socketmode.EventTypeInteractive); len(got) != 2 {
		t.Errorf("%d envelopes arrived", len(got))
	}
}

func TestClientsReconnectWhenAsked(t *testing.T) {
	for _, reason := range []string{"refresh_requested", "warning", ""} {
		t.Run(reason, func(t *testing.T) {
			w := newUnconnectedWorld(t)
			c := connect(t, w, ack)
			w.Disconnect(reason)
			c.awaitHellos(t, 2)
			simtest.Connected(t, w.Sim, 1)
			w.ana.Say("#leads", "still there?")
			w.settle()
			if got := c.requests(socketmode.EventTypeEventsAPI); len(got) != 1 {
				t.Errorf("%d events arrived", len(got))
			}
		})
	}
}

// awaitHellos waits until the client has received "hello" n times.
func (c *client) awaitHellos(t *testing.T, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), simtest.Patience)
	defer cancel()
	for len(c.requests(socketmode.EventTypeHello)) < n {
		select {
		case <-c.signal:
		case <-ctx.Done():
			t.Fatal("the client did not reconnect")
		}
	}
}

func TestAClientIsWarnedBeforeItsConnectionEnds(t *testing.T) {
	w := newUnconnectedWorld(t, func(c *slacksim.Config) {
		c.Timing.SocketLife, c.Timing.Warning = 60*time.Millisecond, 30*time.Millisecond
	})
	conn := dial(t, w)
	frame(t, conn)
	for _, reason := range []string{"warning", "refresh_requested"} {
		if got := frame(t, conn); got["type"] != "disconnect" || got["reason"] != reason {
			t.Errorf("frame is %v, want %s", got, reason)
		}
	}
	if _, _, err := conn.Read(t.Context()); err == nil {
		t.Error("the connection is still open")
	}
}

func TestConnectionsArePinged(t *testing.T) {
	w := newUnconnectedWorld(t, func(c *slacksim.Config) { c.Timing.Ping = 10 * time.Millisecond })
	pinged := make(chan struct{}, 100)
	_, url, err := w.client.StartSocketModeContext(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	conn, _, err := websocket.Dial(t.Context(), url, &websocket.DialOptions{ //nolint:bodyclose // the library closes it
		OnPingReceived: func(context.Context, []byte) bool { pinged <- struct{}{}; return true },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	go func() { _, _, _ = conn.Read(t.Context()); _, _, _ = conn.Read(t.Context()) }()
	<-pinged
	<-pinged
}
