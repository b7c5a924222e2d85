package handlers

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAFaultSaysWhetherTheRequestCanBeSentAgain(t *testing.T) {
	for _, c := range []struct {
		path, key, says string
	}{
		{"/v1/leads", "form-17", "with the same Idempotency-Key: it is stored once"},
		{"/v1/leads", "", "without one it may be stored twice"},
		{"/v1/leads/7/engagements", "form-17", "it may count twice"},
		{"/v1/engagements", "", "it may count twice"},
		{"/v1/intake/typeform", "", "a submission with an id is stored once"},
	} {
		r := httptest.NewRequest(http.MethodPost, c.path, http.NoBody)
		if c.key != "" {
			r.Header.Set("Idempotency-Key", c.key)
		}
		if got := afterFault(r); !strings.Contains(got, c.says) || !strings.Contains(got, "may have been") {
			t.Errorf("%s with Idempotency-Key %q: the detail is %q, want %q", c.path, c.key, got, c.says)
		}
	}
}
