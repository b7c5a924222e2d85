package store

import (
	"fmt"
	"reflect"
	"strings"
)

// column is one column of a table, as a batch of rows in JSON carries it.
type column struct {
	name string
	kind kind
}

// kind says how a value stands in the JSON of a batch.
type kind int

const (
	plain    kind = iota // a text, a number, a boolean or null
	nested               // a document inside the document
	hexBytes             // "\x6869", as Postgres writes bytes
)

// columnsOf are the columns that a struct's json tags name, in order.
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

// insert is the statement that writes a whole batch: its one parameter is a JSON array of rows.
// The WHERE keeps SQLite from reading a following ON CONFLICT as part of a join.
func (d dialect) insert(table string, cs []column) string {
	return fmt.Sprintf("INSERT INTO %s (%s) SELECT * FROM (%s) AS r WHERE true ", table, names(cs), d.rows(table, cs, "$1"))
}

// replace ends an insert so that a row with a known key replaces the one that is there. The key
// itself is not set, though it would be to what it is: SQLite would look through every table
// that refers to it.
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
