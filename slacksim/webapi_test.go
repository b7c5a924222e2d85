package slacksim_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

// call makes one Web API call without slack-go and returns the decoded response.
func (w *world) call(method, contentType, token, body string) map[string]any {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.APIURL()+method, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	var got map[string]any
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		w.t.Fatalf("%s answered %s: %v", method, response.Status, err)
	}
	return got
}

const (
	formType = "application/x-www-form-urlencoded"
	jsonType = "application/json"
)

func TestCallsAreCheckedInSlacksOrder(t *testing.T) {
	w := newWorld(t)
	leads := w.id("#leads")
	for _, c := range []struct{ name, method, kind, token, body, want string }{
		{"unknown method", "chat.shout", formType, "", "", "unknown_method"},
		{"no token", "auth.test", formType, "", "", "not_authed"},
		{"wrong token", "auth.test", formType, "xoxb-wrong", "", "invalid_auth"},
		{"token of the other kind", "auth.test", formType, w.AppToken(), "", "not_allowed_token_type"},
		{"bot token for sockets", "apps.connections.open", formType, w.BotToken(), "", "not_allowed_token_type"},
		{"token in the form", "auth.test", formType, "", "token=" + w.BotToken(), ""},
		{"token in the header with JSON", "auth.test", jsonType, w.BotToken(), "{}", ""},
		{"token inside a JSON body", "auth.test", jsonType, "", `{"token":"` + w.BotToken() + `"}`, "not_authed"},
		{"missing argument", "chat.postMessage", formType, w.BotToken(), "text=hi", "invalid_arguments"},
		{"JSON body", "chat.postMessage", jsonType, w.BotToken(), `{"channel":"` + leads + `","text":"hi"}`, ""},
		{"JSON body to a form method", "users.info", jsonType, w.BotToken(), `{"user":"` + w.ana.ID() + `"}`, "invalid_arguments"},
		{"body that is not JSON", "chat.postMessage", jsonType, w.BotToken(), `{`, "invalid_json"},
		{"other body", "chat.postMessage", "text/plain", w.BotToken(), "hi", "invalid_post_type"},
		{"blocks encoded twice", "chat.postMessage", jsonType, w.BotToken(), `{"channel":"` + leads + `","blocks":"[]"}`, "invalid_blocks_format"},
		{"metadata that is not JSON", "chat.postMessage", formType, w.BotToken(), "channel=" + leads + "&text=a&metadata=x", "invalid_metadata_format"},
		{"metadata without a payload", "chat.postMessage", formType, w.BotToken(), "channel=" + leads + `&text=a&metadata={"event_type":"a"}`, "invalid_metadata_schema"},
		{"two kinds of text", "chat.postMessage", formType, w.BotToken(), "channel=" + leads + "&text=a&markdown_text=b", "markdown_text_conflict"},
		{"method the simulator does not implement", "files.info", formType, w.BotToken(), "file=F1", "not_implemented"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := w.call(c.method, c.kind, c.token, c.body)
			code, _ := got["error"].(string)
			if code != c.want || got["ok"] != (c.want == "") {
				t.Errorf("answer is %v, want error %q", got, c.want)
			}
		})
	}
}

func TestTheErrorNamesTheMissingScope(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.Scopes = []string{"chat:write", "im:history"} })
	_, err := w.client.GetUserInfoContext(t.Context(), w.ana.ID())
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) || refused.Err != "missing_scope" || refused.Needed != "users:read" || refused.Provided != "chat:write,im:history" {
		t.Errorf("error is %#v", err)
	}
	_, err = w.client.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: w.id("#leads")})
	if !errors.As(err, &refused) || refused.Needed != "channels:history" {
		t.Errorf("reading a public channel with im:history returned %#v", err)
	}
}

func TestTheAppCanLookUpItself(t *testing.T) {
	w := newWorld(t)
	me, err := w.client.AuthTestContext(t.Context())
	if err != nil || me.UserID != w.App().BotUserID || me.BotID != w.App().BotID || me.TeamID == "" {
		t.Errorf("auth.test returned %+v (%v)", me, err)
	}
	bot, err := w.client.GetBotInfoContext(t.Context(), slack.GetBotInfoParameters{Bot: me.BotID})
	if err != nil || bot.AppID != w.App().ID {
		t.Errorf("bots.info returned %+v (%v)", bot, err)
	}
	team, err := w.client.GetTeamInfoContext(t.Context())
	if err != nil || team.ID != me.TeamID {
		t.Errorf("team.info returned %+v (%v)", team, err)
	}
}

func TestCallsAreRecordedWithoutTheToken(t *testing.T) {
	w := newWorld(t)
	w.post("#leads", text("hi"))
	calls := w.Calls("chat.postMessage")
	if len(calls) != 1 || !calls[0].OK || calls[0].Args["text"] != "hi" || calls[0].TS == "" || calls[0].Args["token"] != "" {
		t.Errorf("calls are %+v", calls)
	}
}
