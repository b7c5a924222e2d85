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

// failing is a test that is meant to fail; it keeps what it was told.
type failing struct {
	testing.TB
	said string
}

func (f *failing) Fatalf(format string, args ...any) {
	f.said = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// failure is what a verb says when it fails the test.
func failure(t *testing.T, verb func(testing.TB)) string {
	t.Helper()
	f := &failing{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		verb(f)
	}()
	<-done
	if f.said == "" {
		t.Fatal("the verb did not fail")
	}
	return f.said
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
	go func() { // comes while Ana is waiting
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

func TestAFailedExpectShowsWhatWasThere(t *testing.T) {
	sim, client := start(t)
	if _, _, err := client.PostMessage("#leads", slack.MsgOptionText("Brandt &amp; Co", false)); err != nil {
		t.Fatal(err)
	}
	said := failure(t, func(tb testing.TB) { simtest.As(tb, sim, "ana").Within(time.Millisecond).Expect("#leads", "Miller") })
	for _, want := range []string{"ana saw no message in #leads", "Miller", "Brandt & Co"} {
		if !strings.Contains(said, want) {
			t.Errorf("the failure does not say %q:\n%s", want, said)
		}
	}
	said = failure(t, func(tb testing.TB) {
		simtest.As(tb, sim, "ana").Click(simtest.As(tb, sim, "ana").Expect("#leads", "Brandt"), "Claim")
	})
	if !strings.Contains(said, `nothing to click called "Claim"`) {
		t.Errorf("the failure says:\n%s", said)
	}
}

func TestRepliesAreSeenInTheirThread(t *testing.T) {
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

func TestEveryKindOfFieldCanBeFilled(t *testing.T) {
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
			t.Errorf("views.open answers %s", body)
		}
	}))
	defer app.Close()
	if err := sim.Connect(t.Context(), slacksim.Delivery{Interactions: app.URL}); err != nil {
		t.Fatal(err)
	}
	ana.Shortcut("refer")
	v := ana.ExpectView("Everything", "Words")
	if held := v.Holds("Words"); len(held) != 0 {
		t.Errorf("the words are %q before anybody typed", held)
	}
	v.Fill("Words", "call <them>").Fill("Method", "Mail").Fill("Needs", "Time", "Price").Fill("Date", "2026-12-01")
	v.Fill("Hour", "09:30").Fill("Rep", "ben").Fill("Where", "#leads").Fill("Due", "1764579600").Fill("Gut", "Good")
	for name, want := range map[string][]string{
		"Words": {"call <them>"}, "Method": {"Mail"}, "Needs": {"Time", "Price"}, "Due": {"1764579600"}, "Rep": {ben.ID()},
	} {
		if held := v.Holds(name); !slices.Equal(held, want) {
			t.Errorf("%s holds %q, want %q", name, held, want)
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
			t.Errorf("block %s holds %v, want %v", block, have, want)
		}
	}
	if n := len(got["3"]["a"]["selected_options"].([]any)); n != 2 {
		t.Errorf("%d boxes are checked", n)
	}
	simtest.NoTrouble(t, sim)
}
