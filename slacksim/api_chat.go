package slacksim

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// maxMetadata is the size in bytes above which metadata is refused with metadata_too_large. Slack does not publish
// its limit; this one is meant to be lower.
const maxMetadata = 8 << 10

// writable finds the conversation that a message is posted to, or returns the error that Slack gives.
func (s *Sim) writable(target string) (*conversation, error) {
	c := s.channelNamed(target)
	if u := s.user(target); c == nil && u != nil && u.ID == target && !u.automated() {
		c, _ = s.openIM(u.ID)
	}
	switch {
	case c == nil, !c.hasApp(s) && c.Kind != Public:
		return nil, refuse("channel_not_found")
	case c.Archived:
		return nil, refuse("is_archived")
	case !c.hasApp(s) && !s.cfg.App.hasScope("chat:write.public"):
		return nil, refuse("not_in_channel")
	}
	if c.Kind == IM {
		if s.cfg.App.NoMessagesTab {
			return nil, refuse("messages_tab_disabled")
		}
		// Slack archives direct messages with people who left. The documentation of chat.postMessage does not say which
		// error this gives; is_archived is the one in its list that fits.
		if peer := s.user(c.Peer); peer != nil && peer.Deleted {
			return nil, refuse("is_archived")
		}
	}
	return c, nil
}

// content is the content of a message as a call gives it.
type content struct {
	text     string
	blocks   json.RawMessage
	attach   json.RawMessage
	metadata json.RawMessage
}

// readContent reads and checks the text, blocks, attachments and metadata of a chat call.
func readContent(a arguments) (content, error) {
	var out content
	out.text = a.str("text")
	if markdown := a.str("markdown_text"); markdown != "" {
		if out.text != "" || a.has("blocks") {
			return out, refuse("markdown_text_conflict")
		}
		if len([]rune(markdown)) > 12_000 {
			return out, refuse("msg_too_long")
		}
		out.text = markdown
		out.blocks = encode([]any{object{"type": "markdown", "text": markdown}})
	}
	if raw := a.structured("blocks"); raw != nil {
		if err := checkBlocks(raw); err != nil {
			return out, err
		}
		out.blocks = storedBlocks(raw)
	}
	if raw := a.structured("attachments"); raw != nil {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			return out, refuse("invalid_attachments")
		}
		if len(list) > 100 {
			return out, refuse("too_many_attachments")
		}
		if len(list) > 0 {
			out.attach = raw
		}
	}
	if raw := a.structured("metadata"); raw != nil {
		if err := checkMetadata(raw); err != nil {
			return out, err
		}
		out.metadata = raw
	}
	if out.text == "" && out.blocks == nil && out.attach == nil {
		return out, refuse("no_text")
	}
	return out, nil
}

var metadataName = regexp.MustCompile(`^[A-Za-z0-9_]+$`)

func checkMetadata(raw json.RawMessage) error {
	var m struct {
		EventType    *string                    `json:"event_type"`
		EventPayload map[string]json.RawMessage `json:"event_payload"`
	}
	if json.Unmarshal(raw, &m) != nil {
		return refuse("invalid_metadata_format")
	}
	if strings.TrimSpace(string(raw)) == "{}" {
		return nil // chat.update removes metadata with it
	}
	if m.EventType == nil || !metadataName.MatchString(*m.EventType) || m.EventPayload == nil {
		return refuse("invalid_metadata_schema")
	}
	if len(raw) > maxMetadata {
		return refuse("metadata_too_large")
	}
	return nil
}

func chatPostMessage(s *Sim, r *request) (answer, error) {
	c, err := s.writable(r.args.str("channel"))
	if err != nil {
		return nil, err
	}
	want, err := readContent(r.args)
	if err != nil {
		return nil, err
	}
	thread := r.args.str("thread_ts")
	if thread != "" {
		// The id must be the parent's. Slack's documentation warns against using a reply's id but does not say what
		// happens then; the simulator refuses it, so that no test passes by accident.
		if parent := c.message(thread); parent == nil || parent.isReply() {
			return nil, refuse("cannot_reply_to_message")
		}
	}
	text, truncated := truncate(storedText(want.text), maxText)
	m := &Message{
		User: s.cfg.App.BotUserID, BotID: s.cfg.App.BotID, Text: text, Blocks: want.blocks,
		Attachments: want.attach, Metadata: notEmpty(want.metadata), ThreadTS: thread,
	}
	if thread != "" && r.args.flag("reply_broadcast") {
		m.broadcast, m.Subtype = true, "thread_broadcast"
	}
	s.post(c, m)
	out := answer{"channel": c.ID, "ts": m.TS, "message": s.wireMessage(c, m, true)}
	if truncated {
		out["response_metadata"] = object{"warnings": []string{"message_truncated"}}
	}
	return out, nil
}

func notEmpty(metadata json.RawMessage) json.RawMessage {
	if strings.TrimSpace(string(metadata)) == "{}" {
		return nil
	}
	return metadata
}

// ownMessage finds one of the app's messages by channel id and ts; notOwn is the error for someone else's message. Unlike
// posting, this does not accept channel names or user ids.
func (s *Sim) ownMessage(r *request, tsName, notOwn string) (*conversation, *Message, error) {
	c := s.channelByID(r.args.str("channel"))
	if c == nil || !c.hasApp(s) && c.Kind != Public {
		return nil, nil, refuse("channel_not_found")
	}
	m := c.message(r.args.str(tsName))
	if m == nil {
		return nil, nil, refuse("message_not_found")
	}
	if m.BotID != s.cfg.App.BotID {
		return nil, nil, refuse(notOwn)
	}
	if c.Archived {
		return nil, nil, refuse("is_archived")
	}
	return c, m, nil
}

func chatUpdate(s *Sim, r *request) (answer, error) {
	c, m, err := s.ownMessage(r, "ts", "cant_update_message")
	if err != nil {
		return nil, err
	}
	want, err := readContent(r.args)
	if err != nil {
		return nil, err
	}
	if _, long := truncate(want.text, maxUpdateText); long {
		return nil, refuse("msg_too_long")
	}
	before := s.wireMessage(c, m, true)
	// Text without blocks removes the blocks, and blocks without text remove the text. Attachments and metadata stay
	// unless the call sends them.
	m.Text = storedText(want.text)
	m.setBlocks(want.blocks)
	if r.args.given("attachments") {
		m.Attachments = want.attach
	}
	if want.metadata != nil {
		m.Metadata = notEmpty(want.metadata)
	}
	for user, state := range m.states {
		m.states[user] = stateOf(m.Blocks, state)
	}
	s.edited(c, m, before, s.cfg.App.BotUserID)
	return answer{"channel": c.ID, "ts": m.TS, "text": m.Text, "message": s.wireMessage(c, m, true)}, nil
}

func chatDelete(s *Sim, r *request) (answer, error) {
	c, m, err := s.ownMessage(r, "ts", "cant_delete_message")
	if err != nil {
		return nil, err
	}
	s.remove(c, m)
	return answer{"channel": c.ID, "ts": m.TS}, nil
}

func chatPostEphemeral(s *Sim, r *request) (answer, error) {
	c, err := s.writable(r.args.str("channel"))
	if err != nil {
		return nil, err
	}
	u := s.user(r.args.str("user"))
	if u == nil || !c.members[u.ID] || u.Deleted {
		return nil, refuse("user_not_in_channel")
	}
	want, err := readContent(r.args)
	if err != nil {
		return nil, err
	}
	if _, long := truncate(want.text, maxUpdateText); long {
		return nil, refuse("msg_too_long")
	}
	m := s.post(c, &Message{
		User: s.cfg.App.BotUserID, BotID: s.cfg.App.BotID, Text: storedText(want.text), Blocks: want.blocks,
		Attachments: want.attach, ThreadTS: r.args.str("thread_ts"), Ephemeral: true, For: u.ID,
	})
	return answer{"message_ts": m.TS}, nil
}

func chatPermalink(s *Sim, r *request) (answer, error) {
	c := s.channelByID(r.args.str("channel"))
	if c == nil || !c.hasApp(s) && c.Kind != Public {
		return nil, refuse("channel_not_found")
	}
	m := c.message(r.args.str("message_ts"))
	if m == nil {
		return nil, refuse("message_not_found")
	}
	link := fmt.Sprintf("%s/archives/%s/p%s", s.workspaceURL(), c.ID, strings.Replace(m.TS, ".", "", 1))
	if m.isReply() {
		link += "?thread_ts=" + m.ThreadTS + "&cid=" + c.ID
	}
	return answer{"channel": c.ID, "permalink": link}, nil
}
