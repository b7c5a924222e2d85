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

// Error is a failed call of Slack's API. It never contains a token or a response URL.
type Error struct {
	Method string // "chat.postMessage"; "response_url" for an answer to a click
	// Code is Slack's error code, such as "channel_not_found" or "ratelimited", or "http_500" for a status. It is
	// empty if no answer came.
	Code     string
	Messages []string  // details from Slack, such as the block that it refuses and why
	RetryAt  time.Time // when to try again; only with "ratelimited"
	unsure   bool
	cause    error
}

// Error returns the method, the code and the details.
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

// Unwrap returns the underlying error, if there is one.
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

// Unsure reports whether a failed call may still have taken effect: the connection broke after the request was sent,
// time ran out, or Slack had an internal error. After that, look for the message before you send it again. If Slack
// refused the call, or the request was never sent, Unsure is false.
func Unsure(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.unsure
}

// RetryAt returns when a rate-limited call may be made again.
func RetryAt(err error) (time.Time, bool) {
	e, ok := errors.AsType[*Error](err)
	if !ok || e.RetryAt.IsZero() {
		return time.Time{}, false
	}
	return e.RetryAt, true
}

// defaultRetryAfter is how long a method rests if Slack limits it without a Retry-After. slack-go's own retry uses
// the same.
const defaultRetryAfter = time.Minute

// classify turns an error of slack-go into an Error; nil stays nil.
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
	if refusal, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		e.refused(refusal.Err, refusal.ResponseMetadata.Messages, now)
		if len(e.Messages) == 0 {
			for _, more := range refusal.Errors {
				if more.Message != nil {
					e.Messages = append(e.Messages, *more.Message)
				}
			}
		}
		if refusal.Needed != "" {
			e.Messages = append(e.Messages, "needs the scope "+refusal.Needed)
		}
		return e
	}
	e.unsure = !neverSent(err)
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

// retryAfter returns the Retry-After of a 429: how long the method must rest.
func retryAfter(resp *http.Response) (time.Duration, bool) {
	seconds, err := strconv.Atoi(resp.Header.Get("Retry-After"))
	return time.Duration(seconds) * time.Second, err == nil && resp.StatusCode == http.StatusTooManyRequests
}

// refused reads an answer with ok:false. Slack documents that after the first four codes part of the call may have
// worked.
func (e *Error) refused(code string, messages []string, now time.Time) {
	e.Code, e.Messages = code, messages
	switch code {
	case "internal_error", "fatal_error", "request_timeout", "service_unavailable":
		e.unsure = true
	case "ratelimited", "rate_limited":
		e.limit(now.Add(defaultRetryAfter))
	}
}

// neverSent reports whether a request failed before Slack can have received it.
func neverSent(err error) bool {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" {
		return true
	}
	_, ok := errors.AsType[*net.DNSError](err)
	return ok
}

// withoutURL removes the URL from a transport's error, because a response URL is as secret as a password.
func withoutURL(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		if u.Timeout() && !errors.Is(u.Err, context.DeadlineExceeded) {
			return fmt.Errorf("%w: %w", context.DeadlineExceeded, u.Err)
		}
		return u.Err
	}
	return err
}
