package page_test

import (
	"cmp"
	"os"
	"strings"
	"testing"
	"time"

	"dibs/slacksim/pagetest"
)

// TestMain stops the browser that the tests share.
func TestMain(m *testing.M) { os.Exit(pagetest.Main(m)) }

// tab is a browser tab that shows the page of a fake workspace.
type tab struct {
	*pagetest.Tab
	t *testing.T
	f *fakeSlack
}

// openTab opens the page of a fake workspace with a query such as "?user=U1&channel=C1".
func openTab(t *testing.T, f *fakeSlack, query string) *tab {
	t.Helper()
	return &tab{pagetest.Open(t, f.URL+"/"+query), t, f}
}

// sent waits for the page's next POST request to a path such as "action" and returns its body. It skips other requests.
func (b *tab) sent(path string) object {
	b.t.Helper()
	timeout := time.After(pagetest.Patience)
	var others []string
	for {
		select {
		case p := <-b.f.posts:
			if p.path == path {
				return p.body
			}
			others = append(others, p.path)
		case <-timeout:
			b.t.Fatalf("the page sent no %s, only: %s", path, cmp.Or(strings.Join(others, ", "), "nothing"))
		}
	}
}
