package slacksim_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// rawPost calls chat.postMessage for #leads without slack-go and returns the response.
func (w *world) rawPost(args map[string]string) map[string]any {
	w.t.Helper()
	form := url.Values{"channel": {w.id("#leads")}}
	for name, value := range args {
		form.Set(name, value)
	}
	return w.call("chat.postMessage", formType, w.BotToken(), form.Encode())
}

func sections(n, length int) string {
	var out []string
	for range n {
		out = append(out, `{"type":"section","text":{"type":"mrkdwn","text":"`+strings.Repeat("x", length)+`"}}`)
	}
	return "[" + strings.Join(out, ",") + "]"
}

func TestMessagesHaveLimits(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		args map[string]string
		want string
	}{
		"50 blocks":            {map[string]string{"blocks": sections(50, 1)}, ""},
		"51 blocks":            {map[string]string{"blocks": sections(51, 1)}, "invalid_blocks"},
		"13,200 characters":    {map[string]string{"blocks": sections(5, 2640)}, ""},
		"too much block text":  {map[string]string{"blocks": sections(5, 2641)}, "msg_blocks_too_long"},
		"blocks not an array":  {map[string]string{"blocks": `{"type":"divider"}`}, "invalid_blocks_format"},
		"100 attachments":      {map[string]string{"attachments": "[" + strings.Repeat("{},", 99) + "{}]"}, ""},
		"101 attachments":      {map[string]string{"attachments": "[" + strings.Repeat("{},", 100) + "{}]"}, "too_many_attachments"},
		"attachments are text": {map[string]string{"attachments": "x"}, "invalid_attachments"},
		"large metadata": {map[string]string{
			"text": "x", "metadata": `{"event_type":"a","event_payload":{"x":"` + strings.Repeat("x", 9000) + `"}}`,
		}, "metadata_too_large"},
		"invalid metadata name": {map[string]string{"text": "x", "metadata": `{"event_type":"a-b","event_payload":{}}`}, "invalid_metadata_schema"},
		"markdown":              {map[string]string{"markdown_text": "**bold**"}, ""},
		"long markdown":         {map[string]string{"markdown_text": strings.Repeat("x", 12_001)}, "msg_too_long"},
	} {
		got := w.rawPost(c.args)
		if code, _ := got["error"].(string); code != c.want {
			t.Errorf("%s: answer is %v, want %q", name, got, c.want)
		}
	}
	got := w.rawPost(map[string]string{"text": strings.Repeat("x", 40_001)})
	if warnings := fmt.Sprint(got["response_metadata"]); !strings.Contains(warnings, "message_truncated") {
		t.Errorf("the warnings for a truncated message are %s", warnings)
	}
}

func TestViewsHaveLimits(t *testing.T) {
	w := newWorld(t)
	view, _ := json.Marshal(map[string]any{
		"type": "modal", "title": plain("Big"), "blocks": json.RawMessage(sections(100, 2600)),
	})
	got := w.call("views.open", formType, w.BotToken(), url.Values{"trigger_id": {w.trigger()}, "view": {string(view)}}.Encode())
	if got["error"] != "view_too_large" {
		t.Errorf("answer is %v", got)
	}
	got = w.call("views.open", formType, w.BotToken(), url.Values{"trigger_id": {"1"}, "view": {`{"type":"home","blocks":[]}`}}.Encode())
	if got["error"] != "invalid_arguments" {
		t.Errorf("opening a Home view as a modal returned %v", got)
	}
	got = w.call("views.open", formType, w.BotToken(), url.Values{"view": {`{}`}}.Encode())
	if got["error"] != "invalid_arguments" {
		t.Errorf("opening a view without a trigger returned %v", got)
	}
}

func TestABroadcastReplyIsInTheThreadAndTheChannel(t *testing.T) {
	w := newWorld(t)
	id, ts := w.post("#leads", text("card"))
	w.post(id, text("won!"), slack.MsgOptionTS(ts), slack.MsgOptionBroadcast())
	w.ana.ExpectThread(w.ana.Expect("#leads", "card"), "won!")
	if m := w.ana.Expect("#leads", "won!"); m.Subtype != "thread_broadcast" {
		t.Errorf("subtype is %q", m.Subtype)
	}
}
