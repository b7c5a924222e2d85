package bot

import (
	"errors"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// maxBody is how much a request may bring. Slack sends whole modals back, which are at most 250 KB.
const maxBody = 1 << 20

type httpTransport struct {
	mux    *Mux
	secret string
	now    func() time.Time
}

// NewHTTP returns the handler of POST /slack/commands, /slack/interactions, /slack/options and /slack/events. It refuses
// what Slack did not sign within five minutes (401) and bodies of more than 1 MB (413), and answers 200 when the Mux's
// handler has returned: an ack means that the change is stored. An event whose handler failed is answered 500, and Slack
// delivers it again.
//
// It panics without a signing secret, for then everyone could speak as Slack.
func NewHTTP(mux *Mux, signingSecret string, now func() time.Time) http.Handler {
	if signingSecret == "" {
		panic("bot: NewHTTP needs the signing secret")
	}
	t := &httpTransport{mux: mux, secret: signingSecret, now: now}
	routes := http.NewServeMux()
	routes.HandleFunc("POST /slack/commands", t.commands)
	routes.HandleFunc("POST /slack/interactions", t.interactions)
	routes.HandleFunc("POST /slack/options", t.interactions)
	routes.HandleFunc("POST /slack/events", t.events)
	return routes
}

func (t *httpTransport) commands(w http.ResponseWriter, r *http.Request) {
	body, ok := t.signedBody(w, r)
	if !ok {
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		http.Error(w, "not a form", http.StatusBadRequest)
		return
	}
	if form.Get("ssl_check") != "" { // Slack looks whether our certificate is good
		return
	}
	t.serve(w, r, decodeCommandForm(form))
}

func (t *httpTransport) interactions(w http.ResponseWriter, r *http.Request) {
	body, ok := t.signedBody(w, r)
	if !ok {
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		http.Error(w, "not a form", http.StatusBadRequest)
		return
	}
	req, err := decodeInteraction([]byte(form.Get("payload")))
	if err != nil {
		http.Error(w, "no payload in JSON", http.StatusBadRequest)
		return
	}
	t.serve(w, r, req)
}

func (t *httpTransport) events(w http.ResponseWriter, r *http.Request) {
	body, ok := t.signedBody(w, r)
	if !ok {
		return
	}
	req, challenge, err := decodeEvent(body)
	if err != nil {
		http.Error(w, "no JSON", http.StatusBadRequest)
		return
	}
	if req.Event.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, challenge) // whoever set the URL sees it when this does not arrive
		return
	}
	req.Retry.Num, _ = strconv.Atoi(r.Header.Get("X-Slack-Retry-Num")) // 0: the first attempt
	req.Retry.Reason = r.Header.Get("X-Slack-Retry-Reason")
	t.serve(w, r, req)
}

// signedBody reads the body and answers the request itself when the body is too long or not signed by Slack.
func (t *httpTransport) signedBody(w http.ResponseWriter, r *http.Request) (body []byte, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		http.Error(w, "too long", http.StatusRequestEntityTooLarge)
		return nil, false
	}
	if err != nil {
		http.Error(w, "broken body", http.StatusBadRequest)
		return nil, false
	}
	if err := verify(t.secret, r.Header, body, t.now()); err != nil {
		t.mux.log.Warn("refused a request that Slack did not sign", "path", r.URL.Path, "error", err)
		http.Error(w, "not signed by Slack", http.StatusUnauthorized)
		return nil, false
	}
	return body, true
}

// serve runs the handler, acks, and lets what follows the ack follow.
func (t *httpTransport) serve(w http.ResponseWriter, r *http.Request, req *Request) {
	resp := t.mux.Serve(r.Context(), req)
	if resp.unacked {
		http.Error(w, "failed, please send it again", http.StatusInternalServerError)
		return
	}
	resp, body := t.mux.encode(req, resp, math.MaxInt)
	if len(body) > 0 {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)                      // nobody is left to tell when the ack does not arrive
	_ = http.NewResponseController(w).Flush() // the ack goes out before the answer does
	t.mux.After(r.Context(), req, resp)
}
