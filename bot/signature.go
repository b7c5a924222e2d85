package bot

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// signatureWindow is how much a request's time may differ from ours, either way (docs.slack.dev, verifying requests).
const signatureWindow = 5 * time.Minute

// verify checks that a request was signed by Slack, over the raw bytes of its body and in constant time. slack-go's
// verifier is no alternative: it reads the clock itself, so a test cannot replay a recorded request.
func verify(secret string, h http.Header, body []byte, now time.Time) error {
	stamp := h.Get("X-Slack-Request-Timestamp")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return errors.New("the request has no timestamp")
	}
	if now.Sub(time.Unix(seconds, 0)).Abs() > signatureWindow {
		return errors.New("the request's timestamp is more than five minutes off: check this machine's clock")
	}
	given, err := hex.DecodeString(strings.TrimPrefix(h.Get("X-Slack-Signature"), "v0="))
	if err != nil || !strings.HasPrefix(h.Get("X-Slack-Signature"), "v0=") {
		return errors.New("the request has no signature")
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	if !hmac.Equal(mac.Sum(nil), given) {
		return errors.New("the signature does not match: check SLACK_SIGNING_SECRET")
	}
	return nil
}
