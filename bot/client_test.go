package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

// fakeAPI answers each method with its replies in turn, repeating the last one, and records the calls.
type fakeAPI struct {
	mu      sync.Mutex
	replies map[string][]reply
	calls   []call
}

type reply struct {
	status int // 0 stands for 200
	header string
	body   string
}

type call struct {
	method string
	form   url.Values
}

func (f *fakeAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = r.ParseForm()
	method := strings.TrimPrefix(r.URL.Path, "/api/")
	f.calls = append(f.calls, call{method, r.Form})
	list := f.replies[method]
	if len(list) == 0 {
		fmt.Fprint(w, `{"ok":true}`)
		return
	}
	if len(list) > 1 {
		f.replies[method] = list[1:]
	}
	if list[0].header != "" {
		w.Header().Set("Retry-After", list[0].header)
	}
	if list[0].status != 0 {
		w.WriteHeader(list[0].status)
	}
	fmt.Fprint(w, list[0].body)
}

// RoundTrip answers without a network, so that a test can run in a synctest bubble.
func (f *fakeAPI) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	w := httptest.NewRecorder()
	f.ServeHTTP(w, r)
	return w.Result(), nil
}

func (f *fakeAPI) count(method string) (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.calls {
		if c.method == method {
			n++
		}
	}
	return n
}

func newFakeClient(replies map[string][]reply) (*fakeAPI, *Client) {
	f := &fakeAPI{replies: replies}
	return f, NewClient(ClientOptions{
		BotToken: "xoxb-secret", APIURL: "http://slack.example/api", HTTPClient: &http.Client{Transport: f},
	})
}

func TestPostingSendsFallbackTextAndUnfurlsNothing(t *testing.T) {
	api, c := newFakeClient(map[string][]reply{
		"chat.postMessage": {{body: `{"ok":true,"channel":"C9","ts":"1.2"}`}},
	})
	ts, channel, err := c.PostMessage(t.Context(), "C1", "1.1", Message{
		Text: "New lead", Blocks: []slack.Block{slack.NewDividerBlock()},
		Metadata: &Metadata{EventType: "lead_card", Payload: map[string]any{"key": "42/1"}},
	})
	if err != nil || ts != "1.2" || channel != "C9" {
		t.Fatalf("posted %q in %q: %v", ts, channel, err)
	}
	got := api.calls[0].form
	for field, want := range map[string]string{
		"text": "New lead", "thread_ts": "1.1", "channel": "C1", "unfurl_links": "false", "unfurl_media": "false",
		"parse": "none", "link_names": "false", "blocks": `[{"type":"divider"}]`,
		"metadata": `{"event_type":"lead_card","event_payload":{"key":"42/1"}}`,
	} {
		if got.Get(field) != want {
			t.Errorf("%s = %q, want %q", field, got.Get(field), want)
		}
	}
}

func TestAMessageWithoutTextIsNotSent(t *testing.T) {
	api, c := newFakeClient(nil)
	blocks := []slack.Block{slack.NewDividerBlock()}
	_, _, err := c.PostMessage(t.Context(), "C1", "", Message{Blocks: blocks})
	if !Is(err, "no_text") || Unsure(err) || len(api.calls) > 0 {
		t.Errorf("got %v after %d calls", err, len(api.calls))
	}
	if err := c.UpdateMessage(t.Context(), "C1", "1.2", Message{Blocks: blocks}); !Is(err, "no_text") {
		t.Errorf("got %v", err)
	}
	if err := c.PostEphemeral(t.Context(), "C1", "", "U1", Message{Blocks: blocks}); !Is(err, "no_text") {
		t.Errorf("got %v", err)
	}
}

func TestErrorsTellWhetherTheCallMayHaveWorked(t *testing.T) {
	cases := []struct {
		name   string
		reply  reply
		code   string
		unsure bool
		says   string
	}{
		{"Slack says no", reply{body: `{"ok":false,"error":"channel_not_found"}`}, "channel_not_found", false, "channel_not_found"},
		{
			"Slack says why",
			reply{body: `{"ok":false,"error":"invalid_blocks","errors":["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],` +
				`"response_metadata":{"messages":["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]}}`},
			"invalid_blocks", false, "json-pointer:/blocks/0/text/text",
		},
		{"a scope is missing", reply{body: `{"ok":false,"error":"missing_scope","needed":"chat:write"}`}, "missing_scope", false, "chat:write"},
		{"Slack is at a loss", reply{body: `{"ok":false,"error":"fatal_error"}`}, "fatal_error", true, "fatal_error"},
		{"Slack is broken", reply{status: 503, body: "down"}, "http_503", true, "http_503"},
		{"a proxy says no", reply{status: 403}, "http_403", false, "http_403"},
		{"the answer is cut off", reply{body: `{"ok":true,"chan`}, "", true, "unexpected"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, client := newFakeClient(map[string][]reply{"chat.postMessage": {c.reply}})
			_, _, err := client.PostMessage(t.Context(), "C1", "", Message{Text: "hi"})
			var e *Error
			if !errors.As(err, &e) || e.Code != c.code || e.Method != "chat.postMessage" || Unsure(err) != c.unsure {
				t.Errorf("got %#v", err)
			}
			if (c.code != "") != Is(err, c.code) && c.code != "" {
				t.Errorf("Is(%v, %q) is wrong", err, c.code)
			}
			if err != nil && (!strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "xoxb")) {
				t.Errorf("the error says %q", err)
			}
		})
	}
}

func TestABrokenConnectionIsUnsureAndAClosedDoorIsNot(t *testing.T) {
	hangUp := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err == nil {
			conn.Close()
		}
	}))
	defer hangUp.Close()
	post := func(to string) error {
		_, _, err := NewClient(ClientOptions{APIURL: to}).PostMessage(t.Context(), "C1", "", Message{Text: "hi"})
		return err
	}
	if err := post(hangUp.URL); err == nil || !Unsure(err) {
		t.Errorf("a connection that broke: %v", err)
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	if err := post(closed.URL); err == nil || Unsure(err) {
		t.Errorf("a closed port: %v", err)
	}
	secret := "/services/T1/B1/s3cret"
	err := NewClient(ClientOptions{}).Respond(shortly(t), closed.URL+secret, Reply{Message: Message{Text: "hi"}})
	if err == nil || Unsure(err) || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("a response URL whose port is closed: %v", err)
	}
}

// shortly returns a context that leaves no time to try again.
func shortly(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), 900*time.Millisecond)
	t.Cleanup(cancel)
	return ctx
}

func TestAMessageIsFoundAgainByItsKey(t *testing.T) {
	const theirs = `{"ts":"3.0","bot_id":"BX","metadata":{"event_type":"lead_card","event_payload":{"key":"42/1"}},
		"blocks":[{"type":"actions","elements":[{"type":"hologram","spin":{"x":1}}]}]}`
	const ours = `{"ts":"2.0","bot_id":"B1","metadata":{"event_type":"lead_card","event_payload":{"key":"42/1"}}}`
	replies := func() map[string][]reply {
		pages := []reply{
			{body: `{"ok":true,"messages":[` + theirs + `],"response_metadata":{"next_cursor":"more"}}`},
			{body: `{"ok":true,"messages":[{"ts":"2.5","user":"U1"},` + ours + `]}`},
		}
		return map[string][]reply{
			"auth.test": {{body: `{"ok":true,"bot_id":"B1","user_id":"U9","team_id":"T1"}`}}, "conversations.history": pages,
			"conversations.replies": pages,
		}
	}
	since := time.Unix(1000, 0)
	api, c := newFakeClient(replies())
	ts, found, err := c.FindByMetadata(t.Context(), "C1", "", "lead_card", "42/1", since)
	if ts != "2.0" || !found || err != nil {
		t.Fatalf("found %q %v: %v", ts, found, err)
	}
	last := api.calls[len(api.calls)-1].form
	if last.Get("cursor") != "more" || last.Get("oldest") != "940.000000" || last.Get("include_all_metadata") != "true" {
		t.Errorf("the last call asked for %v", last)
	}
	api, c = newFakeClient(replies())
	if _, found, err := c.FindByMetadata(t.Context(), "C1", "1.0", "lead_card", "42/2", since); found || err != nil {
		t.Errorf("found a message that does not exist: %v", err)
	}
	if api.count("conversations.replies") != 2 || api.calls[2].form.Get("ts") != "1.0" {
		t.Errorf("the thread was not searched: %v", api.calls)
	}
	_, c = newFakeClient(map[string][]reply{"conversations.history": {{body: `{"ok":false,"error":"not_in_channel"}`}}})
	if _, _, err := c.FindByMetadata(t.Context(), "C1", "", "lead_card", "1", since); !Is(err, "not_in_channel") {
		t.Errorf("got %v", err)
	}
}

func TestADirectMessageChannelIsAskedForOnce(t *testing.T) {
	api, c := newFakeClient(map[string][]reply{"conversations.open": {{body: `{"ok":true,"channel":{"id":"D1"}}`}}})
	for range 2 {
		if id, err := c.OpenDM(t.Context(), "U1"); id != "D1" || err != nil {
			t.Fatalf("got %q: %v", id, err)
		}
	}
	if api.count("conversations.open") != 1 {
		t.Errorf("conversations.open was called %d times", api.count("conversations.open"))
	}
}

func TestListsAreReadToTheirEnd(t *testing.T) {
	_, c := newFakeClient(map[string][]reply{
		"users.list": {
			{body: `{"ok":true,"members":[{"id":"U1","name":"ana","tz":"Europe/Berlin","is_restricted":true,"profile":{"real_name":"Ana A",
				"email":"ana@dibs.example","status_text":"R&amp;R","status_emoji":":palm_tree:","status_expiration":1700000000}}],
				"response_metadata":{"next_cursor":"x"}}`},
			{body: `{"ok":true,"members":[],"response_metadata":{"next_cursor":"y"}}`},
			{body: `{"ok":true,"members":[{"id":"USLACKBOT","real_name":"Slackbot"},{"id":"U2","deleted":true}]}`},
		},
		"conversations.list": {
			{body: `{"ok":true,"channels":[{"id":"C1","name":"leads","is_member":true}],"response_metadata":{"next_cursor":"x"}}`},
			{body: `{"ok":true,"channels":[{"id":"C2","name":"vip","is_private":true,"is_archived":true}]}`},
		},
		"conversations.members": {
			{body: `{"ok":true,"members":["U1"],"response_metadata":{"next_cursor":"x"}}`},
			{body: `{"ok":true,"members":["U2"]}`},
		},
		"usergroups.list": {{body: `{"ok":true,"usergroups":[{"id":"S1","handle":"reps","name":"Reps","users":["U1"]}]}`}},
	})
	users, err := c.Users(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	channels, err := c.Channels(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	members, err := c.Members(t.Context(), "C1")
	if err != nil {
		t.Fatal(err)
	}
	groups, err := c.UserGroups(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := []any{users, channels, members, groups}
	want := []any{
		[]User{
			{
				ID: "U1", Name: "ana", RealName: "Ana A", Email: "ana@dibs.example", TZ: "Europe/Berlin", Guest: true,
				StatusText: "R&R", StatusEmoji: ":palm_tree:", StatusExpiresAt: time.Unix(1700000000, 0).UTC(),
			},
			{ID: "USLACKBOT", RealName: "Slackbot", Bot: true},
			{ID: "U2", Deleted: true},
		},
		[]Channel{{ID: "C1", Name: "leads", Member: true}, {ID: "C2", Name: "vip", Private: true, Archived: true}},
		[]string{"U1", "U2"},
		[]UserGroup{{ID: "S1", Handle: "reps", Name: "Reps", Members: []string{"U1"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
