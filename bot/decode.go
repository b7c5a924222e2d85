package bot

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// lenient decodes JSON. A field with an unexpected type is left zero, because a small change at Slack must not break a click.
// Only invalid JSON is an error.
func lenient(raw []byte, into any) error {
	err := json.Unmarshal(raw, into)
	if _, wrong := errors.AsType[*json.UnmarshalTypeError](err); wrong {
		return nil // json decodes the rest anyway, and reports only the first such field
	}
	return err
}

// unescape undoes Slack's escaping of text that people wrote, once. Slack escapes only these three characters.
func unescape(s string) string { return entities.Replace(s) }

var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// decodeCommandForm reads a slash command as it comes over HTTP.
func decodeCommandForm(form url.Values) *Request {
	return commandRequest(form.Get)
}

// decodeCommandJSON reads a slash command as it comes through Socket Mode: the same fields as JSON strings.
func decodeCommandJSON(raw []byte) (*Request, error) {
	var fields map[string]any
	if err := lenient(raw, &fields); err != nil {
		return nil, fmt.Errorf("slash command: %w", err)
	}
	return commandRequest(func(name string) string {
		text, _ := fields[name].(string)
		return text
	}), nil
}

func commandRequest(field func(string) string) *Request {
	return &Request{
		Kind:        KindCommand,
		TeamID:      field("team_id"),
		User:        Ref{ID: field("user_id"), Name: field("user_name")},
		Channel:     Ref{ID: field("channel_id"), Name: field("channel_name")},
		Command:     field("command"),
		Text:        unescape(field("text")),
		TriggerID:   field("trigger_id"),
		ResponseURL: field("response_url"),
	}
}

// wireInteraction is the payload of clicks, submissions, shortcuts and option lists, with the fields that we read.
type wireInteraction struct {
	Type       string     `json:"type"`
	Team       wireRef    `json:"team"`
	User       wireRef    `json:"user"`
	Channel    wireRef    `json:"channel"`
	CallbackID string     `json:"callback_id"`
	TriggerID  string     `json:"trigger_id"`
	URL        string     `json:"response_url"`
	URLs       []wireURL  `json:"response_urls"`
	Actions    []wireItem `json:"actions"`
	Container  struct {
		MessageTS string `json:"message_ts"`
		ChannelID string `json:"channel_id"`
		ThreadTS  string `json:"thread_ts"`
	} `json:"container"`
	Message struct {
		TS       string `json:"ts"`
		ThreadTS string `json:"thread_ts"`
		Text     string `json:"text"`
		User     string `json:"user"`
		BotID    string `json:"bot_id"`
		// A message that was shared from elsewhere has its text in attachments.
		Attachments []struct {
			Text string `json:"text"`
		} `json:"attachments"`
	} `json:"message"`
	View     wireView `json:"view"`
	wireItem          // block_suggestion has these at the top
}

type wireURL struct {
	ResponseURL string `json:"response_url"`
}

type wireRef struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Username string `json:"username"` // newer than name, where both are sent
}

func (w wireRef) ref() Ref {
	if w.Username != "" {
		return Ref{ID: w.ID, Name: w.Username}
	}
	return Ref{ID: w.ID, Name: w.Name}
}

type wireView struct {
	ID              string `json:"id"`
	Hash            string `json:"hash"`
	CallbackID      string `json:"callback_id"`
	PrivateMetadata string `json:"private_metadata"`
	Type            string `json:"type"`
	Blocks          []struct {
		Type    string `json:"type"`
		BlockID string `json:"block_id"`
		Label   struct {
			Text string `json:"text"`
		} `json:"label"`
	} `json:"blocks"`
	State struct {
		Values map[string]map[string]wireChosen `json:"values"`
	} `json:"state"`
}

// wireItem is an element that was used.
type wireItem struct {
	ActionID string `json:"action_id"`
	BlockID  string `json:"block_id"`
	Text     struct {
		Text string `json:"text"`
	} `json:"text"`
	wireChosen
}

// wireChosen is the state of an element. Which field is set depends on its type.
type wireChosen struct {
	Type          string       `json:"type"`
	Value         string       `json:"value"`
	Option        wireOption   `json:"selected_option"`
	Options       []wireOption `json:"selected_options"`
	User          string       `json:"selected_user"`
	Users         []string     `json:"selected_users"`
	Channel       string       `json:"selected_channel"`
	Channels      []string     `json:"selected_channels"`
	Conversation  string       `json:"selected_conversation"`
	Conversations []string     `json:"selected_conversations"`
	Date          string       `json:"selected_date"`
	Time          string       `json:"selected_time"`
	DateTime      int64        `json:"selected_date_time"`
}

type wireOption struct {
	Value string `json:"value"`
	Text  struct {
		Text string `json:"text"`
	} `json:"text"`
}

var interactionKinds = map[string]Kind{
	"block_actions":    KindAction,
	"view_submission":  KindSubmit,
	"view_closed":      KindClose,
	"shortcut":         KindShortcut,
	"message_action":   KindShortcut,
	"block_suggestion": KindOptions,
}

// decodeInteraction reads the payload of a click, submission, shortcut or option list. A payload of a type we do not
// know becomes a Request without Kind, so that it is answered and not lost.
func decodeInteraction(raw []byte) (*Request, error) {
	var w wireInteraction
	if err := lenient(raw, &w); err != nil {
		return nil, fmt.Errorf("interaction: %w", err)
	}
	r := &Request{
		Kind: interactionKinds[w.Type], TeamID: w.Team.ID, User: w.User.ref(), Channel: w.Channel.ref(),
		CallbackID: w.CallbackID, TriggerID: w.TriggerID, ResponseURL: w.URL, View: w.View.view(),
		Message: MessageRef{
			TS: w.Message.TS, ThreadTS: w.Message.ThreadTS, Text: unescape(w.words()),
			User: w.Message.User, BotID: w.Message.BotID,
		},
	}
	if r.Message.TS == "" { // for an ephemeral message only the container has it
		r.Message.TS, r.Message.ThreadTS = w.Container.MessageTS, w.Container.ThreadTS
	}
	if r.Channel.ID == "" {
		r.Channel.ID = w.Container.ChannelID
	}
	switch {
	case r.Kind == KindAction && len(w.Actions) > 0:
		r.Action = w.Actions[0].action() // Slack sends a list, but it never has more than one entry
	case r.Kind == KindOptions:
		r.Action = w.action()
	case r.Kind == KindSubmit || r.Kind == KindClose:
		r.CallbackID = w.View.CallbackID
	}
	if r.ResponseURL == "" && len(w.URLs) > 0 {
		r.ResponseURL = w.URLs[0].ResponseURL
	}
	return r, nil
}

// words returns the text of the message and of what it shares.
func (w wireInteraction) words() string {
	texts := []string{w.Message.Text}
	for _, a := range w.Message.Attachments {
		texts = append(texts, a.Text)
	}
	return strings.TrimSpace(strings.Join(texts, "\n"))
}

func (w wireItem) action() Action {
	a := Action{ID: w.ActionID, BlockID: w.BlockID, Type: w.Type, Text: unescape(w.Text.Text)}
	if a.Text == "" {
		a.Text = unescape(w.Option.Text.Text)
	}
	s := w.state()
	a.Value = cmp.Or(s.Value, s.Option, s.User, s.Channel, s.Date, s.Time)
	if !s.DateTime.IsZero() {
		a.Value = strconv.FormatInt(w.DateTime, 10)
	}
	if a.Type == "button" {
		a.Value = w.Value // the value is ours, and not text that somebody wrote
	}
	for _, several := range [][]string{s.Options, s.Users, s.Channels} {
		a.Values = append(a.Values, several...)
	}
	return a
}

func (w wireView) view() View {
	v := View{ID: w.ID, Hash: w.Hash, CallbackID: w.CallbackID, PrivateMetadata: w.PrivateMetadata, Type: w.Type}
	for _, b := range w.Blocks {
		if b.Type == "input" && b.BlockID != "" {
			v.Inputs = append(v.Inputs, Input{b.BlockID, unescape(b.Label.Text)})
		}
	}
	if len(w.State.Values) > 0 {
		v.Values = make(map[string]map[string]StateValue, len(w.State.Values))
	}
	for block, elements := range w.State.Values {
		v.Values[block] = make(map[string]StateValue, len(elements))
		for action, chosen := range elements {
			v.Values[block][action] = chosen.state()
		}
	}
	return v
}

func (w wireChosen) state() StateValue {
	s := StateValue{
		Value: unescape(w.Value), Option: w.Option.Value, Said: unescape(w.Option.Text.Text), User: w.User, Users: w.Users,
		Channel: cmp.Or(w.Channel, w.Conversation), Channels: append(w.Channels, w.Conversations...),
		Date: w.Date, Time: w.Time,
	}
	for _, o := range w.Options {
		s.Options = append(s.Options, o.Value)
	}
	if w.DateTime > 0 {
		s.DateTime = time.Unix(w.DateTime, 0).UTC()
	}
	return s
}
