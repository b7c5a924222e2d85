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

// requestKind is the kind of a request to the app. Its value is the type of the envelope in Socket Mode.
type requestKind string

const (
	commandRequest     requestKind = "slash_commands"
	interactionRequest requestKind = "interactive"
	optionsRequest     requestKind = "options" // "interactive" on a socket
	eventRequest       requestKind = "events_api"
)

// appRequest is one request to the app, whether it goes over HTTP or through a socket.
type appRequest struct {
	kind    requestKind
	payload object
	retry   int    // 0 for the first attempt
	reason  string // why it is being retried
	id      string // envelope id, the same on every attempt
}

// failure says why the app did not accept a request.
type failure struct {
	reason  string // Slack's value for X-Slack-Retry-Reason
	status  int    // HTTP status, or 0 if there was none
	noRetry bool   // the app asked Slack not to retry
}

// Error is the reason, and the status if there was one.
func (f *failure) Error() string {
	if f.status != 0 {
		return fmt.Sprintf("%s: status %d", f.reason, f.status)
	}
	return f.reason
}

var errRedirects = errors.New("too many redirects")

func newHTTPClient() *http.Client {
	return &http.Client{
		// It has its own transport, so that closing a simulator leaves other clients' connections alone.
		Transport: &http.Transport{},
		CheckRedirect: func(_ *http.Request, via []*http.Request) error {
			if len(via) > 2 {
				return errRedirects
			}
			return nil
		},
	}
}

// Connect sets the app's request URLs. An events URL is verified first, as Slack does when a developer enters it: the app
// must send back the challenge. If Connect returns an error, nothing has changed.
func (s *Sim) Connect(ctx context.Context, d Delivery) error {
	if d.Events != "" {
		if err := s.verify(ctx, d.Events); err != nil {
			return fmt.Errorf("the events URL could not be verified: %w", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.delivery = d
	return nil
}

// verify sends url_verification. The app may send the challenge back as text, as a form or as JSON.
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
	return errors.New("the response does not contain the challenge")
}

// CheckSSL sends the ssl_check request that Slack sends to command URLs from time to time. The app must return status 200.
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

// deliverOnce makes one attempt to deliver a request and returns the app's response.
func (s *Sim) deliverOnce(ctx context.Context, p appRequest) ([]byte, *failure) {
	s.mu.Lock()
	address := s.delivery.address(p.kind)
	s.mu.Unlock()
	if address == "" {
		return s.deliverBySocket(ctx, p)
	}
	if p.kind == eventRequest && p.retry == 0 && s.takeDouble() {
		again := p
		again.retry, again.reason = 1, "http_timeout"
		s.background(func(ctx context.Context) { _, _ = s.deliverByHTTP(ctx, address, again) }) // a lost duplicate does no harm
	}
	return s.deliverByHTTP(ctx, address, p)
}

func (d Delivery) address(k requestKind) string {
	switch k {
	case commandRequest:
		return d.Commands
	case interactionRequest:
		return d.Interactions
	case optionsRequest:
		return d.Options
	}
	return d.Events
}

func (s *Sim) deliverByHTTP(ctx context.Context, address string, p appRequest) ([]byte, *failure) {
	header := http.Header{}
	if p.retry > 0 {
		header.Set("X-Slack-Retry-Num", fmt.Sprint(p.retry))
		header.Set("X-Slack-Retry-Reason", p.reason)
	}
	contentType := "application/x-www-form-urlencoded"
	var body []byte
	switch p.kind {
	case eventRequest:
		contentType, body = "application/json", encode(p.payload)
	case commandRequest:
		form := neturl.Values{}
		for name, value := range p.payload {
			form.Set(name, fmt.Sprint(value))
		}
		body = []byte(form.Encode())
	default:
		body = []byte(neturl.Values{"payload": {string(encode(p.payload))}}.Encode())
	}
	got, fail := s.send(ctx, address, contentType, body, header)
	if fail == nil && p.kind != eventRequest && got.status != http.StatusOK {
		return nil, &failure{reason: "http_error", status: got.status} // only events may be answered with any 2xx status
	}
	return got.body, fail
}

// response is the app's response, with a 2xx status.
type response struct {
	status int
	body   []byte
}

// send makes one signed request and waits for the response as long as Slack does.
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
	resp, err := s.client.Do(r)
	switch {
	case errors.Is(err, errRedirects):
		return response{}, &failure{reason: "too_many_redirects"}
	case errors.Is(err, context.DeadlineExceeded):
		return response{}, &failure{reason: "http_timeout"}
	case err != nil:
		return response{}, &failure{reason: "connection_failed"}
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, maxBody))
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return response{}, &failure{reason: "http_timeout"}
	case err != nil:
		return response{}, &failure{reason: "connection_failed"}
	case resp.StatusCode < 200 || resp.StatusCode > 299:
		return response{}, &failure{
			reason: "http_error", status: resp.StatusCode, noRetry: resp.Header.Get("X-Slack-No-Retry") == "1",
		}
	}
	return response{status: resp.StatusCode, body: body}, nil
}
