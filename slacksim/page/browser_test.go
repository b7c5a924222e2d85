package page_test

import (
	"cmp"
	"os"
	"strings"
	"testing"
	"time"

	"dibs/slacksim/pagetest"
)

// TestMain stops the one browser that all tests share.
func TestMain(m *testing.M) { os.Exit(pagetest.Main(m)) }

// tab is one browser tab with the page of a fake workspace.
type tab struct {
	*pagetest.Tab
	t *testing.T
	f *fakeSlack
}

// openTab opens the page of the fake workspace at a query such as "?user=U1&channel=C1".
func openTab(t *testing.T, f *fakeSlack, query string) *tab {
	t.Helper()
	return &tab{pagetest.Open(t, f.URL+"/"+query), t, f}
}

// sent waits for the page's next post to a verb and returns its body; posts to other verbs are passed over.
func (b *tab) sent(verb string) object {
	b.t.Helper()
	timeout := time.After(pagetest.Patience)
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
