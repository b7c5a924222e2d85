package pagetest

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Patience is how long a tab waits for what should come about unless it is told otherwise. It only ends a hang, so it is
// long enough for a busy machine. Nothing sleeps.
const Patience = 2 * time.Minute

// Tab is one browser tab with the page. Its steps fail the test, with what the page shows, when they do not come about.
type Tab struct {
	Patience time.Duration // how long a step may take

	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string // what the page's scripts threw or the browser refused
}

func (b *Tab) complain(words string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, words)
}

// fine fails the test when the page complained.
func (b *Tab) fine() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 && !b.t.Failed() {
		b.t.Errorf("the page complained: %v", b.complaints)
	}
}

// fails ends the test with what the page shows and complained about.
func (b *Tab) fails(what string, err error) {
	b.t.Helper()
	seen, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("%s: %v; the page complained: %v; it shows:\n%s", what, err, b.complaints, seen)
}

// Do carries out one browser step; what says in words what it is.
func Do[T any](b *Tab, action chromedp.Action[T], what string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, b.Patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.fails(what, err)
	}
	return result
}

// forever leaves it to the tab's patience when waiting ends.
var forever = chromedp.WithPollingTimeout(0)

// Sees waits until script (an expression) is true on the page.
func (b *Tab) Sees(script string) {
	b.t.Helper()
	Do(b, chromedp.Poll[chromedp.Void](script, forever), "not so: "+script)
}

// Eval returns the text a script gives, waiting for it if it is a promise.
func (b *Tab) Eval(script string) string {
	b.t.Helper()
	return Do(b, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise), script)
}

// Keys types keys wherever the focus is.
func (b *Tab) Keys(keys string) {
	b.t.Helper()
	Do(b, chromedp.KeyEvent(keys), "type "+keys)
}

// Click clicks what a CSS selector or an XPath finds, once it is there.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	Do(b, chromedp.Click(selector, chromedp.NodeVisible), "click "+selector)
}

// Press clicks the first visible button with this text.
func (b *Tab) Press(text string) {
	b.t.Helper()
	b.Click(`(//button[not(ancestor::*[@hidden])][normalize-space(.)=` + quoteXPath(text) + `])[1]`)
}

// Visit goes to another address.
func (b *Tab) Visit(address string) {
	b.t.Helper()
	Do(b, chromedp.Navigate(address), "go to "+address)
}

// Resize makes the window another size, in CSS pixels.
func (b *Tab) Resize(width, height int64) {
	b.t.Helper()
	Do(b, chromedp.EmulateViewport(width, height), "set the size")
}

// Dark makes the person one who prefers dark colours, or not.
func (b *Tab) Dark(dark bool) {
	b.t.Helper()
	scheme := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: "light"}
	if dark {
		scheme.Value = "dark"
	}
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{scheme}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		b.fails("prefer colours", err)
	}
}

// Shoot draws the page as a PNG once nothing on it moves and its pictures are there.
func (b *Tab) Shoot() []byte {
	b.t.Helper()
	Do(b, chromedp.Evaluate[chromedp.Void](`Promise.all([
		...document.getAnimations().map((a) => a.finished.catch(() => {})),
		...[...document.images].map((i) => i.decode().catch(() => {})),
		document.fonts.ready,
	]).then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))`, chromedp.EvalAwaitPromise), "settle")
	return Do(b, chromedp.CaptureScreenshot(), "draw")
}

func quoteXPath(text string) string {
	if strings.Contains(text, `"`) {
		return `'` + text + `'`
	}
	return `"` + text + `"`
}

// js is a value as JavaScript writes it.
func js(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // only strings and lists of strings come here
	}
	return string(raw)
}
