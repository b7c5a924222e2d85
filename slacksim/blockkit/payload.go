package blockkit

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Limits on all blocks of a message together, in Unicode code points.
const (
	markdownTotal  = 12_000 // docs.slack.dev, markdown block: over all such blocks of a message
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

func item(at string, i int) string { return at + "/" + strconv.Itoa(i) }

// values gives the items of an array, and nothing for what is none.
func values(v any) []any {
	items, _ := v.([]any)
	return items
}
