package pagetest

import (
	"fmt"
)

// Message is a message on the page.
type Message struct{ TS string }

// OpenChannel clicks a channel ("#leads"), a person or the app in the sidebar.
func (b *Tab) OpenChannel(name string) {
	b.t.Helper()
	b.Click(`[data-testid=channel][data-channel=` + js(name) + `]`)
}

// Finds waits until a message in the open channel shows all the texts, and returns the newest.
func (b *Tab) Finds(texts ...string) Message {
	b.t.Helper()
	return b.newest("#conversation", texts)
}

// FindsInThread waits until a message in the open thread shows all the texts, and returns the newest.
func (b *Tab) FindsInThread(texts ...string) Message {
	b.t.Helper()
	return b.newest("[data-testid=thread]", texts)
}

func (b *Tab) newest(pane string, texts []string) Message {
	b.t.Helper()
	ts := fmt.Sprintf(`[...document.querySelectorAll(%s)].findLast((m) => %s.every((w) => m.innerText.includes(w)))?.dataset.ts`,
		js(pane+" [data-testid=message]"), js(texts))
	return Message{wait[string](b, ts, fmt.Sprintf("find a message with %q in %s", texts, pane))}
}

// Shows waits until a message shows all the texts.
func (b *Tab) Shows(m Message, texts ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector(%s)?.innerText.includes(w))`, js(texts), js(m.css())))
}

// Text returns what a message shows now.
func (b *Tab) Text(m Message) string {
	b.t.Helper()
	return b.Eval(`document.querySelector(` + js(m.css()) + `).innerText`)
}

// PressIn clicks a button in a message. It does so by script, because the mouse would miss the button if the message
// moved when a new one arrived below it.
func (b *Tab) PressIn(m Message, label string) {
	b.t.Helper()
	b.pressButton(m.css(), label)
}

// PressInThread is PressIn for a message in the open thread.
func (b *Tab) PressInThread(m Message, label string) {
	b.t.Helper()
	b.pressButton(m.inThread(), label)
}

func (b *Tab) pressButton(in, label string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`[...document.querySelectorAll(%s)].find((e) => !e.disabled && e.innerText.trim() === %s)`, js(in+" button"), js(label)))
}

// press waits until a script finds a button, and clicks it by script.
func (b *Tab) press(button string) {
	b.t.Helper()
	b.Sees(`((button) => button && (button.focus(), button.click(), true))(` + button + `)`)
}

// OpenThread opens the thread under a message.
func (b *Tab) OpenThread(m Message) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.css()+" [data-testid=thread-open]") + `)`)
	b.Sees(`!document.querySelector("[data-testid=thread]").hidden`)
}

func (m Message) css() string { return `#conversation [data-ts="` + m.TS + `"]` }

func (m Message) inThread() string { return `#thread [data-ts="` + m.TS + `"]` }

// Says sends a message, or a command such as "/lead mine", in the open channel.
func (b *Tab) Says(text string) {
	b.t.Helper()
	b.Click("[data-testid=composer]")
	b.Keys(text)
	b.Click("#conversation .send:not([disabled])")
}

// SaysInThread sends a message in the open thread.
func (b *Tab) SaysInThread(text string) {
	b.t.Helper()
	b.Click("[data-testid=thread-composer]")
	b.Keys(text)
	b.Click("#thread .send:not([disabled])")
}

// StartOn starts a message shortcut from the menu of a message in the open thread.
func (b *Tab) StartOn(m Message, shortcut string) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.inThread()+` [aria-label="More actions"]`) + `)`)
	b.pick(shortcut)
}

// Start starts a global shortcut from the menu of the open channel's composer.
func (b *Tab) Start(shortcut string) {
	b.t.Helper()
	b.press(`document.querySelector('#conversation [aria-label="Shortcuts"]')`)
	b.pick(shortcut)
}

// Choose opens the overflow menu of a message and chooses an entry.
func (b *Tab) Choose(m Message, entry string) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.css()+" .overflow") + `)`)
	b.pick(entry)
}

// pick chooses an entry of the open menu.
func (b *Tab) pick(entry string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`[...document.querySelectorAll(".popup [role=menuitem]")].find((e) => e.querySelector(".menu-text > span").textContent === %s)`, js(entry)))
}

// HomeShows waits until the Home tab shows all the texts.
func (b *Tab) HomeShows(texts ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector("[data-testid=home]")?.innerText.includes(w))`, js(texts)))
}

// PressAtHome finds the first block of the Home tab that shows a text, and clicks the first button with a label in or
// below it.
func (b *Tab) PressAtHome(text, label string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`((blocks) => blocks.slice(blocks.findIndex((e) => e.innerText.includes(%s)))
		.flatMap((e) => [...e.querySelectorAll("button")]).find((e) => !e.disabled && e.innerText.trim() === %s))([...document.querySelectorAll(".home .block")])`,
		js(text), js(label)))
}

// ExpectDialog waits until the dialog on top has a title.
func (b *Tab) ExpectDialog(title string) {
	b.t.Helper()
	b.Sees(`document.querySelector(".view:not([hidden]) [data-testid=modal-title]")?.textContent === ` + js(title))
}

// Fill sets the field of the dialog on top whose label starts with a text. It chooses from lists, checkboxes and radio
// buttons by the text of the choice. In any other field it replaces the text.
func (b *Tab) Fill(label, value string) {
	b.t.Helper()
	field := `.view:not([hidden]) [data-testid=field][data-label^=` + js(label) + `] `
	b.Sees(`document.querySelector(` + js(field) + `) !== null`)
	switch b.Eval(`((f) => f.querySelector(".select") ? "list" : f.querySelector(".choice") ? "choices" : "text")(document.querySelector(` + js(field) + `))`) {
	case "list":
		b.Click(field + ".select")
		b.Click(`//*[@role="option"][.//*[normalize-space(text())=` + quoteXPath(value) + `]]`)
	case "choices":
		b.Click(`//*[@data-testid="field"][starts-with(@data-label, ` + quoteXPath(label) + `)]//label[.//*[normalize-space(.)=` + quoteXPath(value) + `]]`)
	default:
		input := field + ".text-input"
		b.Click(input)
		b.Eval(`(document.querySelector(` + js(input) + `).select(), "")`)
		b.Keys(value)
	}
}

// PressSubmit clicks the submit button of the dialog on top. Unlike [Tab.Submit] it expects the dialog to stay open.
func (b *Tab) PressSubmit() {
	b.t.Helper()
	b.Click(".view:not([hidden]) [data-testid=modal-submit]")
}

// DialogShows waits until the dialog on top shows all the texts.
func (b *Tab) DialogShows(texts ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector(".view:not([hidden])")?.innerText.includes(w))`, js(texts)))
}

// Submit submits the dialog and waits until all dialogs are closed.
func (b *Tab) Submit() {
	b.t.Helper()
	b.close("modal-submit")
}

// Cancel cancels the dialog and waits until all dialogs are closed.
func (b *Tab) Cancel() {
	b.t.Helper()
	b.close("modal-close")
}

func (b *Tab) close(button string) {
	b.t.Helper()
	b.Click(".view:not([hidden]) [data-testid=" + button + "]")
	b.Sees(`document.querySelector("[data-testid=modal]") === null`)
}
