package page_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"dibs/slacksim/page"
)

func fetch(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	page.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestThePolicyForbidsForeignCode(t *testing.T) {
	policy := fetch("/?user=U1").Header().Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self';", "base-uri 'none'"} {
		if !strings.Contains(policy, want) {
			t.Errorf("policy %q lacks %q", policy, want)
		}
	}
}

// The page works offline, so everything that index.html and the modules refer to must be in the binary.
func TestEveryReferencedFileIsServed(t *testing.T) {
	named := regexp.MustCompile(`(?:src|href)="([^"#:]+)"|from "\./([^"]+)"`)
	seen := map[string]bool{}
	var follow func(path string)
	follow = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		answer := fetch(path)
		body, kind := answer.Body.String(), answer.Header().Get("Content-Type")
		if answer.Code != http.StatusOK {
			t.Errorf("%s: HTTP %d", path, answer.Code)
		}
		if strings.HasSuffix(path, ".js") && !strings.HasPrefix(kind, "text/javascript") {
			t.Errorf("%s is served as %q, which browsers do not accept for a module", path, kind)
		}
		if strings.Contains(body, "innerHTML") || strings.Contains(body, "insertAdjacentHTML") || strings.Contains(body, "eval(") {
			t.Errorf("%s can turn text into HTML", path)
		}
		for _, match := range named.FindAllStringSubmatch(body, -1) {
			follow("/" + match[1] + match[2])
		}
	}
	follow("/")
	if len(seen) < 20 {
		t.Errorf("found only %d files", len(seen))
	}
}

func TestMessageLinksRedirectToTheMessage(t *testing.T) {
	for path, want := range map[string]string{
		"/archives/C1/p1795420800000100":                             "/?channel=C1&message=1795420800.000100",
		"/archives/C1/p1795420800000200?thread_ts=1795420800.000100": "/?channel=C1&message=1795420800.000200&thread=1795420800.000100",
		"/archives/C1": "/?channel=C1",
		"/archives/C1/p12?thread_ts=%22%3E%3Cscript%3Ealert(1)%3C/a%3E": "/?channel=C1&thread=%22%3E%3Cscript%3Ealert%281%29%3C%2Fa%3E",
	} {
		answer := fetch(path)
		if got := answer.Header().Get("Location"); answer.Code != http.StatusFound || got != want {
			t.Errorf("%s: HTTP %d to %q, want %q", path, answer.Code, got, want)
		}
	}
}
