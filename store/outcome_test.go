package store_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"dibs/store"
	"dibs/store/storetest"
)

// proxy stands between a store and Postgres. It can lose the answer to the next commit, and it can go silent: it then
// passes nothing on over the open connections but does not close them, as when the other machine is gone. New
// connections work.
type proxy struct {
	listener net.Listener
	server   string

	mu       sync.Mutex
	cutNext  bool
	open     []net.Conn
	silenced chan struct{} // closed by silence, for the connections that were open then
}

func proxied(t *testing.T) (*proxy, string) {
	t.Helper()
	u, err := url.Parse(storetest.Postgres(t))
	must(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	p := &proxy{listener: l, server: u.Host, silenced: make(chan struct{})}
	t.Cleanup(func() { must(t, l.Close()) })
	go p.serve()
	u.Host = l.Addr().String()
	return p, u.String()
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			client.Close()
			continue
		}
		p.mu.Lock()
		silenced := p.silenced
		p.open = append(p.open, client, server)
		p.mu.Unlock()
		cut := make(chan struct{})
		go p.pass(server, client, silenced, func(sent []byte) bool {
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.cutNext && bytes.Contains(bytes.ToLower(sent), []byte("commit")) {
				p.cutNext = false
				close(cut)
			}
			return true
		})
		go p.pass(client, server, silenced, func([]byte) bool {
			select {
			case <-cut:
				return false
			default:
				return true
			}
		})
	}
}

// pass copies from one side to the other until either ends, or passes reports that the data is lost.
func (p *proxy) pass(to, from net.Conn, silenced chan struct{}, passes func([]byte) bool) {
	defer to.Close()
	b := make([]byte, 1<<16)
	for {
		n, err := from.Read(b)
		select {
		case <-silenced:
			for err == nil { // until the store gives up
				_, err = from.Read(b)
			}
			return
		default:
		}
		if err != nil || !passes(b[:n]) {
			return
		}
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
	}
}

func (p *proxy) loseNextAnswerToCommit() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.cutNext = true
}

// restart ends all connections, as a restart of Postgres does.
func (p *proxy) restart() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.open {
		c.Close()
	}
	p.open = nil
}

func (p *proxy) silence() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.silenced)
	p.silenced = make(chan struct{})
}

func TestALostAnswerToACommitIsAnUnknownOutcome(t *testing.T) {
	p, url := proxied(t)
	s := storetest.Open(t, url)
	stored(t, s, inquiry(), nine)
	for what, write := range map[string]func() error{
		"a save":        func() error { return s.Save(t.Context(), store.Change{Lead: register(inquiry(), nine)}) },
		"another write": func() error { return s.PutPlaybook(t.Context(), "v1", "text", nine) },
	} {
		p.loseNextAnswerToCommit()
		if err := write(); !errors.Is(err, store.ErrOutcomeUnknown) || store.Unavailable(err) {
			t.Errorf("%s whose answer was lost returned %v", what, err)
		}
	}
	n := openLeads(t, s)
	same(t, n, 2) // it was stored all the same
}

// soon calls with a context of 100 ms, fails the test if the call takes more than 8 seconds, and returns its error.
func soon(t *testing.T, what string, call func(context.Context) error) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	start := time.Now()
	err := call(ctx)
	if took := time.Since(start); took > 8*time.Second {
		t.Errorf("%s took %s", what, took)
	}
	return err
}

func TestARestartOfPostgresIsNotNoticed(t *testing.T) {
	p, url := proxied(t)
	s := storetest.Open(t, url)
	stored(t, s, inquiry(), nine)
	for what, call := range map[string]func() error{
		"a read":  func() error { _, err := s.Due(t.Context(), endOfTime, 100); return err },
		"a ping":  func() error { return s.Ping(t.Context()) },
		"a write": func() error { return s.PutPlaybook(t.Context(), "v1", "text", nine) },
		"a save":  func() error { return s.Save(t.Context(), store.Change{Lead: register(inquiry(), nine)}) },
	} {
		var all sync.WaitGroup
		for range 12 { // so that there are several connections
			all.Go(func() { _, _ = s.Due(t.Context(), endOfTime, 100) })
		}
		all.Wait()
		p.restart()
		if err := call(); err != nil {
			t.Errorf("%s after a restart: %v", what, err)
		}
	}
	n := openLeads(t, s)
	same(t, n, 2)
}

func TestASilentPostgresHoldsNobodyUp(t *testing.T) {
	p, url := proxied(t)
	s := storetest.Open(t, url)
	stored(t, s, inquiry(), nine)
	openLeads(t, s)
	s.SetSilence(time.Second)
	for what, call := range map[string]func(context.Context) error{
		"a read":  func(ctx context.Context) error { _, err := s.Due(ctx, endOfTime, 100); return err },
		"a ping":  s.Ping,
		"a write": func(ctx context.Context) error { return s.PutPlaybook(ctx, "v1", "text", nine) },
	} {
		must(t, s.Ping(t.Context()))
		p.silence()
		if err := soon(t, what, call); !store.Unavailable(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestACallerWhoseTimeIsUpDuringASaveLearnsThatTheOutcomeIsUnknown(t *testing.T) {
	p, url := proxied(t)
	s := storetest.Open(t, url)
	s.SetBatch(1, 3*time.Second)
	stored(t, s, inquiry(), nine)
	s.SetSilence(4 * time.Second)
	p.silence()
	err := soon(t, "a save", func(ctx context.Context) error {
		return s.Save(ctx, store.Change{Lead: register(inquiry(), nine)})
	})
	if !errors.Is(err, store.ErrOutcomeUnknown) || !errors.Is(err, context.DeadlineExceeded) || store.Unavailable(err) {
		t.Errorf("got %v", err)
	}
	stored(t, s, inquiry(), nine) // over a new connection, once the transaction has given up
}

// endOfTime is after every deadline.
var endOfTime = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// openLeads counts the leads in play.
func openLeads(t *testing.T, s *store.Store) int {
	t.Helper()
	due, err := s.Due(t.Context(), endOfTime, 1000)
	must(t, err)
	return len(due)
}
