package bot

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/coder/websocket"
)

const (
	// socketHandlers is how many requests one process serves at a time. Further requests wait, but the connection is
	// still read, because otherwise it would answer no ping and look dead.
	socketHandlers = 64
	// shortLife is the age below which the end of a connection counts as a failure to connect.
	shortLife = 10 * time.Second
	// retireWithin is how long a connection that Slack asked us to replace is still read. Slack closes it itself
	// after about ten seconds.
	retireWithin = 30 * time.Second
	// pingEvery and pongWithin detect a connection that died silently. Slack's own clients allow five seconds.
	pingEvery  = 15 * time.Second
	pongWithin = 5 * time.Second
)

// Socket is the Socket Mode transport: Slack's requests come over a WebSocket that we open, so that we need no public
// address.
//
// It has its own loop because slack-go's breaks two of our guarantees: it drops the connection, with the acks of the
// running handlers, as soon as Slack asks for a new one or the context ends, and it loses a payload with an element
// that it does not know.
type Socket struct {
	mux     *Mux
	client  *Client
	log     *slog.Logger
	slots   chan struct{}
	backoff func(failures int) time.Duration

	pingEvery, pongWithin time.Duration
}

// NewSocket returns the transport. It does not connect yet.
func NewSocket(mux *Mux, c *Client) *Socket {
	return &Socket{
		mux: mux, client: c, log: mux.log, slots: make(chan struct{}, socketHandlers),
		backoff: backoff, pingEvery: pingEvery, pongWithin: pongWithin,
	}
}

// backoff doubles from one second up to half a minute, minus a random part of up to half, so that many processes do
// not reconnect at the same moment.
func backoff(failures int) time.Duration {
	full := min(time.Second<<min(failures-1, 5), 30*time.Second)
	return full - rand.N(full/2) //nolint:gosec // spreads load, guards nothing
}

// Run connects and serves until the context ends. It connects again if a connection ends or if Slack asks for a new
// one, which is opened before the old one is given up. At the end it stops reading, lets the running handlers finish,
// sends their acks, closes, and returns nil. Slack delivers again what was read but not served.
//
// It returns an error only if Slack does not accept the app's token. Any other failure is logged and retried.
func (s *Socket) Run(ctx context.Context) error {
	var links sync.WaitGroup
	defer links.Wait()
	for failures := 0; ; {
		if failures > 0 && sleepUntil(ctx, time.Now().Add(s.backoff(failures))) != nil {
			return nil
		}
		conn, err := s.dial(ctx)
		switch {
		case ctx.Err() != nil:
			if err == nil {
				_ = conn.CloseNow() // nothing was read from it
			}
			return nil
		case tokenRefused(err):
			return err
		case err != nil:
			failures++
			s.log.Warn("socket mode: cannot connect", "failures", failures, "error", err)
			continue
		}
		l, since := newLink(s, conn), time.Now()
		links.Go(func() { l.serve(ctx) })
		select {
		case <-ctx.Done():
			return nil
		case <-l.replace:
		}
		failures++
		if time.Since(since) > shortLife {
			failures = 0
		}
	}
}

// dial asks Slack for an address, which is good for one connection, and connects to it.
func (s *Socket) dial(ctx context.Context) (*websocket.Conn, error) {
	var address string
	err := s.client.do(ctx, "apps.connections.open", func(ctx context.Context) (err error) {
		_, address, err = s.client.api.StartSocketModeContext(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	conn, _, err := websocket.Dial(ctx, address, &websocket.DialOptions{HTTPClient: s.client.http}) //nolint:bodyclose // the connection owns it
	if err != nil {
		return nil, classify("websocket", err, time.Now())
	}
	conn.SetReadLimit(maxBody)
	return conn, nil
}

// tokenRefused reports whether Slack rejected the token, so that a retry is pointless.
func tokenRefused(err error) bool {
	return Is(err, "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
		"not_allowed_token_type", "missing_scope", "no_permission")
}
