package simtest_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

// failing stands in for a test that must fail, and records the message of Fatalf.
type failing struct {
	testing.TB
	message string
}

func (f *failing) Fatalf(format string, args ...any) {
	f.message = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// failure runs a method that must fail the test and returns its message.
func failure(t *testing.T, verb func(testing.TB)) string {
	t.Helper()
	f := &failing{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		verb(f)
	}()
	<-done
	if f.message == "" {
		t.Fatal("the method did not fail the test")
	}
	return f.message
}

func start(t *testing.T) (*slacksim.Sim, *slack.Client) {
	t.Helper()
	sim := simtest.Start(t, slacksim.Config{
		Users:    []slacksim.User{{Name: "ana"}, {Name: "ben"}},
		Channels: []slacksim.Channel{{Name: "leads"}},
		App:      slacksim.App{Name: "Dibs", Shortcuts: []slacksim.Shortcut{{CallbackID: "refer", Type: "global"}}},
	})
	return sim, slack.New(sim.BotToken(), slack.OptionAPIURL(sim.APIURL()))
}

func TestExpectFindsTheNewestMessageWithAllTheTexts(t *testing.T) {
	sim, client := start(t)
	ana := simtest.As(t, sim, "ana")
	done := make(chan struct{})
	go func() { // posts while Ana is waiting
		defer close(done)
		for _, words := range []string{"Brandt waiting", "Brandt owned", "Brandt waiting again"} {
			_, _, _ = client.PostMessage("#leads", slack.MsgOptionText(words, false))
		}
	}()
	ana.Expect("#leads", "again")
	<-done
	if m := ana.Expect("#leads", "Brandt", "waiting"); m.Text != "Brandt waiting again" {
		t.Errorf("found %q", m.Text)
	}
	if n := ana.Count("#leads", "Brandt"); n != 3 {
		t.Errorf("counted %d", n)
	}
	ana.ExpectNone("#leads", "Miller")
}

func TestAFailedExpectShowsWhatThePersonCouldSee(t *testing.T) {
	sim, client := start(t)
	if _, _, err := client.PostMessage("#leads", slack.MsgOptionText("Brandt &amp; Co", false)); err != nil {
		t.Fatal(err)
	}
	message := failure(t, func(tb testing.TB) { simtest.As(tb, sim, "ana").Within(time.Millisecond).Expect("#leads", "Miller") })
	for _, want := range []string{"ana saw no message in #leads", "Miller", "Brandt & Co"} {
		if !strings.Contains(message, want) {
			t.Errorf("the failure does not mention %q:\n%s", want, message)
		}
	}
	message = failure(t, func(tb testing.TB) {
		simtest.As(tb, sim, "ana").Click(simtest.As(tb, sim, "ana").Expect("#leads", "Brandt"), "Claim")
	})
	if !strings.Contains(message, `nothing to click called "Claim"`) {
		t.Errorf("the failure is:\n%s", message)
	}
}

func TestRepliesAreFoundInTheirThread(t *testing.T) {
	sim, client := start(t)
	ana, ben := simtest.As(t, sim, "ana"), simtest.As(t, sim, "ben")
	id, ts, err := client.PostMessage("#leads", slack.MsgOptionText("card", false))
	if err != nil {
		t.Fatal(err)
	}
	card := ana.Expect("#leads", "card")
	ana.Reply(ana.Reply(card, "mine"), "really")
	ben.ExpectThread(card, "really")
	if n := ben.CountThread(card); n != 2 {
		t.Errorf("counted %d replies", n)
	}
	if _, _, _, err := client.UpdateMessage(id, ts, slack.MsgOptionText("card, owned by Ana", false)); err != nil {
		t.Fatal(err)
	}
	ben.ExpectChange(card, "owned by Ana")
	if _, _, err := client.DeleteMessage(id, ts); err != nil {
		t.Fatal(err)
	}
	ben.ExpectGone("#leads", "card")
}

const form = `{"type":"modal","title":{"type":"plain_text","text":"Everything"},"submit":{"type":"plain_text","text":"Go"},"blocks":[
 {"type":"input","block_id":"1","label":{"type":"plain_text","text":"Words"},"element":{"type":"plain_text_input","action_id":"a"}},
 {"type":"input","block_id":"2","label":{"type":"plain_text","text":"Method"},"element":{"type":"static_select","action_id":"a","options":[
   {"text":{"type":"plain_text","text":"Phone"},"value":"phone"},{"text":{"type":"plain_text","text":"Mail"},"value":"mail"}]}},
 {"type":"input","block_id":"3","label":{"type":"plain_text","text":"Needs"},"element":{"type":"checkboxes","action_id":"a","options":[
   {"text":{"type":"plain_text","text":"Price"},"value":"price"},{"text":{"type":"plain_text","text":"Time"},"value":"time"}]}},
 {"type":"input","block_id":"4","label":{"type":"plain_text","text":"Date"},"element":{"type":"datepicker","action_id":"a"}},
 {"type":"input","block_id":"5","label":{"type":"plain_text","text":"Hour"},"element":{"type":"timepicker","action_id":"a"}},
 {"type":"input","block_id":"6","label":{"type":"plain_text","text":"Rep"},"element":{"type":"users_select","action_id":"a"}},
 {"type":"input","block_id":"7","label":{"type":"plain_text","text":"Where"},"element":{"type":"conversations_select","action_id":"a"}},
 {"type":"input","block_id":"8","label":{"type":"plain_text","text":"Due"},"element":{"type":"datetimepicker","action_id":"a"}},
 {"type":"input","block_id":"9","label":{"type":"plain_text","text":"Gut"},"element":{"type":"radio_buttons","action_id":"a","options":[
   {"text":{"type":"plain_text","text":"Good"},"value":"good"}]}}]}`

func TestEveryKindOfElementCanBeFilled(t *testing.T) {
	sim, _ := start(t)
	ana, ben := simtest.As(t, sim, "ana"), simtest.As(t, sim, "ben")
	submitted := make(chan map[string]map[string]map[string]any, 1)
	app := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var p struct {
			Type      string `json:"type"`
			TriggerID string `json:"trigger_id"`
			View      struct {
				State struct {
					Values map[string]map[string]map[string]any `json:"values"`
				} `json:"state"`
			} `json:"view"`
		}
		_ = json.Unmarshal([]byte(r.PostFormValue("payload")), &p)
		if p.Type == "view_submission" {
			submitted <- p.View.State.Values
			return
		}
		response, err := http.PostForm(sim.APIURL()+"views.open", url.Values{"token": {sim.BotToken()}, "trigger_id": {p.TriggerID}, "view": {form}})
		if err != nil {
			t.Error(err)
			return
		}
		defer response.Body.Close()
		if body, _ := io.ReadAll(response.Body); !strings.Contains(string(body), `"ok":true`) {
			t.Errorf("views.open returned %s", body)
		}
	}))
	defer app.Close()
	if err := sim.Connect(t.Context(), slacksim.Delivery{Interactions: app.URL}); err != nil {
		t.Fatal(err)
	}
	ana.Shortcut("refer")
	v := ana.ExpectView("Everything", "Words")
	if value := v.Holds("Words"); len(value) != 0 {
		t.Errorf("before typing, Words is %q", value)
	}
	v.Fill("Words", "call <them>").Fill("Method", "Mail").Fill("Needs", "Time", "Price").Fill("Date", "2026-12-01")
	v.Fill("Hour", "09:30").Fill("Rep", "ben").Fill("Where", "#leads").Fill("Due", "1764579600").Fill("Gut", "Good")
	for name, want := range map[string][]string{
		"Words": {"call <them>"}, "Method": {"Mail"}, "Needs": {"Time", "Price"}, "Due": {"1764579600"}, "Rep": {ben.ID()},
	} {
		if value := v.Holds(name); !slices.Equal(value, want) {
			t.Errorf("%s is %q, want %q", name, value, want)
		}
	}
	if wrong := ana.Submit(v); len(wrong) != 0 {
		t.Fatalf("errors are %v", wrong)
	}
	got := <-submitted
	leads, _ := sim.Channel("#leads")
	for block, want := range map[string]any{
		"1": "call <them>", "4": "2026-12-01", "5": "09:30", "6": ben.ID(), "7": leads.ID, "8": 1764579600.0,
	} {
		var have any
		for key, value := range got[block]["a"] {
			if key != "type" {
				have = value
			}
		}
		if have != want {
			t.Errorf("block %s has the value %v, want %v", block, have, want)
		}
	}
	if n := len(got["3"]["a"]["selected_options"].([]any)); n != 2 {
		t.Errorf("%d checkboxes are checked", n)
	}
	simtest.NoTrouble(t, sim)
}
