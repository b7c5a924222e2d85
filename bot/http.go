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

// maxBody is the longest request body, in bytes. Slack sends whole modals back, which are at most 250 KB.
const maxBody = 1 << 20

type httpTransport struct {
	mux    *Mux
	secret string
	now    func() time.Time
}

// NewHTTP returns the handler of POST /slack/commands, /slack/interactions, /slack/options and /slack/events. It
// refuses requests that Slack did not sign within the last five minutes (401) and bodies of more than 1 MB (413). It
// answers 200 once the Mux's handler has returned, so an ack means that the change is stored. If the handler of an
// event fails it answers 500, and Slack delivers the event again.
//
// It panics without a signing secret, because then anyone could send requests as Slack.
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
	if form.Get("ssl_check") != "" { // Slack checks our certificate
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
		http.Error(w, "payload is not JSON", http.StatusBadRequest)
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
		http.Error(w, "body is not JSON", http.StatusBadRequest)
		return
	}
	if req.Event.Type == "url_verification" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, challenge) // if this does not arrive, Slack tells the admin
		return
	}
	req.Retry.Num, _ = strconv.Atoi(r.Header.Get("X-Slack-Retry-Num")) // 0: the first attempt
	req.Retry.Reason = r.Header.Get("X-Slack-Retry-Reason")
	t.serve(w, r, req)
}

// signedBody reads the body. If the body is too long or not signed by Slack, it answers the request itself.
func (t *httpTransport) signedBody(w http.ResponseWriter, r *http.Request) (body []byte, ok bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		http.Error(w, "body is too long", http.StatusRequestEntityTooLarge)
		return nil, false
	}
	if err != nil {
		http.Error(w, "could not read the body", http.StatusBadRequest)
		return nil, false
	}
	if err := verify(t.secret, r.Header, body, t.now()); err != nil {
		t.mux.log.Warn("refused a request that Slack did not sign", "path", r.URL.Path, "error", err)
		http.Error(w, "not signed by Slack", http.StatusUnauthorized)
		return nil, false
	}
	return body, true
}

// serve runs the handler, acks, and then does what follows the ack.
func (t *httpTransport) serve(w http.ResponseWriter, r *http.Request, req *Request) {
	resp := t.mux.Serve(r.Context(), req)
	if resp.unacked {
		http.Error(w, "failed, please retry", http.StatusInternalServerError)
		return
	}
	resp, body := t.mux.encode(req, resp, math.MaxInt)
	if len(body) > 0 {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)                      // if the ack does not arrive, there is nobody to tell
	_ = http.NewResponseController(w).Flush() // so that the ack leaves before the answer
	t.mux.After(r.Context(), req, resp)
}
