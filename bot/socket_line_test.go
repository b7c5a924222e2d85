package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// socketLine is Slack's end of Socket Mode: it hands out addresses, accepts connections and matches acks to
// envelopes.
type socketLine struct {
	url   string
	conns chan *websocket.Conn // each new connection, after its hello
	ended chan error           // what Run returned
	stop  context.CancelFunc

	mu      sync.Mutex
	deaf    context.Context // if set: the first connection, pings too, is not read until this ends
	refuse  []string        // error codes for the next calls of apps.connections.open
	current *websocket.Conn
	waiting map[string]chan ack
	serial  int
}

// newSocketLine runs a Socket against a new socketLine until the test ends.
func newSocketLine(t *testing.T, m *Mux, refuse ...string) *socketLine {
	l := &socketLine{refuse: refuse}
	l.start(t, NewSocket(m, nil))
	return l
}

// start runs a Socket against this end until the test ends.
func (l *socketLine) start(t *testing.T, s *Socket) {
	l.conns, l.ended, l.waiting = make(chan *websocket.Conn, 10), make(chan error, 1), map[string]chan ack{}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/apps.connections.open", l.open)
	mux.HandleFunc("/socket", l.accept)
	server := httptest.NewServer(mux)
	l.url = server.URL

	ctx, cancel := context.WithCancel(t.Context())
	l.stop = cancel
	s.client = NewClient(ClientOptions{AppToken: "xapp-test", APIURL: server.URL + "/api"})
	s.backoff = func(int) time.Duration { return time.Millisecond }
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		l.ended <- s.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-stopped
		server.Close()
	})
}

func (l *socketLine) open(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Header.Get("Authorization") != "Bearer xapp-test" {
		fmt.Fprint(w, `{"ok":false,"error":"not_authed"}`)
		return
	}
	if len(l.refuse) > 0 {
		code := l.refuse[0]
		l.refuse = l.refuse[1:]
		fmt.Fprintf(w, `{"ok":false,"error":%q}`, code)
		return
	}
	fmt.Fprintf(w, `{"ok":true,"url":"ws%s/socket?ticket=once"}`, l.url[len("http"):])
}

func (l *socketLine) accept(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	ctx := context.WithoutCancel(r.Context())
	if err := wsjson.Write(ctx, conn, map[string]any{"type": "hello", "num_connections": 1}); err != nil {
		return
	}
	l.mu.Lock()
	l.current = conn
	deaf := l.deaf
	l.deaf = nil
	l.mu.Unlock()
	l.conns <- conn
	if deaf != nil {
		<-deaf.Done()
		return
	}
	for {
		var a struct {
			ID      string          `json:"envelope_id"`
			Payload json.RawMessage `json:"payload"`
		}
		if err := wsjson.Read(ctx, conn, &a); err != nil {
			return
		}
		l.mu.Lock()
		waiting := l.waiting[a.ID]
		l.mu.Unlock()
		waiting <- ack{ok: true, body: string(a.Payload)}
	}
}

// connection returns the newest connection, once there is one.
func (l *socketLine) connection(t *testing.T) *websocket.Conn {
	t.Helper()
	for {
		l.mu.Lock()
		conn := l.current
		l.mu.Unlock()
		if conn != nil {
			return conn
		}
		receive(t, l.conns)
	}
}

func (l *socketLine) deliver(t *testing.T, kind, payload string) <-chan ack {
	t.Helper()
	l.mu.Lock()
	l.serial++
	id := fmt.Sprintf("envelope-%d", l.serial)
	l.mu.Unlock()
	return l.send(t, l.connection(t), id, kind, payload)
}

// send delivers an envelope with the given id on the given connection.
func (l *socketLine) send(t *testing.T, conn *websocket.Conn, id, kind, payload string) <-chan ack {
	t.Helper()
	l.mu.Lock()
	waiting, again := l.waiting[id]
	if !again {
		waiting = make(chan ack, 10)
		l.waiting[id] = waiting
	}
	l.mu.Unlock()
	e := envelope{Type: kind, ID: id, Payload: json.RawMessage(payload), Accepts: kind != "events_api"}
	if again {
		e.Attempt, e.RetryReason = 1, "timeout"
	}
	if err := wsjson.Write(t.Context(), conn, e); err != nil {
		t.Fatal(err)
	}
	return waiting
}
