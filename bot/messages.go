package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"
)

// PostMessage posts to a channel, or to a person by their user id, and returns Slack's ids of the message and of the
// channel that it was posted in. thread is the TS of a thread's first message; empty posts to the channel itself.
// Links are not unfurled, and plain @names mention nobody.
func (c *Client) PostMessage(ctx context.Context, channel, thread string, m Message) (ts, channelID string, err error) {
	options, err := m.options("chat.postMessage")
	if err != nil {
		return "", "", err
	}
	options = append(options, slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	err = c.doInChannel(ctx, "chat.postMessage", channel, func(ctx context.Context) (err error) {
		channelID, ts, err = c.api.PostMessageContext(ctx, channel, options...)
		return err
	})
	return ts, channelID, err
}

// UpdateMessage replaces the text and the blocks of one of our messages. Its metadata stays unless m has some. The
// channel is an id; for direct messages it is the one that PostMessage or OpenDM returned.
func (c *Client) UpdateMessage(ctx context.Context, channel, ts string, m Message) error {
	options, err := m.options("chat.update")
	if err != nil {
		return err
	}
	return c.doInChannel(ctx, "chat.update", channel, func(ctx context.Context) error {
		_, _, _, err := c.api.UpdateMessageContext(ctx, channel, ts, options...)
		return err
	})
}

// PostEphemeral shows a message to one person in a channel. It cannot be changed or found again, and may be lost.
func (c *Client) PostEphemeral(ctx context.Context, channel, thread, user string, m Message) error {
	options, err := m.options("chat.postEphemeral")
	if err != nil {
		return err
	}
	if thread != "" {
		options = append(options, slack.MsgOptionTS(thread))
	}
	return c.do(ctx, "chat.postEphemeral", func(ctx context.Context) error {
		_, err := c.api.PostEphemeralContext(ctx, channel, user, options...)
		return err
	})
}

// options are shared by all ways to send a message. A message without text is an error here, because Slack would
// accept it and show an empty notification.
func (m Message) options(method string) ([]slack.MsgOption, error) {
	if m.Text == "" {
		return nil, &Error{Method: method, Code: "no_text", cause: errors.New("a message needs a text beside its blocks")}
	}
	options := []slack.MsgOption{
		slack.MsgOptionText(m.Text, false), slack.MsgOptionParse(false), slack.MsgOptionLinkNames(false),
	}
	if len(m.Blocks) > 0 { // an empty list would be sent as []
		options = append(options, slack.MsgOptionBlocks(m.Blocks...))
	}
	if m.Metadata != nil {
		options = append(options, slack.MsgOptionMetadata(slack.SlackMetadata{
			EventType: m.Metadata.EventType, EventPayload: m.Metadata.Payload,
		}))
	}
	return options, nil
}

// OpenDM returns the id of the direct message channel with a person, and remembers it.
func (c *Client) OpenDM(ctx context.Context, user string) (channel string, err error) {
	c.mu.Lock()
	channel, known := c.dms[user]
	c.mu.Unlock()
	if known {
		return channel, nil
	}
	err = c.do(ctx, "conversations.open", func(ctx context.Context) error {
		dm, _, _, err := c.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{user}})
		if err == nil {
			channel = dm.ID
		}
		return err
	})
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	c.dms[user] = channel
	c.mu.Unlock()
	return channel, nil
}
