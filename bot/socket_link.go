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
	// maxAck is the longest answer in an ack, in bytes. Slack silently drops acks of 20 KB and more (slack-go's
	// socketmode refuses to send them). The 200 bytes are for the envelope's id.
	maxAck = 20_000 - 200
	// ackWithin bounds the sending of an ack: Slack waits no longer than 3 seconds.
	ackWithin = 3 * time.Second
	// maxInFlight is how many requests of one connection are served or wait to be served. Those that wait longer than
	// Slack's three seconds are delivered again anyway.
	maxInFlight = 1000
)

// link is one connection. It is read until Slack asks for another one, it breaks, or we stop. Then it takes no more
// envelopes, and closes once the running handlers have finished and sent their acks on it.
type link struct {
	s       *Socket
	conn    *websocket.Conn
	replace chan struct{} // closed when another connection is needed
	retire  func()        // closes replace, once

	mu       sync.Mutex
	stopped  bool
	inFlight int
	handlers sync.WaitGroup
}

// envelope is what Slack sends.
type envelope struct {
	Type        string          `json:"type"`
	ID          string          `json:"envelope_id"`
	Payload     json.RawMessage `json:"payload"`
	Accepts     bool            `json:"accepts_response_payload"`
	Attempt     int             `json:"retry_attempt"`
	RetryReason string          `json:"retry_reason"`
	Reason      string          `json:"reason"` // of "disconnect"
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
	// If the context of a read ended, the connection would close, with the acks in flight. So reads have their own
	// context, and Slack delivers again what is read after the stop.
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
	_ = l.conn.Close(websocket.StatusNormalClosure, "") // a broken connection has nothing to close
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
			l.s.log.Debug("socket mode: the connection ended", "error", err)
			return
		}
		var e envelope
		if err := lenient(frame, &e); err != nil {
			l.s.log.Error("socket mode: could not decode a frame", "bytes", len(frame), "error", err)
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

// begin counts one more handler in flight. It refuses once the link has stopped, and while maxInFlight handlers run
// or wait: Slack delivers an envelope again that is not acked.
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
			_ = l.conn.CloseNow() // this makes the read fail, which ends the link
			return
		}
	}
}

// handle serves one envelope, acks it, and then does what follows the ack. An event whose handler failed is not
// acked, so that Slack delivers it again.
func (l *link) handle(ctx context.Context, e envelope) {
	r, err := e.request()
	if err != nil {
		l.s.log.Error("socket mode: could not decode a payload", "type", e.Type, "error", err)
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

// ack sends an ack. If the connection is broken the ack is lost; Slack then delivers the envelope again, and the Mux
// remembers its answer.
func (l *link) ack(ctx context.Context, a envelopeAck) {
	frame, err := json.Marshal(a)
	if err == nil {
		ctx, cancel := context.WithTimeout(ctx, ackWithin)
		defer cancel()
		err = l.conn.Write(ctx, websocket.MessageText, frame)
	}
	if err != nil {
		l.s.log.Warn("socket mode: could not send an ack", "envelope", a.ID, "error", err)
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
		return nil, fmt.Errorf("unknown envelope type %q", e.Type)
	}
	if err != nil {
		return nil, err
	}
	if r.ID == "" {
		r.ID = e.ID
	}
	r.Retry = Retry{Num: e.Attempt, Reason: e.RetryReason}
	return r, nil
}
