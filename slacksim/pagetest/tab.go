package pagetest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Patience is how long a tab waits for something by default. It only ends a hang, so it is long enough for a busy machine.
// Nothing sleeps.
const Patience = 2 * time.Minute

// Tab is a browser tab that shows the page. When a step fails, the test fails and prints what the page shows.
type Tab struct {
	Patience time.Duration // how long a step may take

	t   *testing.T
	ctx context.Context

	mu         sync.Mutex
	complaints []string // exceptions of the page's scripts, and what the browser refused to do
}

func (b *Tab) complain(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, text)
}

// checkComplaints fails the test if there were complaints.
func (b *Tab) checkComplaints() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.complaints) > 0 && !b.t.Failed() {
		b.t.Errorf("complaints: %v", b.complaints)
	}
}

// fail ends the test and prints what the page shows, and its complaints.
func (b *Tab) fail(step string, err error) {
	b.t.Helper()
	visible, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("%s: %v; complaints: %v; the page shows:\n%s", step, err, b.complaints, visible)
}

// Do carries out one browser action. step says what it does, for the message of a failed test.
func Do[T any](b *Tab, action chromedp.Action[T], step string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, b.Patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.fail(step, err)
	}
	return result
}

// wait evaluates a JavaScript expression before every frame until its value is truthy, and returns the value. A promise
// is awaited. Unlike chromedp's Poll, which may still use the execution context of the page before, it also works right
// after a navigation.
func wait[T any](b *Tab, expression, step string) T {
	b.t.Helper()
	loop := fmt.Sprintf(`(async () => {
		for (;;) {
			const value = await (%s);
			if (value) return value;
			await new Promise((next) => requestAnimationFrame(next));
		}
	})()`, expression)
	return Do(b, chromedp.Evaluate[T](loop, chromedp.EvalAwaitPromise), step)
}

// Sees waits until a JavaScript expression is true on the page.
func (b *Tab) Sees(expression string) {
	b.t.Helper()
	wait[bool](b, "Boolean(await ("+expression+"))", "not true: "+expression)
}

// Eval returns the text that a script evaluates to. A promise is awaited.
func (b *Tab) Eval(script string) string {
	b.t.Helper()
	return Do(b, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise), script)
}

// Keys types keys wherever the focus is.
func (b *Tab) Keys(keys string) {
	b.t.Helper()
	Do(b, chromedp.KeyEvent(keys), "type "+keys)
}

// Type puts the focus on the element that a CSS selector or an XPath finds, and types text.
func (b *Tab) Type(selector, text string) {
	b.t.Helper()
	b.Sees(`((e) => e && (e.focus(), true))(` + find(selector) + `)`)
	b.Keys(text)
}

// point is a position in the window in CSS pixels.
type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Click clicks the element that a CSS selector or an XPath finds with the mouse, in its center. It waits until the element
// is visible, not covered by another one, and at the same place in two successive frames.
func (b *Tab) Click(selector string) {
	b.t.Helper()
	center := Do(b, chromedp.Evaluate[point](`(async () => {
		for (let before = ""; ; await new Promise((next) => requestAnimationFrame(next))) {
			const element = `+find(selector)+`;
			if (!element?.checkVisibility({ visibilityProperty: true })) continue;
			element.scrollIntoViewIfNeeded();
			const box = element.getBoundingClientRect();
			const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
			const hit = document.elementFromPoint(center.x, center.y);
			const now = JSON.stringify(box);
			if (now === before && box.width && box.height && (element.contains(hit) || hit?.contains(element))) return center;
			before = now;
		}
	})()`, chromedp.EvalAwaitPromise), "find "+selector)
	Do(b, chromedp.MouseClickXY(center.X, center.Y), "click "+selector)
}

// find is a JavaScript expression for the first element that a CSS selector or an XPath finds, or null.
func find(selector string) string {
	if strings.HasPrefix(selector, "/") || strings.HasPrefix(selector, "(") {
		return `document.evaluate(` + js(selector) + `, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue`
	}
	return `document.querySelector(` + js(selector) + `)`
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

// Resize changes the size of the window, in CSS pixels.
func (b *Tab) Resize(width, height int64) {
	b.t.Helper()
	Do(b, chromedp.EmulateViewport(width, height), "resize the window")
}

// Dark sets whether the person prefers dark colors.
func (b *Tab) Dark(dark bool) {
	b.t.Helper()
	scheme := &emulation.MediaFeature{Name: "prefers-color-scheme", Value: "light"}
	if dark {
		scheme.Value = "dark"
	}
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{scheme}}
	if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, params); err != nil {
		b.fail("set the color scheme", err)
	}
}

// Shoot returns a screenshot of the page as a PNG, taken once all animations have ended and all images are loaded.
func (b *Tab) Shoot() []byte {
	b.t.Helper()
	Do(b, chromedp.Evaluate[chromedp.Void](`Promise.all([
		...document.getAnimations().map((a) => a.finished.catch(() => {})),
		...[...document.images].map((i) => i.decode().catch(() => {})),
		document.fonts.ready,
	]).then(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))`, chromedp.EvalAwaitPromise), "wait for animations and images")
	return Do(b, chromedp.CaptureScreenshot(), "take a screenshot")
}

func quoteXPath(text string) string {
	if strings.Contains(text, `"`) {
		return `'` + text + `'`
	}
	return `"` + text + `"`
}

// js is a value as a JavaScript literal.
func js(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err) // v is a string or a list of strings
	}
	return string(raw)
}
