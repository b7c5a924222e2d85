package bot

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

// ClientOptions tell a Client how to reach Slack.
type ClientOptions struct {
	BotToken   string       // xoxb-…, for everything but Socket Mode
	AppToken   string       // xapp-…, only for Socket Mode
	APIURL     string       // with or without a slash at the end; empty: Slack's own
	HTTPClient *http.Client // nil: one with timeouts and enough kept connections
	// Pace is the time between two messages in one channel. Zero is the pace that Slack allows: one second.
	Pace time.Duration
}

// Client calls Slack's API. Pacing messages, honouring Retry-After and typing errors (see Error, Is, Unsure, RetryAt)
// are done only here. A call waits for its turn as long as its context allows. If the turn would come too late, the
// call returns at once with an Error that has a RetryAt. A Client repeats a call only if Slack refused it for its
// rate, or if repeating it does no harm (see Respond).
//
// It is safe for concurrent use.
type Client struct {
	api      *slack.Client
	http     *http.Client
	apiURL   string
	botToken string
	channels *pace // messages and updates, by channel
	methods  *pace // rests after a 429, by method

	mu    sync.Mutex
	dms   map[string]string // user id -> id of the direct message channel
	botID string            // learned by AuthTest
	site  string            // learned by AuthTest
}

// requestTimeout bounds one call. Slack's own answers come within a second or not at all.
const requestTimeout = 10 * time.Second

// NewClient returns a client. It does not call Slack.
func NewClient(o ClientOptions) *Client {
	if o.APIURL == "" {
		o.APIURL = slack.APIURL
	}
	o.APIURL = strings.TrimSuffix(o.APIURL, "/") + "/" // slack-go only appends the method
	if o.HTTPClient == nil {
		transport := http.DefaultTransport.(*http.Transport).Clone()
		transport.MaxIdleConnsPerHost = 32 // as many as concurrent callers; with the default of 2 most calls open a connection
		o.HTTPClient = &http.Client{Timeout: requestTimeout, Transport: transport}
	}
	return &Client{
		api: slack.New(o.BotToken, slack.OptionAPIURL(o.APIURL), slack.OptionHTTPClient(o.HTTPClient),
			slack.OptionAppLevelToken(o.AppToken)),
		http:     o.HTTPClient,
		apiURL:   o.APIURL,
		botToken: o.BotToken,
		// Slack allows "1 message per second per channel, short bursts allowed" (docs.slack.dev, rate limits).
		channels: newPace(cmp.Or(o.Pace, time.Second), 3),
		methods:  newPace(0, 1),
		dms:      map[string]string{},
	}
}

// limitRetries is how often a rate-limited call is repeated before it fails.
const limitRetries = 3

// do calls a method once the method may be used, and again after a 429 if the context allows the wait.
func (c *Client) do(ctx context.Context, method string, call func(context.Context) error) error {
	for attempt := 0; ; attempt++ {
		if err := waitTurn(ctx, c.methods, method, method); err != nil {
			return err
		}
		err := classify(method, call(ctx), time.Now())
		until, limited := RetryAt(err)
		if !limited {
			return err
		}
		c.methods.restUntil(method, until)
		if attempt == limitRetries || endsBefore(ctx, until) {
			return err
		}
	}
}

// doInChannel is do for a call that posts or updates a message, at the pace of the channel.
func (c *Client) doInChannel(ctx context.Context, method, channel string, call func(context.Context) error) error {
	if err := waitTurn(ctx, c.channels, channel, method); err != nil {
		return err
	}
	return c.do(ctx, method, call)
}

// waitTurn waits for a turn. If it fails, the call was never sent, so the error is not unsure.
func waitTurn(ctx context.Context, p *pace, key, method string) error {
	turn, err := p.wait(ctx, key)
	if err == nil {
		return nil
	}
	e := &Error{Method: method, cause: err}
	if errors.Is(err, context.DeadlineExceeded) && turn.After(time.Now()) {
		e.limit(turn)
	}
	return e
}

// Identity identifies the bot and its workspace.
type Identity struct {
	TeamID, Team string
	UserID, User string // the bot as a member: messages mention <@UserID>
	BotID        string // the bot as the author of messages
	URL          string // of the workspace
}

// AuthTest returns the identity of the bot. It fails with "invalid_auth" and similar codes if the token is invalid.
func (c *Client) AuthTest(ctx context.Context) (Identity, error) {
	var answer *slack.AuthTestResponse
	err := c.do(ctx, "auth.test", func(ctx context.Context) (err error) {
		answer, err = c.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	c.mu.Lock()
	c.botID, c.site = answer.BotID, answer.URL
	c.mu.Unlock()
	return Identity{
		TeamID: answer.TeamID, Team: answer.Team, UserID: answer.UserID, User: answer.User, BotID: answer.BotID, URL: answer.URL,
	}, nil
}

// Site is the address of the workspace, for links to messages; empty before the first AuthTest.
func (c *Client) Site() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.site
}
