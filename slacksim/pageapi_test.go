package slacksim_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// page makes one request of the page API.
func (w *world) page(method, path, body string) map[string]any {
	w.t.Helper()
	base := strings.TrimSuffix(w.APIURL(), "/api/")
	r, err := http.NewRequestWithContext(w.t.Context(), method, base+"/page/"+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer response.Body.Close()
	var got map[string]any
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		w.t.Fatalf("%s answered %s: %v", path, response.Status, err)
	}
	return got
}

// pageChannel is a channel as the page gets it.
func (w *world) pageChannel(user, id string) map[string]any {
	w.t.Helper()
	for _, c := range w.page("GET", "state?user="+user, "")["channels"].([]any) {
		if c := c.(map[string]any); c["id"] == id {
			return c
		}
	}
	return nil
}

func TestThePageIsServed(t *testing.T) {
	w := newWorld(t)
	response, err := http.Get(strings.TrimSuffix(w.APIURL(), "api/"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, _ := io.ReadAll(response.Body)
	if response.StatusCode != 200 || !strings.Contains(strings.ToLower(string(body)), "<html") {
		t.Errorf("answer is %s: %.100s", response.Status, body)
	}
}

func TestThePageShowsWhatThePersonCanSee(t *testing.T) {
	w := newWorld(t)
	state := w.page("GET", "state?user="+w.ana.ID(), "")
	if state["me"] != w.ana.ID() || len(state["users"].([]any)) != 4 || len(state["app"].(map[string]any)["commands"].([]any)) != 2 {
		t.Errorf("state is %v", state)
	}
	if im := w.pageChannel(w.ana.ID(), w.id("@ana")); im["kind"] != "im" || im["peer"] != w.App().BotUserID {
		t.Errorf("direct message is %v", im)
	}
	if w.pageChannel(w.ana.ID(), w.id("#secret")) == nil || w.pageChannel(w.ben.ID(), w.id("#secret")) != nil {
		t.Error("the private channel must be shown to its member only")
	}
	if got := w.page("GET", "messages?user="+w.ben.ID()+"&channel="+w.id("#secret"), ""); got["ok"] != false {
		t.Errorf("Ben can read the private channel: %v", got)
	}
}

func TestUnreadMessagesAndMentionsAreCountedPerPerson(t *testing.T) {
	w := newWorld(t)
	leads := w.id("#leads")
	_, ts := w.post("#leads", text("for <@"+w.ana.ID()+">"))
	w.post("#leads", text("a reply"), slack.MsgOptionTS(ts))
	_, last := w.post("#leads", text("for all"))
	if c := w.pageChannel(w.ana.ID(), leads); c["unread"] != 2.0 || c["mentions"] != 1.0 {
		t.Errorf("Ana's channel is %v", c)
	}
	w.page("POST", "read", `{"user":"`+w.ana.ID()+`","channel":"`+leads+`","ts":"`+last+`"}`)
	if c := w.pageChannel(w.ana.ID(), leads); c["unread"] != 0.0 || c["mentions"] != 0.0 {
		t.Errorf("after reading, Ana's channel is %v", c)
	}
	if c := w.pageChannel(w.ben.ID(), leads); c["unread"] != 2.0 || c["mentions"] != 0.0 {
		t.Errorf("Ben's channel is %v", c)
	}
}

func TestAClickOnAButtonThatWasJustReplacedReachesTheApp(t *testing.T) {
	w := newWorld(t)
	channel, ts := w.post("#leads", text("card"), button("claim", "Claim", "7"))
	if _, _, _, err := w.client.UpdateMessageContext(t.Context(), channel, ts, text("card"), slack.MsgOptionBlocks(slack.NewActionBlock("later",
		slack.NewButtonBlockElement("close", "7", slack.NewTextBlockObject("plain_text", "Close", false, false))))); err != nil {
		t.Fatal(err)
	}
	click := func(block, action string) map[string]any {
		return w.page("POST", "action", fmt.Sprintf(`{"user":%q,"channel":%q,"ts":%q,"block_id":%q,"action_id":%q,"value":"7"}`,
			w.ana.ID(), channel, ts, block, action))
	}
	if got := click("buttons", "claim"); got["ok"] != true {
		t.Errorf("the click on the old button returned %v", got)
	}
	action := w.app.lastRequest(t, "/interactions").payload["actions"].([]any)[0].(map[string]any)
	if action["block_id"] != "buttons" || action["action_id"] != "claim" || action["value"] != "7" {
		t.Errorf("the app was sent %v, want the button that was clicked", action)
	}
	if got := click("buttons", "close"); got["ok"] == true {
		t.Error("a button was clicked that never was there")
	}
}

func TestInteractionsOnThePageReachTheApp(t *testing.T) {
	w := newWorld(t)
	leads, ana := w.id("#leads"), w.ana.ID()
	if got := w.page("POST", "message", `{"user":"`+ana+`","channel":"`+leads+`","text":"hello"}`); got["ok"] != true {
		t.Fatalf("message: %v", got)
	}
	w.openOnClick(modal("Qualify"))
	_, ts := w.post("#leads", text("card"), button("qualify", "Qualify", "7"))
	got := w.page("POST", "action", `{"user":"`+ana+`","channel":"`+leads+`","ts":"`+ts+`","block_id":"buttons","action_id":"qualify","value":"7"}`)
	if got["ok"] != true {
		t.Fatalf("action: %v", got)
	}
	views := w.page("GET", "state?user="+ana, "")["views"].([]any)
	id := views[0].(map[string]any)["id"].(string)
	if got := w.page("POST", "submit", `{"user":"`+ana+`","view_id":"`+id+`","values":{}}`); got["errors"].(map[string]any)["amount"] == nil {
		t.Errorf("an empty submission returned %v", got)
	}
	values := `{"amount":{"value":{"type":"plain_text_input","value":"500"}}}`
	if got := w.page("POST", "submit", `{"user":"`+ana+`","view_id":"`+id+`","values":`+values+`}`); got["ok"] != true || got["errors"] != nil {
		t.Errorf("the submission returned %v", got)
	}
	w.ana.ExpectNoView()
	w.app.handle(func(_ received, rw http.ResponseWriter) { rw.WriteHeader(500) })
	got = w.page("POST", "command", `{"user":"`+ana+`","channel":"`+leads+`","command":"/lead","text":"mine"}`)
	if got["ok"] != false || got["error"] != `/lead failed with the error "http_service_error"` {
		t.Errorf("a failed command returned %v", got)
	}
	messages := w.page("GET", "messages?user="+ana+"&channel="+leads, "")["messages"].([]any)
	if last := messages[len(messages)-1].(map[string]any); last["ephemeral"] != true || len(messages) != 3 {
		t.Errorf("messages are %v", messages)
	}
}

func TestThePageGetsEventsForChanges(t *testing.T) {
	w := newWorld(t)
	base := strings.TrimSuffix(w.APIURL(), "/api/")
	response, err := http.Get(base + "/page/events?user=" + w.ben.ID())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	lines := bufio.NewScanner(response.Body)
	lines.Scan() // connected
	w.ana.Say("#secret", "not for Ben")
	posted := w.ana.Say("#leads", "for everyone")
	for lines.Scan() {
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		if want := `{"kind":"message","channel":"` + posted.Channel + `"}`; data != want {
			t.Errorf("first event is %s, want %s", data, want)
		}
		return
	}
}

func TestThePageGetsHomeViewsAndSuggestions(t *testing.T) {
	w := newWorld(t)
	ana := w.ana.ID()
	if got := w.page("GET", "home?user="+ana, ""); got["view"] != nil {
		t.Errorf("before publishing, the Home view is %v", got)
	}
	home := slack.HomeTabViewRequest{Type: "home", Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewActionBlock("find", slack.NewOptionsSelectBlockElement("external_select", plain("Find"), "lead")),
	}}}
	if _, err := w.client.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: ana, View: home}); err != nil {
		t.Fatal(err)
	}
	view := w.page("GET", "home?user="+ana, "")["view"].(map[string]any)
	w.app.respondWith(`{"options":[{"text":{"type":"plain_text","text":"Brandt"},"value":"7"}]}`)
	ask := `{"user":"` + ana + `","view_id":"` + view["id"].(string) + `","block_id":"find","action_id":"lead","value":"bra"}`
	if got := w.page("POST", "options", ask); len(got["options"].([]any)) != 1 {
		t.Errorf("suggestions are %v", got)
	}
	for _, nonsense := range []string{`[]`, `{}`, `{"options":[{"text":"x"}]}`} {
		w.app.respondWith(nonsense)
		if got := w.page("POST", "options", ask); got["ok"] != false {
			t.Errorf("%s is accepted as suggestions: %v", nonsense, got)
		}
	}
	w.app.respondWith("")
	for path, body := range map[string]string{
		"home":     `{"user":"` + ana + `","tab":"messages"}`,
		"status":   `{"user":"` + ana + `","emoji":":bus:","text":"On the way","expiration":1864000000}`,
		"shortcut": `{"user":"` + ana + `","callback_id":"refer"}`,
	} {
		if got := w.page("POST", path, body); got["ok"] != true {
			t.Errorf("%s returned %v", path, got)
		}
	}
	if got := w.page("POST", "close", `{"user":"`+ana+`","view_id":"V404"}`); got["ok"] != false {
		t.Errorf("closing a view that does not exist returned %v", got)
	}
}
