package blockkit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dibs/slacksim/blockkit"
)

// FuzzAnyJSON checks that any input gets a result, that the result is always the same, that problems point into the input,
// and that only JSON is accepted.
func FuzzAnyJSON(f *testing.F) {
	files, err := filepath.Glob("testdata/valid/*/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds (error: %v)", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
		f.Add("[" + string(raw) + "]")
		f.Add(strings.Replace(inActions, "%s", string(raw), 1))
	}
	for _, seed := range []string{"", "null", "[", `[[[]]]`, `{"type":"modal","blocks":{}}`, `[{"type":"section","text":{"type":null}}]`, "[1e999]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for _, s := range []blockkit.Surface{blockkit.Message, blockkit.Stream, blockkit.Modal, blockkit.Home} {
			checkAnswer(t, raw, "/blocks", blockkit.Blocks(json.RawMessage(raw), s), blockkit.Blocks(json.RawMessage(raw), s))
		}
		checkAnswer(t, raw, "/view", blockkit.View(json.RawMessage(raw)), blockkit.View(json.RawMessage(raw)))
	})
}

func checkAnswer(t *testing.T, raw, root string, found, again []blockkit.Problem) {
	if len(found) == 0 && !json.Valid([]byte(raw)) {
		t.Errorf("an input that is not JSON was accepted")
	}
	if len(found) != len(again) {
		t.Fatalf("%d problems, then %d", len(found), len(again))
	}
	for i, p := range found {
		if p != again[i] {
			t.Errorf("%v, then %v", p, again[i])
		}
		if p.Pointer != root && !strings.HasPrefix(p.Pointer, root+"/") {
			t.Errorf("%v does not point into %s", p, root)
		}
	}
}
