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
	// maxAck is the size in bytes from which Slack silently drops an acknowledgement.
	maxAck = 20 << 10
	// debugLife is how long a connection lasts that was opened with debug_reconnects.
	debugLife = 360 * time.Second
)

// socket is one open Socket Mode connection.
type socket struct {
	conn  *websocket.Conn
	stop  context.CancelFunc
	done  <-chan struct{}
	ready bool // "hello" was sent; nothing else may be sent before it
}

// connectionsOpen returns the address for a socket. Its ticket is valid for one connection.
func connectionsOpen(s *Sim, r *request) (answer, error) {
	ticket := secret(16)
	s.tickets[ticket] = true
	base := strings.Replace(r.base, "http", "ws", 1)
	return answer{"url": base + "/socket?ticket=" + ticket + "&app_id=" + s.cfg.App.ID}, nil
}

// serveSocket handles one Socket Mode connection until it ends.
func (s *Sim) serveSocket(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	valid := s.tickets[ticket] && !s.closed
	delete(s.tickets, ticket)
	s.mu.Unlock()
	if !valid {
		http.Error(w, "the ticket is unknown or already used", http.StatusForbidden)
		return
	}
	// Clients send the origin https://api.slack.com for every host.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // Accept has sent the response
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
	s.change(func() { me.ready, s.hadSocket = true, true })
	go s.maintain(ctx, me, life)
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

// maintain pings the client and asks it to reconnect before the connection ends.
func (s *Sim) maintain(ctx context.Context, me *socket, life time.Duration) {
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
	// The write fails only if the client is already gone.
	_ = conn.Write(ctx, websocket.MessageText, encode(object{
		"type": "disconnect", "reason": reason, "debug_info": object{"host": "slacksim"},
	}))
}

// readAcks passes the client's acknowledgements to the deliveries that wait for them, until the connection ends.
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

// deliverBySocket sends an envelope over one of the connections and waits for the acknowledgement.
func (s *Sim) deliverBySocket(ctx context.Context, p appRequest) ([]byte, *failure) {
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
		_ = second.conn.Write(ctx, websocket.MessageText, envelope(again)) // a lost duplicate does no harm
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

func envelope(p appRequest) []byte {
	out := object{
		"envelope_id": p.id, "type": string(p.kind), "payload": p.payload,
		"accepts_response_payload": p.kind != eventRequest,
	}
	if p.kind == optionsRequest {
		out["type"] = string(interactionRequest)
	}
	if p.retry > 0 || p.kind == eventRequest {
		out["retry_attempt"], out["retry_reason"] = p.retry, p.reason
	}
	return encode(out)
}

// Sockets returns the number of open Socket Mode connections.
func (s *Sim) Sockets() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.ready())
}

// ready returns the connections that have received "hello". The caller holds the lock.
func (s *Sim) ready() []*socket {
	return slices.DeleteFunc(slices.Clone(s.sockets), func(c *socket) bool { return !c.ready })
}

// Disconnect sends every connected client a disconnect message and ends the connections. reason is "refresh_requested",
// "link_disabled" or "warning", which leaves the connections open. With an empty reason they break without a message.
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
