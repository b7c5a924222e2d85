package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// GrantedScopes returns the scopes of the bot token, in Slack's order: those that the app requested when it was last
// installed. They are fewer than in the manifest if scopes were added since. Slack sends them with every answer, in
// the header X-OAuth-Scopes. If a proxy drops the header, that is an error and not an app without scopes.
func (c *Client) GrantedScopes(ctx context.Context) ([]string, error) {
	var answer *slack.AuthTestResponse
	err := c.do(ctx, "auth.test", func(ctx context.Context) (err error) {
		answer, err = c.api.AuthTestContext(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	scopes := strings.FieldsFunc(answer.Header.Get("X-OAuth-Scopes"), func(r rune) bool { return r == ',' || r == ' ' })
	if len(scopes) == 0 {
		return nil, errors.New("slack: auth.test: the answer has no X-OAuth-Scopes header")
	}
	return scopes, nil
}

// CheckSocket asks Slack whether the app token may open Socket Mode, without opening it: the address that Slack
// returns for one connection is left unused and expires.
func (c *Client) CheckSocket(ctx context.Context) error {
	return c.do(ctx, "apps.connections.open", func(ctx context.Context) error {
		_, _, err := c.api.StartSocketModeContext(ctx)
		return err
	})
}

// Clock returns the time of Slack's servers in UTC, to the second, from the Date header of an answer. It needs no token.
func (c *Client) Clock(ctx context.Context) (time.Time, error) {
	const method = "api.test"
	var at time.Time
	err := c.do(ctx, method, func(ctx context.Context) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.apiURL+method, http.NoBody)
		if err != nil {
			return err
		}
		resp, err := c.http.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody)) // so that the connection can be reused
		if wait, limited := retryAfter(resp); limited {
			return &slack.RateLimitedError{RetryAfter: wait}
		}
		if at, err = http.ParseTime(resp.Header.Get("Date")); err != nil {
			return fmt.Errorf("the answer has no Date header we can read: %w", err)
		}
		return nil
	})
	return at.UTC(), err
}
