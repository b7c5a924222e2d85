package slacksim

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

// maxResponseURLUses is how many times a response URL can be used.
const maxResponseURLUses = 5

// responseURL lets the app respond to one interaction of one person.
type responseURL struct {
	user, channel string
	ts            string // the message the person clicked in; empty for commands
	uses          int
	madeAt        time.Time
}

// newResponseURL creates a response URL. The caller holds the lock.
func (s *Sim) newResponseURL(user, channel, ts string) string {
	id := secret(16)
	s.responseURLs[id] = &responseURL{user: user, channel: channel, ts: ts, madeAt: s.now()}
	return s.url + "/hooks/" + id
}

// reply is what an app sends to a response URL, or in response to a command.
type reply struct {
	raw             arguments
	ResponseType    string `json:"response_type"`
	ReplaceOriginal bool   `json:"replace_original"`
	DeleteOriginal  bool   `json:"delete_original"`
	ThreadTS        string `json:"thread_ts"`
}

func readReply(body []byte) (reply, error) {
	var out reply
	out.raw.json = true
	if json.Unmarshal(body, &out) != nil || json.Unmarshal(body, &out.raw.raw) != nil {
		return out, refuse("invalid_payload")
	}
	if t := out.ResponseType; t != "" && t != "ephemeral" && t != "in_channel" {
		return out, refuse("invalid_payload")
	}
	return out, nil
}

// serveResponseURL handles a request to a response URL. What Slack answers after expiry is not documented; expired_url
// and used_url are what developers report.
func (s *Sim) serveResponseURL(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	call := Call{Method: "response_url", At: s.now(), Args: map[string]string{"body": string(body)}}
	fault := s.takeFault("response_url", call.Args)
	if !fault.before(w) {
		call.Error = "fault"
		s.recordCall(call)
		return
	}
	var code string
	var status int
	events := s.change(func() {
		if status, code = s.useResponseURL(r.PathValue("id"), body); status != http.StatusOK {
			call.Error = code
		}
		call.OK = status == http.StatusOK
		s.calls = append(s.calls, call)
	})
	s.sendLater(events)
	if !fault.after(r) {
		panic(http.ErrAbortHandler)
	}
	if status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, code) // fails only if the caller has hung up
}

// useResponseURL carries out one request to a response URL and returns its status and body. The caller holds the lock.
func (s *Sim) useResponseURL(id string, body []byte) (int, string) {
	h := s.responseURLs[id]
	switch {
	case h == nil:
		return http.StatusNotFound, "no_service"
	case s.now().Sub(h.madeAt) > s.cfg.Timing.ResponseURL:
		return http.StatusNotFound, "expired_url"
	case h.uses >= maxResponseURLUses:
		return http.StatusNotFound, "used_url"
	}
	if s.takeToken("hook "+h.channel, postsPerSecond, postBurst) != nil {
		return http.StatusTooManyRequests, "rate_limited"
	}
	h.uses++
	parsed, err := readReply(body)
	if err == nil {
		err = s.respond(h, parsed)
	}
	if refusal := (*apiError)(nil); errors.As(err, &refusal) {
		return http.StatusBadRequest, refusal.Code
	}
	return http.StatusOK, "ok"
}

// respond carries out a reply: it deletes or replaces the original message, or posts a new one, which by default only the
// person who clicked sees. The caller holds the lock.
func (s *Sim) respond(h *responseURL, r reply) error {
	c := s.channelByID(h.channel)
	if c == nil {
		return refuse("channel_not_found")
	}
	original := c.seenBy(h.user, h.ts)
	if r.DeleteOriginal {
		if original == nil || original.BotID != s.cfg.App.BotID {
			return refuse("message_not_found")
		}
		s.remove(c, original)
		return nil
	}
	want, err := readContent(r.raw)
	if err != nil {
		return err
	}
	if r.ReplaceOriginal && h.ts != "" {
		if original == nil || original.BotID != s.cfg.App.BotID {
			return refuse("message_not_found")
		}
		s.replace(c, original, want)
		return nil
	}
	text, _ := truncate(storedText(want.text), maxText)
	m := &Message{
		User: s.cfg.App.BotUserID, BotID: s.cfg.App.BotID, Text: text, Blocks: want.blocks, Attachments: want.attach,
		Metadata: notEmpty(want.metadata), ThreadTS: r.ThreadTS,
	}
	if r.ResponseType != "in_channel" {
		m.Ephemeral, m.For = true, h.user
	}
	s.post(c, m)
	return nil
}

// replace changes the content of a message. An ephemeral message stays ephemeral.
func (s *Sim) replace(c *conversation, m *Message, want content) {
	before := s.wireMessage(c, m, true)
	m.Text, m.Attachments = storedText(want.text), want.attach
	m.setBlocks(want.blocks)
	if m.Ephemeral {
		m.Edits++
		s.showPage(pageEvent{Kind: "message", Channel: c.ID, Thread: m.ThreadTS}, m.For)
		return
	}
	s.edited(c, m, before, s.cfg.App.BotUserID)
}
