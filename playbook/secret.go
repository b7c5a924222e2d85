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

// Secret is a source's secret, taken from the environment. Printing, logging or encoding it gives ***; only
// Reveal returns the value. The zero Secret means that there is none.
type Secret struct{ value string }

// IsZero reports whether there is no secret.
func (s Secret) IsZero() bool { return s.value == "" }

// Reveal returns the value, for checking a signature. Do not use it for anything else.
func (s Secret) Reveal() string { return s.value }

// Matches compares the secret with a given text, in constant time. The zero Secret matches nothing.
func (s Secret) Matches(given string) bool {
	a, b := sha256.Sum256([]byte(s.value)), sha256.Sum256([]byte(given))
	return !s.IsZero() && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

// String returns ***.
func (s Secret) String() string { return "***" }

// Format writes *** for every verb, including %x and %#v.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "***") }

// LogValue returns ***.
func (s Secret) LogValue() slog.Value { return slog.StringValue("***") }

// MarshalText returns ***, for JSON and other encodings.
func (s Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

var envName = regexp.MustCompile(`^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$`)

// secret reads "${NAME}". A secret written out is rejected, because the playbook's text is stored and shown
// to everyone.
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
