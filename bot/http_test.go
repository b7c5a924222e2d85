package bot

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// officialBody, officialStamp and officialSignature are from the example in Slack's documentation of signed requests.
const (
	officialBody = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
		"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	officialStamp     = 1531420618
	officialSignature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
)

func TestOnlyWhatSlackSignedWithinFiveMinutesIsServed(t *testing.T) {
	cases := []struct {
		name   string
		change func(r *http.Request)
		later  time.Duration
		want   int
	}{
		{"as Slack's documentation signs it", func(*http.Request) {}, 0, http.StatusOK},
		{"five minutes old", func(*http.Request) {}, 5 * time.Minute, http.StatusOK},
		{"older", func(*http.Request) {}, 5*time.Minute + time.Second, http.StatusUnauthorized},
		{"five minutes ahead", func(*http.Request) {}, -5 * time.Minute, http.StatusOK},
		{"further ahead", func(*http.Request) {}, -5*time.Minute - time.Second, http.StatusUnauthorized},
		{"one byte changed", func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader(strings.Replace(officialBody, "roadrunner", "roadrunneR", 1)))
		}, 0, http.StatusUnauthorized},
		{"without signature", func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, 0, http.StatusUnauthorized},
		{"without time", func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, 0, http.StatusUnauthorized},
		{"half a signature", func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", officialSignature[:35])
		}, 0, http.StatusUnauthorized},
		{"another scheme", func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", strings.Replace(officialSignature, "v0", "v1", 1))
		}, 0, http.StatusUnauthorized},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice()
			served := false
			o.Command("/webhook-collect", func(context.Context, *Request) (Response, error) {
				served = true
				return Ack(), nil
			})
			r := httptest.NewRequest(http.MethodPost, "/slack/commands", strings.NewReader(officialBody))
			r.Header.Set("X-Slack-Request-Timestamp", "1531420618")
			r.Header.Set("X-Slack-Signature", officialSignature)
			c.change(r)
			w := httptest.NewRecorder()
			now := func() time.Time { return time.Unix(officialStamp, 0).Add(c.later) }
			NewHTTP(o.Mux, testSecret, now).ServeHTTP(w, r)
			if w.Code != c.want || served != (c.want == http.StatusOK) {
				t.Errorf("answered %d, served %v", w.Code, served)
			}
			if answered := w.Body.String() + o.logs.String(); strings.Contains(answered, testSecret[:8]) || strings.Contains(answered, "a2114d57") {
				t.Errorf("a secret or signature was revealed: %s", answered)
			}
		})
	}
}

func TestHTTPAnswersWhatIsNoRequest(t *testing.T) {
	cases := []struct {
		name, path, body string
		code             int
		answer           string
	}{
		{
			"Slack checks the event URL", "/slack/events", `{"type":"url_verification","challenge":"3eZbrw1a"}`,
			http.StatusOK, "3eZbrw1a",
		},
		{"Slack checks the certificate", "/slack/commands", "ssl_check=1", http.StatusOK, ""},
		{"a body that is too long", "/slack/events", strings.Repeat("x", maxBody+1), http.StatusRequestEntityTooLarge, ""},
		{"an event that is no JSON", "/slack/events", "hello", http.StatusBadRequest, ""},
		{"a click without payload", "/slack/interactions", "hello=1", http.StatusBadRequest, ""},
		{"a command that is no form", "/slack/commands", "a=%zz", http.StatusBadRequest, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice()
			w := httptest.NewRecorder()
			NewHTTP(o.Mux, testSecret, time.Now).ServeHTTP(w, signed(c.path, c.body, time.Now()))
			if w.Code != c.code || (c.answer != "" && w.Body.String() != c.answer) {
				t.Errorf("answered %d %q", w.Code, w.Body)
			}
			if c.code == http.StatusOK && c.answer == "" && w.Body.Len() > 0 {
				t.Errorf("answered %q", w.Body)
			}
		})
	}
}

func TestOptionsMayComeToTheirOwnAddress(t *testing.T) {
	o := newOffice()
	w := httptest.NewRecorder()
	body := url.Values{"payload": {`{"type":"block_suggestion","action_id":"who"}`}}.Encode()
	NewHTTP(o.Mux, testSecret, time.Now).ServeHTTP(w, signed("/slack/options", body, time.Now()))
	if w.Code != http.StatusOK || w.Body.String() != `{"options":[]}` || w.Header().Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("answered %q with %v", w.Body, w.Header())
	}
}

func TestARetryTellsItsNumberAndReason(t *testing.T) {
	o := newOffice()
	seen := make(chan *Request, 1)
	o.Event("app_mention", noting(seen))
	r := signed("/slack/events", mention, time.Now())
	r.Header.Set("X-Slack-Retry-Num", "2")
	r.Header.Set("X-Slack-Retry-Reason", "http_timeout")
	NewHTTP(o.Mux, testSecret, time.Now).ServeHTTP(httptest.NewRecorder(), r)
	if got := receive(t, seen).Retry; got != (Retry{2, "http_timeout"}) {
		t.Errorf("got %+v", got)
	}
}

func TestHangingUpDoesNotCancelAHandler(t *testing.T) {
	o := newOffice()
	working, hungUp, result := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	o.Action("claim", func(ctx context.Context, _ *Request) (Response, error) {
		close(working)
		<-hungUp
		if _, limited := ctx.Deadline(); !limited {
			t.Error("a handler has no deadline")
		}
		result <- ctx.Err()
		return Ack(), nil
	})
	ctx, hangUp := context.WithCancel(t.Context())
	r := signed("/slack/interactions", url.Values{"payload": {click}}.Encode(), time.Now()).WithContext(ctx)
	go NewHTTP(o.Mux, testSecret, time.Now).ServeHTTP(httptest.NewRecorder(), r)
	receive(t, working)
	hangUp()
	close(hungUp)
	if err := receive(t, result); err != nil {
		t.Errorf("the handler's context was cancelled: %v", err)
	}
}

func TestNoSigningSecretNoServer(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	NewHTTP(newOffice().Mux, "", time.Now)
}
