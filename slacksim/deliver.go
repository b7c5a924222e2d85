package slacksim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	neturl "net/url"
	"strings"
)

// kind is what a request to the app carries; its text is the envelope's type in Socket Mode.
type kind string

const (
	kindCommand     kind = "slash_commands"
	kindInteraction kind = "interactive"
	kindOptions     kind = "options" // "interactive" on a socket
	kindEvent       kind = "events_api"
)

// parcel is one thing to be delivered to the app.
type parcel struct {
	kind    kind
	payload object
	retry   int    // 0 for the first try
	reason  string // why it is tried again
	id      string // envelope id, the same on every try; empty until it has one
}

// failure says why the app did not take a parcel.
type failure struct {
	reason  string // Slack's word for X-Slack-Retry-Reason
	status  int    // HTTP status when there was one
	noRetry bool   // the app asked for no retry
}

// Error is the reason, with the status when there was one.
func (f *failure) Error() string {
	if f.status != 0 {
		return fmt.Sprintf("%s: status %d", f.reason, f.status)
	}
	return f.reason
}

var errRedirects = errors.New("too many redirects")

func newHTTPClient() *http.Client {
	return &http.Client{
		// A transport of its own, so that closing a simulator leaves other clients' connections alone.
		Transport: &http.Transport{},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > 2 {
				return errRedirects
			}
			return nil
		},
	}
}

// Connect tells the workspace where the app takes its requests. An events URL is verified first, as Slack does when
// it is entered: the app must send back the challenge. On error nothing changes.
func (s *Sim) Connect(ctx context.Context, d Delivery) error {
	if d.Events != "" {
		if err := s.verify(ctx, d.Events); err != nil {
			return fmt.Errorf("events URL was not verified: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delivery = d
	return nil
}

// verify sends url_verification; the challenge may come back as text, as a form or as JSON.
func (s *Sim) verify(ctx context.Context, address string) error {
	challenge := secret(24)
	body := encode(object{"token": "slacksim", "challenge": challenge, "type": "url_verification"})
	got, fail := s.send(ctx, address, "application/json", body, nil)
	if fail != nil {
		return fail
	}
	var parsed struct{ Challenge string }
	form, _ := neturl.ParseQuery(strings.TrimSpace(string(got.body)))
	switch {
	case strings.TrimSpace(string(got.body)) == challenge, form.Get("challenge") == challenge:
		return nil
	case json.Unmarshal(got.body, &parsed) == nil && parsed.Challenge == challenge:
		return nil
	}
	return errors.New("the answer does not hold the challenge")
}

// CheckSSL sends the ssl_check request that Slack sends to command URLs now and then; the app must answer 200.
func (s *Sim) CheckSSL(ctx context.Context) error {
	s.mu.Lock()
	address := s.delivery.Commands
	s.mu.Unlock()
	_, fail := s.send(ctx, address, "application/x-www-form-urlencoded", []byte("ssl_check=1&token=slacksim"), nil)
	if fail != nil {
		return fail
	}
	return nil
}

// deliver brings one parcel to the app and returns what the app answered.
func (s *Sim) deliver(ctx context.Context, p parcel) ([]byte, *failure) {
	s.mu.Lock()
	address := s.delivery.address(p.kind)
	s.mu.Unlock()
	if address == "" {
		return s.deliverBySocket(ctx, p)
	}
	if p.kind == kindEvent && p.retry == 0 && s.takeDouble() {
		again := p
		again.retry, again.reason = 1, "http_timeout"
		s.background(func(ctx context.Context) { _, _ = s.deliverByHTTP(ctx, address, again) }) // a double that is lost is no double
	}
	return s.deliverByHTTP(ctx, address, p)
}

func (d Delivery) address(k kind) string {
	switch k {
	case kindCommand:
		return d.Commands
	case kindInteraction:
		return d.Interactions
	case kindOptions:
		return d.Options
	}
	return d.Events
}

func (s *Sim) deliverByHTTP(ctx context.Context, address string, p parcel) ([]byte, *failure) {
	header := http.Header{}
	if p.retry > 0 {
		header.Set("X-Slack-Retry-Num", fmt.Sprint(p.retry))
		header.Set("X-Slack-Retry-Reason", p.reason)
	}
	contentType := "application/x-www-form-urlencoded"
	var body []byte
	switch p.kind {
	case kindEvent:
		contentType, body = "application/json", encode(p.payload)
	case kindCommand:
		form := neturl.Values{}
		for name, value := range p.payload {
			form.Set(name, fmt.Sprint(value))
		}
		body = []byte(form.Encode())
	default:
		body = []byte(neturl.Values{"payload": {string(encode(p.payload))}}.Encode())
	}
	got, fail := s.send(ctx, address, contentType, body, header)
	if fail == nil && p.kind != kindEvent && got.status != http.StatusOK {
		return nil, &failure{reason: "http_error", status: got.status} // only events are content with any 2xx
	}
	return got.body, fail
}

// response is an answer of the app, with a status of 2xx.
type response struct {
	status int
	body   []byte
}

// send makes one signed request and waits for its answer as long as Slack does.
func (s *Sim) send(ctx context.Context, address, contentType string, body []byte, header http.Header) (response, *failure) {
	ctx, cancel := context.WithTimeout(ctx, s.cfg.Timing.Ack)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return response{}, &failure{reason: "unknown_error"}
	}
	for name := range header {
		r.Header.Set(name, header.Get(name))
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
	s.sign(r, body)
	answered, err := s.client.Do(r)
	switch {
	case errors.Is(err, errRedirects):
		return response{}, &failure{reason: "too_many_redirects"}
	case errors.Is(err, context.DeadlineExceeded):
		return response{}, &failure{reason: "http_timeout"}
	case err != nil:
		return response{}, &failure{reason: "connection_failed"}
	}
	defer answered.Body.Close()
	body, err = io.ReadAll(io.LimitReader(answered.Body, maxBody))
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return response{}, &failure{reason: "http_timeout"}
	case err != nil:
		return response{}, &failure{reason: "connection_failed"}
	case answered.StatusCode < 200 || answered.StatusCode > 299:
		return response{}, &failure{
			reason: "http_error", status: answered.StatusCode, noRetry: answered.Header.Get("X-Slack-No-Retry") == "1",
		}
	}
	return response{status: answered.StatusCode, body: body}, nil
}
