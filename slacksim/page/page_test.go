package page_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dibs/slacksim/page"
)

func fetch(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	w := httptest.NewRecorder()
	page.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Result(), string(body)
}

func TestPageAllowsNothingFromOutsideToRun(t *testing.T) {
	answer, _ := fetch(t, "/?user=U1")
	policy := answer.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
}

// Everything that index.html and the modules name must be in the binary: the page works offline.
func TestPageServesEveryFileItNames(t *testing.T) {
	named := regexp.MustCompile(`(?:src|href)="([^"#:]+)"|from "\./([^"]+)"`)
	seen := map[string]bool{}
	var follow func(path string)
	follow = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		answer, body := fetch(t, path)
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: HTTP %d", path, answer.StatusCode)
		}
		if strings.HasSuffix(path, ".js") && !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/javascript") {
			t.Errorf("%s is served as %q: browsers refuse it as a module", path, answer.Header.Get("Content-Type"))
		}
		if strings.Contains(body, "innerHTML") || strings.Contains(body, "insertAdjacentHTML") || strings.Contains(body, "eval(") {
			t.Errorf("%s can turn text into markup", path)
		}
		for _, match := range named.FindAllStringSubmatch(body, -1) {
			follow("/" + match[1] + match[2])
		}
	}
	follow("/")
	if len(seen) < 20 {
		t.Errorf("only %d files followed", len(seen))
	}
}

func TestMessageLinksLeadToTheMessage(t *testing.T) {
	for path, want := range map[string]string{
		"/archives/C1/p1795420800000100":                             "/?channel=C1&message=1795420800.000100",
		"/archives/C1/p1795420800000200?thread_ts=1795420800.000100": "/?channel=C1&message=1795420800.000200&thread=1795420800.000100",
		"/archives/C1": "/?channel=C1",
		"/archives/C1/p12?thread_ts=%22%3E%3Cscript%3Ealert(1)%3C/a%3E": "/?channel=C1&thread=%22%3E%3Cscript%3Ealert%281%29%3C%2Fa%3E",
	} {
		answer, _ := fetch(t, path)
		if got := answer.Header.Get("Location"); answer.StatusCode != http.StatusFound || got != want {
			t.Errorf("%s: HTTP %d to %q, want %q", path, answer.StatusCode, got, want)
		}
	}
}
