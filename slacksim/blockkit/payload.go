package blockkit

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Limits on all blocks of a message together, in Unicode code points.
const (
	markdownTotal  = 12_000 // docs.slack.dev, markdown block: "cumulative limit for all markdown blocks in a single payload"
	tableTotal     = 10_000 // docs.slack.dev, table block: over all tables of a message
	dataTableTotal = 20_000 // slackblocks: within one data table
)

// payload holds the rules about all blocks together. It walks whatever is there, since the schema has reported misfits.
func payload(at string, blocks any) []Problem {
	w := walk{blockIDs: map[string]bool{}}
	w.visit(at, blocks, nil)
	found := w.found
	found = append(found, total(at, blocks, "markdown", "text", markdownTotal)...)
	return append(found, total(at, blocks, "table", "rows", tableTotal)...)
}

// walk looks for ids that are used twice: block ids anywhere, action ids within a block.
type walk struct {
	blockIDs map[string]bool
	found    []Problem
}

func (w *walk) visit(at string, v any, actionIDs map[string]bool) {
	switch v := v.(type) {
	case []any:
		for i, each := range v {
			w.visit(item(at, i), each, actionIDs)
		}
	case map[string]any:
		if opensBlock(v) {
			actionIDs = map[string]bool{}
		}
		w.claim(at, v, "block_id", w.blockIDs)
		w.claim(at, v, "action_id", actionIDs)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			w.visit(at+"/"+key, v[key], actionIDs)
		}
	}
}

func (w *walk) claim(at string, o map[string]any, key string, taken map[string]bool) {
	id, ok := o[key].(string)
	if !ok || taken == nil {
		return
	}
	if taken[id] {
		w.found = append(w.found, problem(at+"/"+key, "`%s` \"%s\" already exists", key, id)...)
	}
	taken[id] = true
}

// opensBlock tells whether action ids may start anew in o: it is a block, perhaps within a container or a carousel.
func opensBlock(o map[string]any) bool {
	name, _ := o["type"].(string)
	return slices.ContainsFunc(inStreams, func(k kind) bool { return k.name == name })
}

// total reports the block at which the texts under the key, over all blocks of a kind, become too long.
func total(at string, blocks any, name, key string, limit int) []Problem {
	length := 0
	for i, each := range values(blocks) {
		b, _ := each.(map[string]any)
		if b["type"] != name {
			continue
		}
		if length += textLength(b[key]); length > limit {
			return problem(item(at, i)+"/"+key, "must be less than %d characters", limit+1)
		}
	}
	return nil
}

// textLength counts the characters of v, a string, or of every "text" within it.
func textLength(v any) (n int) {
	switch v := v.(type) {
	case string:
		return utf8.RuneCountInString(v)
	case []any:
		for _, each := range v {
			n += textLength(each)
		}
	case map[string]any:
		return textLength(v["text"]) + textLength(v["elements"])
	}
	return n
}

// viewOnly holds the rules about a view as a whole.
func viewOnly(at string, view map[string]any) []Problem {
	found := submitForInput(at, view)
	if focuses(view["blocks"]) > 1 {
		// The wording is ours.
		found = append(found, problem(at+"/blocks", "only one element may set `focus_on_load`")...)
	}
	return found
}

// submitForInput: what is filled into a modal needs a button that sends it. One such block is reported, with the pointer
// that Slack gives although the block has no key of that name.
func submitForInput(at string, view map[string]any) []Problem {
	if view["type"] != "modal" || view["submit"] != nil {
		return nil
	}
	for i, each := range values(view["blocks"]) {
		if b, _ := each.(map[string]any); b["type"] == "input" {
			return problem(item(at+"/blocks", i)+"/input", "must define `submit` to use an `input` block in modals")
		}
	}
	return nil
}

// focuses counts the elements that want the cursor.
func focuses(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			n += focuses(each)
		}
	case map[string]any:
		if v["focus_on_load"] == true {
			n++
		}
		for _, each := range v {
			n += focuses(each)
		}
	}
	return n
}

func item(at string, i int) string { return at + "/" + strconv.Itoa(i) }
