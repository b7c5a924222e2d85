package slacksim

import (
	"cmp"
	"slices"
	"time"
)

// Config describes the workspace a [Sim] starts with. Every zero field has a sound default, so Config{} is a
// workspace without people whose app may do everything.
type Config struct {
	// URL is where the app and the browser reach the simulator, such as http://localhost:3000. It is part of
	// response URLs and socket addresses; [Sim.SetURL] sets it when the port is known only later.
	URL      string
	Team     Team
	Users    []User
	Channels []Channel
	App      App

	// Welcome is what the page says to whoever comes without being anybody yet, in mrkdwn; empty: nothing.
	Welcome string

	// The secrets the app must know: its bot token (xoxb-…), its app-level token for Socket Mode (xapp-…), and
	// the secret that signs HTTP requests.
	BotToken, AppToken, SigningSecret string

	// Delivery says where requests to the app go. What has no URL goes through a socket.
	Delivery Delivery
	Timing   Timing
	Limits   Limits

	// Now is the workspace's clock: message ids, trigger ids, response URLs and rate limits go by it. The
	// default is time.Now. Timeouts of requests under way use the machine's timers.
	Now func() time.Time
}

// Team is the workspace.
type Team struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// App is the one app installed in the workspace, as its manifest would describe it.
type App struct {
	ID        string
	Name      string // shown to people
	Handle    string // the name of its bot user, what people type after @; default: Name in lower case
	BotUserID string
	BotID     string
	Scopes    []string // bot scopes; nil means every scope of every method the simulator knows
	Commands  []Command
	Shortcuts []Shortcut
	Events    []string // subscribed bot events, such as "app_mention" or "message.im"; nil means all of them

	NoHomeTab     bool // views.publish answers not_enabled
	NoMessagesTab bool // direct messages to people answer messages_tab_disabled
	ReadOnly      bool // people read the app's messages and cannot write any
}

// Command is a slash command.
type Command struct {
	Command     string `json:"command"` // with its slash
	UsageHint   string `json:"usage_hint"`
	Description string `json:"description"`
	// ShouldEscape sends @ana as <@U…|ana> and #leads as <#C…|leads>.
	ShouldEscape bool `json:"-"`
}

// Shortcut is a global or a message shortcut.
type Shortcut struct {
	Name        string `json:"name"`
	CallbackID  string `json:"callback_id"`
	Type        string `json:"type"` // "global" or "message"
	Description string `json:"description"`
}

// Delivery holds the app's request URLs; an empty one means Socket Mode for that kind of request.
type Delivery struct {
	Commands     string // slash commands
	Interactions string // clicks, views, shortcuts
	Events       string // Events API
	Options      string // the Options Load URL of external selects
}

// Timing holds the times Slack keeps. A zero field means Slack's own value.
type Timing struct {
	Ack         time.Duration   // within which the app must answer: 3 s
	Trigger     time.Duration   // life of a trigger id: 3 s
	ResponseURL time.Duration   // life of a response URL: 30 min
	Retries     []time.Duration // pauses before an event is sent again: 0, 1 min, 5 min
	Ping        time.Duration   // between pings on a socket: 10 s (undocumented; clients expect one within 30 s)
	SocketLife  time.Duration   // after which a socket is asked to reconnect: 1 h
	Warning     time.Duration   // how long before that the warning comes: 10 s
}

// Scaled divides every duration by f, for tests that want Slack's behaviour sooner.
func (t Timing) Scaled(f float64) Timing {
	t = t.withDefaults()
	shorter := func(d time.Duration) time.Duration { return time.Duration(float64(d) / f) }
	retries := make([]time.Duration, len(t.Retries))
	for i, d := range t.Retries {
		retries[i] = shorter(d)
	}
	return Timing{
		Ack: shorter(t.Ack), Trigger: shorter(t.Trigger), ResponseURL: shorter(t.ResponseURL), Retries: retries,
		Ping: shorter(t.Ping), SocketLife: shorter(t.SocketLife), Warning: shorter(t.Warning),
	}
}

func (t Timing) withDefaults() Timing {
	t.Ack = cmp.Or(t.Ack, 3*time.Second)
	t.Trigger = cmp.Or(t.Trigger, 3*time.Second)
	t.ResponseURL = cmp.Or(t.ResponseURL, 30*time.Minute)
	if t.Retries == nil {
		t.Retries = []time.Duration{0, time.Minute, 5 * time.Minute}
	}
	t.Ping = cmp.Or(t.Ping, 10*time.Second)
	t.SocketLife = cmp.Or(t.SocketLife, time.Hour)
	t.Warning = cmp.Or(t.Warning, 10*time.Second)
	return t
}

// Limits tunes how the simulator limits the app.
type Limits struct {
	Off   bool    // no rate limits at all
	Scale float64 // allow this many times Slack's rates; 0 means 1
	// ShortPages makes list methods return fewer items than asked for while more are to come, as Slack may.
	ShortPages bool
}

func (c Config) withDefaults() Config {
	c.Team.ID = cmp.Or(c.Team.ID, "T0EXAMPLE")
	c.Team.Name = cmp.Or(c.Team.Name, "Example")
	c.Team.Domain = cmp.Or(c.Team.Domain, "example")
	c.App = c.App.withDefaults()
	c.BotToken = cmp.Or(c.BotToken, "xoxb-slacksim")
	c.AppToken = cmp.Or(c.AppToken, "xapp-slacksim")
	c.SigningSecret = cmp.Or(c.SigningSecret, "slacksim-signing-secret")
	c.Timing = c.Timing.withDefaults()
	c.Limits.Scale = cmp.Or(c.Limits.Scale, 1)
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

func (a App) withDefaults() App {
	a.Name = cmp.Or(a.Name, "App")
	a.Handle = cmp.Or(a.Handle, handleOf(a.Name))
	a.ID = cmp.Or(a.ID, stableID("A", a.Handle))
	a.BotUserID = cmp.Or(a.BotUserID, stableID("U", a.Handle))
	a.BotID = cmp.Or(a.BotID, stableID("B", a.Handle))
	if a.Scopes == nil {
		a.Scopes = allScopes()
	}
	return a
}

func (a App) hasScope(anyOf ...string) bool {
	return slices.ContainsFunc(anyOf, func(s string) bool { return slices.Contains(a.Scopes, s) })
}
