package blockkit_test

import (
	"encoding/json"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
}

func parse(raw string) (v any) {
	if err := json.Unmarshal([]byte(raw), &v); err != nil {
		panic(err)
	}
	return v
}

// find returns the value at a JSON pointer, or nil. The empty pointer is the whole document.
func find(v any, pointer string) any {
	if pointer == "" {
		return v
	}
	for key := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i, _ := strconv.Atoi(key)
			v = at[i]
		}
	}
	return v
}

// set sets the value at a JSON pointer. The last key may be new.
func set(doc map[string]any, pointer string, v any) {
	parent, key := path.Split(pointer)
	switch at := find(doc, strings.TrimSuffix(parent, "/")).(type) {
	case map[string]any:
		at[key] = v
	case []any:
		i, _ := strconv.Atoi(key)
		at[i] = v
	}
}
