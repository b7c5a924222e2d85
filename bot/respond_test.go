package bot

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// roundTrip is an http.RoundTripper made of a function.
type roundTrip func(r *http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAnAnswerIsRepeatedOnlyWhereThatCannotBeSeen(t *testing.T) {
	const broken = -1 // the connection breaks after the request was sent
	cases := []struct {
		name  string
		reply Reply
		codes []int // one per attempt
		tries int
		fails bool
	}{
		{"it arrives", Reply{}, []int{200}, 1, false},
		{"a rate limit says it did not", Reply{}, []int{429, 200}, 2, false},
		{"Slack says no", Reply{}, []int{404}, 1, true},
		{"nobody knows", Reply{}, []int{broken}, 1, true},
		{"Slack breaks", Reply{}, []int{500}, 1, true},
		{"never without end", Reply{}, []int{429, 429, 429}, 3, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				client := NewClient(ClientOptions{HTTPClient: &http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					code := c.codes[tries]
					tries++
					if code == broken {
						return nil, io.ErrUnexpectedEOF
					}
					return &http.Response{StatusCode: code, Header: http.Header{"Retry-After": {"1"}}, Body: http.NoBody}, nil
				})}})
				c.reply.Text = "hi"
				err := client.Respond(t.Context(), "https://hooks.example/1", c.reply)
				if (err != nil) != c.fails || tries != c.tries {
					t.Errorf("after %d tries: %v", tries, err)
				}
			})
		})
	}
}

func TestAnswersTakeTheBestWayThatTheRequestLeavesOpen(t *testing.T) {
	dialog := notice(Message{Text: "the next step"})
	cases := []struct {
		name    string
		request Request
		reply   Reply
		method  string
		says    string
	}{
		{
			"a click in a message",
			Request{Kind: KindAction, ResponseURL: "http://slack.example/api/hook", TriggerID: "1.2"},
			Reply{},
			"hook", `"response_type":"ephemeral"`,
		},
		{
			"a click in a thread",
			Request{Kind: KindAction, ResponseURL: "http://slack.example/api/hook", Message: MessageRef{TS: "5.6", ThreadTS: "5.5"}},
			Reply{},
			"hook", `"thread_ts":"5.5"`,
		},
		{
			"a click on a message with a thread",
			Request{Kind: KindAction, ResponseURL: "http://slack.example/api/hook", Message: MessageRef{TS: "5.5", ThreadTS: "5.5"}},
			Reply{},
			"hook", `"replace_original":false}`,
		},
		{"a click in a modal", Request{Kind: KindAction, TriggerID: "1.2", View: View{Type: "modal"}}, Reply{}, "views.push", "hello"},
		{"a click on the home tab", Request{Kind: KindAction, TriggerID: "1.2", View: View{Type: "home"}}, Reply{}, "views.open", "hello"},
		{"a global shortcut", Request{Kind: KindShortcut, TriggerID: "1.2"}, Reply{}, "views.open", "hello"},
		{
			"a modal to open",
			Request{Kind: KindCommand, ResponseURL: "http://slack.example/api/hook", TriggerID: "1.2"},
			Reply{view: &dialog},
			"views.open", "the next step",
		},
		{"a modal that was sent in", Request{Kind: KindSubmit, TriggerID: "1.2"}, Reply{}, "chat.postMessage", "channel=U1"},
		{
			"a mention",
			Request{Kind: KindEvent, Event: Event{Channel: "C1", ChannelType: "channel", User: "U1", TS: "5.5"}},
			Reply{},
			"chat.postEphemeral", "user=U1",
		},
		{
			"a mention, for all to see",
			Request{Kind: KindEvent, Event: Event{Channel: "C1", User: "U1", TS: "5.5"}},
			Reply{Public: true},
			"chat.postMessage", "thread_ts=5.5",
		},
		{
			"a direct message",
			Request{Kind: KindEvent, Event: Event{Channel: "D1", ChannelType: "im", User: "U1", TS: "5.5"}},
			Reply{},
			"chat.postMessage", "channel=D1",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var method, body string
			client := NewClient(ClientOptions{
				APIURL: "http://slack.example/api",
				HTTPClient: &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					said, err := io.ReadAll(r.Body)
					method, body = strings.TrimPrefix(r.URL.Path, "/api/"), string(said)
					return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"ok":true}`))}, err
				})},
			})
			c.request.User.ID = "U1"
			c.reply.Text = "hello"
			if err := client.Answer(t.Context(), &c.request, c.reply); err != nil {
				t.Fatal(err)
			}
			if method != c.method || !strings.Contains(body, c.says) {
				t.Errorf("called %q with %s", method, body)
			}
		})
	}
}

func TestAModalThatCannotOpenBecomesADirectMessage(t *testing.T) {
	api, c := newFakeClient(map[string][]reply{"views.open": {{body: `{"ok":false,"error":"expired_trigger_id"}`}}})
	r := &Request{Kind: KindShortcut, TriggerID: "1.2", User: Ref{ID: "U1"}}
	if err := c.Answer(t.Context(), r, Reply{Message: Message{Text: "hi"}}); err != nil || api.count("chat.postMessage") != 1 {
		t.Errorf("got %v after the calls %v", err, api.calls)
	}
	if err := c.Answer(t.Context(), &Request{}, Reply{Message: Message{Text: "hi"}}); !Is(err, "no_user") {
		t.Errorf("answering nobody: %v", err)
	}
}

func TestWhoAsksWhereWeCannotSpeakIsAnsweredInADirectMessage(t *testing.T) {
	for _, public := range []bool{false, true} {
		api, c := newFakeClient(map[string][]reply{
			"chat.postEphemeral": {{body: `{"ok":false,"error":"not_in_channel"}`}},
			"chat.postMessage":   {{body: `{"ok":false,"error":"is_archived"}`}, {body: `{"ok":true,"ts":"1.1","channel":"D1"}`}},
		})
		want := 2
		if !public {
			api, c = newFakeClient(map[string][]reply{"chat.postEphemeral": {{body: `{"ok":false,"error":"not_in_channel"}`}}})
			want = 1
		}
		r := &Request{Kind: KindEvent, User: Ref{ID: "U1"}, Event: Event{Channel: "C1", ChannelType: "channel", User: "U1", TS: "5.5"}}
		if err := c.Answer(t.Context(), r, Reply{Message: Message{Text: "hi"}, Public: public}); err != nil || api.count("chat.postMessage") != want {
			t.Errorf("public %v: got %v after the calls %v", public, err, api.calls)
		}
	}
}

func TestADialogThatHasNoRoomOnTopOfOthersSaysSo(t *testing.T) {
	api, c := newFakeClient(map[string][]reply{"views.push": {{body: `{"ok":false,"error":"push_limit_reached"}`}}})
	r := &Request{Kind: KindAction, TriggerID: "1.2", User: Ref{ID: "U1"}, View: View{Type: "modal"}}
	dialog := notice(Message{Text: "hi"})
	if err := c.Answer(t.Context(), r, Reply{view: &dialog}); err != nil || api.count("chat.postMessage") != 1 {
		t.Errorf("got %v after the calls %v", err, api.calls)
	}
}

func TestViewsReturnTheirIDAndTellConflicts(t *testing.T) {
	_, c := newFakeClient(map[string][]reply{
		"views.open":    {{body: `{"ok":true,"view":{"id":"V1","hash":"h1"}}`}},
		"views.update":  {{body: `{"ok":false,"error":"hash_conflict"}`}},
		"views.publish": {{body: `{"ok":false,"error":"not_enabled"}`}},
	})
	view := notice(Message{Text: "hi"})
	if id, err := c.OpenView(t.Context(), "1.2", view); id != "V1" || err != nil {
		t.Errorf("opened %q: %v", id, err)
	}
	if err := c.UpdateView(t.Context(), "V1", "h0", view); !Is(err, "hash_conflict") || Unsure(err) {
		t.Errorf("got %v", err)
	}
	if err := c.PublishHome(t.Context(), "U1", "", slack.HomeTabViewRequest{}); !Is(err, "not_enabled") {
		t.Errorf("got %v", err)
	}
}

func TestRepliesSayWhoSeesThem(t *testing.T) {
	for want, a := range map[string]Reply{
		`{"response_type":"ephemeral","text":"hi","replace_original":false}`:  {Message: Message{Text: "hi"}},
		`{"response_type":"in_channel","text":"hi","replace_original":false}`: {Message: Message{Text: "hi"}, Public: true},
	} {
		if got, err := json.Marshal(encodeReply(a)); string(got) != want || err != nil {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestADeliveryIsForgottenAfterTenMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := memory{entries: map[string]*delivery{}}
		served := 0
		serve := func() Response { served++; return Ack() }
		m.once("Ev1", serve)
		time.Sleep(rememberFor) // in the bubble no real time passes
		m.once("Ev1", serve)
		time.Sleep(time.Second)
		m.once("Ev1", serve)
		if served != 2 || len(m.entries) != 1 || len(m.oldest) != 1 {
			t.Errorf("served %d times, %d deliveries remembered", served, len(m.entries))
		}
	})
}
