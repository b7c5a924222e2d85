package bot

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"dibs/slacksim"
	"dibs/slacksim/simtest"
)

func TestGrantedScopesAreThoseOfTheInstallation(t *testing.T) {
	granted := []string{"chat:write", "commands"}
	sim := simtest.Start(t, slacksim.Config{App: slacksim.App{Scopes: granted}})
	c := NewClient(ClientOptions{BotToken: sim.BotToken(), APIURL: sim.APIURL()})
	if got, err := c.GrantedScopes(t.Context()); err != nil || !slices.Equal(got, granted) {
		t.Errorf("got the scopes %q: %v", got, err)
	}
	c = NewClient(ClientOptions{BotToken: "xoxb-wrong", APIURL: sim.APIURL()})
	if _, err := c.GrantedScopes(t.Context()); !Is(err, "invalid_auth") {
		t.Errorf("got %v", err)
	}
}

func TestAHeaderLostOnTheWayIsNoAppWithoutScopes(t *testing.T) {
	_, c := newFakeClient(map[string][]reply{"auth.test": {{body: `{"ok":true}`}}})
	if scopes, err := c.GrantedScopes(t.Context()); err == nil || !strings.Contains(err.Error(), "X-OAuth-Scopes") {
		t.Errorf("got the scopes %q: %v", scopes, err)
	}
}

func TestCheckSocketOpensNone(t *testing.T) {
	sim := simtest.Start(t, slacksim.Config{})
	for token, code := range map[string]string{
		sim.AppToken(): "", sim.BotToken(): "not_allowed_token_type", "xapp-wrong": "invalid_auth", "": "not_authed",
	} {
		c := NewClient(ClientOptions{BotToken: sim.BotToken(), AppToken: token, APIURL: sim.APIURL()})
		if err := c.CheckSocket(t.Context()); (err == nil) != (code == "") || err != nil && !Is(err, code) {
			t.Errorf("%q: got %v, want %q", token, err, code)
		}
	}
}

func TestClockIsThatOfSlacksAnswer(t *testing.T) {
	clock := func(date string) (time.Time, error) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Date", date)
			w.WriteHeader(http.StatusTeapot) // the clock is read from the header, whatever the status
		}))
		defer server.Close()
		return NewClient(ClientOptions{APIURL: server.URL}).Clock(t.Context())
	}
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	if at, err := clock(noon.Format(http.TimeFormat)); err != nil || !at.Equal(noon) || at.Location() != time.UTC {
		t.Errorf("got %v: %v", at, err)
	}
	if _, err := clock("noon"); err == nil || !strings.Contains(err.Error(), "no Date header") {
		t.Errorf("got %v", err)
	}
}

func TestAClientOfTheWorkspaceKnowsTitles(t *testing.T) {
	sim := simtest.Start(t, slacksim.Config{Users: []slacksim.User{{Name: "ana", Title: "Sales"}}})
	c := NewClient(ClientOptions{BotToken: sim.BotToken(), APIURL: sim.APIURL()})
	users, err := c.Users(t.Context())
	if err != nil || !slices.ContainsFunc(users, func(u User) bool { return u.Name == "ana" && u.Title == "Sales" }) {
		t.Errorf("got the users %+v: %v", users, err)
	}
}
