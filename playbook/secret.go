package playbook

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"regexp"

	"github.com/goccy/go-yaml/ast"
)

// Secret is a source's secret, taken from the environment. Whatever prints, logs or encodes it
// shows ***; only Reveal gives it away. The zero Secret means there is none.
type Secret struct{ value string }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.value == "" }

// Reveal is the value itself, for checking a signature. Hand it to nothing else.
func (s Secret) Reveal() string { return s.value }

// Matches compares in constant time. No secret matches nothing.
func (s Secret) Matches(given string) bool {
	a, b := sha256.Sum256([]byte(s.value)), sha256.Sum256([]byte(given))
	return !s.IsZero() && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// String hides the value.
func (s Secret) String() string { return "***" }

// Format hides the value whatever the verb, also %x and %#v.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "***") }

// LogValue hides the value.
func (s Secret) LogValue() slog.Value { return slog.StringValue("***") }

// MarshalText hides the value in JSON and the like.
func (s Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

var envName = regexp.MustCompile(`^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$`)

// secret reads "${NAME}". A secret written out is refused: the playbook's text is stored and
// shown to everyone.
func (r *reader) secret(n ast.Node) Secret {
	m := envName.FindStringSubmatch(r.text(n, "secret"))
	if m == nil {
		r.problem(n, "don't write secrets in the playbook: set an environment variable and write \"${NAME}\"")
		return Secret{}
	}
	v := r.getenv(m[1])
	if v == "" {
		r.problem(n, "the environment variable %s is not set", m[1])
	}
	return Secret{value: v}
}
