package page_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"dibs/slacksim/page"
)

type object = map[string]any

// fakeSlack serves the page and its API from testdata, and records what the page sends. It replaces the simulator, so that
// the page is tested on its own.
type fakeSlack struct {
	URL string

	mu       sync.Mutex
	state    object
	messages map[string][]object // channel id -> messages
	replies  map[string][]object // ts of the parent -> replies
	views    map[string]object   // the views in views.json: log, push, home
	open     []any               // the view stack
	events   map[chan object]bool

	posts chan post
	// errors is the response to every submission while it is not empty.
	errors object
	// answering is called after messages were looked up and before they are sent, connecting before a page starts to
	// receive events, and connected after that.
	answering, connecting, connected func()
}

// post is a POST request of the page.
type post struct {
	path string
	body object
}

func newFakeSlack(t *testing.T) *fakeSlack {
	t.Helper()
	var saved struct {
		Channels map[string][]object
		Replies  map[string][]object
	}
	nothing := func() {}
	f := &fakeSlack{events: map[chan object]bool{}, posts: make(chan post, 256), answering: nothing, connecting: nothing, connected: nothing}
	load(t, "state.json", &f.state)
	load(t, "messages.json", &saved)
	load(t, "views.json", &f.views)
	f.messages, f.replies = saved.Channels, saved.Replies
	mux := http.NewServeMux()
	mux.Handle("/", cacheable(page.Handler()))
	mux.HandleFunc("GET /page/state", f.answerState)
	mux.HandleFunc("GET /page/messages", f.answerMessages)
	mux.HandleFunc("GET /page/home", func(w http.ResponseWriter, _ *http.Request) { reply(w, object{"view": f.view("home")}) })
	mux.HandleFunc("GET /page/events", f.streamEvents)
	mux.HandleFunc("POST /page/{path}", f.record)
	s := borrowServer()
	s.handler.Store(mux)
	t.Cleanup(s.giveBack)
	f.URL = s.URL
	return f
}

// server serves one fakeSlack after another under the same address. Together with cacheable this lets the browser load the
// page's files, more than 40, only once.
type server struct {
	*httptest.Server
	handler atomic.Pointer[http.ServeMux]
}

// idleServers are the servers that no test uses at the moment.
var idleServers struct {
	mu   sync.Mutex
	list []*server
}

func borrowServer() *server {
	idleServers.mu.Lock()
	defer idleServers.mu.Unlock()
	if last := len(idleServers.list) - 1; last >= 0 {
		s := idleServers.list[last]
		idleServers.list = idleServers.list[:last]
		return s
	}
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.handler.Load().ServeHTTP(w, r)
	}))
	return s
}

// giveBack makes a server available to other tests. It ends the connections, so that no late request of this test's page
// reaches them.
func (s *server) giveBack() {
	s.CloseClientConnections()
	idleServers.mu.Lock()
	defer idleServers.mu.Unlock()
	idleServers.list = append(idleServers.list, s)
}

// cacheable lets the browser keep files, which the page's own handler forbids because they change with every build.
func cacheable(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { files.ServeHTTP(cacheableWriter{w}, r) })
}

type cacheableWriter struct{ http.ResponseWriter }

func (w cacheableWriter) WriteHeader(status int) {
	w.Header().Set("Cache-Control", "max-age=3600")
	w.ResponseWriter.WriteHeader(status)
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		t.Fatalf("load %s: %v", name, err)
	}
}

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // fails only if the page was closed
}

func (f *fakeSlack) view(name string) object {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.views[name]
}

func (f *fakeSlack) answerState(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	state := object{}
	for k, v := range f.state {
		state[k] = v
	}
	if user := r.URL.Query().Get("user"); user != "" {
		state["me"] = user
	}
	state["views"] = f.open
	reply(w, state)
}

func (f *fakeSlack) answerMessages(w http.ResponseWriter, r *http.Request) {
	list := f.lookUp(r)
	f.answering()
	reply(w, object{"messages": list})
}

func (f *fakeSlack) lookUp(r *http.Request) []object {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := f.messages[r.URL.Query().Get("channel")]
	if thread := r.URL.Query().Get("thread"); thread != "" {
		var parent []object
		for _, m := range list {
			if m["ts"] == thread {
				parent = append(parent, m)
			}
		}
		list = append(parent, f.replies[thread]...)
	}
	return slices.Clone(list)
}

func (f *fakeSlack) streamEvents(w http.ResponseWriter, r *http.Request) {
	f.connecting()
	events := make(chan object, 64)
	f.mu.Lock()
	f.events[events] = true
	f.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	_ = rc.Flush()
	f.connected()
	for {
		select {
		case <-r.Context().Done():
			return
		case event := <-events:
			raw, err := json.Marshal(event)
			if err != nil {
				return
			}
			_, _ = fmt.Fprintf(w, "data: %s\n\n", raw)
			_ = rc.Flush()
		}
	}
}

// send sends an event to every open page.
func (f *fakeSlack) send(event object) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for events := range f.events {
		events <- event
	}
}

// change lets apply change the workspace, and sends the event that the messages of a channel have changed.
func (f *fakeSlack) change(channel string, apply func()) {
	f.mu.Lock()
	apply()
	f.mu.Unlock()
	f.send(object{"kind": "message", "channel": channel})
}

// show opens a stack of modals for everyone, by their names in views.json.
func (f *fakeSlack) show(names ...string) {
	f.mu.Lock()
	f.open = nil
	for _, name := range names {
		f.open = append(f.open, f.views[name])
	}
	f.mu.Unlock()
	f.send(object{"kind": "view"})
}

func (f *fakeSlack) record(w http.ResponseWriter, r *http.Request) {
	var body object
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	path := r.PathValue("path")
	answer := object{"ok": true}
	f.mu.Lock()
	switch path {
	case "submit":
		answer["errors"] = f.errors
		if len(f.errors) == 0 {
			f.open = nil
		}
	case "close":
		f.open = f.open[:max(0, len(f.open)-1)]
	case "options":
		answer = object{"options": []object{{"text": object{"type": "plain_text", "text": "Brandt Logistik"}, "value": "7"}}}
	case "action":
		if body["action_id"] == "log_contact" {
			f.open = []any{f.views["log"]}
		}
	}
	f.mu.Unlock()
	f.posts <- post{path, body}
	reply(w, answer)
	if path == "action" {
		f.send(object{"kind": "view"})
	}
}
