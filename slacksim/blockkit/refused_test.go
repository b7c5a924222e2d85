package blockkit_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dibs/slacksim/blockkit"
)

// manifestCase is a case that must be refused.
type manifestCase struct{ ID, Constraint, Description string }

func TestEveryInvalidCaseIsRefused(t *testing.T) {
	var manifest struct{ Cases []manifestCase }
	readJSON(t, "testdata/invalid/manifest.json", &manifest)
	var limits map[string]any
	readJSON(t, "testdata/block-limits.json", &limits)

	if len(manifest.Cases) != len(refusals) {
		t.Errorf("the manifest has %d cases, the test %d", len(manifest.Cases), len(refusals))
	}
	for _, c := range manifest.Cases {
		t.Run(c.ID, func(t *testing.T) {
			r, ok := refusals[c.ID]
			if !ok {
				t.Fatalf("no payload for: %s", c.Description)
			}
			doc := r.document()
			mustAccept(t, "the unchanged payload", doc)
			if r.value == nil {
				r.violateLimit(t, doc, c.Constraint, limits)
				return
			}
			set(doc, r.at, r.value)
			mustRefuse(t, c.Description, doc, r.want)
		})
	}
}

func (r refusal) document() map[string]any {
	key := "blocks"
	if strings.HasPrefix(r.at, "/view") {
		key = "view"
	}
	return map[string]any{key: parse(r.payload)}
}

// violateLimit takes the limit from block-limits.json; constraint is the path to it.
func (r refusal) violateLimit(t *testing.T, doc map[string]any, constraint string, limits map[string]any) {
	path := strings.Split(constraint, ".")
	var at any = limits
	for _, key := range path {
		at = at.(map[string]any)[key]
	}
	limit, err := strconv.Atoi(at.(json.Number).String())
	if err != nil {
		t.Fatal(err)
	}
	violateAt(t, doc, r.at, path[len(path)-1], limit)
}

// violateAt checks that a value at the limit is accepted and that one beyond it is refused.
func violateAt(t *testing.T, doc map[string]any, at, constraint string, limit int) {
	t.Helper()
	allowed, invalid, message := violate(constraint, limit, find(doc, at))
	set(doc, at, allowed)
	mustAccept(t, "the payload at its limit", doc)
	set(doc, at, invalid)
	mustRefuse(t, constraint, doc, fmt.Sprintf("%s [json-pointer:%s]", message, at))
}

// violate returns a value at the limit, one beyond it, and Slack's message for that. Slack counts characters as Unicode
// code points, so the texts consist of a character that takes four bytes and two UTF-16 units.
func violate(constraint string, limit int, value any) (allowed, invalid any, message string) {
	items, _ := value.([]any)
	switch constraint {
	case "max_length", "item_max_length":
		return strings.Repeat("😀", limit), strings.Repeat("😀", limit+1), fmt.Sprintf("must be less than %d characters", limit+1)
	case "min_length":
		return strings.Repeat("😀", limit), strings.Repeat("😀", limit-1), fmt.Sprintf("must be more than %d characters", limit-1)
	case "max_items":
		return clones(items[0], limit), clones(items[0], limit+1), fmt.Sprintf("no more than %d items allowed", limit)
	case "min_items":
		return clones(items[0], limit), clones(items[0], limit-1), fmt.Sprintf("must provide at least %d items", limit)
	case "max":
		return limit, limit + 1, fmt.Sprintf("must be less than %d", limit)
	case "min":
		return limit, limit - 1, fmt.Sprintf("must be greater than %d", limit)
	}
	panic("unknown constraint " + constraint)
}

// clones repeats a value n times with different ids. The ids of a card's buttons stay, because each card is a block.
func clones(v any, n int) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = v
		if o, ok := v.(map[string]any); ok {
			o = maps.Clone(o)
			for _, id := range []string{"action_id", "block_id"} {
				if o[id] != nil {
					o[id] = strconv.Itoa(i)
				}
			}
			out[i] = o
		}
	}
	return out
}

func check(t *testing.T, doc map[string]any) []blockkit.Problem {
	t.Helper()
	key, surface := "blocks", blockkit.Stream
	if doc["view"] != nil {
		key = "view"
	}
	raw, err := json.Marshal(doc[key])
	if err != nil {
		t.Fatal(err)
	}
	if key == "view" {
		return blockkit.View(raw)
	}
	return blockkit.Blocks(raw, surface)
}

func mustAccept(t *testing.T, what string, doc map[string]any) {
	t.Helper()
	if found := check(t, doc); len(found) > 0 {
		t.Fatalf("%s is refused: %v", what, found)
	}
}

func mustRefuse(t *testing.T, what string, doc map[string]any, want string) {
	t.Helper()
	found := check(t, doc)
	if !slices.ContainsFunc(found, func(p blockkit.Problem) bool { return p.String() == want }) {
		t.Errorf("%s\n got %v\nwant %s", what, found, want)
	}
}
