package handlers

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"strings"
)

// Keys are the API keys of those who may send leads, by name. It keeps hashes only, so that no
// dump and no log line can show one.
type Keys struct {
	names  []string
	hashes [][sha256.Size]byte
}

// ParseKeys reads the form of DIBS_API_KEYS: "name:secret,name:secret". Names are told in
// errors, secrets never.
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
			return Keys{}, fmt.Errorf("key %d is not of the form name:secret", i+1)
		case len(secret) < 8:
			return Keys{}, fmt.Errorf("the secret of key %q is shorter than 8 characters", name)
		}
		k.names, k.hashes = append(k.names, name), append(k.hashes, sha256.Sum256([]byte(secret)))
	}
	return k, nil
}

// Name says whose secret an Authorization header carries. All keys are compared, in constant
// time, so that the answer takes as long for a wrong secret as for a right one.
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
