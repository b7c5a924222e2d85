package slacksim

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Message is a message, with everything that a test may want to check.
type Message struct {
	Channel     string          // the conversation's id
	TS          string          // its id, unique in the workspace: Unix seconds, a dot, microseconds
	ThreadTS    string          // the parent's TS, set on replies and on a parent that has replies
	User        string          // the author's user id; for an app, that of its bot user
	BotID       string          // set if an app posted it, this one or another
	Subtype     string          // such as thread_broadcast or channel_join
	Text        string          // with &, < and > escaped as entities
	Blocks      json.RawMessage // an array with all block ids filled in; nil without blocks
	Attachments json.RawMessage
	Metadata    json.RawMessage // {"event_type": …, "event_payload": …}
	Ephemeral   bool
	For         string // the user id of the one person who sees an ephemeral message
	Deleted     bool   // kept for History, but shown to nobody
	Edits       int    // how many times it was updated
	EditedAt    time.Time
	PostedAt    time.Time
	Reactions   map[string][]string // emoji name -> user ids

	broadcast bool
	editTS    string
	states    map[string]values // user -> what they have chosen in its elements
	outdated  []json.RawMessage // the blocks it had before, oldest first, at most mostOutdated of them
}

// mostOutdated limits how many updates a person's screen may be behind. It only bounds memory.
const mostOutdated = 10

// setBlocks replaces the blocks. The old ones stay pressable, because somebody's screen may still show them.
func (m *Message) setBlocks(blocks json.RawMessage) {
	m.outdated = append(m.outdated, m.Blocks)
	m.outdated = m.outdated[max(0, len(m.outdated)-mostOutdated):]
	m.Blocks = blocks
}

// pressable returns the element that a person pressed, which may have been replaced just before.
func (m *Message) pressable(block, action string) (element, bool) {
	for _, blocks := range slices.Backward(append(slices.Clip(m.outdated), m.Blocks)) {
		if e, ok := findElement(blocks, block, action); ok {
			return e, true
		}
	}
	return element{}, false
}

func (m *Message) snapshot() Message {
	out := *m
	out.states, out.outdated = nil, nil
	out.Reactions = maps.Clone(m.Reactions)
	return out
}

func (m *Message) isReply() bool { return m.ThreadTS != "" && m.ThreadTS != m.TS }

// inChannel reports whether the message is shown in the conversation itself and not only in a thread.
func (m *Message) inChannel() bool { return !m.Deleted && (!m.isReply() || m.broadcast) }

// stamp returns the next message id: unique, increasing, and close to the current time.
func (s *Sim) stamp() string {
	s.lastStamp = max(s.now().UnixMicro(), s.lastStamp+1)
	return fmt.Sprintf("%d.%06d", s.lastStamp/1e6, s.lastStamp%1e6)
}

// post adds a message to a conversation and sends the event for it. The caller holds the lock.
func (s *Sim) post(c *conversation, m *Message) *Message {
	m.Channel, m.TS, m.PostedAt = c.ID, s.stamp(), s.now()
	if m.Ephemeral {
		c.ephemeral = append(c.ephemeral, m)
		s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, m.For)
		return m
	}
	c.messages = append(c.messages, m)
	if parent := c.message(m.ThreadTS); parent != nil {
		parent.ThreadTS = parent.TS
	}
	if m.User != "" {
		if !m.isReply() || m.broadcast {
			c.readUpTo[m.User] = m.TS
		}
	}
	s.emitMessage(c, s.wireMessage(c, m, true))
	s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, "")
	return m
}

// edited records that a message was changed and sends message_changed. The caller holds the lock.
func (s *Sim) edited(c *conversation, m *Message, before map[string]any, by string) {
	m.Edits++
	m.EditedAt = s.now()
	m.editTS = s.stamp()
	after := s.wireMessage(c, m, true)
	s.emitMessage(c, map[string]any{
		"type": "message", "subtype": "message_changed", "hidden": true, "ts": m.editTS,
		"message": after, "previous_message": before, "user": by,
	})
	s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, "")
}

// remove hides a message and sends message_deleted. The caller holds the lock.
func (s *Sim) remove(c *conversation, m *Message) {
	before := s.wireMessage(c, m, true)
	m.Deleted = true
	if !m.Ephemeral {
		s.emitMessage(c, map[string]any{
			"type": "message", "subtype": "message_deleted", "hidden": true, "ts": s.stamp(),
			"deleted_ts": m.TS, "previous_message": before,
		})
	}
	s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, m.For)
}

// message finds a message that is not ephemeral and was not deleted.
func (c *conversation) message(ts string) *Message {
	for _, m := range c.messages {
		if m.TS == ts && !m.Deleted {
			return m
		}
	}
	return nil
}

// seenBy finds a message that a person can see, including their own ephemeral messages.
func (c *conversation) seenBy(userID, ts string) *Message {
	if m := c.message(ts); m != nil {
		return m
	}
	for _, m := range c.ephemeral {
		if m.TS == ts && m.For == userID && !m.Deleted {
			return m
		}
	}
	return nil
}

func (c *conversation) replies(parent string) []*Message {
	var out []*Message
	for _, m := range c.messages {
		if m.ThreadTS == parent && m.isReply() && !m.Deleted {
			out = append(out, m)
		}
	}
	return out
}

// wireMessage is the message as Slack's API returns it. Without allMetadata it contains only the type of the metadata.
func (s *Sim) wireMessage(c *conversation, m *Message, allMetadata bool) map[string]any {
	out := map[string]any{"type": "message", "ts": m.TS, "text": m.Text, "team": s.cfg.Team.ID}
	set := func(key string, value any, when bool) {
		if when {
			out[key] = value
		}
	}
	set("user", m.User, m.User != "")
	set("subtype", m.Subtype, m.Subtype != "")
	set("bot_id", m.BotID, m.BotID != "")
	set("app_id", s.appOf(m), m.BotID != "")
	set("blocks", m.Blocks, len(m.Blocks) > 0)
	set("attachments", m.Attachments, len(m.Attachments) > 0)
	set("edited", map[string]any{"user": m.User, "ts": m.editTS}, m.Edits > 0)
	set("thread_ts", m.ThreadTS, m.ThreadTS != "")
	if m.Metadata != nil {
		set("metadata", m.Metadata, allMetadata)
		set("metadata", map[string]any{"event_type": metadataType(m.Metadata)}, !allMetadata)
	}
	if m.isReply() {
		if parent := c.message(m.ThreadTS); parent != nil {
			out["parent_user_id"] = parent.User
		}
	} else if replies := c.replies(m.TS); len(replies) > 0 {
		users := replyUsers(replies)
		out["reply_count"], out["reply_users"], out["reply_users_count"] = len(replies), users, len(users)
		out["latest_reply"] = replies[len(replies)-1].TS
	}
	if len(m.Reactions) > 0 {
		out["reactions"] = wireReactions(m.Reactions)
	}
	return out
}

func replyUsers(replies []*Message) []string {
	var users []string
	for _, r := range replies {
		if !slices.Contains(users, r.User) {
			users = append(users, r.User)
		}
	}
	return users
}

func wireReactions(reactions map[string][]string) []map[string]any {
	var out []map[string]any
	for _, name := range slices.Sorted(maps.Keys(reactions)) {
		out = append(out, map[string]any{"name": name, "users": reactions[name], "count": len(reactions[name])})
	}
	return out
}

func metadataType(raw json.RawMessage) string {
	var m struct {
		EventType string `json:"event_type"`
	}
	_ = json.Unmarshal(raw, &m) // it was checked when the message was posted
	return m.EventType
}

// mentions reports whether the message mentions the person, by name or with @here, @channel or @everyone.
func (m *Message) mentions(userID string) bool {
	all := m.Text + string(m.Blocks)
	for _, token := range []string{"<@" + userID, "<!here", "<!channel", "<!everyone"} {
		if strings.Contains(all, token) {
			return true
		}
	}
	return false
}
