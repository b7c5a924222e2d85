package pagetest

import (
	"fmt"

	"github.com/chromedp/chromedp"
)

// Message is a message on the page, found by what it shows.
type Message struct{ TS string }

// OpenChannel clicks a channel ("#leads"), a person or the app in the list at the side.
func (b *Tab) OpenChannel(name string) {
	b.t.Helper()
	b.Click(`[data-testid=channel][data-channel=` + js(name) + `]`)
}

// Finds waits for the newest message in the open channel that shows all words.
func (b *Tab) Finds(words ...string) Message {
	b.t.Helper()
	return b.newest("#conversation", words)
}

// FindsInThread waits for the newest message in the open thread that shows all words.
func (b *Tab) FindsInThread(words ...string) Message {
	b.t.Helper()
	return b.newest("[data-testid=thread]", words)
}

// newest is an expression so that it can be waited for: its value is the message's ts.
func (b *Tab) newest(pane string, words []string) Message {
	b.t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll(%s)].findLast((m) => %s.every((w) => m.innerText.includes(w)))?.dataset.ts`,
		js(pane+" [data-testid=message]"), js(words))
	return Message{Do(b, chromedp.Poll[string](find, forever), fmt.Sprintf("there is no message with %q in %s", words, pane))}
}

// Shows waits until a message shows all words.
func (b *Tab) Shows(m Message, words ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector(%s)?.innerText.includes(w))`, js(words), js(m.css())))
}

// Text is what a message shows now.
func (b *Tab) Text(m Message) string {
	b.t.Helper()
	return b.Eval(`document.querySelector(` + js(m.css()) + `).innerText`)
}

// PressIn presses a button of a message. It does so without the mouse, which would miss a message that moves because a
// new one comes in below it.
func (b *Tab) PressIn(m Message, label string) {
	b.t.Helper()
	b.pressButton(m.css(), label)
}

// PressInThread is PressIn for a message of the open thread.
func (b *Tab) PressInThread(m Message, label string) {
	b.t.Helper()
	b.pressButton(m.inThread(), label)
}

func (b *Tab) pressButton(in, label string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`[...document.querySelectorAll(%s)].find((e) => !e.disabled && e.innerText.trim() === %s)`, js(in+" button"), js(label)))
}

// press presses the button that a script finds, once it is there.
func (b *Tab) press(found string) {
	b.t.Helper()
	b.Sees(`((button) => button && (button.focus(), button.click(), true))(` + found + `)`)
}

// OpenThread opens the thread under a message.
func (b *Tab) OpenThread(m Message) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.css()+" [data-testid=thread-open]") + `)`)
	b.Sees(`!document.querySelector("[data-testid=thread]").hidden`)
}

func (m Message) css() string { return `#conversation [data-ts="` + m.TS + `"]` }

func (m Message) inThread() string { return `#thread [data-ts="` + m.TS + `"]` }

// Says types into the open channel and sends it: a message, or a command such as "/lead mine".
func (b *Tab) Says(text string) {
	b.t.Helper()
	b.Click("[data-testid=composer]")
	b.Keys(text)
	b.Click("#conversation .send:not([disabled])")
}

// SaysInThread types into the open thread and sends it.
func (b *Tab) SaysInThread(text string) {
	b.t.Helper()
	b.Click("[data-testid=thread-composer]")
	b.Keys(text)
	b.Click("#thread .send:not([disabled])")
}

// StartOn starts a message shortcut on a message of the open thread, from its menu.
func (b *Tab) StartOn(m Message, shortcut string) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.inThread()+` [aria-label="More actions"]`) + `)`)
	b.pick(shortcut)
}

// Start starts a global shortcut, from the menu beside the open channel's composer.
func (b *Tab) Start(shortcut string) {
	b.t.Helper()
	b.press(`document.querySelector('#conversation [aria-label="Shortcuts"]')`)
	b.pick(shortcut)
}

// Choose opens the overflow menu of a message and takes an entry.
func (b *Tab) Choose(m Message, entry string) {
	b.t.Helper()
	b.press(`document.querySelector(` + js(m.css()+" .overflow") + `)`)
	b.pick(entry)
}

// pick takes an entry of the open menu.
func (b *Tab) pick(entry string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`[...document.querySelectorAll(".popup [role=menuitem]")].find((e) => e.querySelector(".menu-text > span").textContent === %s)`, js(entry)))
}

// HomeShows waits until the home tab shows all words.
func (b *Tab) HomeShows(words ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector("[data-testid=home]")?.innerText.includes(w))`, js(words)))
}

// PressAtHome presses the first button with a label that stands in or below the part of the home tab that shows the words.
func (b *Tab) PressAtHome(words, label string) {
	b.t.Helper()
	b.press(fmt.Sprintf(`((blocks) => blocks.slice(blocks.findIndex((e) => e.innerText.includes(%s)))
		.flatMap((e) => [...e.querySelectorAll("button")]).find((e) => !e.disabled && e.innerText.trim() === %s))([...document.querySelectorAll(".home .block")])`,
		js(words), js(label)))
}

// ExpectDialog waits for a dialog with a title.
func (b *Tab) ExpectDialog(title string) {
	b.t.Helper()
	b.Sees(`document.querySelector(".view:not([hidden]) [data-testid=modal-title]")?.textContent === ` + js(title))
}

// Fill answers the field of the dialog whose label begins with these words: it picks a choice of a list or of radio buttons by its words, and types into
// anything else, over what stands there.
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

// SendIn sends the dialog in, which may stay open.
func (b *Tab) SendIn() {
	b.t.Helper()
	b.Click(".view:not([hidden]) [data-testid=modal-submit]")
}

// DialogShows waits until the dialog on top shows all words.
func (b *Tab) DialogShows(words ...string) {
	b.t.Helper()
	b.Sees(fmt.Sprintf(`%s.every((w) => document.querySelector(".view:not([hidden])")?.innerText.includes(w))`, js(words)))
}

// Submit sends the dialog in and waits until it is gone.
func (b *Tab) Submit() {
	b.t.Helper()
	b.end("modal-submit")
}

// Cancel closes the dialog and waits until it is gone.
func (b *Tab) Cancel() {
	b.t.Helper()
	b.end("modal-close")
}

func (b *Tab) end(button string) {
	b.t.Helper()
	b.Click(".view:not([hidden]) [data-testid=" + button + "]")
	b.Sees(`document.querySelector("[data-testid=modal]") === null`)
}
