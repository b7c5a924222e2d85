package bot

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestAnEventIsServedOnce(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		var served atomic.Int32
		o.Event("app_mention", func(context.Context, *Request) (Response, error) {
			served.Add(1)
			return Say("hi"), nil
		})
		o.acked(t, "events_api", mention)
		o.acked(t, "events_api", mention)
		receive(t, o.said) // the ack may arrive before the event is answered
		o.Wait()
		if served.Load() != 1 || len(o.said) != 0 {
			t.Errorf("served %d times, answered %d times too often", served.Load(), len(o.said))
		}
	})
}

func TestAnEventThatFailedIsServedAgain(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		attempts := make(chan int, 2)
		var n atomic.Int32
		o.Event("app_mention", func(context.Context, *Request) (Response, error) {
			attempt := int(n.Add(1))
			defer func() { attempts <- attempt }()
			if attempt == 1 {
				return Ack(), errors.New("the database is away")
			}
			return Ack(), nil
		})
		first := o.deliver(t, "events_api", mention)
		receive(t, attempts)
		waitUntilForgotten(t, o.Mux, "Ev1")
		if !receive(t, o.deliver(t, "events_api", mention)).ok || receive(t, attempts) != 2 {
			t.Error("the second attempt was not served and acked")
		}
		select {
		case a := <-first:
			if a.ok {
				t.Error("the failed attempt was acked")
			}
		default: // Socket Mode sends no ack at all
		}
	})
}

// waitUntilForgotten waits until the Mux has forgotten the failed delivery, which happens just after the handler
// returns.
func waitUntilForgotten(t *testing.T, m *Mux, id string) {
	t.Helper()
	m.seen.mu.Lock()
	d := m.seen.entries[id]
	m.seen.mu.Unlock()
	if d != nil {
		receive(t, d.done)
	}
}
