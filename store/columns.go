package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// How the types of Go are stored. Each column type writes the same text to both databases, as a parameter (Value) and
// inside the JSON array that a save inserts (MarshalJSON), and reads what either database returns (Scan).

// microseconds is the format of a stored time: it sorts as text, and both databases and people can read it.
const microseconds = "2006-01-02T15:04:05.000000Z"

// timestamp is a time in UTC. The zero time is NULL.
type timestamp struct{ time.Time }

func (i timestamp) text() string { return i.UTC().Format(microseconds) }

// Value is the time as text, or NULL.
func (i timestamp) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.text(), nil
}

// MarshalJSON writes the time as text, or null.
func (i timestamp) MarshalJSON() ([]byte, error) {
	if i.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + i.text() + `"`), nil
}

// Scan reads Postgres's time, SQLite's text, or NULL.
func (i *timestamp) Scan(src any) (err error) {
	switch v := src.(type) {
	case nil:
		i.Time = time.Time{}
	case time.Time:
		i.Time = v.UTC()
	case string:
		i.Time, err = time.Parse(microseconds, v)
	case []byte:
		i.Time, err = time.Parse(microseconds, string(v))
	default:
		err = fmt.Errorf("a time cannot be read from a %T", src)
	}
	return err
}

// optionalText is a text whose empty value is NULL.
type optionalText string

// Value is the text, or NULL.
func (o optionalText) Value() (driver.Value, error) {
	if o == "" {
		return nil, nil
	}
	return string(o), nil
}

// MarshalJSON writes the text, or null.
func (o optionalText) MarshalJSON() ([]byte, error) {
	if o == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(o))
}

// Scan reads text or NULL.
func (o *optionalText) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*o = ""
	case string:
		*o = optionalText(v)
	case []byte:
		*o = optionalText(v)
	default:
		return fmt.Errorf("a text cannot be read from a %T", src)
	}
	return nil
}

// derived is a text computed from other columns, by which rows are looked up. It is written and never read back. It
// may be NULL in rows that were stored before the column existed.
type derived string

// Scan ignores the stored value.
func (*derived) Scan(any) error { return nil }

// reference is the id of a row. Zero is NULL.
type reference int64

// Value is the id, or NULL.
func (r reference) Value() (driver.Value, error) {
	if r == 0 {
		return nil, nil
	}
	return int64(r), nil
}

// MarshalJSON writes the id, or null.
func (r reference) MarshalJSON() ([]byte, error) {
	if r == 0 {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(r), 10), nil
}

// Scan reads an id or NULL.
func (r *reference) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*r = 0
	case int64:
		*r = reference(v)
	default:
		return fmt.Errorf("an id cannot be read from a %T", src)
	}
	return nil
}

// document is a column of JSON. An empty one is NULL.
type document []byte

// documentOf writes v as JSON.
func documentOf(v any) (document, error) { return json.Marshal(v) }

// into reads the document into v. NULL leaves v as it is.
func (d document) into(v any) error {
	if len(d) == 0 {
		return nil
	}
	return json.Unmarshal(d, v)
}

// Value is the JSON as text, or NULL.
func (d document) Value() (driver.Value, error) {
	if len(d) == 0 {
		return nil, nil
	}
	return string(d), nil
}

// MarshalJSON writes the document as it is.
func (d document) MarshalJSON() ([]byte, error) {
	if len(d) == 0 {
		return []byte("null"), nil
	}
	return d, nil
}

// Scan reads JSON or NULL.
func (d *document) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = nil
	case string:
		*d = document(v)
	case []byte:
		*d = bytes.Clone(v)
	default:
		return fmt.Errorf("a document cannot be read from a %T", src)
	}
	return nil
}

// column is one column of a table in the JSON of a batch of rows.
type column struct {
	name string
	kind kind
}

// kind says how a value is written in the JSON of a batch.
type kind int

const (
	plain    kind = iota // a text, a number, a boolean or null
	nested               // a document inside the document
	hexBytes             // "\x6869", as Postgres writes bytes
)

// columnsOf lists the columns that a struct's json tags name, in order.
func columnsOf[T any]() []column {
	var cs []column
	t := reflect.TypeFor[T]()
	for i := range t.NumField() {
		f := t.Field(i)
		c := column{name: f.Tag.Get("json")}
		switch f.Type {
		case reflect.TypeFor[document]():
			c.kind = nested
		case reflect.TypeFor[blob]():
			c.kind = hexBytes
		}
		cs = append(cs, c)
	}
	return cs
}

func names(cs []column) string {
	var b strings.Builder
	for i, c := range cs {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.name)
	}
	return b.String()
}

// replace ends an INSERT so that it replaces an existing row with the same key. It does not set the key, even to the
// same value, because SQLite would then search every table that refers to it.
func replace(key string, cs []column) string {
	var b strings.Builder
	for _, c := range cs {
		if c.name == key {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(c.name + " = excluded." + c.name)
	}
	return "ON CONFLICT (" + key + ") DO UPDATE SET " + b.String()
}
