// Package blockkit says what Slack accepts as blocks and views, and in which words it refuses the rest.
//
// The rules read as tables: blocks.go, views.go, elements.go, menus.go, objects.go, richtext.go, data.go and agent.go list
// every field of every kind with its limits, rule.go interprets them, payload.go holds what concerns several blocks at once.
//
// The words are those of Slack's own validator (github.com/slackhq/hack-json-schema) and of answers quoted in issue
// threads; where neither says anything, the wording is ours and the comment beside it says so. The limits are those of
// nicklambourne/slackblocks, spec 1.0.1 (MIT), and of @slack/types 3.2.0.
package blockkit

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Surface is a place where blocks are shown; each allows its own blocks.
type Surface string

// The surfaces. Stream is a message that an assistant is still writing (chat.appendStream): it takes what a message takes,
// and the alert block, which chat.postMessage refuses.
const (
	Message Surface = "message"
	Modal   Surface = "modal"
	Home    Surface = "home"
	Stream  Surface = "stream"
)

// Problem is one thing that Slack would not accept.
type Problem struct {
	Pointer string // where, as a JSON pointer: "/blocks/0/text/text", "/view/title"
	Message string // what, in Slack's words: "must be less than 3001 characters"
}

// String gives the problem as Slack lists it under "errors".
func (p Problem) String() string {
	return fmt.Sprintf("%s [json-pointer:%s]", p.Message, p.Pointer)
}

// Blocks checks a JSON array of blocks that is to be shown on s, and returns nil if Slack would take it. Pointers start
// with /blocks. What is not an array, or not JSON, is one problem at /blocks; an unknown surface takes nothing.
// Blocks is safe for concurrent use.
func Blocks(raw json.RawMessage, s Surface) []Problem {
	rules, ok := surfaces[s]
	if !ok { // a mistake of the caller, so the wording is ours
		return problem("/blocks", "unsupported surface: %s", s)
	}
	v, err := decode(raw)
	if err != nil {
		return problem("/blocks", "must provide an array")
	}
	found := rules("/blocks", v)
	return append(found, payload("/blocks", v)...)
}

// View checks a whole modal or home view, and returns nil if Slack would take it. Pointers start with /view. The view as a
// whole may have 250 KB, which is for the caller to measure since Slack answers it with an error of its own,
// view_too_large. View is safe for concurrent use.
func View(raw json.RawMessage) []Problem {
	v, err := decode(raw)
	if err != nil {
		return problem("/view", "must provide an object")
	}
	found := views("/view", v)
	view, _ := v.(map[string]any)
	found = append(found, payload("/view/blocks", view["blocks"])...)
	return append(found, viewOnly("/view", view)...)
}

// decode keeps numbers as they are written, so that 5 and 5.0 and 10-digit dates can be told apart.
func decode(raw json.RawMessage) (v any, err error) {
	if !json.Valid(raw) {
		return nil, fmt.Errorf("decode %d bytes: not one JSON value", len(raw))
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}
