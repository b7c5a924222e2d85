package slacksim

import "slices"

// History returns every message of a conversation in order, including thread replies and deleted messages. The
// conversation is named by its id, its name, or, for the direct message with the app, by the person's name with @.
// The result is nil if there is no such conversation.
func (s *Sim) History(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(channel); c != nil {
		return snapshots(c.messages)
	}
	return nil
}

// Ephemerals returns every ephemeral message that a person got in a conversation, in order, including deleted ones.
func (s *Sim) Ephemerals(channel, user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, u := s.findFor(user, channel)
	if c == nil {
		return nil
	}
	return snapshots(slices.DeleteFunc(slices.Clone(c.ephemeral), func(m *Message) bool { return m.For != u.ID }))
}

func snapshots(messages []*Message) []Message {
	out := make([]Message, len(messages))
	for i, m := range messages {
		out[i] = m.snapshot()
	}
	return out
}

// find finds a conversation by id, by #name, or by @name for the direct message between the app and that person.
func (s *Sim) find(channel string) *conversation {
	if c := s.channelNamed(channel); c != nil {
		return c
	}
	if u := s.user(channel); u != nil {
		c, _ := s.openIM(u.ID)
		return c
	}
	return nil
}

// findFor is find from one person's point of view: the app's handle means their direct message with it.
func (s *Sim) findFor(user, channel string) (*conversation, *User) {
	u := s.user(user)
	if u == nil {
		return nil, nil
	}
	if app := s.user(channel); app != nil && app.Bot {
		c, _ := s.openIM(u.ID)
		return c, u
	}
	return s.find(channel), u
}

// Users returns everyone in the workspace, the app's bot user first.
func (s *Sim) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]User, len(s.users))
	for i, u := range s.users {
		out[i] = *u
	}
	return out
}

// User finds a person by id or name.
func (s *Sim) User(idOrName string) (User, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.user(idOrName); u != nil {
		return *u, true
	}
	return User{}, false
}

// Channels returns every conversation with its members.
func (s *Sim) Channels() []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Channel, len(s.channels))
	for i, c := range s.channels {
		out[i] = c.snapshot()
	}
	return out
}

// Channel finds a conversation by id, by #name, or by @name for the direct message between the app and that person.
func (s *Sim) Channel(name string) (Channel, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(name); c != nil {
		return c.snapshot(), true
	}
	return Channel{}, false
}

// Trouble is an error that a person was shown because the app failed, with the reason that a developer needs.
type Trouble struct {
	User   string // the person's user id
	Text   string // what Slack shows the person
	Reason string // what the app did wrong
}

// Error is the text that the person saw and the reason for it.
func (t *Trouble) Error() string { return t.Text + " (" + t.Reason + ")" }

// Troubles lists every error that people were shown because the app failed. A passing test usually has none.
func (s *Sim) Troubles() []Trouble {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.troubles)
}

// trouble records that the app failed and shows the person the error.
func (s *Sim) trouble(user, text, reason string) *Trouble {
	t := Trouble{User: user, Text: text, Reason: reason}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.troubles = append(s.troubles, t)
	s.showPage(pageEvent{Kind: "notice", Text: text}, user)
	s.changed()
	return &t
}

// Seen returns what a person sees in a conversation, in order and including ephemeral messages. thread is empty for the
// conversation itself, or the parent's TS for that thread with the parent first. The result is nil for a conversation
// that the person cannot see.
func (s *Sim) Seen(user, channel, thread string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, u := s.findFor(user, channel)
	if c == nil || !c.visibleTo(u.ID) {
		return nil
	}
	return snapshots(c.shownTo(u.ID, thread))
}

// MessageFor returns one message. The result is false if it was deleted or the person cannot see it.
func (s *Sim) MessageFor(user, channel, ts string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, u := s.findFor(user, channel)
	if c == nil || !c.visibleTo(u.ID) {
		return Message{}, false
	}
	if m := c.seenBy(u.ID, ts); m != nil {
		return m.snapshot(), true
	}
	return Message{}, false
}
