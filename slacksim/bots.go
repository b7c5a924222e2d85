package slacksim

import (
	"context"
	"encoding/json"
	"fmt"
)

// Post posts a message as another app's bot, such as a web form that announces an inquiry. The app receives it with a
// bot_id that is not its own. bot is the bot's id or name, text is mrkdwn, blocks is an array of Block Kit blocks or nil,
// and threadTS is a parent's TS or empty.
func (s *Sim) Post(ctx context.Context, bot, channel, text string, blocks json.RawMessage, threadTS string) (Message, error) {
	var posted Message
	err := s.act(ctx, func() error {
		u := s.user(bot)
		switch {
		case u == nil:
			return fmt.Errorf("there is no user %q", bot)
		case !u.Bot || u.ID == s.cfg.App.BotUserID:
			return fmt.Errorf("%s is not another app's bot", u.Name)
		}
		c, err := s.joinedConversation(u, channel)
		if err != nil {
			return err
		}
		if len(blocks) > 0 {
			if err := checkBlocks(blocks); err != nil {
				return err
			}
		}
		m := s.post(c, &Message{
			User: u.ID, BotID: botID(u), Text: storedText(text), Blocks: storedBlocks(blocks), ThreadTS: threadTS,
		})
		posted = m.snapshot()
		return nil
	})
	return posted, err
}

// botID is the bot id of a bot user.
func botID(u *User) string { return stableID("B", u.Name) }

// appOf is the id of the app that posted the message, or empty if a person did.
func (s *Sim) appOf(m *Message) string {
	switch {
	case m.BotID == "":
		return ""
	case m.BotID == s.cfg.App.BotID:
		return s.cfg.App.ID
	}
	return stableID("A", m.BotID)
}
