package slacksim

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// answer is the JSON body of a response, without "ok".
type answer map[string]any

// apiError is an error response of the Web API.
type apiError struct {
	Code     string
	Messages []string       // response_metadata.messages
	Errors   []string       // "errors", which chat methods add
	Extra    map[string]any // more fields, such as "needed" and "provided"
}

// Error is Slack's error code and its messages.
func (e *apiError) Error() string {
	return strings.TrimSpace(e.Code + " " + strings.Join(e.Messages, "; "))
}

func refuse(code string) error { return &apiError{Code: code} }

// badArguments is Slack's invalid_arguments with messages that explain it.
func badArguments(messages ...string) error {
	for i, m := range messages {
		messages[i] = "[ERROR] " + m
	}
	return &apiError{Code: "invalid_arguments", Messages: messages}
}

// request is one call of the Web API.
type request struct {
	method string
	facts  methodFacts
	args   arguments
	token  string
	base   string // scheme and host that the caller used
}

// serveAPI handles one Web API call.
func (s *Sim) serveAPI(w http.ResponseWriter, r *http.Request) {
	req, bad := parseRequest(r)
	fault := s.takeFault(req.method, req.args.text())
	if !fault.before(w) {
		s.recordCall(s.newCall(req, nil, refuse("fault")))
		return
	}
	body, err := s.run(req, bad)
	if !fault.after(r) {
		panic(http.ErrAbortHandler) // the call took effect, but the caller never learns it
	}
	if limited := (*limitError)(nil); errors.As(err, &limited) {
		writeLimited(w, limited.wait)
		return
	}
	s.write(w, req, body, err)
}

// run checks a call in the order in which Slack does, and performs it. The call is recorded under the same lock as its
// effect, so a test that sees the effect also finds the call.
func (s *Sim) run(req *request, bad error) (answer, error) {
	if err := s.check(req, bad); err != nil {
		s.recordCall(s.newCall(req, nil, err))
		return nil, err
	}
	var body answer
	var err error
	events := s.change(func() {
		if err = s.limit(req); err == nil {
			body, err = handlers[req.method](s, req)
		}
		s.calls = append(s.calls, s.newCall(req, body, err))
	})
	s.sendLater(events)
	return body, err
}

// check returns the error of a call that is refused before its method runs.
func (s *Sim) check(req *request, bad error) error {
	facts, known := knownMethods()[req.method]
	if !known {
		return &apiError{Code: "unknown_method", Extra: map[string]any{"req_method": req.method}}
	}
	req.facts = facts
	if err := s.authorize(req); err != nil {
		return err
	}
	if bad != nil {
		return bad
	}
	if err := req.checkArguments(); err != nil {
		return err
	}
	if handlers[req.method] == nil {
		return refuse("not_implemented")
	}
	return nil
}

// newCall is the record of a call.
func (s *Sim) newCall(req *request, body answer, err error) Call {
	return Call{
		Method: req.method, At: s.now(), Args: req.args.text(), OK: err == nil, Error: errorCode(err), TS: tsOf(body),
	}
}

// authorize checks the token first and then its scopes.
func (s *Sim) authorize(req *request) error {
	if req.method == "api.test" {
		return nil
	}
	wanted, other := s.cfg.BotToken, s.cfg.AppToken
	if req.method == "apps.connections.open" {
		wanted, other = other, wanted
	}
	switch req.token {
	case "":
		return refuse("not_authed")
	case wanted:
	case other:
		return refuse("not_allowed_token_type")
	default:
		return refuse("invalid_auth")
	}
	if len(req.facts.Scopes) > 0 && !s.cfg.App.hasScope(req.facts.Scopes...) {
		return s.missingScope(req.facts.Scopes...)
	}
	return nil
}

func (s *Sim) missingScope(needed ...string) error {
	return &apiError{Code: "missing_scope", Extra: map[string]any{
		"needed": strings.Join(needed, ","), "provided": strings.Join(s.cfg.App.Scopes, ","),
	}}
}

// checkArguments refuses a JSON body for methods that only take forms, and calls without a required argument.
func (r *request) checkArguments() error {
	if r.args.json && !r.facts.JSON {
		return badArguments("this method takes form arguments, not a JSON body")
	}
	var missing []string
	for _, name := range r.facts.Required {
		if !r.args.has(name) {
			missing = append(missing, "missing required field: "+name)
		}
	}
	if len(missing) > 0 {
		return badArguments(missing...)
	}
	return nil
}

// write sends the response with the headers that Slack clients read.
func (s *Sim) write(w http.ResponseWriter, req *request, body answer, err error) {
	if body == nil {
		body = answer{}
	}
	body = maps.Clone(body)
	body["ok"] = err == nil
	if e := (*apiError)(nil); errors.As(err, &e) {
		body["error"] = e.Code
		maps.Copy(body, e.Extra)
		if len(e.Errors) > 0 {
			body["errors"] = e.Errors
		}
		if len(e.Messages) > 0 {
			body["response_metadata"] = map[string]any{"messages": e.Messages}
		}
	}
	w.Header().Set("X-OAuth-Scopes", strings.Join(s.cfg.App.Scopes, ","))
	w.Header().Set("X-Accepted-OAuth-Scopes", strings.Join(slices.Sorted(slices.Values(req.facts.Scopes)), ","))
	writeJSON(w, http.StatusOK, body)
}

func writeLimited(w http.ResponseWriter, wait time.Duration) {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	w.Header().Set("Retry-After", fmt.Sprint(seconds))
	writeJSON(w, http.StatusTooManyRequests, answer{"ok": false, "error": "ratelimited"})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // fails only if the caller has hung up
}

func errorCode(err error) string {
	if e := (*apiError)(nil); errors.As(err, &e) {
		return e.Code
	}
	if e := (*limitError)(nil); errors.As(err, &e) {
		return "ratelimited"
	}
	return ""
}

func tsOf(body answer) string {
	ts, _ := body["ts"].(string)
	return ts
}
