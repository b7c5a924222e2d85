package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	// maxAck is how much an answer in an ack may be: Slack drops acks of 20 KB and more without a word (slack-go's
	// socketmode refuses to send them). A little is left for the envelope's id.
	maxAck = 20_000 - 200
	// ackWithin bounds the sending of an ack; after 3 seconds Slack does not wait for it any more.
	ackWithin = 3 * time.Second
	// maxInFlight is how many requests of one connection are served or wait to be served. Those that wait longer than Slack's
	// three seconds are delivered again anyway.
	maxInFlight = 1000
)

// link is one connection. Its life: read, until Slack asks to replace it, it breaks, or we stop; then no more envelopes
// are taken, the handlers in flight finish and send their acks on it; then it is closed.
type link struct {
	s       *Socket
	conn    *websocket.Conn
	replace chan struct{} // closed when another connection shall be opened
	retire  func()        // closes replace, once

	mu       sync.Mutex
	stopped  bool
	inFlight int
	handlers sync.WaitGroup
}

// envelope is what Slack sends.
type envelope struct {
	Type    string          `json:"type"`
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload"`
	Accepts bool            `json:"accepts_response_payload"`
	Attempt int             `json:"retry_attempt"`
	Why     string          `json:"retry_reason"`
	Reason  string          `json:"reason"` // of "disconnect"
}

// envelopeAck is what we send.
type envelopeAck struct {
	ID      string          `json:"envelope_id"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

func newLink(s *Socket, conn *websocket.Conn) *link {
	l := &link{s: s, conn: conn, replace: make(chan struct{})}
	l.retire = sync.OnceFunc(func() { close(l.replace) })
	return l
}

func (l *link) serve(ctx context.Context) {
	// Ending a read's context would close the connection, and the acks in flight with it: reading has a context of its
	// own, and what is read after the stop is left to Slack to deliver again.
	reading, stopReading := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		l.read(reading)
	}()
	go l.ping(reading)

	select {
	case <-ctx.Done():
	case <-ended:
	case <-l.replace:
		select {
		case <-ctx.Done():
		case <-ended:
		case <-time.After(retireWithin):
		}
	}
	l.stop()
	l.handlers.Wait()
	_ = l.conn.Close(websocket.StatusNormalClosure, "") // a connection that broke has nothing to close
	stopReading()
	<-ended
	l.retire()
}

// read takes envelopes until the connection ends.
func (l *link) read(ctx context.Context) {
	defer l.retire()
	for {
		_, frame, err := l.conn.Read(ctx)
		if err != nil {
			l.s.log.Debug("socket mode: connection ended", "error", err)
			return
		}
		var e envelope
		if err := lenient(frame, &e); err != nil {
			l.s.log.Error("socket mode: a frame that is no JSON", "bytes", len(frame), "error", err)
			continue
		}
		switch {
		case e.Type == "hello":
			l.s.log.Info("socket mode: connected")
		case e.Type == "disconnect":
			l.s.log.Info("socket mode: Slack asks for a new connection", "reason", e.Reason)
			l.retire()
		case e.ID != "" && l.begin():
			go func() {
				defer l.end()
				l.s.slots <- struct{}{}
				defer func() { <-l.s.slots }()
				l.handle(ctx, e)
			}()
		}
	}
}

// begin counts one more handler in flight. It refuses once the link has stopped, and while maxInFlight handlers are served or
// wait: an envelope that is not acked is delivered again by Slack.
func (l *link) begin() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.stopped && l.inFlight >= maxInFlight {
		l.s.log.Warn("socket mode: too many requests at once; Slack will deliver this one again", "in_flight", l.inFlight)
		return false
	}
	if l.stopped {
		return false
	}
	l.inFlight++
	l.handlers.Add(1)
	return true
}

func (l *link) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inFlight--
	l.handlers.Done()
}

func (l *link) stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
}

func (l *link) ping(ctx context.Context) {
	tick := time.NewTicker(l.s.pingEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		pong, cancel := context.WithTimeout(ctx, l.s.pongWithin)
		err := l.conn.Ping(pong)
		cancel()
		if err != nil {
			_ = l.conn.CloseNow() // the read fails, and with it the link
			return
		}
	}
}

// handle serves one envelope, acks it, and lets what follows the ack follow. An event whose handler failed is not acked,
// and Slack delivers it again.
func (l *link) handle(ctx context.Context, e envelope) {
	r, err := e.request()
	if err != nil {
		l.s.log.Error("socket mode: a payload nobody can read", "type", e.Type, "error", err)
		l.ack(ctx, envelopeAck{ID: e.ID}) // the next delivery would be the same
		return
	}
	resp := l.s.mux.Serve(ctx, r)
	if resp.unacked {
		return
	}
	limit := 0
	if e.Accepts {
		limit = maxAck
	}
	resp, body := l.s.mux.encode(r, resp, limit)
	l.ack(ctx, envelopeAck{ID: e.ID, Payload: body})
	l.s.mux.After(ctx, r, resp)
}

// ack is lost when the connection broke meanwhile. Slack then delivers the envelope again, and the Mux remembers what it
// answered.
func (l *link) ack(ctx context.Context, a envelopeAck) {
	frame, err := json.Marshal(a)
	if err == nil {
		ctx, cancel := context.WithTimeout(ctx, ackWithin)
		defer cancel()
		err = l.conn.Write(ctx, websocket.MessageText, frame)
	}
	if err != nil {
		l.s.log.Warn("socket mode: ack not sent", "envelope", a.ID, "error", err)
	}
}

func (e envelope) request() (r *Request, err error) {
	switch e.Type {
	case "slash_commands":
		r, err = decodeCommandJSON(e.Payload)
	case "interactive":
		r, err = decodeInteraction(e.Payload)
	case "events_api":
		r, _, err = decodeEvent(e.Payload)
	default:
		return nil, fmt.Errorf("an envelope of type %q", e.Type)
	}
	if err != nil {
		return nil, err
	}
	if r.ID == "" {
		r.ID = e.ID
	}
	r.Retry = Retry{Num: e.Attempt, Reason: e.Why}
	return r, nil
}
