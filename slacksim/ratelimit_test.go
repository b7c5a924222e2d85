package slacksim_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

// strict turns on Slack's rate limits.
func strict(c *slacksim.Config) { c.Limits.Off = false }

// burst calls f until it is rate limited. It returns how many calls succeeded and how long to wait.
func burst(t *testing.T, f func() error) (int, time.Duration) {
	t.Helper()
	for n := range 1000 {
		err := f()
		var limited *slack.RateLimitedError
		if errors.As(err, &limited) {
			return n, limited.RetryAfter
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Fatal("there is no limit")
	return 0, 0
}

func TestAChannelTakesOneMessagePerSecond(t *testing.T) {
	w := newWorld(t, strict)
	post := func(channel string) func() error {
		return func() error {
			_, _, err := w.client.PostMessageContext(t.Context(), channel, text("hi"))
			return err
		}
	}
	n, wait := burst(t, post("#leads"))
	if n != 4 || wait != time.Second {
		t.Errorf("%d messages were accepted at once, then wait %v", n, wait)
	}
	if _, _, err := w.client.PostMessageContext(t.Context(), w.id("#leads"), text("by id")); err == nil {
		t.Error("the limit must be the same for the id and the name of a channel")
	}
	if n, _ := burst(t, post(w.ana.ID())); n != 4 {
		t.Errorf("another channel accepted %d", n)
	}
	w.clock.advance(2 * time.Second)
	if n, _ := burst(t, post("#leads")); n != 2 {
		t.Errorf("two seconds later %d were accepted", n)
	}
}

func TestTiersLimitEachMethodSeparately(t *testing.T) {
	w := newWorld(t, strict)
	list := func() error { _, err := w.client.GetUserGroupsContext(t.Context()); return err }
	if n, wait := burst(t, list); n != 20 || wait != 3*time.Second {
		t.Errorf("tier 2 accepted %d calls, then wait %v", n, wait)
	}
	if _, err := w.client.AuthTestContext(t.Context()); err != nil {
		t.Errorf("another method is limited too: %v", err)
	}
	w.clock.advance(time.Minute)
	if n, _ := burst(t, list); n != 20 {
		t.Errorf("a minute later %d were accepted", n)
	}
}

func TestLimitsCanBeScaled(t *testing.T) {
	w := newWorld(t, strict, func(c *slacksim.Config) { c.Limits.Scale = 3 })
	n, _ := burst(t, func() error { _, err := w.client.GetUserGroupsContext(t.Context()); return err })
	if n != 60 {
		t.Errorf("%d calls were accepted", n)
	}
}

func TestRateLimitedCallsGetRetryAfter(t *testing.T) {
	w := newWorld(t)
	w.Fault("auth.test", slacksim.Fault{RetryAfter: 1500 * time.Millisecond})
	response, err := http.PostForm(w.APIURL()+"auth.test", map[string][]string{"token": {w.BotToken()}})
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != 429 || response.Header.Get("Retry-After") != "2" {
		t.Errorf("answer is %s with Retry-After %q", response.Status, response.Header.Get("Retry-After"))
	}
}
