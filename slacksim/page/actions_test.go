package page_test

import (
	"encoding/json"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

const hotLead = "1795420800.000100"

func openLeads(t *testing.T) (*tab, *fakeSlack) {
	t.Helper()
	f := newFakeSlack(t)
	b := openTab(t, f, "?user=U1&channel=C1")
	b.Sees(`document.querySelector('[data-ts="` + hotLead + `"]') !== null`)
	return b, f
}

// inLead returns a selector for something in the hot lead's card.
func inLead(css string) string { return `[data-ts="` + hotLead + `"] ` + css }

func wantBody(t *testing.T, got, want object) {
	t.Helper()
	for k, v := range want {
		if diff := cmp.Diff(v, got[k]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", k, diff)
		}
	}
}

func TestClickingAButtonSendsItsAction(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(inLead(`[data-action="claim"]`))
	wantBody(t, b.sent("action"), object{"user": "U1", "channel": "C1", "ts": hotLead, "action_id": "claim", "value": "1042"})
}

func TestConfirmAsksBeforeTheAction(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(inLead(`[data-action="not_a_fit"]`))
	b.Sees(`document.activeElement.textContent === "Keep it"`)
	b.Keys(kb.Escape)
	b.Sees(`document.querySelector("[data-testid=confirm]") === null`)
	b.Click(inLead(`[data-action="not_a_fit"]`))
	b.Click(`[data-testid=confirm] .danger`)
	wantBody(t, b.sent("action"), object{"action_id": "not_a_fit"})
	if n := len(b.f.posts); n != 0 {
		t.Errorf("%d more requests: the unconfirmed click was sent too", n)
	}
}

func TestOverflowSendsTheChosenOption(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(inLead(".overflow"))
	b.Sees(`document.activeElement.textContent === "Assign to…"`)
	b.Keys(kb.ArrowDown)
	b.Keys(kb.Enter)
	got := b.sent("action")
	wantBody(t, got, object{"action_id": "more"})
	if option, ok := got["value"].(object); !ok || option["value"] != "snooze" {
		t.Errorf("value is %v, want the whole option Snooze", got["value"])
	}
}

func openModal(t *testing.T) (*tab, *fakeSlack) {
	t.Helper()
	b, f := openLeads(t)
	f.show("log")
	b.Sees(`document.querySelector("[data-testid=modal-title]")?.textContent === "Log contact"`)
	return b, f
}

func field(label string) string { return `[data-testid=field][data-label="` + label + `"] ` }

func TestTheErrorForARequiredFieldIsShownUnderIt(t *testing.T) {
	t.Parallel()
	b, _ := openModal(t)
	b.Click("[data-testid=modal-submit]")
	b.Sees(`document.querySelector('` + field("What happened?") + `[data-testid=field-error]').textContent === "Please complete this required field."`)
	b.Sees(`document.activeElement === document.querySelector('` + field("What happened?") + `.select')`)
	if got := b.Eval(`document.querySelector('` + field("What happened?") + `.select').getAttribute("aria-invalid")`); got != "true" {
		t.Errorf("aria-invalid is %q", got)
	}
	if len(b.f.posts) > 0 && (<-b.f.posts).path == "submit" {
		t.Error("the view was submitted without a required field")
	}
}

func TestTheAppsErrorsAreShownUnderTheirFieldsAndKeepTheInput(t *testing.T) {
	t.Parallel()
	b, f := openModal(t)
	f.errors = object{"next_step": "Say what you will do, and for whom."}
	b.Click(field("What happened?") + ".select")
	b.Click(`.popup [data-key="voicemail"]`)
	b.Type(field("Note")+"textarea", "Wants a quote for 40 seats.")
	b.Click("[data-testid=modal-submit]")
	b.Sees(`document.querySelector('` + field("Next step") + `[data-testid=field-error]').textContent === "Say what you will do, and for whom."`)
	if note := b.Eval(`document.querySelector('` + field("Note") + `textarea').value`); note != "Wants a quote for 40 seats." {
		t.Errorf("the note is now %q", note)
	}
	// Changing the field removes its error, and the next submission closes the modal.
	b.Type(field("Next step")+"input", " on Tuesday")
	b.Sees(`document.querySelector('` + field("Next step") + `[data-testid=field-error]').textContent === ""`)
	f.mu.Lock()
	f.errors = nil
	f.mu.Unlock()
	b.sent("submit")
	b.Click("[data-testid=modal-submit]")
	b.sent("submit")
	b.Sees(`document.querySelector("[data-testid=modal]") === null`)
}

func TestASubmissionContainsTheStateOfEveryElement(t *testing.T) {
	t.Parallel()
	b, _ := openModal(t)
	b.Click(field("How did you reach out?") + ".choice:nth-child(2) input")
	b.Click(field("What happened?") + ".select")
	b.Click(`.popup [data-key="reached"]`)
	b.Click(field("With whom") + ".select")
	b.Click(`.popup [data-key="U3"]`)
	b.Click(`.popup [data-key="U2"]`)
	b.Keys(kb.Escape)
	b.Click(field("Company") + ".select")
	b.Type(".popup .option-search", "brandt")
	b.Click(`.popup [data-key="7"]`)
	b.Click("[data-testid=modal-submit]")
	got := b.sent("submit")
	wantBody(t, got, object{"user": "U1", "view_id": "V1"})
	var want object
	if err := json.Unmarshal([]byte(`{
		"how_did_you_reach_out": {"x": {"type": "radio_buttons", "selected_option": {"text": {"type": "plain_text", "text": "E-mail", "emoji": true}, "value": "e-mail"}}},
		"what_happened": {"x": {"type": "static_select", "selected_option": {"text": {"type": "plain_text", "text": "Reached", "emoji": true}, "value": "reached"}}},
		"note": {"x": {"type": "plain_text_input", "value": null}},
		"next_step": {"x": {"type": "plain_text_input", "value": "Send offer"}},
		"when": {"x": {"type": "datetimepicker", "selected_date_time": 1795525200}},
		"with_whom": {"x": {"type": "multi_users_select", "selected_users": ["U3", "U2"]}},
		"their_e-mail": {"x": {"type": "email_text_input", "value": null}},
		"company": {"x": {"type": "external_select", "selected_option": {"text": {"type": "plain_text", "text": "Brandt Logistik"}, "value": "7"}}}
	}`), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got["values"]); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
}

func TestAModalKeepsItsInputUnderAPushedOne(t *testing.T) {
	t.Parallel()
	b, f := openModal(t)
	b.Type(field("Note")+"textarea", "kept")
	f.show("log", "push")
	b.Sees(`document.querySelector(".view:not([hidden]) [data-testid=modal-title]")?.textContent === "Pick a date"`)
	b.Keys(kb.Escape)
	wantBody(t, b.sent("close"), object{"view_id": "V2", "clear": false})
	b.Sees(`document.querySelector(".view:not([hidden]) [data-testid=modal-title]")?.textContent === "Log contact"`)
	if note := b.Eval(`document.querySelector('` + field("Note") + `textarea').value`); note != "kept" {
		t.Errorf("the note is now %q", note)
	}
}

func TestTabStaysInsideTheModal(t *testing.T) {
	t.Parallel()
	b, _ := openModal(t)
	// This is twice the number of controls in the modal, so the focus goes round at least once.
	for range 40 {
		b.Keys(kb.Tab)
		if got := b.Eval(`document.activeElement.closest("dialog") ? "inside" : document.activeElement.outerHTML`); got != "inside" {
			t.Fatalf("the focus is on %s", got)
		}
	}
}

func TestEscapeClosesAListBeforeItsModal(t *testing.T) {
	t.Parallel()
	b, _ := openModal(t)
	b.Click(field("What happened?") + ".select")
	b.Sees(`document.activeElement.getAttribute("role") === "option"`)
	b.Keys(kb.Escape)
	b.Sees(`document.querySelector(".popup:not([hidden])") === null`)
	b.Sees(`document.activeElement === document.querySelector('` + field("What happened?") + `.select')`)
	b.Sees(`document.querySelector("[data-testid=modal]") !== null`)
	b.Keys(kb.Escape)
	wantBody(t, b.sent("close"), object{"view_id": "V1", "clear": false})
}

func TestAModalUpdatedByTheAppKeepsItsInput(t *testing.T) {
	t.Parallel()
	b, f := openModal(t)
	b.Type(field("Note")+"textarea", "half a")
	f.mu.Lock()
	redrawn := object{}
	for k, v := range f.views["log"] {
		redrawn[k] = v
	}
	blocks := []any{object{"type": "header", "block_id": "new", "text": object{"type": "plain_text", "text": "Pressure limit passed"}}}
	for _, raw := range redrawn["blocks"].([]any) {
		block := object{}
		for k, v := range raw.(object) {
			block[k] = v
		}
		block["hint"] = object{"type": "plain_text", "text": "drawn again"} // so that every field is redrawn
		blocks = append(blocks, block)
	}
	redrawn["blocks"] = blocks
	f.views["log"] = redrawn
	f.mu.Unlock()
	f.show("log")
	b.Sees(`document.querySelector("[data-testid=modal]").innerText.includes("Pressure limit passed")`)
	b.Sees(`document.activeElement === document.querySelector('` + field("Note") + `textarea')`)
	b.Keys(" thought")
	if note := b.Eval(`document.querySelector('` + field("Note") + `textarea').value`); note != "half a thought" {
		t.Errorf("the note is now %q", note)
	}
}
