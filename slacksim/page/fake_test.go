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
	"testing"

	"dibs/slacksim/page"
)

type object = map[string]any

// fakeSlack answers the page's API from testdata and notes what the page sends. It stands in for the simulator so that
// the page can be tested alone.
type fakeSlack struct {
	*httptest.Server

	mu       sync.Mutex
	state    object
	messages map[string][]object // by channel id
	replies  map[string][]object // by the thread's ts
	views    map[string]object   // what can be opened: log, push, home
	open     []any               // the modal stack
	events   map[chan object]bool

	posts chan post
	// errors answers the next submits, until it is emptied.
	errors object
	// answered is called when messages were looked up, before they are sent; connecting before a page follows events.
	answered, connecting func()
}

// post is something that the page sent.
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
	f := &fakeSlack{events: map[chan object]bool{}, posts: make(chan post, 256), answered: nothing, connecting: nothing}
	load(t, "state.json", &f.state)
	load(t, "messages.json", &saved)
	load(t, "views.json", &f.views)
	f.messages, f.replies = saved.Channels, saved.Replies
	mux := http.NewServeMux()
	mux.Handle("/", page.Handler())
	mux.HandleFunc("GET /page/state", f.answerState)
	mux.HandleFunc("GET /page/messages", f.answerMessages)
	mux.HandleFunc("GET /page/home", func(w http.ResponseWriter, _ *http.Request) { reply(w, object{"view": f.view("home")}) })
	mux.HandleFunc("GET /page/events", f.stream)
	mux.HandleFunc("POST /page/{verb}", f.take)
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
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
	_ = json.NewEncoder(w).Encode(v) // the browser may be gone
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
	f.answered()
	reply(w, object{"messages": list})
}

func (f *fakeSlack) lookUp(r *http.Request) []object {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := f.messages[r.URL.Query().Get("channel")]
	if thread := r.URL.Query().Get("thread"); thread != "" {
		var whole []object
		for _, m := range list {
			if m["ts"] == thread {
				whole = append(whole, m)
			}
		}
		list = append(whole, f.replies[thread]...)
	}
	return slices.Clone(list)
}

func (f *fakeSlack) stream(w http.ResponseWriter, r *http.Request) {
	f.connecting()
	events := make(chan object, 64)
	f.mu.Lock()
	f.events[events] = true
	f.mu.Unlock()
	w.Header().Set("Content-Type", "text/event-stream")
	rc := http.NewResponseController(w)
	_ = rc.Flush()
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

// tell sends an event to every open page.
func (f *fakeSlack) tell(event object) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for events := range f.events {
		events <- event
	}
}

// change alters the workspace and tells the pages of a change in a channel.
func (f *fakeSlack) change(channel string, alter func()) {
	f.mu.Lock()
	alter()
	f.mu.Unlock()
	f.tell(object{"kind": "message", "channel": channel})
}

// show opens modals for everybody, by their names in views.json.
func (f *fakeSlack) show(names ...string) {
	f.mu.Lock()
	f.open = nil
	for _, name := range names {
		f.open = append(f.open, f.views[name])
	}
	f.mu.Unlock()
	f.tell(object{"kind": "view"})
}

func (f *fakeSlack) take(w http.ResponseWriter, r *http.Request) {
	var body object
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	verb := r.PathValue("verb")
	answer := object{"ok": true}
	f.mu.Lock()
	switch verb {
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
	f.posts <- post{verb, body}
	reply(w, answer)
	if verb == "action" {
		f.tell(object{"kind": "view"})
	}
}
