package bot

import (
	"sync"
	"time"
)

// rememberFor is how long a delivery is remembered. Slack's last retry of an event comes 5 minutes after the first failure
// (docs.slack.dev, Events API), and of an envelope much sooner.
const rememberFor = 10 * time.Minute

// memory makes repeated deliveries harmless within one process. Across processes and restarts the handlers' own rules
// do that: the second click finds a lead that has changed. The zero value is not usable, because NewMux makes
// entries. It is safe for concurrent use.
type memory struct {
	mu      sync.Mutex
	entries map[string]*delivery
	oldest  []*delivery // in order of arrival, to forget them
}

type delivery struct {
	id   string
	at   time.Time
	done chan struct{} // closed when resp is set
	resp Response
}

// once runs serve for an id that it does not remember. A repeated id gets the first response again, without what
// follows the ack, because that has been done. A failed delivery is not remembered, so Slack's next attempt runs the
// handler.
func (m *memory) once(id string, serve func() Response) Response {
	d, first := m.enter(id)
	if !first {
		<-d.done
		resp := d.resp
		resp.repeated = true
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
