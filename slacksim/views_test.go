package slacksim_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dibs/slacksim"
)

func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}

// modal returns a modal with one required input.
func modal(title string) slack.ModalViewRequest {
	input := slack.NewInputBlock("amount", plain("Amount"), nil, slack.NewPlainTextInputBlockElement(nil, "value"))
	return slack.ModalViewRequest{
		Type: "modal", Title: plain(title), Submit: plain("Save"), Close: plain("Cancel"), CallbackID: "qualify",
		PrivateMetadata: "lead 7", Blocks: slack.Blocks{BlockSet: []slack.Block{input}},
	}
}

// withModal returns a world in which Ana has clicked a button that opened a modal.
func withModal(t *testing.T, view slack.ModalViewRequest) *world {
	t.Helper()
	w := newWorld(t)
	w.openOnClick(view)
	w.post("#leads", text("card"), button("qualify", "Qualify", "7"))
	w.ana.Click(w.ana.Expect("#leads", "card"), "Qualify")
	w.app.handle(nil)
	return w
}

// openOnClick makes the app open a view on every click.
func (w *world) openOnClick(view slack.ModalViewRequest) {
	w.app.handle(func(r received, _ http.ResponseWriter) {
		if r.payload["type"] == "block_actions" {
			if _, err := w.client.OpenView(r.payload["trigger_id"].(string), view); err != nil {
				w.t.Errorf("open view: %v", err)
			}
		}
	})
}

// trigger clicks a button and returns the trigger id that the app got.
func (w *world) trigger() string {
	w.t.Helper()
	w.post("#leads", text("trigger card"), button("go", "Go", "1"))
	w.ana.Click(w.ana.Expect("#leads", "trigger card"), "Go")
	return w.app.lastRequest(w.t, "/interactions").payload["trigger_id"].(string)
}

func TestATriggerOpensOneViewWithinThreeSeconds(t *testing.T) {
	w := newWorld(t)
	id := w.trigger()
	if _, err := w.client.OpenViewContext(t.Context(), id, modal("Qualify")); err != nil {
		t.Fatal(err)
	}
	_, err := w.client.OpenViewContext(t.Context(), id, modal("Qualify"))
	wantError(t, err, "exchanged_trigger_id")
	late := w.trigger()
	w.clock.advance(3*time.Second + time.Millisecond)
	_, err = w.client.OpenViewContext(t.Context(), late, modal("Qualify"))
	wantError(t, err, "expired_trigger_id")
	_, err = w.client.OpenViewContext(t.Context(), "1.2.made-up", modal("Qualify"))
	wantError(t, err, "invalid_trigger_id")
}

func TestInvalidViewsAreRefusedAndDoNotUseUpTheTrigger(t *testing.T) {
	w := newWorld(t)
	id := w.trigger()
	view := modal(strings.Repeat("long ", 6))
	_, err := w.client.OpenViewContext(t.Context(), id, view)
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) || refused.Err != "invalid_arguments" || !strings.Contains(strings.Join(refused.ResponseMetadata.Messages, ""), "/view/title") {
		t.Errorf("error is %#v", err)
	}
	view = modal("Qualify")
	view.Submit = nil
	_, err = w.client.OpenViewContext(t.Context(), id, view)
	wantError(t, err, "invalid_arguments")
	if _, err := w.client.OpenViewContext(t.Context(), id, modal("Qualify")); err != nil {
		t.Errorf("the trigger was used up: %v", err)
	}
}

func TestRequiredFieldsAreCheckedBeforeTheSubmission(t *testing.T) {
	w := withModal(t, modal("Qualify"))
	before := len(w.app.requestsTo("/interactions"))
	wrong := w.ana.Submit(w.ana.ExpectView("Qualify"))
	if wrong["Amount"] == "" || len(w.app.requestsTo("/interactions")) != before {
		t.Errorf("errors are %v after %d requests", wrong, len(w.app.requestsTo("/interactions"))-before)
	}
}

func TestAnEmptyResponseClosesTheView(t *testing.T) {
	w := withModal(t, modal("Qualify"))
	if wrong := w.ana.Submit(w.ana.ExpectView("Qualify").Fill("Amount", "500")); len(wrong) != 0 {
		t.Fatalf("errors are %v", wrong)
	}
	w.ana.ExpectNoView()
	view := w.app.lastRequest(t, "/interactions").payload["view"].(map[string]any)
	value := view["state"].(map[string]any)["values"].(map[string]any)["amount"].(map[string]any)["value"].(map[string]any)["value"]
	if value != "500" || view["private_metadata"] != "lead 7" || view["hash"] == "" {
		t.Errorf("the app got %v", view)
	}
}

func TestErrorsKeepTheViewOpenWithItsValues(t *testing.T) {
	w := withModal(t, modal("Qualify"))
	w.app.respondWith(`{"response_action":"errors","errors":{"amount":"That is no number."}}`)
	v := w.ana.ExpectView("Qualify").Fill("Amount", "lots")
	if wrong := w.ana.Submit(v); wrong["Amount"] != "That is no number." {
		t.Errorf("errors are %v", wrong)
	}
	if now, open := v.Now(); !open || !strings.Contains(string(now.Values), "lots") {
		t.Errorf("the view is open %v with %s", open, now.Values)
	}
}

func TestInvalidResponsesToASubmissionAreTrouble(t *testing.T) {
	for name, body := range map[string]string{
		"ok":                        `{"ok":true}`,
		"text":                      `thanks`,
		"unknown error keys":        `{"response_action":"errors","errors":{"nowhere":"bad"}}`,
		"no errors":                 `{"response_action":"errors","errors":{}}`,
		"update to an invalid view": `{"response_action":"update","view":{"type":"modal"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := withModal(t, modal("Qualify"))
			w.app.respondWith(body)
			v := w.ana.ExpectView("Qualify").Fill("Amount", "500")
			_, err := w.ana.TrySubmit(v)
			var trouble *slacksim.Trouble
			if !errors.As(err, &trouble) || !strings.HasPrefix(trouble.Text, "We had some trouble connecting") || len(w.Troubles()) != 1 {
				t.Errorf("error is %v", err)
			}
			if _, open := v.Now(); !open {
				t.Error("the view was closed")
			}
		})
	}
}

const secondView = `{"type":"modal","title":{"type":"plain_text","text":"Second"},"blocks":[{"type":"divider"}]}`

func TestASubmissionCanUpdatePushAndClear(t *testing.T) {
	for action, check := range map[string]func(t *testing.T, w *world){
		"update": func(t *testing.T, w *world) {
			w.ana.ExpectView("Second")
			if n := len(w.Views("ana")); n != 1 {
				t.Errorf("%d views are open", n)
			}
		},
		"push": func(t *testing.T, w *world) {
			w.ana.Cancel(w.ana.ExpectView("Second"))
			w.ana.ExpectView("Qualify")
		},
		"clear": func(_ *testing.T, w *world) { w.ana.ExpectNoView() },
	} {
		t.Run(action, func(t *testing.T) {
			w := withModal(t, modal("Qualify"))
			w.app.respondWith(`{"response_action":"` + action + `","view":` + secondView + `}`)
			w.ana.Submit(w.ana.ExpectView("Qualify").Fill("Amount", "500"))
			check(t, w)
		})
	}
}

func TestAStackHoldsThreeViews(t *testing.T) {
	w := newWorld(t)
	if _, err := w.client.PushViewContext(t.Context(), w.trigger(), modal("Alone")); err == nil {
		t.Error("a view was pushed onto nothing")
	}
	if _, err := w.client.OpenViewContext(t.Context(), w.trigger(), modal("One")); err != nil {
		t.Fatal(err)
	}
	for _, title := range []string{"Two", "Three"} {
		if _, err := w.client.PushViewContext(t.Context(), w.trigger(), modal(title)); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.client.PushViewContext(t.Context(), w.trigger(), modal("Four"))
	wantError(t, err, "push_limit_reached")
	views := w.Views("ana")
	if views[2].RootID != views[0].ID || views[2].PreviousID != views[1].ID {
		t.Errorf("stack is %+v", views)
	}
}

func TestUpdatesWithAStaleHashAreRefused(t *testing.T) {
	w := withModal(t, modal("Qualify"))
	old := w.Views("ana")[0]
	v := w.ana.ExpectView("Qualify").Fill("Amount", "12")
	if _, err := w.client.UpdateViewContext(t.Context(), modal("Qualify 2"), "", old.Hash, old.ID); err != nil {
		t.Fatal(err)
	}
	if now, _ := v.Now(); now.Hash == old.Hash || !strings.Contains(string(now.Values), `"12"`) {
		t.Errorf("hash is %s, values are %s", now.Hash, now.Values)
	}
	_, err := w.client.UpdateViewContext(t.Context(), modal("Qualify 3"), "", old.Hash, old.ID)
	wantError(t, err, "hash_conflict")
	if _, err := w.client.UpdateViewContext(t.Context(), modal("Qualify 4"), "", "", old.ID); err != nil {
		t.Errorf("an update without a hash must succeed, but: %v", err)
	}
	_, err = w.client.UpdateViewContext(t.Context(), modal("Qualify"), "", "", "V404")
	wantError(t, err, "not_found")
}

func TestValuesAreLostWhenTheBlockIDChanges(t *testing.T) {
	w := withModal(t, modal("Qualify"))
	v := w.ana.ExpectView("Qualify").Fill("Amount", "12")
	changed := modal("Qualify")
	changed.Blocks.BlockSet[0].(*slack.InputBlock).BlockID = "amount-2"
	now, _ := v.Now()
	if _, err := w.client.UpdateViewContext(t.Context(), changed, "", "", now.ID); err != nil {
		t.Fatal(err)
	}
	if now, _ := v.Now(); strings.Contains(string(now.Values), `"12"`) {
		t.Errorf("values are %s", now.Values)
	}
}

func TestExternalIDsAreUnique(t *testing.T) {
	w := newWorld(t)
	view := modal("Qualify")
	view.ExternalID = "lead-7"
	if _, err := w.client.OpenViewContext(t.Context(), w.trigger(), view); err != nil {
		t.Fatal(err)
	}
	_, err := w.client.PushViewContext(t.Context(), w.trigger(), view)
	wantError(t, err, "duplicate_external_id")
	if _, err := w.client.UpdateViewContext(t.Context(), view, "lead-7", "", ""); err != nil {
		t.Errorf("update by external id: %v", err)
	}
}

func TestClosingAViewSendsViewClosedOnlyOnRequest(t *testing.T) {
	view := modal("Qualify")
	view.NotifyOnClose = true
	w := withModal(t, view)
	w.ana.Dismiss(w.ana.ExpectView("Qualify"))
	if got := w.app.lastRequest(t, "/interactions").payload; got["type"] != "view_closed" || got["is_cleared"] != true {
		t.Errorf("the app got %v", got)
	}
	w = withModal(t, modal("Qualify"))
	w.ana.Cancel(w.ana.ExpectView("Qualify"))
	if got := w.app.lastRequest(t, "/interactions").payload; got["type"] == "view_closed" {
		t.Errorf("the app got view_closed without asking: %v", got)
	}
}

func TestTheHomeTabIsPublishedForOnePerson(t *testing.T) {
	w := newWorld(t)
	home := slack.HomeTabViewRequest{Type: "home", Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewSectionBlock(plain("3 leads wait for you"), nil, nil),
		slack.NewActionBlock("b", slack.NewButtonBlockElement("mine", "x", plain("Show mine"))),
	}}}
	publish := func(hash *string) error {
		_, err := w.client.PublishViewContext(t.Context(), slack.PublishViewContextRequest{UserID: w.ana.ID(), View: home, Hash: hash})
		return err
	}
	if err := publish(nil); err != nil {
		t.Fatal(err)
	}
	v := w.ana.ExpectHome("3 leads wait for you")
	v.Click("Show mine")
	if got := w.app.lastRequest(t, "/interactions").payload; got["view"] == nil || got["channel"] != nil || got["response_url"] != nil {
		t.Errorf("the click sent %v", got)
	}
	if _, there := w.Home("ben"); there {
		t.Error("Ben has Ana's Home view")
	}
	now, _ := v.Now()
	if err := publish(&now.Hash); err != nil {
		t.Errorf("publish with the hash: %v", err)
	}
	wantError(t, publish(&now.Hash), "hash_conflict")
	w.ana.OpenHome()
	opened := w.app.eventsOfType("app_home_opened")
	if len(opened) != 1 || opened[0].event()["tab"] != "home" || opened[0].event()["view"] == nil {
		t.Errorf("events are %v", opened)
	}
}

func TestPublishingNeedsTheHomeTab(t *testing.T) {
	w := newWorld(t, func(c *slacksim.Config) { c.App.NoHomeTab = true })
	got := w.call("views.publish", jsonType, w.BotToken(), `{"user_id":"`+w.ana.ID()+`","view":{"type":"home","blocks":[]}}`)
	if got["error"] != "not_enabled" {
		t.Errorf("answer is %v", got)
	}
}

func TestExternalSelectsOfferTheAppsOptions(t *testing.T) {
	view := modal("Assign")
	view.Blocks.BlockSet = []slack.Block{slack.NewInputBlock("rep", plain("Rep"), nil,
		slack.NewOptionsSelectBlockElement("external_select", plain("Find a rep"), "rep"))}
	w := withModal(t, view)
	w.app.handle(func(r received, rw http.ResponseWriter) {
		if r.path == "/options" {
			_, _ = io.WriteString(rw, `{"options":[{"text":{"type":"plain_text","text":"Ben"},"value":"u-ben"}]}`)
		}
	})
	w.ana.Submit(w.ana.ExpectView("Assign").Fill("Rep", "Ben"))
	if request := w.app.lastRequest(t, "/options").payload; request["value"] != "Ben" || request["type"] != "block_suggestion" {
		t.Errorf("the app got %v", request)
	}
	if body := string(w.app.lastRequest(t, "/interactions").body); !strings.Contains(body, "u-ben") {
		t.Errorf("the choice is not in %s", body)
	}
}
