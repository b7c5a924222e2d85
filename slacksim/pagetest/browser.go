// Package pagetest is a person at the small Slack's page in a real browser: it looks, clicks and types as they would.
package pagetest

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

var browser struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// Main runs a package's tests and then stops the one browser that they shared. It belongs into TestMain; the result is
// the exit status.
func Main(m *testing.M) int {
	code := m.Run()
	if browser.stop != nil {
		browser.stop()
	}
	return code
}

func chromium() string {
	if path := os.Getenv("DIBS_TEST_CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// start starts Chromium; every test gets tabs of its own.
func start(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1440, 900))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(alloc)
	browser.ctx, browser.err = ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	browser.stop = func() { stop(); stopAlloc() }
}

// Open opens an address in a tab of its own, which closes when the test ends. The test fails if the page's scripts threw
// anything meanwhile. Without a browser on this machine the test is skipped, and with CI=true it fails.
func Open(t *testing.T, address string) *Tab {
	t.Helper()
	path := chromium()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found; CI must have one (DIBS_TEST_CHROMIUM names it)")
		}
		t.Skip("no Chromium on this machine: the page cannot be looked at; DIBS_TEST_CHROMIUM can name one")
	}
	browser.once.Do(func() { start(path) })
	if browser.err != nil {
		t.Fatalf("start %s: %v", path, browser.err)
	}
	ctx, closeTab := chromedp.NewContext(browser.ctx)
	t.Cleanup(closeTab)
	b := &Tab{Patience: Patience, t: t, ctx: ctx}
	t.Cleanup(b.fine)
	messages := chromedp.Console(ctx)
	go func() {
		for message, err := range messages {
			if err != nil {
				return // the tab is closed
			}
			if message.IsException() || message.Source == "security" {
				b.complain(message.String())
			}
		}
	}()
	// The first step of a tab must not carry a deadline of its own: the tab would end with it.
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		t.Fatalf("open the page: %v", err)
	}
	return b
}
