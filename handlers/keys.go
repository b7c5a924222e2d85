package handlers

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"strings"
)

// Keys are the named API keys of senders. Only hashes are kept, so that no memory dump or log line can show a key.
type Keys struct {
	names  []string
	hashes [][sha256.Size]byte
}

// ParseKeys reads the format of DIBS_API_KEYS: "name:secret,name:secret". Errors may name a key but never show a
// secret.
func ParseKeys(s string) (Keys, error) {
	var k Keys
	for i, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		name, secret, ok := strings.Cut(part, ":")
		name = strings.TrimSpace(name)
		switch {
		case !ok || name == "":
			return Keys{}, fmt.Errorf("key %d must have the form name:secret", i+1)
		case len(secret) < 8:
			return Keys{}, fmt.Errorf("the secret of key %q must have at least 8 characters", name)
		}
		k.names, k.hashes = append(k.names, name), append(k.hashes, sha256.Sum256([]byte(secret)))
	}
	return k, nil
}

// Name is the name of the key in an Authorization header. All keys are compared in constant time, so that a wrong
// secret takes as long as a right one.
func (k Keys) Name(authorization string) (string, bool) {
	scheme, secret, ok := strings.Cut(authorization, " ")
	if !ok || !strings.EqualFold(scheme, "Bearer") {
		return "", false
	}
	given := sha256.Sum256([]byte(strings.TrimSpace(secret)))
	name, found := "", false
	for i := range k.hashes {
		if subtle.ConstantTimeCompare(given[:], k.hashes[i][:]) == 1 {
			name, found = k.names[i], true
		}
	}
	return name, found
}
