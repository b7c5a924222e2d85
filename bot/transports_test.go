package bot

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// ack is how a delivery ended, on either transport.
type ack struct {
	ok   bool   // false: Slack will deliver it again
	body string // the JSON that travelled in the ack, empty for none
}

// transport delivers to a Mux what Slack would deliver, and returns the acks.
type transport interface {
	// deliver sends a payload of a Socket Mode type ("slash_commands", "interactive", "events_api"), and returns a
	// channel that gets the ack. For a Socket Mode delivery that is not acked, the channel stays empty.
	deliver(t *testing.T, kind, payload string) <-chan ack
}

// office is a Mux with a fake Slack around it: it records what is answered after the ack, and what is logged.
type office struct {
	*Mux
	transport
	said chan Reply
	logs *lockedBuffer
}

// onBothTransports runs one test over HTTP and over Socket Mode.
func onBothTransports(t *testing.T, test func(t *testing.T, o *office)) {
	t.Run("HTTP", func(t *testing.T) {
		o := newOffice()
		o.transport = newHTTPLine(t, o.Mux)
		test(t, o)
	})
	t.Run("SocketMode", func(t *testing.T) {
		o := newOffice()
		o.transport = newSocketLine(t, o.Mux)
		test(t, o)
	})
}

func newOffice() *office {
	o := &office{said: make(chan Reply, 10), logs: &lockedBuffer{}}
	o.Mux = NewMux(func(_ context.Context, _ *Request, a Reply) error {
		o.said <- a
		return nil
	}, slog.New(slog.NewTextHandler(o.logs, nil)))
	return o
}

// acked delivers a payload and returns the body of the ack.
func (o *office) acked(t *testing.T, kind, payload string) string {
	t.Helper()
	a := receive(t, o.deliver(t, kind, payload))
	if !a.ok {
		t.Fatalf("the %s was not acked: %s", kind, a.body)
	}
	return a.body
}

// receive waits for a value that must arrive.
func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(10 * time.Second):
		t.Fatal("nothing arrived within 10 seconds")
		panic("unreachable")
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

const testSecret = "8f742231b10e8888abcd99yyyzzz85a5"

// httpLine delivers as Slack calls an HTTP server.
type httpLine struct{ url string }

func newHTTPLine(t *testing.T, m *Mux) *httpLine {
	server := httptest.NewServer(NewHTTP(m, testSecret, time.Now))
	t.Cleanup(server.Close)
	return &httpLine{url: server.URL}
}

func (h *httpLine) deliver(t *testing.T, kind, payload string) <-chan ack {
	path, body := "/slack/events", payload
	switch kind {
	case "interactive":
		path, body = "/slack/interactions", url.Values{"payload": {payload}}.Encode()
	case "slash_commands":
		path, body = "/slack/commands", formOf(t, payload)
	}
	done := make(chan ack, 1)
	go func() {
		resp, err := http.DefaultClient.Do(signed(h.url+path, body, time.Now()))
		if err != nil {
			done <- ack{body: err.Error()}
			return
		}
		defer resp.Body.Close()
		answer, err := io.ReadAll(resp.Body)
		done <- ack{ok: err == nil && resp.StatusCode == http.StatusOK, body: string(answer)}
	}()
	return done
}

func formOf(t *testing.T, payload string) string {
	t.Helper()
	var fields map[string]string
	if err := json.Unmarshal([]byte(payload), &fields); err != nil {
		t.Fatal(err)
	}
	form := url.Values{}
	for k, v := range fields {
		form.Set(k, v)
	}
	return form.Encode()
}

func signed(to, body string, at time.Time) *http.Request {
	req, err := http.NewRequest(http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	stamp := fmt.Sprint(at.Unix())
	req.Header.Set("X-Slack-Request-Timestamp", stamp)
	req.Header.Set("X-Slack-Signature", "v0="+signature(testSecret, stamp, body))
	return req
}

func signature(secret, stamp, body string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	return hex.EncodeToString(mac.Sum(nil))
}
