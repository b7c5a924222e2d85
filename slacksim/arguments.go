package slacksim

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// maxBody is the largest body in bytes. It is more than any sensible call needs; Slack's own limit is not documented.
const maxBody = 4 << 20

// arguments are the arguments of a call, whether sent as a form, in the query or as JSON.
type arguments struct {
	json bool // sent as a JSON body
	raw  map[string]json.RawMessage
	form map[string]string
}

// parseRequest reads a call. The error is Slack's error for a body that it cannot read. It does not replace the
// request, because Slack checks the token before it complains about the body.
func parseRequest(r *http.Request) (*request, error) {
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	req := &request{method: r.PathValue("method"), base: scheme + "://" + r.Host, args: arguments{form: map[string]string{}}}
	for name, values := range r.URL.Query() {
		req.args.form[name] = values[0]
	}
	var bad error
	if r.Method == http.MethodPost {
		bad = req.args.readBody(r)
	}
	req.token = req.args.form["token"]
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		req.token = strings.TrimSpace(bearer)
	}
	delete(req.args.form, "token")
	return req, bad
}

func (a *arguments) readBody(r *http.Request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.ContentLength != 0 {
		return refuse("missing_post_type")
	}
	switch kind {
	case "application/json":
		a.json = true
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return refuse("request_timeout")
		}
		if len(bytes.TrimSpace(body)) == 0 {
			return nil // slack-go opens sockets with an empty body of content type JSON
		}
		if err := json.Unmarshal(body, &a.raw); err != nil {
			return refuse("invalid_json")
		}
		return nil
	case "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxBody)
	case "":
		return nil
	default:
		return refuse("invalid_post_type")
	}
	if err != nil {
		return refuse("invalid_form_data")
	}
	for name, values := range r.PostForm {
		a.form[name] = values[0]
	}
	return nil
}

func (a arguments) has(name string) bool {
	if v, ok := a.raw[name]; ok {
		return !bytes.Equal(v, []byte("null")) && !bytes.Equal(v, []byte(`""`))
	}
	return a.form[name] != ""
}

// given reports whether the argument was sent, even if it is empty.
func (a arguments) given(name string) bool {
	_, inForm := a.form[name]
	_, inJSON := a.raw[name]
	return inForm || inJSON
}

// str returns an argument as text. Numbers and booleans of a JSON body are returned as they were written.
func (a arguments) str(name string) string {
	v, ok := a.raw[name]
	if !ok {
		return a.form[name]
	}
	var text string
	if json.Unmarshal(v, &text) == nil {
		return text
	}
	return string(v)
}

func (a arguments) flag(name string) bool {
	v := a.str(name)
	return v == "true" || v == "1"
}

// number returns an argument that must be an integer, or fallback if it is missing; false if it is not an integer.
func (a arguments) number(name string, fallback int) (int, bool) {
	if !a.has(name) {
		return fallback, true
	}
	n, err := strconv.Atoi(a.str(name))
	return n, err == nil
}

// structured returns an argument that contains JSON: in a JSON body the value itself, in a form its text.
func (a arguments) structured(name string) json.RawMessage {
	if v, ok := a.raw[name]; ok {
		if bytes.Equal(v, []byte("null")) {
			return nil
		}
		return v
	}
	if v := a.form[name]; v != "" {
		return json.RawMessage(v)
	}
	return nil
}

// object is structured for arguments that may be a string even in a JSON body, as views often are.
func (a arguments) object(name string) json.RawMessage {
	v := a.structured(name)
	var text string
	if json.Unmarshal(v, &text) == nil {
		return json.RawMessage(text)
	}
	return v
}

// text returns every argument as text, for the record of the call. The token is left out.
func (a arguments) text() map[string]string {
	out := map[string]string{}
	for name := range a.form {
		out[name] = a.form[name]
	}
	for name := range a.raw {
		if name != "token" {
			out[name] = a.str(name)
		}
	}
	return out
}
