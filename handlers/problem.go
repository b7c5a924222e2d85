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

// problem is an error answer as RFC 9457 has it: application/problem+json.
type problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail,omitempty"`
	Errors []field `json:"errors,omitempty"`
}

// field names what is wrong in a request and where.
type field struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

func (p problem) Error() string { return p.Title + ": " + p.Detail }

func bad(name, detail string) error {
	return problem{
		Title: "The request cannot be read", Status: http.StatusBadRequest,
		Detail: name + ": " + detail, Errors: []field{{name, detail}},
	}
}

var (
	errUnauthorized = problem{Title: "The key or the signature is not right", Status: http.StatusUnauthorized}
	errTooLarge     = problem{Title: "The body is larger than 1 MB", Status: http.StatusRequestEntityTooLarge}
)

// maxBody is the largest request taken (1 MB).
const maxBody = 1 << 20

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, errTooLarge
	}
	if err != nil {
		return nil, problem{Title: "The body could not be read", Status: http.StatusBadRequest}
	}
	return body, nil
}

// decode reads one JSON object strictly and names the field that is wrong.
func decode(body []byte, strict bool, into any) error {
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.UseNumber()
	if strict {
		d.DisallowUnknownFields()
	}
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return bad("body", "there is something after the JSON object")
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
		return bad(name, "must be "+kindName(wrong.Type.Kind())+", not "+jsonName(wrong.Value))
	case errors.As(err, &syntax):
		return bad("body", fmt.Sprintf("broken JSON at byte %d", syntax.Offset))
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return bad("body", "broken JSON: it ends too early")
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return bad(strings.Trim(name, `"`), "there is no such field; put what has none into attributes")
	}
	return bad("body", "it is not the JSON expected here")
}

// kindName is what a field takes, in JSON's words.
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

// jsonName is what was sent instead; a number that does not fit brings its digits along.
func jsonName(value string) string {
	switch value {
	case "object", "array":
		return "an " + value
	case "string":
		return "text"
	case "bool":
		return "a truth value"
	case "number":
		return "a number"
	default:
		return value
	}
}

// comeAgain is when a sender is asked to come again while the database is away: a failover takes some
// seconds, and most senders wait longer with each attempt.
const comeAgain = 10 * time.Second

// fail answers an error: a problem as it is, anything else as a fault, which is logged with a
// reference that the answer carries. While the database is away it is 503, which senders try again.
func (h *HTTP) fail(w http.ResponseWriter, r *http.Request, err error) {
	var p problem
	if !errors.As(err, &p) {
		ref := rand.Text()[:8]
		h.log.Error("request failed", "ref", ref, "path", r.URL.Path, "err", err)
		p = problem{
			Title: "That did not work, and it is our fault", Status: http.StatusInternalServerError,
			Detail: "Send it again with the same Idempotency-Key. Reference " + ref + ".",
		}
		if workflows.Unavailable(err) {
			p.Title, p.Status = "The database cannot be reached just now", http.StatusServiceUnavailable
			w.Header().Set("Retry-After", strconv.Itoa(int(comeAgain.Seconds())))
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

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

// durable is how long a write may take; it does not end when the client hangs up, because that
// would cancel a commit half-way.
const durable = 10 * time.Second
