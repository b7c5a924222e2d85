package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// historyPage is a page of conversations.history or conversations.replies, as far as we read it. slack-go's own type
// parses every block of every message, and one element it does not know, in a message of somebody else's, fails the
// whole page.
type historyPage struct {
	OK       bool   `json:"ok"`
	Error    string `json:"error"`
	Messages []struct {
		TS       string `json:"ts"`
		BotID    string `json:"bot_id"`
		Metadata struct {
			EventType string         `json:"event_type"`
			Payload   map[string]any `json:"event_payload"`
		} `json:"metadata"`
	} `json:"messages"`
	More struct {
		Messages   []string `json:"messages"`
		NextCursor string   `json:"next_cursor"`
	} `json:"response_metadata"`
}

// clockSkew is how far our clock may be ahead of Slack's, by which a message's time is given.
const clockSkew = time.Minute

// FindByMetadata looks for our own message with Metadata of this type whose payload has this "key", posted at since or
// later, in a channel or, with a thread, among its replies. It is how a sender that is unsure learns whether a message
// arrived. The bot must be in the channel; the channel is an id.
func (c *Client) FindByMetadata(
	ctx context.Context, channel, thread, eventType, key string, since time.Time,
) (ts string, found bool, err error) {
	us, err := c.ownBotID(ctx)
	if err != nil {
		return "", false, err
	}
	method, form := "conversations.history", url.Values{"channel": {channel}, "limit": {strconv.Itoa(pageSize)}}
	form.Set("oldest", fmt.Sprintf("%d.000000", since.Add(-clockSkew).Unix()))
	form.Set("inclusive", "true")
	form.Set("include_all_metadata", "true")
	if thread != "" {
		method = "conversations.replies"
		form.Set("ts", thread)
	}
	for {
		var page historyPage // a new one each time: decoding into the old would mix their messages
		if err := c.do(ctx, method, func(ctx context.Context) error { return c.read(ctx, method, form, &page) }); err != nil {
			return "", false, err
		}
		for _, m := range page.Messages {
			if m.BotID == us && m.Metadata.EventType == eventType && m.Metadata.Payload["key"] == key {
				return m.TS, true, nil
			}
		}
		if page.More.NextCursor == "" {
			return "", false, nil
		}
		form.Set("cursor", page.More.NextCursor)
	}
}

func (c *Client) ownBotID(ctx context.Context) (string, error) {
	c.mu.Lock()
	id := c.botID
	c.mu.Unlock()
	if id != "" {
		return id, nil
	}
	who, err := c.AuthTest(ctx)
	return who.BotID, err
}

// read calls a method whose answer slack-go would read too closely. Its errors are those of slack-go, for classify.
func (c *Client) read(ctx context.Context, method string, form url.Values, page *historyPage) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.apiURL+method, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+c.botToken)
	resp, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		if wait, ok := retryAfter(resp); ok {
			return &slack.RateLimitedError{RetryAfter: wait}
		}
		return slack.StatusCodeError{Code: resp.StatusCode, Status: resp.Status}
	}
	if err := json.NewDecoder(resp.Body).Decode(page); err != nil {
		return err
	}
	if !page.OK {
		return slack.SlackErrorResponse{
			Err: page.Error, ResponseMetadata: slack.ResponseMetadata{Messages: page.More.Messages},
		}
	}
	return nil
}
