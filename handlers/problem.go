package handlers

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"time"

	"dibs/workflows"
)

// problem is an error answer as RFC 9457 defines it: application/problem+json.
type problem struct {
	Type   string       `json:"type"`
	Title  string       `json:"title"`
	Status int          `json:"status"`
	Detail string       `json:"detail,omitempty"`
	Errors []fieldError `json:"errors,omitempty"`
}

// fieldError says what is wrong with a field of a request.
type fieldError struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

// Error is the title with its detail.
func (p problem) Error() string { return p.Title + ": " + p.Detail }

// invalid is the problem of a request with one wrong field.
func invalid(name, detail string) error {
	return problem{
		Title: "The request is invalid", Status: http.StatusBadRequest,
		Detail: name + ": " + detail, Errors: []fieldError{{name, detail}},
	}
}

var (
	errUnauthorized = problem{Title: "The API key or the signature is wrong", Status: http.StatusUnauthorized}
	errTooLarge     = problem{Title: "The request body is larger than 1 MB", Status: http.StatusRequestEntityTooLarge}
)

// maxBody is the largest request body that is accepted, in bytes (1 MB).
const maxBody = 1 << 20

// readBody reads a request body of at most maxBody bytes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, problem{Title: "The request body could not be read", Status: http.StatusBadRequest}
	}
	return body, nil
}

// decode reads one JSON object. Its errors name the field that is wrong. If strict, unknown fields are errors.
func decode(body []byte, strict bool, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	if strict {
		d.DisallowUnknownFields()
	}
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return invalid("body", "unexpected text after the JSON object")
		}
		return nil
	}
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrong):
		name := wrong.Field
		if name == "" {
			name = "body"
		}
		return invalid(name, "must be "+kindName(wrong.Type.Kind())+", not "+jsonName(wrong.Value))
	case errors.As(err, &syntax):
		return invalid("body", fmt.Sprintf("invalid JSON at byte %d", syntax.Offset))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return invalid("body", "invalid JSON: it ends too early")
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return invalid(strings.Trim(name, `"`), "unknown field (extra data about a lead goes into attributes)")
	}
	return invalid("body", "unexpected JSON")
}

// kindName names the type of a field in JSON's words.
func kindName(k reflect.Kind) string {
	switch k {
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "a list"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Bool:
		return "true or false"
	default:
		return "text"
	}
}

// jsonName names the type that was sent instead. value is json.UnmarshalTypeError.Value, which for a number that does
// not fit is "number" with its digits.
func jsonName(value string) string {
	switch value {
	case "object", "array":
		return "an " + value
	case "string":
		return "text"
	case "bool":
		return "true or false"
	case "number":
		return "a number"
	default:
		return value
	}
}

// retryAfter is how long senders are asked to wait while the database is unavailable. A failover takes some seconds,
// and most senders wait longer with each attempt.
const retryAfter = 10 * time.Second

// fail answers an error. A problem is sent as it is. Anything else is a fault: it is logged, and the answer carries the
// reference of the log line. While the database is unavailable the status is 503, which makes senders try again.
func (h *HTTP) fail(w http.ResponseWriter, r *http.Request, err error) {
	var p problem
	if !errors.As(err, &p) {
		ref := rand.Text()[:8]
		h.log.Error("request failed", "ref", ref, "path", r.URL.Path, "err", err)
		p = problem{
			Title: "Something went wrong on our side", Status: http.StatusInternalServerError,
			Detail: afterFault(r) + " Reference " + ref + ".",
		}
		if workflows.Unavailable(err) {
			p.Title, p.Status = "The database is unavailable right now", http.StatusServiceUnavailable
			w.Header().Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
		}
	}
	p.Type = "about:blank"
	w.Header().Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// writeJSON answers with a status and a JSON body.
func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// afterFault tells a sender whether to send a request again that failed on our side. After a fault nobody knows whether
// the request was stored, because the connection may break after the commit.
func afterFault(r *http.Request) string {
	switch {
	case strings.HasSuffix(r.URL.Path, "/engagements"):
		return "The engagement may have been counted already. If you send it again, it may count twice."
	case strings.HasPrefix(r.URL.Path, "/v1/intake/"):
		return "The submission may have been stored already. Send it again: a submission with an id is stored once."
	case r.Header.Get("Idempotency-Key") != "":
		return "The lead may have been stored already. Send it again with the same Idempotency-Key: it is stored once."
	}
	return "The lead may have been stored already. A lead with an external_id can be sent again and is stored once; " +
		"without one it may be stored twice. Send an Idempotency-Key to make every request safe to repeat."
}

// defaultWriteTimeout is how long a write may take. A write goes on when the client hangs up, because otherwise the
// commit could be cancelled halfway.
const defaultWriteTimeout = 10 * time.Second
