package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

const (
	command = `{"command":"/lead","text":"find R&amp;D &lt;b&gt;","team_id":"T1","user_id":"U1","user_name":"ana",` +
		`"channel_id":"C1","channel_name":"leads","trigger_id":"1.2.3","response_url":"https://hooks.example/1"}`
	// The message contains an element of a type that no library knows yet.
	click = `{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1","username":"ana"},"channel":{"id":"C1","name":"leads"},
		"container":{"type":"message","message_ts":"111.222","channel_id":"C1"},"trigger_id":"1.2.3","response_url":"https://hooks.example/1",
		"message":{"ts":"111.222","text":"a &amp; b","bot_id":"B1","blocks":[{"type":"actions","elements":[{"type":"hologram","spin":{"x":1}}]}]},
		"actions":[{"type":"button","action_id":"claim","block_id":"lead.7","value":"lead-42","text":{"type":"plain_text","text":"Claim"}}]}`
	submission = `{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","name":"ana"},"trigger_id":"1.2.3",
		"view":{"id":"V1","type":"modal","callback_id":"qualify","hash":"h1","private_metadata":"lead-42",
		"blocks":[{"type":"section","block_id":"intro"},{"type":"input","block_id":"amount"}],
		"state":{"values":{"amount":{"value":{"type":"plain_text_input","value":"1 &lt; 2"}}}}}}`
	mention = `{"type":"event_callback","team_id":"T1","event_id":"Ev1",
		"event":{"type":"app_mention","user":"U1","channel":"C1","text":"<@UBOT> R&amp;D","ts":"111.222","thread_ts":"111.000"}}`
)

// always answers every request with the same response.
func always(p Response) Handler {
	return func(context.Context, *Request) (Response, error) { return p, nil }
}

// noting passes each request to the test and acks it.
func noting(seen chan<- *Request) Handler {
	return func(_ context.Context, r *Request) (Response, error) {
		seen <- r
		return Ack(), nil
	}
}

func TestEachRequestReachesItsHandlerWithWhatDibsReads(t *testing.T) {
	with := func(s, old, new string) string { return strings.ReplaceAll(s, old, new) }
	cases := []struct {
		name, kind, payload string
		register            func(m *Mux, h Handler)
		want                Request
	}{
		{
			"a command", "slash_commands", command, func(m *Mux, h Handler) { m.Command("/lead", h) },
			Request{
				Kind: KindCommand, TeamID: "T1", User: Ref{"U1", "ana"}, Channel: Ref{"C1", "leads"}, Command: "/lead",
				Text: "find R&D <b>", TriggerID: "1.2.3", ResponseURL: "https://hooks.example/1",
			},
		},
		{
			"a button", "interactive", click, func(m *Mux, h Handler) { m.Action("claim", h) },
			Request{
				Kind: KindAction, TeamID: "T1", User: Ref{"U1", "ana"}, Channel: Ref{"C1", "leads"},
				TriggerID: "1.2.3", ResponseURL: "https://hooks.example/1",
				Action:  Action{ID: "claim", BlockID: "lead.7", Type: "button", Value: "lead-42", Text: "Claim"},
				Message: MessageRef{TS: "111.222", Text: "a & b", BotID: "B1"},
			},
		},
		{
			"an overflow menu, by its chosen option", "interactive", `{"type":"block_actions","user":{"id":"U1"},"container":{"message_ts":"1.2","channel_id":"C1"},
				"actions":[{"type":"overflow","action_id":"more","selected_option":{"value":"snooze.42","text":{"text":"Snooze"}}}]}`,
			func(m *Mux, h Handler) { m.Action("more", h) },
			Request{
				Kind: KindAction, User: Ref{ID: "U1"}, Channel: Ref{ID: "C1"}, Message: MessageRef{TS: "1.2"},
				Action: Action{ID: "more", Type: "overflow", Value: "snooze.42", Text: "Snooze"},
			},
		},
		{
			"a modal sent in", "interactive", submission, func(m *Mux, h Handler) { m.Submit("qualify", h) },
			Request{
				Kind: KindSubmit, TeamID: "T1", User: Ref{"U1", "ana"}, TriggerID: "1.2.3", CallbackID: "qualify",
				View: View{
					ID: "V1", Hash: "h1", CallbackID: "qualify", PrivateMetadata: "lead-42", Type: "modal", Inputs: []Input{{Block: "amount"}},
					Values: map[string]map[string]StateValue{"amount": {"value": {Value: "1 < 2"}}},
				},
			},
		},
		{
			"a global shortcut", "interactive", `{"type":"shortcut","callback_id":"refer","trigger_id":"1.2.3","user":{"id":"U1"}}`,
			func(m *Mux, h Handler) { m.Shortcut("refer", h) },
			Request{Kind: KindShortcut, User: Ref{ID: "U1"}, CallbackID: "refer", TriggerID: "1.2.3"},
		},
		{
			"a message shortcut", "interactive", `{"type":"message_action","callback_id":"register","user":{"id":"U1"},
				"channel":{"id":"C1"},"message":{"ts":"1.2","text":"hi","user":"U2"}}`,
			func(m *Mux, h Handler) { m.Shortcut("register", h) },
			Request{
				Kind: KindShortcut, User: Ref{ID: "U1"}, Channel: Ref{ID: "C1"}, CallbackID: "register",
				Message: MessageRef{TS: "1.2", Text: "hi", User: "U2"},
			},
		},
		{
			"a mention", "events_api", mention, func(m *Mux, h Handler) { m.Event("app_mention", h) },
			Request{
				ID: "Ev1", Kind: KindEvent, TeamID: "T1", User: Ref{ID: "U1"}, Channel: Ref{ID: "C1"},
				Event: Event{
					Type: "app_mention", ID: "Ev1", User: "U1", Channel: "C1", Text: "<@UBOT> R&D", TS: "111.222", ThreadTS: "111.000",
				},
			},
		},
		{
			"a person who changed", "events_api", with(`{"type":"event_callback","event_id":"Ev2","event":{"type":"user_change","event_ts":"1648596712.000100","user":{"id":"U1",
				"name":"ana","tz":"Europe/Berlin","is_restricted":true,"profile":{"real_name":"Ana A","email":"ana@dibs.example",
				"status_emoji":":palm_tree:","status_text":"Away","fields":7}}}}`, "\n", ""),
			func(m *Mux, h Handler) { m.Event("user_change", h) },
			Request{
				ID: "Ev2", Kind: KindEvent, User: Ref{ID: "U1"},
				Event: Event{Type: "user_change", At: time.Unix(1648596712, 100_000).UTC(), ID: "Ev2", User: "U1", Profile: &User{
					ID: "U1", Name: "ana", RealName: "Ana A", Email: "ana@dibs.example", TZ: "Europe/Berlin", Guest: true,
					StatusText: "Away", StatusEmoji: ":palm_tree:",
				}},
			},
		},
	}
	onBothTransports(t, func(t *testing.T, o *office) {
		for _, c := range cases {
			seen := make(chan *Request, 1)
			c.register(o.Mux, noting(seen))
			if body := o.acked(t, c.kind, c.payload); body != "" {
				t.Errorf("%s: acked with %s", c.name, body)
			}
			got := *receive(t, seen)
			if c.want.ID == "" {
				got.ID = "" // the envelope's id, if there is an envelope
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(View{})); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
		}
	})
}

func TestResponsesTravelInTheAckWhereSlackAllowsIt(t *testing.T) {
	view := slack.ModalViewRequest{Type: slack.VTModal, CallbackID: "next"}
	cases := []struct {
		name, kind, payload string
		register            func(m *Mux)
		want                string
	}{
		{
			"a command's answer is for the person alone", "slash_commands", command,
			func(m *Mux) { m.Command("/lead", always(Say("hi"))) },
			`{"response_type":"ephemeral","text":"hi","replace_original":false}`,
		},
		{
			"a command's answer for everyone", "slash_commands", strings.Replace(command, "/lead", "/all", 1),
			func(m *Mux) { m.Command("/all", always(Say("hi").Publicly())) },
			`{"response_type":"in_channel","text":"hi","replace_original":false}`,
		},
		{
			"errors below inputs", "interactive", submission,
			func(m *Mux) { m.Submit("qualify", always(Errors(map[string]string{"amount": "A number, please."}))) },
			`{"response_action":"errors","errors":{"amount":"A number, please."}}`,
		},
		{
			"the next modal in place", "interactive", strings.Replace(submission, "qualify", "update", 1),
			func(m *Mux) { m.Submit("update", always(Update(view))) },
			`{"response_action":"update","view":{"type":"modal","blocks":null,"callback_id":"next"}}`,
		},
		{
			"all modals closed", "interactive", strings.Replace(submission, "qualify", "clear", 1),
			func(m *Mux) { m.Submit("clear", always(Clear())) },
			`{"response_action":"clear"}`,
		},
		{
			"a list of options that does not exist", "interactive", `{"type":"block_suggestion","action_id":"who","value":"a"}`,
			func(*Mux) {}, `{"options":[]}`,
		},
	}
	onBothTransports(t, func(t *testing.T, o *office) {
		for _, c := range cases {
			c.register(o.Mux)
			got, want := decoded(t, o.acked(t, c.kind, c.payload)), decoded(t, c.want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
		}
	})
}

// decoded parses JSON so that it is compared by meaning; slack-go writes emoji:false where nothing is set.
func decoded(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(text, `,"emoji":false`, "")), &v); err != nil {
		t.Fatalf("%v in %q", err, text)
	}
	return v
}

func TestAClickIsAnsweredAfterTheAck(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		o.Action("claim", always(Say("You have it.")))
		o.Submit("qualify", always(Clear().Later(Message{Text: "Certified."})))
		if body := o.acked(t, "interactive", click); body != "" {
			t.Errorf("a click was acked with %s", body)
		}
		if got := receive(t, o.said); got.Text != "You have it." || got.Public {
			t.Errorf("answered %+v", got)
		}
		if body := o.acked(t, "interactive", submission); !strings.Contains(body, "clear") {
			t.Errorf("the modal was acked with %s", body)
		}
		if got := receive(t, o.said); got.Text != "Certified." {
			t.Errorf("answered %+v", got)
		}
	})
}

func TestAFaultIsLoggedOnceAndAnsweredWithItsReference(t *testing.T) {
	failures := map[string]Handler{
		"an error":         func(context.Context, *Request) (Response, error) { return Ack(), errors.New("disk full") },
		"a panic":          func(context.Context, *Request) (Response, error) { panic("disk full") },
		"a wrong response": always(Errors(map[string]string{"amount": "disk full"})),
	}
	for name, h := range failures {
		t.Run(name, func(t *testing.T) {
			onBothTransports(t, func(t *testing.T, o *office) {
				o.FaultText = func(ref string) string { return "ref=" + ref }
				o.Action("claim", h)
				o.acked(t, "interactive", click)
				said := receive(t, o.said).Text
				if logs := o.logs.String(); strings.Count(logs, "level=ERROR") != 1 || !strings.Contains(logs, said) {
					t.Errorf("answered %q, logged %s", said, logs)
				}
			})
		})
	}
}

func TestADatabaseThatIsAwayIsToldAsWhatPassesAndIsLogged(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		away := errors.New("connection refused")
		o.Unavailable = func(err error) bool { return errors.Is(err, away) }
		o.Action("claim", func(context.Context, *Request) (Response, error) { return Ack(), fmt.Errorf("load a lead: %w", away) })
		o.acked(t, "interactive", click)
		said := receive(t, o.said).Text
		before, ref, _ := strings.Cut(strings.TrimSuffix(said, ")."), " (")
		if logs := o.logs.String(); !strings.Contains(before, "I can't tell whether that was saved") || !strings.Contains(logs, ref) {
			t.Errorf("answered %q, logged %s", said, logs)
		}
	})
}

func TestAFaultInAModalKeepsWhatWasTyped(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		o.FaultText = func(string) string { return "Sorry." }
		o.Submit("qualify", func(context.Context, *Request) (Response, error) { return Ack(), errors.New("disk full") })
		want := `{"response_action":"errors","errors":{"amount":"Sorry."}}`
		if diff := cmp.Diff(decoded(t, want), decoded(t, o.acked(t, "interactive", submission))); diff != "" {
			t.Error(diff)
		}
		withoutInputs := strings.Replace(submission, `"type":"input"`, `"type":"section"`, 1)
		if body := o.acked(t, "interactive", withoutInputs); !strings.Contains(body, "update") || !strings.Contains(body, "Sorry.") {
			t.Errorf("a modal without inputs is answered with %s", body)
		}
	})
}

func TestNothingAPersonDoesStaysWithoutAnAnswer(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		if body := o.acked(t, "slash_commands", command); !strings.Contains(body, "/lead") {
			t.Errorf("an unknown command is answered with %q", body)
		}
		for name, payload := range map[string]string{
			"a button of an old card":      click,
			"a kind of click yet to come":  strings.Replace(click, "block_actions", "block_whispers", 1),
			"a shortcut that was renamed":  `{"type":"shortcut","callback_id":"old","user":{"id":"U1"}}`,
			"a payload in unknown shapes":  `{"type":"block_actions","user":"U1","actions":{"0":"claim"},"view":[1]}`,
			"a payload that is no object ": `"hello"`,
		} {
			o.acked(t, "interactive", payload)
			if got := receive(t, o.said); !strings.Contains(got.Text, "older version") {
				t.Errorf("%s is answered with %q", name, got.Text)
			}
		}
		o.acked(t, "events_api", mention) // an event without a handler is only acked
		o.acked(t, "interactive", `{"type":"view_closed","user":{"id":"U1"},"view":{"id":"V1","callback_id":"qualify"}}`)
	})
}

func TestWhatIsToBeDoneAfterTheAckIsDoneOnceAndLoggedWhenItFails(t *testing.T) {
	onBothTransports(t, func(t *testing.T, o *office) {
		done := make(chan bool, 2)
		o.Event("app_mention", always(Ack().Then(func(context.Context) error {
			done <- true
			return errors.New("the home tab is gone")
		})))
		o.acked(t, "events_api", mention)
		o.acked(t, "events_api", mention)
		receive(t, done) // the ack may arrive before the work that follows it
		o.Wait()
		if len(done) != 0 || strings.Count(o.logs.String(), "the home tab is gone") != 1 || len(o.said) != 0 {
			t.Errorf("done %d times too often, answered %d times, logged:\n%s", len(done), len(o.said), o.logs.String())
		}
	})
}

func TestRegisteringTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	m := newOffice().Mux
	m.Action("claim", nothing)
	m.Action("claim", nothing)
}

func nothing(context.Context, *Request) (Response, error) { return Ack(), nil }
