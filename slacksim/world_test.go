package slacksim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// world is a workspace with two people, an app that responds as the test wants, and slack-go as the app's client.
type world struct {
	*slacksim.Sim
	t      *testing.T
	client *slack.Client
	app    *app
	clock  *clock
	ana    *simtest.Person
	ben    *simtest.Person
}

// clock only advances when the test says so.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// app records the requests it gets and responds as the test wants.
type app struct {
	*httptest.Server
	mu       sync.Mutex
	requests []received
	answer   func(received, http.ResponseWriter)
}

// received is a request that the app has got.
type received struct {
	path    string
	header  http.Header
	body    []byte
	payload map[string]any // for interactions, options and events
	form    url.Values     // for commands
}

func (r received) event() map[string]any {
	e, _ := r.payload["event"].(map[string]any)
	return e
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got := received{path: r.URL.Path, header: r.Header, body: body}
	raw := body
	if r.Header.Get("Content-Type") != "application/json" {
		got.form, _ = url.ParseQuery(string(body))
		raw = []byte(got.form.Get("payload"))
	}
	_ = json.Unmarshal(raw, &got.payload)
	a.mu.Lock()
	a.requests = append(a.requests, got)
	answer := a.answer
	a.mu.Unlock()
	if challenge, ok := got.payload["challenge"].(string); ok {
		_, _ = io.WriteString(w, challenge)
		return
	}
	if answer != nil {
		answer(got, w)
	}
}

// handle makes the app respond to every request with f, or with an empty body if f is nil.
func (a *app) handle(f func(received, http.ResponseWriter)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = f
}

// respondWith makes the app respond to every request with the same body.
func (a *app) respondWith(body string) {
	a.handle(func(_ received, w http.ResponseWriter) { _, _ = io.WriteString(w, body) })
}

// requestsTo returns the requests to a path so far, without url_verification.
func (a *app) requestsTo(path string) []received {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []received
	for _, r := range a.requests {
		if r.path == path && r.payload["challenge"] == nil {
			out = append(out, r)
		}
	}
	return out
}

// lastRequest returns the newest request to a path.
func (a *app) lastRequest(t *testing.T, path string) received {
	t.Helper()
	all := a.requestsTo(path)
	if len(all) == 0 {
		t.Fatalf("the app got no request to %s", path)
	}
	return all[len(all)-1]
}

// eventsOfType returns the events of one type so far, such as "message".
func (a *app) eventsOfType(kind string) []received {
	var out []received
	for _, r := range a.requestsTo("/events") {
		if r.event()["type"] == kind {
			out = append(out, r)
		}
	}
	return out
}

func workspace() slacksim.Config {
	return slacksim.Config{
		Users: []slacksim.User{
			{Name: "ana", RealName: "Ana Ruiz", Email: "ana@sales.example", TZ: "Europe/Madrid"},
			{Name: "ben", RealName: "Ben Okafor", Email: "ben@sales.example", TZ: "Europe/Berlin"},
		},
		Channels: []slacksim.Channel{
			{Name: "leads"},
			{Name: "lobby", Members: []string{"ana"}},
			{Name: "secret", Kind: slacksim.Private, Members: []string{"ana"}},
			{Name: "old", Archived: true},
		},
		App: slacksim.App{
			Name:     "Dibs",
			Commands: []slacksim.Command{{Command: "/lead"}, {Command: "/raw", ShouldEscape: true}},
			Shortcuts: []slacksim.Shortcut{
				{Name: "Refer a lead", CallbackID: "refer", Type: "global"},
				{Name: "Register a lead", CallbackID: "register", Type: "message"},
			},
		},
		Limits: slacksim.Limits{Off: true},
		Timing: slacksim.Timing{Retries: []time.Duration{0, 0, 0}},
	}
}

// newWorld starts the workspace with an app that gets its requests over HTTP.
func newWorld(t *testing.T, change ...func(*slacksim.Config)) *world {
	t.Helper()
	w := newUnconnectedWorld(t, change...)
	err := w.Connect(t.Context(), slacksim.Delivery{
		Commands: w.app.URL + "/commands", Interactions: w.app.URL + "/interactions",
		Events: w.app.URL + "/events", Options: w.app.URL + "/options",
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// newUnconnectedWorld starts the workspace with an app that is not connected yet.
func newUnconnectedWorld(t *testing.T, change ...func(*slacksim.Config)) *world {
	t.Helper()
	cfg := workspace()
	w := &world{t: t, app: &app{}, clock: &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}}
	cfg.Now = w.clock.now
	for _, f := range change {
		f(&cfg)
	}
	w.app.Server = httptest.NewServer(w.app)
	t.Cleanup(w.app.Close)
	w.Sim = simtest.Start(t, cfg)
	w.client = slack.New(w.BotToken(), slack.OptionAPIURL(w.APIURL()), slack.OptionAppLevelToken(w.AppToken()))
	w.ana, w.ben = simtest.As(t, w.Sim, "ana"), simtest.As(t, w.Sim, "ben")
	return w
}

// id returns the id of a channel.
func (w *world) id(name string) string {
	w.t.Helper()
	c, ok := w.Channel(name)
	if !ok {
		w.t.Fatalf("there is no channel %s", name)
	}
	return c.ID
}

// post posts as the app and returns the ids of the channel and the message.
func (w *world) post(channel string, options ...slack.MsgOption) (string, string) {
	w.t.Helper()
	id, ts, err := w.client.PostMessageContext(w.t.Context(), channel, options...)
	if err != nil {
		w.t.Fatalf("post to %s: %v", channel, err)
	}
	return id, ts
}

// button returns an actions block with one button.
func button(action, label, value string) slack.MsgOption {
	return slack.MsgOptionBlocks(slack.NewActionBlock("buttons",
		slack.NewButtonBlockElement(action, value, slack.NewTextBlockObject("plain_text", label, false, false))))
}

// wantError fails the test unless err is the given error code of Slack.
func wantError(t *testing.T, err error, code string) {
	t.Helper()
	if err == nil || err.Error() != code {
		t.Errorf("error is %v, want %s", err, code)
	}
}

// settle waits until the app has got all events.
func (w *world) settle() {
	w.t.Helper()
	simtest.Settled(w.t, w.Sim)
}
