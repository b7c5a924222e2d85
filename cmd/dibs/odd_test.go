package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// oddities are requests that Slack, or a future Slack, may send although they make no sense. Each is answered in
// words, or ignored on purpose.
var oddities = []struct {
	name, payload string
	answered      string // what the person is told; empty for nothing
}{
	{"a button nobody knows", `"type":"block_actions","actions":[{"type":"button","action_id":"beam_up","value":"1"}]`, "older version"},
	{"a button without a lead", `"type":"block_actions","actions":[{"type":"button","action_id":"claim"}]`, "went wrong on our side"},
	{"a button of more than a lead", `"type":"block_actions","actions":[{"type":"button","action_id":"claim","value":"99999999999999999999"}]`, "went wrong on our side"},
	{"a button of a lead that never was", `"type":"block_actions","actions":[{"type":"button","action_id":"claim","value":"4711"}]`, "No lead has this number"},
	{"an element nobody knows", `"type":"block_actions","actions":[{"type":"hologram","action_id":"claim","value":{"x":[7]}}]`, "went wrong on our side"},
	{"a click on nothing", `"type":"block_actions","actions":[]`, "older version"},
	{"a choice without an option", `"type":"block_actions","actions":[{"type":"overflow","action_id":"more"}]`, "went wrong on our side"},
	{"a message of blocks nobody knows", `"type":"block_actions","message":{"ts":"1.2","blocks":[{"type":"quantum","spin":[1]}]},"actions":[{"type":"button","action_id":"claim","value":"4711"}]`, "No lead has this number"},
	{"a dialog nobody knows", `"type":"view_submission","view":{"callback_id":"survey","state":{"values":{}}}`, ""},
	{"a dialog without fields", `"type":"view_submission","view":{"callback_id":"log_contact","private_metadata":"1 1 x","state":{}}`, ""},
	{"a dialog of no lead", `"type":"view_submission","view":{"callback_id":"won","private_metadata":"<!channel>","state":{"values":{"x":{"x":{"type":"hologram"}}}}}`, ""},
	{"a shortcut nobody knows", `"type":"shortcut","callback_id":"make_coffee"`, ""},
	{"a shortcut on no message", `"type":"message_action","callback_id":"save_note","channel":{"id":"C0NOWHERE"}`, ""},
	{"an interaction nobody knows", `"type":"telepathy","callback_id":"claim"`, ""},
}

func TestWhatNobodyCouldMeanIsAnsweredOrIgnoredAndHarmsNothing(t *testing.T) {
	t.Parallel()
	p := start(t, setup{name: "HTTP, SQLite"})
	ana := p.as(t, "ana")
	said := make(chan string, 64)
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/"+ana.ID() {
			said <- string(body)
		}
	}))
	defer hook.Close()
	for _, odd := range oddities {
		for _, user := range []string{ana.ID(), "U0STRANGER", ""} {
			payload := fmt.Sprintf(`{%s,"user":{"id":%q},"team":{"id":"T1"},"trigger_id":"1.2.3","response_url":%q}`, odd.payload, user, hook.URL+"/"+user)
			if !json.Valid([]byte(payload)) {
				t.Fatalf("%s is not JSON: %s", odd.name, payload)
			}
			body := []byte("payload=" + url.QueryEscape(payload))
			if status, _ := p.post(t, "/slack/interactions", body, p.signed(body)); status != http.StatusOK {
				t.Fatalf("%s is answered with %d", odd.name, status)
			}
			if odd.answered == "" || user != ana.ID() {
				continue
			}
			if got := <-said; !strings.Contains(got, odd.answered) {
				t.Errorf("%s is answered with %s, which does not mention %q", odd.name, got, odd.answered)
			}
		}
	}
	for _, event := range []string{
		`{"type":"telepathy","user":{"id":["U1"]}}`, `{"type":"app_mention"}`, `{"type":"message","channel_type":"im"}`, `{"type":"app_home_opened","user":"U0STRANGER","tab":"home"}`,
		`{"type":"message","channel_type":"im","subtype":"hologram","user":"` + ana.ID() + `","text":"mine","channel":"D1","ts":"1.2"}`,
		`{"type":"user_change","user":{"id":"U0STRANGER","profile":"none"}}`, `{"type":"team_join","user":null}`, `null`, `[]`,
	} {
		body := fmt.Appendf(nil, `{"type":"event_callback","team_id":"T1","event_id":"Ev%x","event":%s}`, event, event)
		header := p.signed(body)
		header.Set("Content-Type", "application/json")
		if status, _ := p.post(t, "/slack/events", body, header); status != http.StatusOK {
			t.Errorf("the event %s is answered with %d", event, status)
		}
	}
	if text := p.out.String(); strings.Contains(text, "panic") {
		t.Errorf("something panicked:\n%s", text)
	}
	p.lead(t, hot("After All", 60))
	ana.Click(ana.Expect("#leads", "After All", "Claim"), "Claim")
	ana.ExpectPrivate("#leads", "It's yours")
}

func TestAClickThatCameTooLateOrOnAMessageThatIsGoneIsAnswered(t *testing.T) {
	inOffice(t, nil, func(t *testing.T, o office) {
		id := o.hot("", "Nadia Rahman")
		card := o.ana.Expect("#leads", "Nadia Rahman", "Claim")
		o.ana.ExpectThread(card, "Sales-ready.")
		mine := o.shown(o.ana, id)
		o.ana.Click(mine, "Claim")
		o.ana.ExpectPrivate("#general", "It's yours")
		mine = o.shown(o.ana, id)

		// Slack was slow: the dialog can no longer be opened.
		for _, code := range []string{"expired_trigger_id", "exchanged_trigger_id"} {
			o.sim.Fault("views.open", slacksim.Fault{Error: code})
			if said := o.told(o.ana, "#general", func() { o.ana.Click(mine, "Log contact") }); !strings.Contains(said, "again") {
				t.Errorf("with %s the click is answered with %q", code, said)
			}
		}
		o.ana.Click(mine, "Log contact")
		o.ana.Dismiss(o.ana.ExpectView("Log contact"))

		// Somebody deletes the card: the next change of the lead posts it again.
		form := url.Values{"token": {o.sim.BotToken()}, "channel": {card.Channel}, "ts": {card.TS}}
		resp, err := http.PostForm(o.sim.APIURL()+"chat.delete", form)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		o.ana.ExpectGone("#leads", "Nadia Rahman")
		o.ana.Click(mine, "No answer")
		again := o.ana.Expect("#leads", "Nadia Rahman", "attempt 1 of 3")
		if again.TS == card.TS {
			t.Error("the deleted card is back")
		}
		simtest.NoTrouble(t, o.sim)
	})
}
