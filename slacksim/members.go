package slacksim

import (
	"context"
	"fmt"
)

// AddChannel creates a conversation and returns it with its id.
func (s *Sim) AddChannel(c Channel) Channel {
	var added Channel
	s.change(func() {
		added = s.addChannel(c).snapshot()
		s.showPage(pageEvent{Kind: "state"}, "")
	})
	return added
}

// Join adds a person, or the app by its handle, to a channel and sends member_joined_channel.
func (s *Sim) Join(ctx context.Context, user, channel string) error {
	return s.act(ctx, func() error {
		u, c := s.user(user), s.channelNamed(channel)
		if u == nil || c == nil || u.Deleted {
			return fmt.Errorf("%s cannot join %s", user, channel)
		}
		if !c.members[u.ID] {
			s.join(c, u.ID)
		}
		return nil
	})
}

// join adds a member, posts the "has joined" message and sends the events. The caller holds the lock.
func (s *Sim) join(c *conversation, userID string) {
	c.members[userID] = true
	letter := "C"
	if c.Kind == Private {
		letter = "G"
	}
	if c.hasApp(s) {
		s.emit("member_joined_channel", scopePrefix[c.Kind]+":read", object{
			"user": userID, "channel": c.ID, "channel_type": letter, "team": s.cfg.Team.ID,
		})
	}
	s.post(c, &Message{User: userID, Subtype: "channel_join", Text: "<@" + userID + "> has joined the channel"})
	s.showPage(pageEvent{Kind: "state"}, "")
}

// Leave removes a person, or the app by its handle, from a channel. It sends member_left_channel, or channel_left if
// the app itself leaves.
func (s *Sim) Leave(ctx context.Context, user, channel string) error {
	return s.act(ctx, func() error {
		u, c := s.user(user), s.channelNamed(channel)
		if u == nil || c == nil || !c.members[u.ID] {
			return fmt.Errorf("%s is not in %s", user, channel)
		}
		delete(c.members, u.ID)
		name, scope := "member_left_channel", scopePrefix[c.Kind]+":read"
		if u.ID == s.cfg.App.BotUserID {
			name = "channel_left"
		}
		if c.hasApp(s) || u.ID == s.cfg.App.BotUserID {
			s.emit(name, scope, object{"user": u.ID, "channel": c.ID, "team": s.cfg.Team.ID})
		}
		s.showPage(pageEvent{Kind: "state"}, "")
		return nil
	})
}

// Archive archives or unarchives a channel and sends channel_archive or channel_unarchive.
func (s *Sim) Archive(ctx context.Context, channel string, archived bool) error {
	return s.act(ctx, func() error {
		c := s.channelNamed(channel)
		if c == nil {
			return fmt.Errorf("there is no channel %q", channel)
		}
		c.Archived = archived
		name := "channel_archive"
		if !archived {
			name = "channel_unarchive"
		}
		if c.hasApp(s) || c.Kind == Public {
			s.emit(name, scopePrefix[c.Kind]+":read", object{"channel": c.ID})
		}
		s.showPage(pageEvent{Kind: "state"}, "")
		return nil
	})
}
