package bot

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// wireEvent is the payload of the Events API, with the fields that we read.
type wireEvent struct {
	Type      string `json:"type"` // "event_callback", "url_verification", "app_rate_limited"
	Challenge string `json:"challenge"`
	TeamID    string `json:"team_id"`
	EventID   string `json:"event_id"`
	For       []struct {
		User string `json:"user_id"`
	} `json:"authorizations"` // at most one: us
	Event struct {
		Type        string          `json:"type"`
		User        json.RawMessage `json:"user"`    // an id, or in user_change and team_join the person
		Channel     json.RawMessage `json:"channel"` // an id, or in channel_created and channel_rename the channel
		ChannelType string          `json:"channel_type"`
		Text        string          `json:"text"`
		TS          string          `json:"ts"`
		ThreadTS    string          `json:"thread_ts"`
		Tab         string          `json:"tab"`
		BotID       string          `json:"bot_id"`
		Subtype     string          `json:"subtype"`
		EventTS     string          `json:"event_ts"`
	} `json:"event"`
}

// decodeEvent reads a payload of the Events API. A payload that is not about an event of the workspace, such as
// "app_rate_limited", becomes an event of that type. The challenge is empty except for url_verification.
func decodeEvent(raw []byte) (r *Request, challenge string, err error) {
	var w wireEvent
	if err := lenient(raw, &w); err != nil {
		return nil, "", fmt.Errorf("event: %w", err)
	}
	e := Event{
		Type: w.Event.Type, ID: w.EventID, At: instantOf(w.Event.EventTS), ChannelType: w.Event.ChannelType, Text: unescape(w.Event.Text),
		TS: w.Event.TS, ThreadTS: w.Event.ThreadTS, Tab: w.Event.Tab, BotID: w.Event.BotID, Subtype: w.Event.Subtype,
	}
	if w.Type != "event_callback" {
		e.Type = w.Type
	}
	if len(w.For) > 0 {
		e.Us = w.For[0].User
	}
	e.Channel = idOf(w.Event.Channel)
	e.User = idOf(w.Event.User)
	e.Profile = profileOf(w.Event.User)
	return &Request{
		ID: w.EventID, Kind: KindEvent, TeamID: w.TeamID,
		User: Ref{ID: e.User}, Channel: Ref{ID: e.Channel}, Event: e,
	}, w.Challenge, nil
}

// instantOf reads a time as Slack writes it, in seconds with six decimals. It is zero if the text is not a time.
func instantOf(ts string) time.Time {
	whole, digits, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	micros, digitsErr := strconv.ParseInt((digits + "000000")[:6], 10, 64)
	if err != nil || digitsErr != nil || seconds <= 0 || micros < 0 {
		return time.Time{}
	}
	return time.Unix(seconds, micros*int64(time.Microsecond)).UTC()
}

// idOf returns an id that comes as a string or inside an object.
func idOf(raw json.RawMessage) string {
	if isObject(raw) {
		var object struct {
			ID string `json:"id"`
		}
		_ = lenient(raw, &object) // it was already decoded as part of the whole
		return object.ID
	}
	var id string
	_ = lenient(raw, &id) // an id with an unknown shape is no id
	return id
}

func isObject(raw json.RawMessage) bool { return len(raw) > 0 && raw[0] == '{' }

// profileOf reads the person in user_change and team_join. It is nil if an event has only an id.
func profileOf(raw json.RawMessage) *User {
	if !isObject(raw) {
		return nil
	}
	var u slack.User
	_ = lenient(raw, &u) // what slack-go cannot read of a person stays empty
	short := userFrom(&u)
	return &short
}
