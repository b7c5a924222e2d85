// Package slacksim is a small Slack over real HTTP and WebSocket, as strict as Slack is, with verbs for people and
// faults for tests.
//
// A [Sim] holds one workspace with one app in memory. The app talks to it as it would talk to Slack: Web API under
// /api/, Socket Mode under /socket, response URLs under /hooks/. People act through the page (under /page/) or
// through the methods of Sim. What Slack refuses, it refuses with Slack's words; where Slack is silent about its
// own behaviour, the stricter reading was chosen and the comment says so.
package slacksim

import (
	"context"
	"net/http"
	"sync"
	"time"

	"dibs/slacksim/page"
)

// Sim is a running workspace. All its methods are safe for concurrent use.
//
// State lives behind one mutex. Nothing is sent to the app while it is held. Every act of a person returns after
// the app has answered or failed to; what the app's own calls cause (its messages come back as events) is sent in
// the background, and [Sim.Settle] waits for it.
type Sim struct {
	cfg    Config
	client *http.Client
	ctx    context.Context // ends with Close
	stop   context.CancelFunc

	mu        sync.Mutex
	url       string
	delivery  Delivery
	users     []*User
	channels  []*conversation
	groups    []*Usergroup
	stacks    map[string][]*View     // user -> open modals, the last on top
	homes     map[string]*View       // user -> published home
	expiries  map[string]*time.Timer // user -> when the status ends
	triggers  map[string]*trigger
	hooks     map[string]*hook
	tickets   map[string]bool // ticket -> debug_reconnects not yet known; one-time
	sockets   []*socket
	nextConn  int
	reached   bool                   // a socket was open once, so its absence is an outage
	acks      map[string]chan []byte // envelope id -> where its answer goes
	buckets   map[string]*bucket
	faults    map[string][]*Fault
	calls     []Call
	troubles  []Trouble
	doubles   int // deliveries still to be doubled
	detours   []*detour
	pending   []event
	inFlight  int
	closed    bool
	lastStamp int64 // microseconds of the newest message id
	serial    int64
	watchers  map[chan struct{}]bool
	pages     map[*pageWatcher]bool
}

// New makes a workspace. Serve its [Sim.Handler] at the URL the app is told, and Close it in the end.
func New(cfg Config) *Sim {
	cfg = cfg.withDefaults()
	ctx, stop := context.WithCancel(context.Background())
	s := &Sim{
		cfg: cfg, client: newHTTPClient(), ctx: ctx, stop: stop, url: cfg.URL, delivery: cfg.Delivery,
		stacks: map[string][]*View{}, homes: map[string]*View{}, expiries: map[string]*time.Timer{}, triggers: map[string]*trigger{},
		hooks: map[string]*hook{}, tickets: map[string]bool{}, acks: map[string]chan []byte{},
		buckets: map[string]*bucket{}, faults: map[string][]*Fault{},
		watchers: map[chan struct{}]bool{}, pages: map[*pageWatcher]bool{},
	}
	s.addUser(User{ID: cfg.App.BotUserID, Name: cfg.App.Handle, RealName: cfg.App.Name, Bot: true})
	s.addUser(User{ID: slackbot, Name: "slackbot", RealName: "Slackbot"})
	for _, u := range cfg.Users {
		s.addUser(u)
	}
	for _, c := range cfg.Channels {
		s.addChannel(c)
	}
	// People find the app's direct message in their list before anything was said in it.
	for _, u := range s.users {
		if !u.automatic() {
			s.openIM(u.ID)
		}
	}
	return s
}

// Handler serves the whole small Slack.
func (s *Sim) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("/socket", s.serveSocket)
	mux.HandleFunc("POST /hooks/{id}", s.serveHook)
	s.routePage(mux)
	mux.Handle("/", page.Handler())
	return mux
}

// SetURL says where the simulator is reached, for servers that learn their port late.
func (s *Sim) SetURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.url = url
}

// APIURL is the value for the app's SLACK_API_URL; it ends in a slash, as slack-go demands.
func (s *Sim) APIURL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url + "/api/"
}

// home is the workspace's own address, where message links lead: the simulator's page, so that people can follow
// them, or Slack's shape of it as long as no URL is known. It holds the lock.
func (s *Sim) home() string {
	if s.url != "" {
		return s.url
	}
	return "https://" + s.cfg.Team.Domain + ".slack.com"
}

// BotToken is the token the app must use for the Web API.
func (s *Sim) BotToken() string { return s.cfg.BotToken }

// AppToken is the token the app must use to open sockets.
func (s *Sim) AppToken() string { return s.cfg.AppToken }

// SigningSecret signs what is delivered over HTTP.
func (s *Sim) SigningSecret() string { return s.cfg.SigningSecret }

// App is the installed app with its ids.
func (s *Sim) App() App { return s.cfg.App }

// Close drops every socket and every delivery under way and waits until they are gone.
func (s *Sim) Close() {
	s.mu.Lock()
	s.closed = true
	for _, ends := range s.expiries {
		ends.Stop()
	}
	s.mu.Unlock()
	s.stop()
	_ = s.Settle(context.Background()) // its only error is the context's, which never ends
	s.client.CloseIdleConnections()
}

func (s *Sim) now() time.Time { return s.cfg.Now() }
