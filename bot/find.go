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

// historyPage is a page of conversations.history or conversations.replies, with the fields that we read. slack-go's own type
// parses every block of every message, so one unknown element in somebody else's message fails the whole page.
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

// clockSkew is how far our clock may be ahead of Slack's, which sets the time of a message.
const clockSkew = time.Minute

// FindByMetadata looks for one of our messages by its Metadata: the event type and the "key" of the payload. It
// searches the messages since the given time in a channel or, with a thread, among its replies. It is for senders
// that are unsure whether a message arrived. The channel is an id, and the bot must be in it.
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
		var page historyPage // a new one each time: decoding into the previous page would mix their messages
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
	us, err := c.AuthTest(ctx)
	return us.BotID, err
}

// read calls a method whose answer slack-go would parse too strictly. It returns the same errors as slack-go, for classify.
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
