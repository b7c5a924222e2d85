package slacksim_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

func TestTheSignatureMatchesTheExampleFromSlacksDocumentation(t *testing.T) {
	const body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	got := slacksim.Signature("8f742231b10e8888abcd99yyyzzz85a5", time.Unix(1531420618, 0), []byte(body))
	if want := "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"; got != want {
		t.Errorf("signature is %s, want %s", got, want)
	}
}

func TestEveryRequestIsSigned(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.Now = time.Now }) // slack-go compares the timestamp with the real clock
	w.ana.Command("#leads", "/lead mine")
	w.ana.Say("#leads", "hi")
	for _, r := range append(w.app.requestsTo("/commands"), w.app.requestsTo("/events")...) {
		verifier, err := slack.NewSecretsVerifier(r.header, w.SigningSecret())
		if err != nil {
			t.Fatal(err)
		}
		_, _ = verifier.Write(r.body)
		if err := verifier.Ensure(); err != nil {
			t.Errorf("%s: %v", r.path, err)
		}
	}
}

func TestAnEventsURLMustEchoTheChallenge(t *testing.T) {
	w := newUnconnectedWorld(t)
	wrong := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }))
	defer wrong.Close()
	if err := w.Connect(t.Context(), slacksim.Delivery{Events: wrong.URL}); err == nil {
		t.Error("the URL was verified")
	}
	for _, form := range []string{"%s", "challenge=%s", `{"challenge":"%s"}`} {
		echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			_, rest, _ := strings.Cut(string(body), `"challenge":"`)
			challenge, _, _ := strings.Cut(rest, `"`)
			_, _ = io.WriteString(w, strings.ReplaceAll(form, "%s", challenge))
		}))
		if err := w.Connect(t.Context(), slacksim.Delivery{Events: echo.URL}); err != nil {
			t.Errorf("%s: %v", form, err)
		}
		echo.Close()
	}
}

func TestACommandCarriesItsPersonChannelAndText(t *testing.T) {
	w := newWorld(t)
	w.ana.Command("#leads", "/lead claim 7 <now> & here")
	form := w.app.lastRequest(t, "/commands").form
	for key, want := range map[string]string{
		"command": "/lead", "text": "claim 7 &lt;now&gt; &amp; here", "user_id": w.ana.ID(), "user_name": "ana",
		"channel_id": w.id("#leads"), "channel_name": "leads", "is_enterprise_install": "false", "api_app_id": w.App().ID,
	} {
		if form.Get(key) != want {
			t.Errorf("%s is %q, want %q", key, form.Get(key), want)
		}
	}
	w.ana.Command("@dibs", "/raw ask @ben in #leads")
	form = w.app.lastRequest(t, "/commands").form
	if want := "ask <@" + w.ben.ID() + "|ben> in <#" + w.id("#leads") + "|leads>"; form.Get("text") != want || form.Get("channel_name") != "directmessage" {
		t.Errorf("escaped text is %q in %q", form.Get("text"), form.Get("channel_name"))
	}
}

func TestTheResponseToACommandIsEphemeralByDefault(t *testing.T) {
	w := newWorld(t)
	w.app.respondWith("You have 3 leads.")
	w.ana.Command("#leads", "/lead mine")
	w.ana.ExpectPrivate("#leads", "You have 3 leads.")
	w.app.respondWith(`{"text":"Only for you"}`)
	w.ana.Command("#leads", "/lead mine")
	w.ana.ExpectPrivate("#leads", "Only for you")
	w.app.respondWith(`{"response_type":"in_channel","text":"For everyone"}`)
	w.ana.Command("#leads", "/lead summary")
	w.ben.Expect("#leads", "For everyone")
	w.ben.Expect("#leads", "/lead summary")
}

func TestAFailedCommandShowsSlacksMessage(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.Timing.Ack = 50 * time.Millisecond })
	hang := make(chan struct{})
	defer close(hang)
	for want, answer := range map[string]func(received, http.ResponseWriter){
		"operation_timeout":  func(received, http.ResponseWriter) { <-hang },
		"http_service_error": func(_ received, w http.ResponseWriter) { w.WriteHeader(http.StatusInternalServerError) },
		"http_client_error":  func(_ received, w http.ResponseWriter) { w.WriteHeader(http.StatusNotFound) },
		"dispatch_failed":    func(_ received, w http.ResponseWriter) { _, _ = io.WriteString(w, `{"blocks":[{"type":"nonsense"}]}`) },
	} {
		w.app.handle(answer)
		err := w.ana.TryCommand("#leads", "/lead mine")
		var trouble *slacksim.Trouble
		if !errors.As(err, &trouble) || trouble.Text != `/lead failed with the error "`+want+`"` {
			t.Errorf("error is %v, want %s", err, want)
		}
		w.ana.ExpectPrivate("#leads", want)
	}
}

func TestUnknownCommandsNeverReachTheApp(t *testing.T) {
	w := newWorld(t)
	if err := w.ana.TryCommand("#leads", "/ticket new"); err == nil || !strings.Contains(err.Error(), "is not a valid command") {
		t.Errorf("error is %v", err)
	}
	if got := w.app.requestsTo("/commands"); len(got) != 0 {
		t.Errorf("the app got %v", got)
	}
}

func TestAClickCarriesTheMessageAndAResponseURL(t *testing.T) {
	w := newWorld(t)
	w.post("#leads", text("Brandt GmbH"), button("claim", "Claim", "lead-7"))
	w.ana.Click(w.ana.Expect("#leads", "Brandt"), "Claim")
	p := w.app.lastRequest(t, "/interactions").payload
	action := p["actions"].([]any)[0].(map[string]any)
	if action["value"] != "lead-7" || action["action_id"] != "claim" || action["block_id"] != "buttons" || p["message"] == nil {
		t.Errorf("payload is %v", p)
	}
	for _, key := range []string{"trigger_id", "response_url", "container", "channel", "user", "team", "state"} {
		if p[key] == nil {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestAClickInAnEphemeralMessageCarriesNoMessage(t *testing.T) {
	w := newWorld(t)
	if _, err := w.client.PostEphemeralContext(t.Context(), "#leads", w.ana.ID(), text("you lost"), button("next", "Next", "1")); err != nil {
		t.Fatal(err)
	}
	w.ana.Click(w.ana.ExpectPrivate("#leads", "you lost"), "Next")
	p := w.app.lastRequest(t, "/interactions").payload
	if p["message"] != nil || p["container"].(map[string]any)["is_ephemeral"] != true {
		t.Errorf("payload is %v", p)
	}
}

func TestAClickWithoutAResponseIsTrouble(t *testing.T) {
	w := newWorld(t)
	w.app.handle(func(_ received, w http.ResponseWriter) { w.WriteHeader(http.StatusBadGateway) })
	w.post("#leads", text("card"), button("claim", "Claim", "1"))
	err := w.ana.TryClick(w.ana.Expect("#leads", "card"), "Claim")
	var trouble *slacksim.Trouble
	if !errors.As(err, &trouble) || len(w.Troubles()) == 0 {
		t.Errorf("error is %v", err)
	}
}

func TestShortcutsCarryTheMessageTheyWereStartedOn(t *testing.T) {
	w := newWorld(t)
	w.ana.Shortcut("refer")
	if p := w.app.lastRequest(t, "/interactions").payload; p["type"] != "shortcut" || p["response_url"] != nil || p["trigger_id"] == nil {
		t.Errorf("payload is %v", p)
	}
	posted := w.ben.Say("#leads", "call Brandt")
	w.ana.ShortcutOn(posted, "register")
	if p := w.app.lastRequest(t, "/interactions").payload; p["type"] != "message_action" || p["message_ts"] != posted.TS || p["response_url"] == nil {
		t.Errorf("payload is %v", p)
	}
	if err := w.Sim.Shortcut(t.Context(), "ana", "register", "", ""); err == nil {
		t.Error("a message shortcut started without a message")
	}
}

func TestOverflowsAndSelectsInMessagesReportTheChoice(t *testing.T) {
	w := newWorld(t)
	option := func(label, value string) *slack.OptionBlockObject {
		return slack.NewOptionBlockObject(value, plain(label), nil)
	}
	w.post("#leads", text("card"), slack.MsgOptionBlocks(slack.NewActionBlock("more",
		slack.NewOverflowBlockElement("menu", option("Details", "details:7"), option("Snooze", "snooze:7")),
		slack.NewOptionsSelectBlockElement("static_select", plain("Assign to"), "assign", option("Ben", "u1")),
	)))
	card := w.ana.Expect("#leads", "card", "Snooze")
	w.ana.Click(card, "Snooze")
	chosen := w.app.lastRequest(t, "/interactions").payload["actions"].([]any)[0].(map[string]any)["selected_option"].(map[string]any)
	if chosen["value"] != "snooze:7" {
		t.Errorf("chosen is %v", chosen)
	}
	w.ana.Choose(card, "Assign to", "Ben")
	if body := string(w.app.lastRequest(t, "/interactions").body); !strings.Contains(body, "u1") {
		t.Errorf("payload is %s", body)
	}
}

func TestSSLChecksExpectStatus200(t *testing.T) {
	w := newWorld(t)
	if err := w.CheckSSL(t.Context()); err != nil {
		t.Error(err)
	}
	w.app.handle(func(_ received, w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) })
	if err := w.CheckSSL(t.Context()); err == nil {
		t.Error("a refused check passed")
	}
}
