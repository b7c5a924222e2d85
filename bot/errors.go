package bot

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"
)

// Error says that a call of Slack's API failed, and what is known about it. It never holds a token or a response URL.
type Error struct {
	Method string // "chat.postMessage"; "response_url" for an answer to a click
	// Code is Slack's own word, such as "channel_not_found", "ratelimited", or "http_500"; empty when no answer came.
	Code     string
	Messages []string  // what Slack adds, such as which block it refuses and why
	RetryAt  time.Time // when to try again, of "ratelimited" alone
	unsure   bool
	cause    error
}

// Error names the method, the code and what Slack adds.
func (e *Error) Error() string {
	text := "slack: " + e.Method + ": "
	switch {
	case !e.RetryAt.IsZero():
		text += "rate limited until " + e.RetryAt.UTC().Format(time.RFC3339)
	case e.Code != "":
		text += e.Code
	default:
		text += fmt.Sprint(e.cause)
	}
	if len(e.Messages) > 0 {
		text += " (" + strings.Join(e.Messages, "; ") + ")"
	}
	return text
}

// Unwrap returns what went wrong below Slack's API, if anything did.
func (e *Error) Unwrap() error { return e.cause }

// Is reports whether Slack refused a call with one of these codes.
func Is(err error, codes ...string) bool {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return false
	}
	for _, code := range codes {
		if e.Code == code {
			return true
		}
	}
	return false
}

// Unsure reports whether a call that failed may still have taken effect: the connection broke after the request was sent,
// time ran out, or Slack itself was at a loss. Who sends a message looks for it before sending it again. When Slack said
// no, or the request never left, Unsure is false.
func Unsure(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.unsure
}

// RetryAt returns when a call that was refused for its rate may be made again.
func RetryAt(err error) (time.Time, bool) {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.RetryAt.IsZero() {
		return time.Time{}, false
	}
	return e.RetryAt, true
}

// defaultRetryAfter is how long a method rests when Slack limits it without saying until when. slack-go's own retry
// assumes the same.
const defaultRetryAfter = time.Minute

// classify turns what slack-go returns into an Error; nil stays nil.
func classify(method string, err error, now time.Time) error {
	if err == nil {
		return nil
	}
	e := &Error{Method: method, cause: withoutURL(err)}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		e.limit(now.Add(limited.RetryAfter))
		return e
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok {
		e.status(status.Code, now)
		return e
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		e.said(said.Err, said.ResponseMetadata.Messages, now)
		if len(e.Messages) == 0 {
			for _, more := range said.Errors {
				if more.Message != nil {
					e.Messages = append(e.Messages, *more.Message)
				}
			}
		}
		if said.Needed != "" {
			e.Messages = append(e.Messages, "needs the scope "+said.Needed)
		}
		return e
	}
	e.unsure = !neverLeft(err)
	return e
}

func (e *Error) limit(until time.Time) { e.Code, e.RetryAt = "ratelimited", until }

// status reads an answer whose HTTP status is not 200.
func (e *Error) status(code int, now time.Time) {
	if code == http.StatusTooManyRequests {
		e.limit(now.Add(defaultRetryAfter))
		return
	}
	e.Code = fmt.Sprintf("http_%d", code)
	e.unsure = code >= http.StatusInternalServerError
}

// retryAfter returns how long Slack wants to be left alone by the method that it refused with a 429.
func retryAfter(resp *http.Response) (time.Duration, bool) {
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	return time.Duration(seconds) * time.Second, err == nil && resp.StatusCode == http.StatusTooManyRequests
}

// said reads an answer with ok:false. Slack documents of the first four codes that a part of the call may have worked.
func (e *Error) said(code string, messages []string, now time.Time) {
	e.Code, e.Messages = code, messages
	switch code {
	case "internal_error", "fatal_error", "request_timeout", "service_unavailable":
		e.unsure = true
	case "ratelimited", "rate_limited":
		e.limit(now.Add(defaultRetryAfter))
	}
}

// neverLeft reports whether a request failed before Slack can have seen it.
func neverLeft(err error) bool {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return true
	}
	_, ok := errors.AsType[*net.DNSError](err)
	return ok
}

// withoutURL removes the address from a transport's error: a response URL is as good as a password.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		if u.Timeout() && !errors.Is(u.Err, context.DeadlineExceeded) {
			return fmt.Errorf("%w: %w", context.DeadlineExceeded, u.Err)
		}
		return u.Err
	}
	return err
}
