package slacksim

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// Signature returns the value of X-Slack-Signature for a body sent at the given time: "v0=" and the HMAC-SHA256 of
// "v0:TIMESTAMP:BODY" in hex, with the signing secret as the key.
func Signature(secret string, at time.Time, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + strconv.FormatInt(at.Unix(), 10) + ":")) // writing to a hash never fails
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// sign adds Slack's signature headers to a request.
func (s *Sim) sign(r *http.Request, body []byte) {
	now := s.now()
	r.Header.Set("X-Slack-Request-Timestamp", strconv.FormatInt(now.Unix(), 10))
	r.Header.Set("X-Slack-Signature", Signature(s.cfg.SigningSecret, now, body))
}
