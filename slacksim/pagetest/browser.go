// Package pagetest lets tests act as people on the simulator's page in a real browser.
package pagetest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// shared is the one browser that all tests of a package use.
var shared browser

// browser is a Chromium that starts when a test first needs it. It lends each tab to one test at a time and reuses it
// afterwards, because opening one is slow: every tab needs a window, or it would be hidden, and Chromium starts several
// renderers for the toolbar of a window.
type browser struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
	// blank serves the empty page that idle tabs show. It has the same host as the tested pages, so that a tab keeps
	// its renderer and its compiled scripts.
	blank *httptest.Server

	mu   sync.Mutex
	idle []browserTab
}

// browserTab is a tab in its own window.
type browserTab struct {
	ctx   context.Context // chromedp's handle of the tab
	close func()
}

// Main runs a package's tests and then stops the browser that they shared. Call it from TestMain; it returns the exit
// status.
func Main(m *testing.M) int {
	code := m.Run()
	if shared.stop != nil {
		shared.stop()
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

func (b *browser) start(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		// A page in this cache would keep its connections, and the server of its test could not close.
		chromedp.Flag("disable-back-forward-cache", true), chromedp.WindowSize(1440, 900))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(alloc)
	b.blank = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
	}))
	b.ctx, b.err = ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	b.stop = func() {
		stop()
		stopAlloc()
		b.blank.Close()
	}
}

// borrow returns an idle tab, or a new one if all are in use.
func (b *browser) borrow() (browserTab, error) {
	b.mu.Lock()
	if last := len(b.idle) - 1; last >= 0 {
		tab := b.idle[last]
		b.idle = b.idle[:last]
		b.mu.Unlock()
		return tab, nil
	}
	b.mu.Unlock()
	ctx, closeTab := chromedp.NewContext(b.ctx)
	// The first action in a tab must not have its own deadline, because the tab would be closed at that time.
	return browserTab{ctx, closeTab}, chromedp.Do(ctx, chromedp.Navigate(b.blank.URL))
}

// giveBack resets a tab for the next test. It closes a tab that cannot be reset.
func (b *browser) giveBack(tab browserTab) {
	ctx, cancel := context.WithTimeout(tab.ctx, Patience)
	defer cancel()
	if err := b.reset(ctx); err != nil {
		tab.close()
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.idle = append(b.idle, tab)
}

// reset leaves the page, moves the mouse out of the window, and undoes [Tab.Resize] and [Tab.Dark].
func (b *browser) reset(ctx context.Context) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(b.blank.URL)); err != nil {
		return err
	}
	outside := input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: -1, Y: -1}
	if _, err := chromedp.Call(ctx, input.DispatchMouseEvent, outside); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.ClearDeviceMetricsOverride, cdp.Empty{}); err != nil {
		return err
	}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	return err
}

// Open opens an address in a tab that no other test uses until this one ends. The test fails if the page's scripts throw
// an exception in that time. If this machine has no browser, the test is skipped, or fails with CI=true.
func Open(t *testing.T, address string) *Tab {
	t.Helper()
	path := chromium()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found; CI must have one (DIBS_TEST_CHROMIUM can name it)")
		}
		t.Skip("there is no Chromium on this machine to open the page; DIBS_TEST_CHROMIUM can name one")
	}
	shared.once.Do(func() { shared.start(path) })
	if shared.err != nil {
		t.Fatalf("start %s: %v", path, shared.err)
	}
	tab, err := shared.borrow()
	if err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	ctx, cancel := context.WithCancel(tab.ctx)
	b := &Tab{Patience: Patience, t: t, ctx: ctx}
	t.Cleanup(func() {
		cancel()
		if t.Failed() {
			tab.close()
		} else {
			shared.giveBack(tab)
		}
	})
	t.Cleanup(b.checkComplaints)
	messages := chromedp.Console(ctx)
	go func() {
		for message, err := range messages {
			if err != nil {
				return // the test has ended
			}
			if message.IsException() || message.Source == "security" {
				b.complain(message.String())
			}
		}
	}()
	b.Visit(address)
	return b
}
