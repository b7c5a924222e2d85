// Package slacksim simulates Slack over real HTTP and WebSocket. It is as strict as Slack, lets tests act as people, and
// can inject faults.
//
// A [Sim] keeps one workspace with one installed app in memory. The app talks to it as it would talk to Slack: the Web
// API is under /api/, Socket Mode under /socket, response URLs under /hooks/. People act through the browser page, which
// uses /page/, or through the methods of Sim. The simulator refuses what Slack refuses, with the same error codes. Where
// Slack does not document its behaviour, the simulator takes the stricter reading, and a comment says so.
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
// One mutex protects the state, and nothing is sent to the app while it is held. A method that acts for a person returns
// once the app has answered or failed to answer. Events caused by the app's own calls (its messages come back to it) are
// sent in the background; [Sim.Settle] waits for them.
type Sim struct {
	cfg    Config
	client *http.Client
	ctx    context.Context // canceled by Close
	stop   context.CancelFunc

	mu           sync.Mutex
	url          string
	delivery     Delivery
	users        []*User
	channels     []*conversation
	groups       []*Usergroup
	stacks       map[string][]*View     // user -> stack of open modals, the top one last
	homes        map[string]*View       // user -> published Home view
	statusTimers map[string]*time.Timer // user -> clears the status when it expires
	triggers     map[string]*trigger
	responseURLs map[string]*responseURL
	tickets      map[string]bool // tickets from apps.connections.open that have not been used yet
	sockets      []*socket
	nextConn     int
	hadSocket    bool                   // a socket has been open, so having none now is an outage
	acks         map[string]chan []byte // envelope id -> receives the payload of its acknowledgement
	buckets      map[string]*bucket
	faults       map[string][]*Fault
	calls        []Call
	troubles     []Trouble
	doubles      int // how many of the next deliveries arrive twice
	heldEvents   []*heldEvent
	pending      []event
	inFlight     int
	closed       bool
	lastStamp    int64 // Unix microseconds in the newest message id
	serial       int64
	subscribers  map[chan struct{}]bool
	pages        map[*pageWatcher]bool
}

// New creates a workspace. Serve its [Sim.Handler] at the URL the app is given, and call Close when done.
func New(cfg Config) *Sim {
	cfg = cfg.withDefaults()
	ctx, stop := context.WithCancel(context.Background())
	s := &Sim{
		cfg: cfg, client: newHTTPClient(), ctx: ctx, stop: stop, url: cfg.URL, delivery: cfg.Delivery,
		stacks: map[string][]*View{}, homes: map[string]*View{}, statusTimers: map[string]*time.Timer{}, triggers: map[string]*trigger{},
		responseURLs: map[string]*responseURL{}, tickets: map[string]bool{}, acks: map[string]chan []byte{},
		buckets: map[string]*bucket{}, faults: map[string][]*Fault{},
		subscribers: map[chan struct{}]bool{}, pages: map[*pageWatcher]bool{},
	}
	s.addUser(User{ID: cfg.App.BotUserID, Name: cfg.App.Handle, RealName: cfg.App.Name, Bot: true})
	s.addUser(User{ID: slackbot, Name: "slackbot", RealName: "Slackbot"})
	for _, u := range cfg.Users {
		s.addUser(u)
	}
	for _, c := range cfg.Channels {
		s.addChannel(c)
	}
	// People see their direct message with the app in the sidebar even before the first message.
	for _, u := range s.users {
		if !u.automated() {
			s.openIM(u.ID)
		}
	}
	return s
}

// Handler serves everything: the APIs, the sockets and the page.
func (s *Sim) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", s.serveAPI)
	mux.HandleFunc("/socket", s.serveSocket)
	mux.HandleFunc("POST /hooks/{id}", s.serveResponseURL)
	s.routePage(mux)
	mux.Handle("/", page.Handler())
	return mux
}

// SetURL sets the address under which the simulator is reached, for servers that learn their port after they start.
func (s *Sim) SetURL(url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.url = url
}

// APIURL is the value for the app's SLACK_API_URL. It ends in a slash, as slack-go requires.
func (s *Sim) APIURL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url + "/api/"
}

// workspaceURL is the base of message links: the simulator's page, so that people can follow the links, or an address
// like Slack's while no URL is set. The caller holds the lock.
func (s *Sim) workspaceURL() string {
	if s.url != "" {
		return s.url
	}
	return "https://" + s.cfg.Team.Domain + ".slack.com"
}

// BotToken is the token that the app must use for the Web API.
func (s *Sim) BotToken() string { return s.cfg.BotToken }

// AppToken is the token that the app must use to open sockets.
func (s *Sim) AppToken() string { return s.cfg.AppToken }

// SigningSecret signs the HTTP requests to the app.
func (s *Sim) SigningSecret() string { return s.cfg.SigningSecret }

// App is the installed app with its ids.
func (s *Sim) App() App { return s.cfg.App }

// Close ends all sockets and all deliveries in progress, and waits until they have ended.
func (s *Sim) Close() {
	s.mu.Lock()
	s.closed = true
	for _, timer := range s.statusTimers {
		timer.Stop()
	}
	s.mu.Unlock()
	s.stop()
	_ = s.Settle(context.Background()) // it can only fail with the context's error, and this context never ends
	s.client.CloseIdleConnections()
}

func (s *Sim) now() time.Time { return s.cfg.Now() }
