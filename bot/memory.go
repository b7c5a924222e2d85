package bot

import (
	"sync"
	"time"
)

// rememberFor is how long a delivery is remembered. Slack repeats an event for the last time 5 minutes after the first
// failure (docs.slack.dev, Events API), and an envelope much sooner.
const rememberFor = 10 * time.Minute

// memory makes a delivery that Slack repeats harmless within one process. Across processes and restarts the handlers'
// own rules do, because a click that was served finds the lead changed. The zero value is not usable; entries is made by
// NewMux. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	entries map[string]*delivery
	oldest  []*delivery // in the order they came, to forget them
}

type delivery struct {
	id   string
	at   time.Time
	done chan struct{} // closed when resp is there
	resp Response
}

// once runs serve for an id that it does not remember and answers the others with what the first one answered, less
// what is said after the ack, which was said already. A delivery that failed is not remembered, so that Slack's next
// attempt counts.
func (m *memory) once(id string, serve func() Response) Response {
	d, first := m.enter(id)
	if !first {
		<-d.done
		resp := d.resp
		resp.said = true
		return resp
	}
	d.resp = serve()
	if d.resp.unacked {
		m.forget(id)
	}
	close(d.done)
	return d.resp
}

func (m *memory) enter(id string) (d *delivery, first bool) {
	now := time.Now()
	m.mu.Lock()
	defer m.mu.Unlock()
	for len(m.oldest) > 0 && now.Sub(m.oldest[0].at) > rememberFor {
		if old := m.oldest[0]; m.entries[old.id] == old {
			delete(m.entries, old.id)
		}
		m.oldest = m.oldest[1:]
	}
	if d, ok := m.entries[id]; ok {
		return d, false
	}
	d = &delivery{id: id, at: now, done: make(chan struct{})}
	m.entries[id] = d
	m.oldest = append(m.oldest, d)
	return d, true
}

func (m *memory) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.entries, id)
}
