package slacksim

import (
	"context"
	"fmt"
	"time"
)

// person finds the person to act as, or says why nobody can act under that name. The caller holds the lock.
func (s *Sim) person(name string) (*User, error) {
	u := s.user(name)
	switch {
	case u == nil:
		return nil, fmt.Errorf("there is no user %q", name)
	case u.automated():
		return nil, fmt.Errorf("%s is not a person", u.Name)
	case u.Deleted:
		return nil, fmt.Errorf("%s has left the workspace", u.Name)
	}
	return u, nil
}

// joinedConversation finds a conversation that the person can write and click in. The caller holds the lock.
func (s *Sim) joinedConversation(u *User, channel string) (*conversation, error) {
	c, _ := s.findFor(u.ID, channel)
	switch {
	case c == nil, !c.visibleTo(u.ID):
		return nil, fmt.Errorf("%s cannot see the channel %q", u.Name, channel)
	case !c.members[u.ID]:
		return nil, fmt.Errorf("%s is not in %s", u.Name, channel)
	case c.Archived:
		return nil, fmt.Errorf("%s is archived", channel)
	}
	return c, nil
}

// act runs f under the lock, then sends the resulting events to the app.
func (s *Sim) act(ctx context.Context, f func() error) error {
	var err error
	list := s.change(func() { err = f() })
	s.sendEvents(ctx, list)
	return err
}

// Say posts a message as a person and returns it. Names with @ and # become mentions. channel is an id, #name, or @ and
// the app's handle for the direct message with it. threadTS is the TS of a message in the thread, or empty.
func (s *Sim) Say(ctx context.Context, user, channel, text, threadTS string) (Message, error) {
	var posted Message
	err := s.act(ctx, func() error {
		u, err := s.person(user)
		if err != nil {
			return err
		}
		c, err := s.joinedConversation(u, channel)
		if err != nil {
			return err
		}
		if s.cfg.App.ReadOnly && c.Kind == IM {
			return fmt.Errorf("sending messages to %s has been turned off", s.cfg.App.Name)
		}
		if threadTS != "" {
			parent := c.message(threadTS)
			if parent == nil {
				return fmt.Errorf("there is no message %s to reply to", threadTS)
			}
			if parent.isReply() { // as in Slack's client, replying to a reply continues its thread
				threadTS = parent.ThreadTS
			}
		}
		text := s.typedText(text)
		m := s.post(c, &Message{User: u.ID, Text: text, Blocks: typedBlocks(text, randomID()), ThreadTS: threadTS})
		posted = m.snapshot()
		return nil
	})
	return posted, err
}

// Edit changes the text of a person's own message.
func (s *Sim) Edit(ctx context.Context, user, channel, ts, text string) error {
	return s.changeOwnMessage(ctx, user, channel, ts, func(c *conversation, m *Message) {
		before := s.wireMessage(c, m, true)
		m.Text = s.typedText(text)
		m.Blocks = typedBlocks(m.Text, randomID())
		s.edited(c, m, before, m.User)
	})
}

// Delete deletes a person's own message.
func (s *Sim) Delete(ctx context.Context, user, channel, ts string) error {
	return s.changeOwnMessage(ctx, user, channel, ts, func(c *conversation, m *Message) { s.remove(c, m) })
}

func (s *Sim) changeOwnMessage(ctx context.Context, user, channel, ts string, f func(*conversation, *Message)) error {
	return s.act(ctx, func() error {
		u, err := s.person(user)
		if err != nil {
			return err
		}
		c, err := s.joinedConversation(u, channel)
		if err != nil {
			return err
		}
		m := c.message(ts)
		if m == nil || m.User != u.ID {
			return fmt.Errorf("%s has not written the message %s", u.Name, ts)
		}
		f(c, m)
		return nil
	})
}

// React adds a person's reaction to a message. name is an emoji name without colons.
func (s *Sim) React(ctx context.Context, user, channel, ts, name string) error {
	return s.act(ctx, func() error {
		u, err := s.person(user)
		if err != nil {
			return err
		}
		c, err := s.joinedConversation(u, channel)
		if err != nil {
			return err
		}
		m := c.message(ts)
		if m == nil {
			return fmt.Errorf("there is no message %s", ts)
		}
		s.react(c, m, u.ID, name)
		return nil
	})
}

// Read marks a conversation as read by a person up to a message.
func (s *Sim) Read(user, channel, ts string) error {
	var err error
	s.change(func() {
		var u *User
		if u, err = s.person(user); err != nil {
			return
		}
		c, _ := s.findFor(u.ID, channel)
		if c == nil || !c.visibleTo(u.ID) {
			err = fmt.Errorf("%s cannot see the channel %q", u.Name, channel)
			return
		}
		if compareTS(ts, c.readUpTo[u.ID]) > 0 || c.readUpTo[u.ID] == "" {
			c.readUpTo[u.ID] = ts
		}
		s.showPage(pageEvent{Kind: "state"}, u.ID)
	})
	return err
}

// SetStatus changes a person's status and sends user_change and user_status_changed. When the status expires it is
// cleared, and both events are sent again.
func (s *Sim) SetStatus(ctx context.Context, user string, status Status) error {
	err := s.changeUser(ctx, user, func(u *User) {
		u.Status = status
		s.emit("user_status_changed", "users:read", object{"user": s.wireUser(u, false), "cache_ts": s.now().Unix()})
	})
	if err == nil {
		s.expireLater(user, status)
	}
	return err
}

// expireLater schedules the end of a status, and cancels the timer of the status before it.
func (s *Sim) expireLater(user string, status Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.user(user)
	if u == nil || s.closed { // the person was renamed or the simulator closed since
		return
	}
	id := u.ID
	if timer := s.statusTimers[id]; timer != nil {
		timer.Stop()
	}
	delete(s.statusTimers, id)
	if !status.Expires.IsZero() {
		s.statusTimers[id] = time.AfterFunc(status.Expires.Sub(s.now()), func() {
			s.background(func(ctx context.Context) { s.expire(ctx, id, status) })
		})
	}
}

// expire clears a status that has expired, unless it was replaced.
func (s *Sim) expire(ctx context.Context, id string, status Status) {
	s.mu.Lock()
	u := s.user(id)
	expired := u != nil && u.Status == status && !s.now().Before(status.Expires)
	s.mu.Unlock()
	if expired {
		_ = s.SetStatus(ctx, id, Status{}) // it can only fail if the person does not exist
	}
}

// UpdateUser lets f change a person's data, such as their title or time zone, and sends user_change.
func (s *Sim) UpdateUser(ctx context.Context, user string, f func(*User)) error {
	return s.changeUser(ctx, user, f)
}

// Deactivate deactivates a person's account, as an admin would, and sends user_change with deleted set.
func (s *Sim) Deactivate(ctx context.Context, user string) error {
	return s.changeUser(ctx, user, func(u *User) {
		u.Deleted = true
		delete(s.stacks, u.ID)
		for _, c := range s.channels {
			if c.Kind != IM {
				delete(c.members, u.ID)
			}
		}
	})
}

func (s *Sim) changeUser(ctx context.Context, user string, f func(*User)) error {
	return s.act(ctx, func() error {
		u := s.user(user)
		if u == nil {
			return fmt.Errorf("there is no user %q", user)
		}
		id := u.ID
		f(u)
		u.ID = id // an id never changes
		s.emit("user_change", "users:read", object{"user": s.wireUser(u, false), "cache_ts": s.now().Unix()})
		s.showPage(pageEvent{Kind: "state"}, "")
		return nil
	})
}

// AddUser adds a person to the workspace and sends team_join. It returns the person with their id.
func (s *Sim) AddUser(ctx context.Context, u User) (User, error) {
	var added User
	err := s.act(ctx, func() error {
		if s.user(u.Name) != nil {
			return fmt.Errorf("%q is already taken", u.Name)
		}
		joined := s.addUser(u)
		s.openIM(joined.ID)
		added = *joined
		s.emit("team_join", "users:read", object{"user": s.wireUser(joined, false)})
		s.showPage(pageEvent{Kind: "state"}, "")
		return nil
	})
	return added, err
}

// OpenHome opens a tab of the app, "home" or "messages", and sends app_home_opened.
func (s *Sim) OpenHome(ctx context.Context, user, tab string) error {
	return s.act(ctx, func() error {
		u, err := s.person(user)
		if err != nil {
			return err
		}
		if tab != "home" && tab != "messages" {
			return fmt.Errorf("the app has no %s tab", tab)
		}
		c, _ := s.openIM(u.ID)
		fields := object{"user": u.ID, "channel": c.ID, "tab": tab}
		if v := s.homes[u.ID]; v != nil && tab == "home" {
			fields["view"] = s.wireView(v)
		}
		s.emit("app_home_opened", "", fields)
		return nil
	})
}
