package slacksim

import (
	"cmp"
	"slices"
	"time"
)

// Config describes the workspace that a [Sim] starts with. Every zero field has a sensible default: Config{} is a
// workspace without people, with an app that has every scope.
type Config struct {
	// URL is where the app and the browser reach the simulator, such as http://localhost:3000. Response URLs and message
	// links start with it. Use [Sim.SetURL] if the port is only known later.
	URL      string
	Team     Team
	Users    []User
	Channels []Channel
	App      App

	// Welcome is a text in mrkdwn that the page shows to visitors who have not chosen a user yet. Empty shows nothing.
	Welcome string

	// The app's credentials: its bot token (xoxb-…), its app-level token for Socket Mode (xapp-…), and the secret that
	// signs HTTP requests.
	BotToken, AppToken, SigningSecret string

	// Delivery holds the app's request URLs. Requests of a kind without a URL go through a socket.
	Delivery Delivery
	Timing   Timing
	Limits   Limits

	// Now is the workspace's clock, used for message ids, trigger ids, response URLs and rate limits. The default is
	// time.Now. Timeouts of requests in progress use the machine's timers instead.
	Now func() time.Time
}

// Team is the workspace.
type Team struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// App is the app installed in the workspace, as its manifest would describe it.
type App struct {
	ID        string
	Name      string // shown to people
	Handle    string // the name of its bot user, which people type after @; default: Name in lower case without spaces
	BotUserID string
	BotID     string
	Scopes    []string // bot scopes; nil means every scope the simulator knows
	Commands  []Command
	Shortcuts []Shortcut
	Events    []string // subscribed bot events, such as "app_mention" or "message.im"; nil means all

	NoHomeTab     bool // views.publish returns not_enabled
	NoMessagesTab bool // posting a direct message to a person returns messages_tab_disabled
	ReadOnly      bool // people can read the app's direct messages but not write any
}

// Command is a slash command.
type Command struct {
	Command     string `json:"command"` // with the slash
	UsageHint   string `json:"usage_hint"`
	Description string `json:"description"`
	// ShouldEscape makes Slack send @ana as <@U…|ana> and #leads as <#C…|leads>.
	ShouldEscape bool `json:"-"`
}

// Shortcut is a global or a message shortcut.
type Shortcut struct {
	Name        string `json:"name"`
	CallbackID  string `json:"callback_id"`
	Type        string `json:"type"` // "global" or "message"
	Description string `json:"description"`
}

// Delivery holds the app's request URLs. An empty one means Socket Mode for that kind of request.
type Delivery struct {
	Commands     string // slash commands
	Interactions string // clicks, views, shortcuts
	Events       string // Events API
	Options      string // the Options Load URL of external selects
}

// Timing holds Slack's timeouts and intervals. A zero field means Slack's own value, given beside each field.
type Timing struct {
	Ack         time.Duration   // how long the app has to answer: 3 s
	Trigger     time.Duration   // how long a trigger id is valid: 3 s
	ResponseURL time.Duration   // how long a response URL is valid: 30 min
	Retries     []time.Duration // pauses before an event is sent again: 0, 1 min, 5 min
	Ping        time.Duration   // time between pings on a socket: 10 s (not documented; clients expect one within 30 s)
	SocketLife  time.Duration   // when the client is asked to reconnect: after 1 h
	Warning     time.Duration   // how long before that a warning is sent: 10 s
}

// Scaled returns the timing with every duration divided by f, for tests that should run faster than Slack.
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

// Limits adjusts how the simulator limits the app's calls.
type Limits struct {
	Off   bool    // no rate limits
	Scale float64 // multiplies Slack's rates; 0 means 1
	// ShortPages makes list methods return fewer items than asked for even when there are more, as Slack may do.
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
