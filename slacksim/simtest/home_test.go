package simtest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

const switches = `{"type":"home","blocks":[
 {"type":"section","block_id":"head","text":{"type":"mrkdwn","text":"%s"}},
 {"type":"actions","block_id":"mine","elements":[{"type":"checkboxes","action_id":"digests","options":[
   {"text":{"type":"plain_text","text":"Diary"},"value":"diary"},{"text":{"type":"plain_text","text":"Week"},"value":"week"}]}]}]}`

func TestAnUpdatedHomeViewKeepsItsValues(t *testing.T) {
	sim, client := start(t)
	ana := simtest.As(t, sim, "ana")
	publish := func(head string) {
		t.Helper()
		var view slack.HomeTabViewRequest
		if err := json.Unmarshal(fmt.Appendf(nil, switches, head), &view); err != nil {
			t.Fatal(err)
		}
		if _, err := client.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: ana.ID(), View: view}); err != nil {
			t.Fatal(err)
		}
	}
	publish("2 due")
	home := ana.ExpectHome("2 due")
	app := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})) // accepts every click
	defer app.Close()
	if err := sim.Connect(t.Context(), slacksim.Delivery{Interactions: app.URL}); err != nil {
		t.Fatal(err)
	}
	home.Fill("digests", "Week", "Diary")
	publish("1 due")
	home.Expect("1 due").ExpectWithout("2 due")
	if chosen := home.Holds("digests"); !slices.Equal(chosen, []string{"Week", "Diary"}) {
		t.Errorf("the checkboxes are %q", chosen)
	}
}
