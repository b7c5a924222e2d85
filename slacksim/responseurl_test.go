package slacksim_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim/simtest"
)

// afterClick returns a world in which Ana has clicked in a card, the card, and the response URL that the app got.
func afterClick(t *testing.T) (*world, simtest.Message, string) {
	t.Helper()
	w := newWorld(t)
	w.post("#leads", text("card"), button("claim", "Claim", "1"))
	card := w.ana.Expect("#leads", "card")
	w.ana.Click(card, "Claim")
	return w, card, w.app.lastRequest(t, "/interactions").payload["response_url"].(string)
}

// respond posts a body to a response URL.
func respond(t *testing.T, url, body string) (status int, answer string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(got)
}

func TestAResponseIsEphemeralByDefault(t *testing.T) {
	w, _, url := afterClick(t)
	if status, body := respond(t, url, `{"text":"You claimed it"}`); status != 200 || body != "ok" {
		t.Fatalf("answer is %d %q", status, body)
	}
	w.ana.ExpectPrivate("#leads", "You claimed it")
	if got := w.Ephemerals("#leads", "ben"); len(got) != 0 {
		t.Errorf("Ben sees %v", got)
	}
	respond(t, url, `{"response_type":"in_channel","text":"Ana claimed it"}`)
	w.ben.Expect("#leads", "Ana claimed it")
}

func TestAResponseCanReplaceAndDeleteTheOriginal(t *testing.T) {
	w, card, url := afterClick(t)
	if err := slack.PostWebhookContext(t.Context(), url, &slack.WebhookMessage{Text: "taken", ReplaceOriginal: true}); err != nil {
		t.Fatal(err)
	}
	if now := w.ben.Again(card); now.Text != "taken" || now.Blocks != nil {
		t.Errorf("card is %q with %s", now.Text, now.Blocks)
	}
	respond(t, url, `{"delete_original":true}`)
	w.ben.ExpectGone("#leads", "taken")
	if status, body := respond(t, url, `{"delete_original":true}`); status != 400 || body != "message_not_found" {
		t.Errorf("a second deletion returned %d %q", status, body)
	}
}

func TestAnEphemeralOriginalStaysEphemeralWhenReplaced(t *testing.T) {
	w, _, url := afterClick(t)
	respond(t, url, `{"text":"Sure?","blocks":[{"type":"actions","elements":[{"type":"button","action_id":"y","text":{"type":"plain_text","text":"Yes"}}]}]}`)
	private := w.ana.ExpectPrivate("#leads", "Yes")
	w.ana.Click(private, "Yes")
	again := w.app.lastRequest(t, "/interactions").payload["response_url"].(string)
	respond(t, again, `{"replace_original":true,"response_type":"in_channel","text":"Done"}`)
	w.ana.ExpectPrivate("#leads", "Done")
	w.ana.ExpectNone("#leads", "Done")
	respond(t, again, `{"delete_original":true}`)
	if _, there := w.MessageFor("ana", "#leads", private.TS); there {
		t.Error("the ephemeral message is still there")
	}
}

func TestAResponseURLCanBeUsedFiveTimes(t *testing.T) {
	_, _, url := afterClick(t)
	for i := range 5 {
		if status, body := respond(t, url, fmt.Sprintf(`{"text":"%d"}`, i)); status != 200 {
			t.Fatalf("request %d returned %d %q", i, status, body)
		}
	}
	if status, _ := respond(t, url, `{"text":"six"}`); status != 404 {
		t.Errorf("the sixth request returned %d", status)
	}
}

func TestAResponseURLExpiresAfterThirtyMinutes(t *testing.T) {
	w, _, url := afterClick(t)
	w.clock.advance(30*time.Minute + time.Second)
	if status, _ := respond(t, url, `{"text":"late"}`); status != 404 {
		t.Errorf("a late request returned %d", status)
	}
}

func TestInvalidResponsesAreRefused(t *testing.T) {
	for body, want := range map[string]string{
		`nonsense`:                            "invalid_payload",
		`{"text":""}`:                         "no_text",
		`{"blocks":[{"type":"what"}]}`:        "invalid_blocks",
		`{"text":"x","response_type":"loud"}`: "invalid_payload",
	} {
		_, _, url := afterClick(t)
		if status, got := respond(t, url, body); status != 400 || got != want {
			t.Errorf("%s returned %d %q, want %s", body, status, got, want)
		}
	}
}
