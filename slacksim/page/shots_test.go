package page_test

import (
	"os"
	"path/filepath"
	"testing"

	"dibs/slacksim/pagetest"

	"github.com/chromedp/chromedp"
)

// TestScreenshots takes screenshots of the page in its typical states, for people to look at. It checks nothing. It writes
// PNG files into the folder that DIBS_PAGE_SHOTS names.
func TestScreenshots(t *testing.T) {
	folder := os.Getenv("DIBS_PAGE_SHOTS")
	if folder == "" {
		t.Skip("set DIBS_PAGE_SHOTS to a folder to get screenshots")
	}
	const hot = "1795420800.000100"
	shots := []struct {
		name, query string
		width       int64
		dark        bool
		views       []string
		errors      object
		script      string
	}{
		{name: "leads", query: "?user=U1&channel=C1", width: 1440},
		{name: "welcome", query: "", width: 1440},
		{name: "leads-dark", query: "?user=U1&channel=C1", width: 1440, dark: true},
		{name: "thread", query: "?user=U1&channel=C1&thread=" + hot, width: 1440},
		{name: "thread-dark", query: "?user=U1&channel=C1&thread=" + hot, width: 1440, dark: true},
		{name: "inquiries", query: "?user=U5&channel=C2", width: 1440},
		{name: "table", query: "?user=U3&channel=C3", width: 1440},
		{name: "kinds", query: "?user=U3&channel=C4", width: 1440},
		{name: "home", query: "?user=U1&channel=D1&tab=home", width: 1440},
		{name: "home-dark", query: "?user=U1&channel=D1&tab=home", width: 1440, dark: true},
		{name: "direct", query: "?user=U3&channel=D1&tab=messages", width: 1440},
		{name: "modal", query: "?user=U1&channel=C1", width: 1440, views: []string{"log"}},
		{name: "modal-errors", query: "?user=U1&channel=C1", width: 1440, views: []string{"log"}, script: `document.querySelector("[data-testid=modal-submit]").click()`},
		{name: "modal-pushed-dark", query: "?user=U1&channel=C1", width: 1440, dark: true, views: []string{"log", "push"}},
		{name: "modal-list", query: "?user=U1&channel=C1", width: 1440, views: []string{"log"}, script: `document.querySelector("[data-label='What happened?'] button").click()`},
		{name: "modal-people", query: "?user=U1&channel=C1", width: 1440, views: []string{"log"}, script: `(() => {
			document.querySelector("[data-label='With whom'] button").click();
			setTimeout(() => { document.querySelector(".popup [data-key=U3]").click() }, 100);
			setTimeout(() => { document.querySelector(".popup [data-key=U2]").click() }, 200);
		})()`},
		{name: "kinds-dark", query: "?user=U3&channel=C4", width: 1440, dark: true},
		{name: "phone-kinds", query: "?user=U3&channel=C4", width: 390},
		{name: "switcher", query: "?user=U1&channel=C1", width: 1440, script: `document.querySelector("[data-testid=user-switcher]").click()`},
		{name: "overflow", query: "?user=U1&channel=C1", width: 1440, script: `[...document.querySelectorAll(".button.overflow")].at(-1).click()`},
		{name: "hover", query: "?user=U1&channel=C1", width: 1440, script: `(() => {
			// A headless browser has no pointer that can hover. Remove the styles for such devices.
			const sheet = [...document.styleSheets].find((s) => s.href.endsWith("/style.css"));
			sheet.deleteRule([...sheet.cssRules].findIndex((r) => r.media?.mediaText === "(hover: none)"));
			document.querySelectorAll("[aria-label='More actions']")[5].click();
		})()`},
		{name: "confirm", query: "?user=U1&channel=C1", width: 1440, script: `[...document.querySelectorAll("[data-action=not_a_fit]")].at(-1).click()`},
		{name: "commands", query: "?user=U1&channel=C1", width: 1440, script: `(c => { c.focus(); c.value = "/"; c.dispatchEvent(new Event("input")) })(document.querySelector("[data-testid=composer]"))`},
		{name: "phone-leads", query: "?user=U1&channel=C1", width: 390},
		{name: "phone-drawer", query: "?user=U1&channel=C1", width: 390, script: `document.querySelector(".drawer-button").click()`},
		{name: "phone-thread", query: "?user=U1&channel=C1&thread=" + hot, width: 390},
		{name: "phone-modal-dark", query: "?user=U1&channel=C1", width: 390, dark: true, views: []string{"log"}},
		{name: "phone-inquiries", query: "?user=U5&channel=C2", width: 390},
		{name: "phone-home", query: "?user=U1&channel=D1&tab=home", width: 390},
		{name: "phone-table", query: "?user=U3&channel=C3", width: 390},
	}
	for _, s := range shots {
		t.Run(s.name, func(t *testing.T) {
			f := newFakeSlack(t)
			f.show(s.views...)
			b := openTab(t, f, s.query)
			b.Dark(s.dark)
			b.Resize(s.width, 900)
			b.Sees(`document.querySelector("[data-testid=message], .home .block") !== null`)
			if len(s.views) > 0 {
				b.Sees(`document.querySelector("dialog[open] .view:not([hidden]) .block") !== null`)
			}
			if s.script != "" {
				pagetest.Do(b.Tab, chromedp.Evaluate[chromedp.Void](s.script), s.script)
			}
			if err := os.WriteFile(filepath.Join(folder, s.name+".png"), b.Shoot(), 0o600); err != nil {
				t.Fatal(err)
			}
		})
	}
}
