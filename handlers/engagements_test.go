package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAnEngagementCountsAtOnceAndReturnsTheNewScore(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	code, got := d.post(fmt.Sprintf("/v1/leads/%d/engagements", id), `{"event":"attended"}`)
	if code != http.StatusCreated || got["id"] != float64(id) || got["stage"] != "new" || got["engagement"] != 65.0 || got["temperature"] != "hot" {
		t.Errorf("an engagement of one lead returns %d %v", code, got)
	}
	code, got = d.post("/v1/engagements", `{"event":"newsletter","email":" Tom.Brandt@customer.example"}`)
	leads, _ := got["leads"].([]any)
	if code != http.StatusCreated || len(leads) != 1 || leads[0].(map[string]any)["engagement"] != 70.0 {
		t.Errorf("an engagement by e-mail address returns %d %v", code, got)
	}
}

func TestAWrongEngagementIsRefusedWithAReason(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	of := fmt.Sprintf("/v1/leads/%d/engagements", id)
	for _, c := range []struct {
		path, body string
		code       int
		says       string
	}{
		{of, `{"event":"atended"}`, http.StatusUnprocessableEntity, "did you mean one of these: attended"},
		{of, `{"event":""}`, http.StatusUnprocessableEntity, "demo_request"},
		{of, `{}`, http.StatusUnprocessableEntity, "attended"},
		{of, `{"event":"attended","email":"tom.brandt@customer.example"}`, http.StatusBadRequest, "the path names the lead"},
		{of, `{"evnt":"attended"}`, http.StatusBadRequest, "unknown field"},
		{of, `{"event":`, http.StatusBadRequest, "invalid JSON"},
		{"/v1/leads/4711/engagements", `{"event":"attended"}`, http.StatusNotFound, "No lead has this id"},
		{"/v1/leads/tom/engagements", `{"event":"attended"}`, http.StatusNotFound, "No lead has this id"},
		{"/v1/engagements", `{"event":"attended"}`, http.StatusBadRequest, "is required"},
		{"/v1/engagements", `{"event":"attended","email":"nobody@customer.example"}`, http.StatusNotFound, "No open lead has this e-mail address"},
	} {
		code, got := d.post(c.path, c.body)
		if code != c.code || !strings.Contains(fmt.Sprint(got), c.says) {
			t.Errorf("%s %s returns %d %v", c.path, c.body, code, got)
		}
	}
	w := httptest.NewRecorder()
	d.http.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, of, strings.NewReader(`{"event":"attended"}`)))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("without an API key, the status is %d", w.Code)
	}
}
