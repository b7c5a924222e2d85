package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"
)

// sanitize makes everything that v points to storable, in place, so that what is saved is exactly what will be
// loaded. Times become UTC with microseconds. Text becomes valid UTF-8 without NUL, which Postgres does not accept.
// sanitize writes only where something must change, because slices and maps may be shared. It fails on a time outside
// the years 1 to 9999.
func sanitize(v any) error {
	return sanitizeValue(reflect.ValueOf(v).Elem())
}

var timeType = reflect.TypeFor[time.Time]()

func sanitizeValue(v reflect.Value) error {
	switch v.Kind() {
	case reflect.String:
		if s, changed := storable(v.String()); changed {
			v.SetString(s)
		}
	case reflect.Struct:
		if v.Type() == timeType {
			return sanitizeTime(v)
		}
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			if err := sanitizeValue(v.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return sanitizeValue(v.Elem())
		}
	case reflect.Slice:
		return sanitizeSlice(v)
	case reflect.Map:
		return sanitizeMap(v)
	}
	return nil
}

func sanitizeTime(v reflect.Value) error {
	at := v.Interface().(time.Time)
	if at.IsZero() {
		if at != (time.Time{}) {
			v.SetZero()
		}
		return nil
	}
	utc := at.UTC().Truncate(time.Microsecond)
	if y := utc.Year(); y < 1 || y > 9999 {
		return fmt.Errorf("the time %s cannot be stored", at)
	}
	if at != utc {
		v.Set(reflect.ValueOf(utc))
	}
	return nil
}

func sanitizeSlice(v reflect.Value) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return nil // bytes are kept as they came
	}
	for i := range v.Len() {
		if err := sanitizeValue(v.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

// sanitizeMap works on copies of the entries, because map entries cannot be set in place.
func sanitizeMap(v reflect.Value) error {
	for _, k := range v.MapKeys() {
		key, val := reflect.New(k.Type()).Elem(), reflect.New(v.Type().Elem()).Elem()
		key.Set(k)
		val.Set(v.MapIndex(k))
		if err := sanitizeValue(key); err != nil {
			return err
		}
		if err := sanitizeValue(val); err != nil {
			return err
		}
		if !key.Equal(k) {
			v.SetMapIndex(k, reflect.Value{})
			v.SetMapIndex(key, val)
			continue
		}
		if !val.Comparable() || !val.Equal(v.MapIndex(k)) {
			v.SetMapIndex(key, val)
		}
	}
	return nil
}

// storable replaces what a database would not accept, and reports whether it replaced anything.
func storable(s string) (string, bool) {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s, false
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD"), true
}

// longestKey keeps external keys well below the 2,704 bytes that fit into a Postgres index.
const longestKey = 500

// boundedKey returns an external key as it is. If the key is too long for an index, its end is replaced by its
// SHA-256, so that different keys stay different.
func boundedKey(s string) string {
	s, _ = storable(s)
	if len(s) <= longestKey {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	start := strings.ToValidUTF8(s[:longestKey-2*len(sum)-3], "")
	return start + "…" + hex.EncodeToString(sum[:])
}

// sanitize makes everything in the change storable, and keeps external keys short enough for an index.
func (c *Change) sanitize() error {
	if c.Lead != nil {
		c.Lead.Source, c.Lead.ExternalID = boundedKey(c.Lead.Source), boundedKey(c.Lead.ExternalID)
		c.Lead.Campaign, c.Lead.Company.Country = boundedKey(c.Lead.Campaign), boundedKey(c.Lead.Company.Country)
	}
	if c.Receipt != nil {
		c.Receipt.Key = boundedKey(c.Receipt.Key)
	}
	return sanitize(c)
}
