package slacksim

import (
	"fmt"
	"net/http"
)

// pageEvent tells an open page what it has to fetch again.
type pageEvent struct {
	Kind    string `json:"kind"` // message, view, home, state or notice
	Channel string `json:"channel,omitempty"`
	Thread  string `json:"thread,omitempty"`
	Text    string `json:"text,omitempty"`
}

// pageWatcher is one open page of one person.
type pageWatcher struct {
	user   string
	events chan pageEvent
	missed bool // events were dropped, so the page gets one "state" event instead
}

// showPage sends an event to the open pages of one person or, if user is empty, of everyone who can see the channel.
// The caller holds the lock.
func (s *Sim) showPage(e pageEvent, user string) {
	c := s.channelByID(e.Channel)
	for w := range s.pages {
		if user != "" && w.user != user || c != nil && !c.visibleTo(w.user) {
			continue
		}
		select {
		case w.events <- e:
		default:
			w.missed = true
		}
	}
}

// watchPage registers an open page of a person to receive events. The returned function removes it.
func (s *Sim) watchPage(user string) (*pageWatcher, func()) {
	w := &pageWatcher{user: user, events: make(chan pageEvent, 256)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[w] = true
	return w, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.pages, w)
	}
}

// caughtUp reports whether the page has received every event since the last call.
func (s *Sim) caughtUp(w *pageWatcher) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	missed := w.missed
	w.missed = false
	return !missed
}

// servePageEvents serves the stream of server-sent events of one page.
func (s *Sim) servePageEvents(w http.ResponseWriter, r *http.Request) {
	watcher, stop := s.watchPage(r.URL.Query().Get("user"))
	defer stop()
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	// The first line is sent immediately, so that the page knows it is connected.
	if fmt.Fprint(w, ": connected\n\n"); out.Flush() != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		case e := <-watcher.events:
			if !s.caughtUp(watcher) {
				e = pageEvent{Kind: "state"}
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", encode(e)); err != nil || out.Flush() != nil {
				return
			}
		}
	}
}
