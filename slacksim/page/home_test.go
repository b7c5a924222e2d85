package page_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// longHome is a Home view with a heading, many leads, and some inputs at the end.
func longHome(head string) object {
	words := func(kind, text string) object { return object{"type": kind, "text": text} }
	option := func(name string) object { return object{"text": words("plain_text", name), "value": name} }
	blocks := []any{object{"type": "section", "block_id": "head", "text": words("mrkdwn", head)}}
	for i := range 50 {
		blocks = append(blocks, object{
			"type": "section", "block_id": fmt.Sprint("lead", i), "text": words("mrkdwn", fmt.Sprintf("*Brandt %d* · %s", i, head)),
			"accessory": object{"type": "button", "action_id": "claim", "value": fmt.Sprint(i), "text": words("plain_text", "Claim")},
		})
	}
	return object{"id": "H1", "type": "home", "hash": head, "values": object{}, "blocks": append(blocks,
		object{"type": "actions", "block_id": "mine", "elements": []any{
			object{"type": "checkboxes", "action_id": "digests", "options": []any{option("Diary"), option("Week")}},
			object{"type": "static_select", "action_id": "team", "placeholder": words("plain_text", "Which team"), "options": []any{option("EMEA"), option("DACH")}},
			object{"type": "datepicker", "action_id": "until"},
		}})}
}

func openLongHome(t *testing.T) (*tab, *fakeSlack) {
	t.Helper()
	f := newFakeSlack(t)
	f.views["home"] = longHome("2 due")
	b := openTab(t, f, "?user=U1&channel=D1&tab=home")
	b.Sees(`document.querySelector(".home").innerText.includes("2 due")`)
	return b, f
}

func TestAnUpdatedHomeViewKeepsScrollPositionAndFocus(t *testing.T) {
	t.Parallel()
	b, f := openLongHome(t)
	focused := `document.activeElement.closest("[data-block]")?.dataset.block`
	b.Eval(`(document.querySelector('[data-block="lead30"]').scrollIntoView(), document.querySelector('[data-block="lead32"] button').focus({ preventScroll: true }), "")`)
	at := b.Eval(`String(document.querySelector(".home").scrollTop)`)
	f.mu.Lock()
	f.views["home"] = longHome("1 due")
	f.mu.Unlock()
	f.send(object{"kind": "home"})
	b.Sees(`document.querySelector(".home").innerText.includes("1 due")`)
	if now := b.Eval(`String(document.querySelector(".home").scrollTop)`); now != at || at == "0" {
		t.Errorf("the scroll position changed from %s to %s", at, now)
	}
	if got := b.Eval(focused); got != "lead32" {
		t.Errorf("the focus moved to %q", got)
	}
}

func TestInputsOfAHomeViewSendTheirActions(t *testing.T) {
	t.Parallel()
	b, _ := openLongHome(t)
	b.Click(`//label[.//*[text()="Week"]]`)
	got := b.sent("action")
	wantBody(t, got, object{"user": "U1", "view_id": "H1", "block_id": "mine", "action_id": "digests"})
	if chosen, ok := got["value"].([]any); !ok || len(chosen) != 1 {
		t.Errorf("chosen is %v", got["value"])
	}
	b.Click(`[data-block="mine"] .select`)
	b.Click(`.popup [data-key="DACH"]`)
	wantBody(t, b.sent("action"), object{"action_id": "team"})
	b.Eval(`((d) => { d.value = "2026-12-01"; d.dispatchEvent(new Event("change")); return "" })(document.querySelector('[data-block="mine"] input[type=date]'))`)
	wantBody(t, b.sent("action"), object{"action_id": "until", "value": "2026-12-01"})
}

func TestMentionsAndMessageShortcutsWorkInAThread(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(inLead("[data-testid=thread-open]"))
	b.Click("[data-testid=thread-composer]")
	b.Keys("@di")
	b.Sees(`document.querySelector("#thread .suggestions [aria-selected=true] .menu-text")?.textContent.startsWith("Dibs")`)
	b.Keys(kb.Enter)
	b.Keys("who owns this?")
	b.Keys(kb.Enter)
	wantBody(t, b.sent("message"), object{"text": "@dibs who owns this?", "thread_ts": hotLead})

	reply := "1795421160.000100"
	b.Eval(`(document.querySelector('#thread [data-ts="` + reply + `"] [aria-label="More actions"]').click(), "")`)
	b.Click(`//button[@role="menuitem"][.//*[text()="Register a lead"]]`)
	wantBody(t, b.sent("shortcut"), object{"user": "U1", "channel": "C1", "ts": reply, "callback_id": "register_lead"})
}
