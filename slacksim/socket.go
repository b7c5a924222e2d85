package slacksim

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/coder/websocket"
)

const (
	maxSockets = 10
	// maxAck is the size from which Slack drops an acknowledgement without a word.
	maxAck = 20 << 10
	// debugLife is how long a connection lives that was opened with debug_reconnects.
	debugLife = 360 * time.Second
)

// socket is one open Socket Mode connection.
type socket struct {
	conn  *websocket.Conn
	stop  context.CancelFunc
	done  <-chan struct{}
	ready bool // it was greeted; nothing is sent before
}

// connectionsOpen hands out the address of a socket; its ticket is good for one connection.
func connectionsOpen(s *Sim, r *request) (answer, error) {
	ticket := secret(16)
	s.tickets[ticket] = true
	base := strings.Replace(r.base, "http", "ws", 1)
	return answer{"url": base + "/socket?ticket=" + ticket + "&app_id=" + s.cfg.App.ID}, nil
}

// serveSocket is the life of one Socket Mode connection.
func (s *Sim) serveSocket(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	valid := s.tickets[ticket] && !s.closed
	delete(s.tickets, ticket)
	s.mu.Unlock()
	if !valid {
		http.Error(w, "ticket is unknown or was used", http.StatusForbidden)
		return
	}
	// Clients send https://api.slack.com as their origin, whatever the host.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // Accept has answered
	}
	defer conn.CloseNow()
	conn.SetReadLimit(maxBody)
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	me := &socket{conn: conn, stop: stop, done: ctx.Done()}
	count, ok := s.addSocket(me)
	if !ok {
		s.disconnect(ctx, conn, "too_many_websockets")
		return
	}
	defer s.removeSocket(me)
	life := s.cfg.Timing.SocketLife
	if r.URL.Query().Get("debug_reconnects") == "true" {
		life = min(life, debugLife)
	}
	hello := object{
		"type": "hello", "num_connections": count, "connection_info": object{"app_id": s.cfg.App.ID},
		"debug_info": s.debugInfo(life),
	}
	if conn.Write(ctx, websocket.MessageText, encode(hello)) != nil {
		return
	}
	s.change(func() { me.ready, s.reached = true, true })
	go s.tend(ctx, me, life)
	s.readAcks(ctx, conn)
}

func (s *Sim) debugInfo(life time.Duration) object {
	return object{
		"host": "slacksim", "started": s.now().Format("2006-01-02 15:04:05.000"), "build_number": 1,
		"approximate_connection_time": int(life.Seconds()),
	}
}

func (s *Sim) addSocket(me *socket) (count int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sockets) >= maxSockets || s.closed {
		return len(s.sockets), false
	}
	s.sockets = append(s.sockets, me)
	return len(s.sockets), true
}

func (s *Sim) removeSocket(me *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, other := range s.sockets {
		if other == me {
			s.sockets = append(s.sockets[:i:i], s.sockets[i+1:]...)
			break
		}
	}
	s.changed()
}

// tend pings the client and, near the end of the connection's life, asks it to come again.
func (s *Sim) tend(ctx context.Context, me *socket, life time.Duration) {
	ping := time.NewTicker(s.cfg.Timing.Ping)
	defer ping.Stop()
	warning := time.NewTimer(max(0, life-s.cfg.Timing.Warning))
	defer warning.Stop()
	end := time.NewTimer(life)
	defer end.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ping.C:
			if me.conn.Ping(ctx) != nil {
				me.stop()
				return
			}
		case <-warning.C:
			s.disconnect(ctx, me.conn, "warning")
		case <-end.C:
			s.disconnect(ctx, me.conn, "refresh_requested")
			me.stop()
			return
		}
	}
}

func (s *Sim) disconnect(ctx context.Context, conn *websocket.Conn, reason string) {
	// A client that is gone already needs no farewell.
	_ = conn.Write(ctx, websocket.MessageText, encode(object{
		"type": "disconnect", "reason": reason, "debug_info": object{"host": "slacksim"},
	}))
}

// readAcks hands the client's answers to those who wait for them, until the connection ends.
func (s *Sim) readAcks(ctx context.Context, conn *websocket.Conn) {
	for {
		_, frame, err := conn.Read(ctx)
		if err != nil {
			return
		}
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		if len(frame) >= maxAck || json.Unmarshal(frame, &ack) != nil {
			continue
		}
		s.mu.Lock()
		waiting := s.acks[ack.EnvelopeID]
		delete(s.acks, ack.EnvelopeID)
		s.mu.Unlock()
		if waiting != nil {
			waiting <- ack.Payload
		}
	}
}

// deliverBySocket sends an envelope through one of the connections and waits for its acknowledgement.
func (s *Sim) deliverBySocket(ctx context.Context, p parcel) ([]byte, *failure) {
	if p.id == "" {
		p.id = secret(18)
	}
	ack := make(chan []byte, 1)
	s.mu.Lock()
	open := s.ready()
	if len(open) == 0 {
		s.mu.Unlock()
		return nil, &failure{reason: "connection_failed"}
	}
	s.nextConn++
	first, second := open[s.nextConn%len(open)], open[(s.nextConn+1)%len(open)]
	s.acks[p.id] = ack
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.acks, p.id)
	}()
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timing.Ack)
	defer cancel()
	if first.conn.Write(ctx, websocket.MessageText, envelope(p)) != nil {
		return nil, &failure{reason: "connection_failed"}
	}
	if p.retry == 0 && s.takeDouble() {
		again := p
		again.retry, again.reason = 1, "timeout"
		_ = second.conn.Write(ctx, websocket.MessageText, envelope(again)) // a double that is lost is no double
	}
	select {
	case payload := <-ack:
		return payload, nil
	case <-first.done:
		return nil, &failure{reason: "connection_failed"}
	case <-ctx.Done():
		return nil, &failure{reason: "timeout"}
	}
}

func envelope(p parcel) []byte {
	out := object{
		"envelope_id": p.id, "type": string(p.kind), "payload": p.payload,
		"accepts_response_payload": p.kind != kindEvent,
	}
	if p.kind == kindOptions {
		out["type"] = string(kindInteraction)
	}
	if p.retry > 0 || p.kind == kindEvent {
		out["retry_attempt"], out["retry_reason"] = p.retry, p.reason
	}
	return encode(out)
}

// Sockets counts the open Socket Mode connections.
func (s *Sim) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.ready())
}

// ready lists the connections that were greeted. It holds the lock.
func (s *Sim) ready() []*socket {
	return slices.DeleteFunc(slices.Clone(s.sockets), func(c *socket) bool { return !c.ready })
}

// Disconnect asks every connected client to reconnect and ends the connections: reason is "refresh_requested",
// "warning" (the connections stay open) or "link_disabled". An empty reason breaks them without a word.
func (s *Sim) Disconnect(reason string) {
	s.mu.Lock()
	open := s.ready()
	s.mu.Unlock()
	for _, c := range open {
		if reason != "" {
			s.disconnect(s.ctx, c.conn, reason)
		}
		if reason != "warning" {
			c.stop()
		}
	}
}
