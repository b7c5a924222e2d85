package page_test

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long a browser step may take on a busy machine.
const patience = 15 * time.Second

var browser struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

// TestMain stops the one browser that all tests share.
func TestMain(m *testing.M) {
	code := m.Run()
	if browser.stop != nil {
		browser.stop()
	}
	os.Exit(code)
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

// startBrowser starts Chromium once; every test gets a tab of its own.
func startBrowser(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1440, 900))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(alloc)
	browser.ctx, browser.err = ctx, chromedp.Do(ctx, chromedp.Navigate("about:blank"))
	browser.stop = func() { stop(); stopAlloc() }
}

// tab is one browser tab with the page.
type tab struct {
	t   *testing.T
	ctx context.Context
	f   *fakeSlack

	mu         sync.Mutex
	complaints []string // what the page's scripts threw or the browser refused
}

// openTab opens the page of the fake workspace at a query such as "?user=U1&channel=C1".
func openTab(t *testing.T, f *fakeSlack, query string) *tab {
	t.Helper()
	b := openAddress(t, f.URL+"/"+query)
	b.f = f
	return b
}

// openAddress opens a tab of the shared browser.
func openAddress(t *testing.T, address string) *tab {
	t.Helper()
	path := chromium()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found; CI must have one (DIBS_TEST_CHROMIUM names it)")
		}
		t.Skip("no Chromium on this machine: the page cannot be looked at; DIBS_TEST_CHROMIUM can name one")
	}
	browser.once.Do(func() { startBrowser(path) })
	if browser.err != nil {
		t.Fatalf("start %s: %v", path, browser.err)
	}
	ctx, closeTab := chromedp.NewContext(browser.ctx)
	t.Cleanup(closeTab)
	b := &tab{t: t, ctx: ctx}
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.complaints) > 0 && !t.Failed() {
			t.Errorf("the page complained: %v", b.complaints)
		}
	})
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

func (b *tab) complain(words string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, words)
}

// fails ends the test with what the page shows and complained about.
func (b *tab) fails(what string, err error) {
	b.t.Helper()
	seen, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	b.mu.Lock()
	defer b.mu.Unlock()
	b.t.Fatalf("%s: %v; the page complained: %v; it shows:\n%s", what, err, b.complaints, seen)
}

// step runs one browser step and fails the test with what the page shows when it does not come about.
func step[T any](b *tab, action chromedp.Action[T], what string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		b.fails(what, err)
	}
	return result
}

// sees waits until script (an expression) is true on the page.
func (b *tab) sees(script string) {
	b.t.Helper()
	step(b, chromedp.Poll[chromedp.Void](script), "not so: "+script)
}

// eval returns the text a script gives, waiting for it if it is a promise.
func (b *tab) eval(script string) string {
	b.t.Helper()
	return step(b, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise), script)
}

// keys types keys wherever the focus is.
func (b *tab) keys(keys string) {
	b.t.Helper()
	step(b, chromedp.KeyEvent(keys), "type "+keys)
}

// press clicks the first visible button with this text.
func (b *tab) press(text string) {
	b.t.Helper()
	step(b, chromedp.Click(`(//button[not(ancestor::*[@hidden])][normalize-space(.)=`+quoteXPath(text)+`])[1]`, chromedp.NodeVisible), "press "+text)
}

func quoteXPath(text string) string {
	if strings.Contains(text, `"`) {
		return `'` + text + `'`
	}
	return `"` + text + `"`
}

// sent waits for the page's next post to a verb and returns its body; posts to other verbs are passed over.
func (b *tab) sent(verb string) object {
	b.t.Helper()
	timeout := time.After(patience)
	var others []string
	for {
		select {
		case p := <-b.f.posts:
			if p.path == verb {
				return p.body
			}
			others = append(others, p.path)
		case <-timeout:
			b.t.Fatalf("the page sent no %s, only: %s", verb, cmp.Or(strings.Join(others, ", "), "nothing"))
		}
	}
}
