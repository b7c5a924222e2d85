package page_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestACommandCanBeCompletedAndSentWithTheKeyboard(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click("[data-testid=composer]")
	b.Keys("/le")
	b.Sees(`document.querySelector(".suggestions [aria-selected=true] .menu-text")?.textContent.startsWith("/lead")`)
	b.Keys(kb.Enter)
	b.Sees(`document.querySelector("[data-testid=composer]").value === "/lead "`)
	b.Keys("mine")
	b.Keys(kb.Enter)
	wantBody(t, b.sent("command"), object{"user": "U1", "channel": "C1", "command": "/lead", "text": "mine"})
	b.Sees(`document.querySelector("[data-testid=composer]").value === ""`)
}

func TestAMessageIsSentAsTyped(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click("[data-testid=composer]")
	b.Keys("<b> & @ben, *look*")
	b.Keys(kb.Enter)
	wantBody(t, b.sent("message"), object{"text": "<b> & @ben, *look*", "thread_ts": "", "channel": "C1"})
}

func TestAThreadOpensInItsPaneAndAcceptsReplies(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(inLead("[data-testid=thread-open]"))
	b.Sees(`document.querySelectorAll("[data-testid=thread] [data-testid=message]").length === 4`)
	if query := b.Eval(`location.search`); !strings.Contains(query, "thread="+hotLead) {
		t.Errorf("the address is %s", query)
	}
	b.Click("[data-testid=thread-composer]")
	b.Keys("On it")
	b.Keys(kb.Enter)
	wantBody(t, b.sent("message"), object{"text": "On it", "thread_ts": hotLead})
	b.Keys("/lead mine")
	b.Keys(kb.Enter)
	b.Sees(`document.querySelector("#notices").textContent.includes("not supported in threads")`)
	b.Keys(kb.Escape)
	b.Sees(`document.querySelector("[data-testid=thread]").hidden`)
}

// newMessage returns a message that is newer than all others.
func newMessage(text string) object {
	return object{"type": "message", "user": "U2", "ts": "1893456000.000100", "text": text}
}

func TestAMessageThatArrivesWhileThePageOpensIsShown(t *testing.T) {
	t.Parallel()
	f := newFakeSlack(t)
	shown := make(chan struct{}, 64)
	f.answering = func() { shown <- struct{}{} }
	f.connecting = func() {
		<-shown
		f.mu.Lock()
		f.messages["C1"] = append(f.messages["C1"], newMessage("just before you could hear it"))
		f.mu.Unlock()
	}
	openTab(t, f, "?user=U1&channel=C1").Sees(`document.querySelector("#conversation").textContent.includes("just before you could hear it")`)
}

// The first response is held back until the page has heard of a new message. Whatever the page has requested by then, the
// older response must not replace the newer one.
func TestALateResponseDoesNotRemoveANewerMessage(t *testing.T) {
	t.Parallel()
	f := newFakeSlack(t)
	var requests atomic.Int32
	requested, connected, release := make(chan struct{}), make(chan struct{}), make(chan struct{})
	f.connected = sync.OnceFunc(func() { close(connected) })
	f.answering = func() {
		if requests.Add(1) == 1 {
			close(requested)
			<-release
		}
	}
	b := openTab(t, f, "?user=U1&channel=C1")
	<-requested
	<-connected
	f.change("C1", func() { f.messages["C1"] = append(f.messages["C1"], newMessage("overtook you")) })
	// Events are handled in order: when the notice is shown, the page has also handled the event before it.
	f.send(object{"kind": "notice", "text": "told"})
	b.Sees(`document.querySelector("#notices").textContent.includes("told")`)
	if requests.Load() > 1 {
		b.Sees(`document.querySelector("#conversation").textContent.includes("overtook you")`)
	}
	close(release)
	b.Sees(`performance.getEntriesByType("resource").filter((e) => e.name.includes("page/messages")).length > 1`)
	b.Eval(`new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(""))))`)
	b.Sees(`document.querySelector("#conversation").textContent.includes("overtook you")`)
}

func TestAChangeLeavesOtherNodesAlone(t *testing.T) {
	t.Parallel()
	b, f := openLeads(t)
	b.Eval(`(() => {
		document.querySelector('` + inLead("") + `').marked = true;
		document.querySelector('` + inLead(".actions") + `').marked = true;
		document.querySelector("[data-testid=composer]").value = "half a thought";
		document.querySelector('` + inLead("[data-action=details]") + `').focus();
		return "";
	})()`)
	f.change("C1", func() {
		card := f.messages["C1"][6]
		blocks := append([]any{}, card["blocks"].([]any)...)
		blocks[1] = object{"type": "context", "block_id": "changed", "elements": []any{object{"type": "mrkdwn", "text": "now claimed"}}}
		f.messages["C1"][6] = object{"ts": card["ts"], "user": "UBOT", "bot": true, "text": "", "blocks": blocks, "reply_count": 4}
		f.messages["C1"] = append(f.messages["C1"], object{"ts": "1795421400.000100", "user": "U2", "text": "a new one"})
	})
	b.Sees(`document.body.textContent.includes("a new one") && document.body.textContent.includes("now claimed")`)
	if got := b.Eval(`[document.querySelector('` + inLead("") + `').marked, document.querySelector('` + inLead(".actions") + `').marked,
		document.querySelector("[data-testid=composer]").value, document.activeElement.textContent].join()`); got != "true,true,half a thought,Details" {
		t.Errorf("after the change: %s", got)
	}
}

func TestARedrawnButtonKeepsTheFocus(t *testing.T) {
	t.Parallel()
	b, f := openLeads(t)
	b.Eval(`(document.querySelector('` + inLead("[data-action=details]") + `').focus(), "")`)
	f.change("C1", func() {
		card := f.messages["C1"][6]
		actions := card["blocks"].([]any)[3].(object)
		elements := append([]any{}, actions["elements"].([]any)[1:]...) // Claim goes away
		blocks := append([]any{}, card["blocks"].([]any)...)
		blocks[3] = object{"type": "actions", "block_id": actions["block_id"], "elements": elements}
		f.messages["C1"][6] = object{"ts": card["ts"], "user": "UBOT", "bot": true, "blocks": blocks}
	})
	b.Sees(`document.querySelector('` + inLead("[data-action=claim]") + `') === null`)
	b.Sees(`document.activeElement.textContent === "Details"`)
}

func TestEphemeralMessagesAreMarked(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	if got := b.Eval(`[...document.querySelectorAll("[data-testid=message]")].filter((m) => m.innerText.includes("Only visible to you")).map((m) => m.dataset.ts).join()`); got != "1795421340.000100" {
		t.Errorf("marked as ephemeral: %s", got)
	}
}

func TestTheUnreadLineIsBeforeTheFirstUnreadMessage(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	if got := b.Eval(`document.querySelector(".line.unread").nextElementSibling.dataset.ts`); got != "1795420560.000100" {
		t.Errorf("the line is before %s", got)
	}
	wantBody(t, b.sent("read"), object{"user": "U1", "channel": "C1", "ts": "1795421340.000100"})
}

func TestSwitchingTheUserChangesTheAddressAndHidesTheDraft(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click("[data-testid=composer]")
	b.Keys("Ana's draft")
	b.Click("[data-testid=user-switcher]")
	b.Click(`.menu [data-user="U2"]`)
	b.Sees(`document.querySelector("[data-testid=user-switcher]").textContent.includes("Ben Okafor")`)
	b.Sees(`location.search.startsWith("?user=U2&channel=C1")`)
	b.Sees(`document.querySelector("[data-testid=composer]").value === ""`)
}

func TestAFirstVisitShowsTheWelcome(t *testing.T) {
	t.Parallel()
	b := openTab(t, newFakeSlack(t), "")
	b.Sees(`document.querySelector("[data-testid=welcome]").innerText.startsWith("Welcome.")`)
	b.Sees(`location.search === "?user=U1&channel=C1"`)
}

func TestTheAppHasTabsForHomeAndMessages(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Click(`[data-testid=channel][data-channel="Dibs"]`)
	b.Click("[data-testid=tab-home]")
	b.Sees(`document.querySelector("[data-testid=home]").innerText.includes("Good morning, Ana.")`)
	b.Press("I'm away…")
	wantBody(t, b.sent("action"), object{"view_id": "H1", "action_id": "i'm_away…"})
}

func TestTheMessageMenuOffersMessageShortcuts(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Eval(`(document.querySelector('` + inLead(`[aria-label="More actions"]`) + `').click(), "")`)
	b.Sees(`document.querySelector(".menu")?.innerText.includes("Register a lead")`)
	b.Keys(kb.End)
	b.Keys(kb.Enter)
	wantBody(t, b.sent("shortcut"), object{"callback_id": "register_lead", "channel": "C1", "ts": hotLead})
}

func TestAPhoneShowsTheWholePageWithoutScrollingSideways(t *testing.T) {
	t.Parallel()
	b, _ := openLeads(t)
	b.Resize(390, 844)
	// The channel list slides out first.
	b.Sees(`innerWidth === 390 && getComputedStyle(document.querySelector("#sidebar")).visibility === "hidden"`)
	if got := b.Eval(`String([...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 391 && !e.closest(".table-wrap")).length)`); got != "0" {
		t.Errorf("%s elements are wider than the screen", got)
	}
	b.Click(".drawer-button")
	b.Sees(`document.querySelector("#sidebar").getBoundingClientRect().left === 0`)
	b.Click(`[data-testid=channel][data-channel="#inquiries"]`)
	b.Sees(`!document.body.classList.contains("drawer-open") && document.querySelector("h1")?.textContent === "inquiries"`)
}

func TestEveryControlHasAName(t *testing.T) {
	t.Parallel()
	for _, query := range []string{"?user=U1&channel=C1&thread=" + hotLead, "?user=U3&channel=C3", "?user=U1&channel=C4", "?user=U1&channel=D1&tab=home"} {
		t.Run(query, func(t *testing.T) {
			t.Parallel()
			f := newFakeSlack(t)
			b := openTab(t, f, query)
			b.Sees(`document.querySelector("[data-testid=message], .home .block") !== null`)
			f.show("log")
			b.Sees(`document.querySelector("[data-testid=modal]") !== null`)
			if got := b.Eval(`(() => {
				const named = (e) => e.getAttribute("aria-label") || e.innerText?.trim() || e.textContent.trim() || e.labels?.length || (e.getAttribute("aria-labelledby") ?? "").split(" ").some((id) => document.getElementById(id)?.textContent);
				const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
				return [...document.querySelectorAll("button, input, textarea, a, dialog, [role=listbox], [role=menu]")].filter((e) => !named(e)).map((e) => e.outerHTML)
					.concat(ids.filter((id, i) => ids.indexOf(id) !== i)).join("\n");
			})()`); got != "" {
				t.Errorf("elements without a name, and ids that are used twice:\n%s", got)
			}
		})
	}
}

func TestNothingIsRedrawnWhileAButtonIsHeldDown(t *testing.T) {
	t.Parallel()
	b, f := openLeads(t)
	b.Eval(`(document.dispatchEvent(new PointerEvent("pointerdown")), "")`)
	f.change("C1", func() {
		f.messages["C1"] = append(f.messages["C1"], object{"ts": "1795421400.000100", "user": "U2", "text": "a new one"})
	})
	// Events are handled in order: when the notice is shown, the page has also handled the event before it.
	f.send(object{"kind": "notice", "text": "told"})
	b.Sees(`document.querySelector("#notices").textContent.includes("told")`)
	if got := b.Eval(`String(document.body.textContent.includes("a new one"))`); got != "false" {
		t.Error("the list was redrawn while a button was down")
	}
	b.Eval(`(document.dispatchEvent(new PointerEvent("pointerup")), "")`)
	b.Sees(`document.body.textContent.includes("a new one")`)
}
