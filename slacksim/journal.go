package slacksim

import "slices"

// History is every message of a conversation in order, thread replies and deleted messages included, for tests to
// judge. The conversation is named by id, by name, or, for the app's direct message, by the person's name with @.
// It is nil for a conversation that does not exist.
func (s *Sim) History(channel string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(channel); c != nil {
		return snapshots(c.messages)
	}
	return nil
}

// Ephemerals is every message that only one person sees in a conversation, in order, dismissed ones included.
func (s *Sim) Ephemerals(channel, user string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, u := s.findFor(user, channel)
	if c == nil {
		return nil
	}
	return snapshots(slices.DeleteFunc(slices.Clone(c.private), func(m *Message) bool { return m.For != u.ID }))
}

func snapshots(messages []*Message) []Message {
	out := make([]Message, len(messages))
	for i, m := range messages {
		out[i] = m.snapshot()
	}
	return out
}

// find resolves what people write: an id, #name, or @name for the app's direct message with that person.
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

// findFor is find as one person means it: the app's handle is their direct message with it.
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

// Users is everyone in the workspace, the app's bot first.
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

// Channels is every conversation with its members.
func (s *Sim) Channels() []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Channel, len(s.channels))
	for i, c := range s.channels {
		out[i] = c.snapshot()
	}
	return out
}

// Channel finds a conversation by id, #name, or @name for the app's direct message with that person.
func (s *Sim) Channel(name string) (Channel, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(name); c != nil {
		return c.snapshot(), true
	}
	return Channel{}, false
}

// Trouble is what a person was shown when the app failed them, with the reason a developer would want.
type Trouble struct {
	User   string // id
	Text   string // Slack's words
	Reason string // what the app did wrong
}

// Error is the text a person sees and the reason behind it.
func (t *Trouble) Error() string { return t.Text + " (" + t.Reason + ")" }

// Troubles lists every time the app failed a person. A good test ends with none.
func (s *Sim) Troubles() []Trouble {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.troubles)
}

// trouble records that the app failed a person, and shows it to them.
func (s *Sim) trouble(user, text, reason string) *Trouble {
	t := Trouble{User: user, Text: text, Reason: reason}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.troubles = append(s.troubles, t)
	s.showPage(pageEvent{Kind: "notice", Text: text}, user)
	s.changed()
	return &t
}

// Seen is what a person sees in a conversation in order, ephemeral messages included: outside of threads, or with the
// parent's TS in that thread, the parent first. It is nil for a conversation they cannot see.
func (s *Sim) Seen(user, channel, thread string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, u := s.findFor(user, channel)
	if c == nil || !c.visibleTo(u.ID) {
		return nil
	}
	return snapshots(c.shownTo(u.ID, thread))
}

// MessageFor is one message as a person sees it; false when it is gone or not for them.
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
