package blockkit

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Limits in Unicode code points.
const (
	markdownTotal  = 12_000 // docs.slack.dev, markdown block: in all markdown blocks of a message
	tableTotal     = 10_000 // docs.slack.dev, table block: in all tables of a message
	dataTableTotal = 20_000 // slackblocks: in one data table
)

// acrossBlocks checks the rules that concern all blocks together. It skips values of the wrong type, because the
// rules for single blocks report them.
func acrossBlocks(at string, blocks any) []Problem {
	w := walk{blockIDs: map[string]bool{}}
	w.visit(at, blocks, nil)
	found := w.found
	found = append(found, total(at, blocks, "markdown", "text", markdownTotal)...)
	return append(found, total(at, blocks, "table", "rows", tableTotal)...)
}

// walk finds duplicate ids: block ids must be unique in the message or view, action ids in their block.
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
		if isBlock(v) {
			actionIDs = map[string]bool{}
		}
		w.checkUnique(at, v, "block_id", w.blockIDs)
		w.checkUnique(at, v, "action_id", actionIDs)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			w.visit(at+"/"+key, v[key], actionIDs)
		}
	}
}

func (w *walk) checkUnique(at string, o map[string]any, key string, taken map[string]bool) {
	id, ok := o[key].(string)
	if !ok || taken == nil {
		return
	}
	if taken[id] {
		w.found = append(w.found, problem(at+"/"+key, "`%s` \"%s\" already exists", key, id)...)
	}
	taken[id] = true
}

// isBlock reports whether o is a block, in which action ids are counted separately. It may be inside a container or a
// carousel.
func isBlock(o map[string]any) bool {
	name, _ := o["type"].(string)
	return slices.ContainsFunc(inStreams, func(k kind) bool { return k.name == name })
}

// total checks the total length of the texts under key in all blocks of one kind. The problem points to the block
// that exceeds the limit.
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

// textLength counts the characters in v if it is a string, or else in every "text" inside it.
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

// values returns the items of an array, or nil if v is not an array.
func values(v any) []any {
	items, _ := v.([]any)
	return items
}
