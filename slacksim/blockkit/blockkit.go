// Package blockkit validates blocks and views as Slack does, and reports problems in Slack's words.
//
// The rules read like tables: blocks.go, views.go, elements.go, menus.go, objects.go, richtext.go, data.go and agent.go
// list every field of every kind with its limits. rule.go interprets them, and payload.go checks what concerns several
// blocks at once.
//
// The wording is that of Slack's own validator (github.com/slackhq/hack-json-schema) and of responses quoted in issue
// threads. Where neither has an example, the wording is ours, and a comment says so. The limits come from
// nicklambourne/slackblocks, spec 1.0.1 (MIT), and from @slack/types 3.2.0.
package blockkit

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Surface is a place where blocks are shown. Each surface allows different blocks.
type Surface string

// The surfaces. Stream is a message that an assistant is still writing (chat.appendStream). It allows the same blocks as a
// message, and also the alert block, which chat.postMessage refuses.
const (
	Message Surface = "message"
	Modal   Surface = "modal"
	Home    Surface = "home"
	Stream  Surface = "stream"
)

// Problem is one reason why Slack refuses blocks or a view.
type Problem struct {
	Pointer string // where it is, as a JSON pointer: "/blocks/0/text/text", "/view/title"
	Message string // what is wrong, in Slack's words: "must be less than 3001 characters"
}

// String returns the problem as Slack lists it in "errors".
func (p Problem) String() string {
	return fmt.Sprintf("%s [json-pointer:%s]", p.Message, p.Pointer)
}

// Blocks checks a JSON array of blocks for the surface s. It returns nil if Slack accepts them. Pointers start with
// /blocks. Anything but a JSON array is one problem at /blocks, and so is an unknown surface. Blocks is safe for
// concurrent use.
func Blocks(raw json.RawMessage, s Surface) []Problem {
	rules, ok := surfaces[s]
	if !ok { // the caller's mistake, so the wording is ours
		return problem("/blocks", "unsupported surface: %s", s)
	}
	v, err := decode(raw)
	if err != nil {
		return problem("/blocks", "must provide an array")
	}
	found := rules("/blocks", v)
	return append(found, acrossBlocks("/blocks", v)...)
}

// View checks a whole modal or Home view. It returns nil if Slack accepts it. Pointers start with /view. View does not
// check the size limit of 250 KB, because Slack has a separate error for it, view_too_large. View is safe for concurrent
// use.
func View(raw json.RawMessage) []Problem {
	v, err := decode(raw)
	if err != nil {
		return problem("/view", "must provide an object")
	}
	found := views("/view", v)
	view, _ := v.(map[string]any)
	found = append(found, acrossBlocks("/view/blocks", view["blocks"])...)
	return append(found, viewRules("/view", view)...)
}

// decode keeps numbers as they are written, so that integers, decimals and Unix seconds stay exact.
func decode(raw json.RawMessage) (v any, err error) {
	if !json.Valid(raw) {
		return nil, fmt.Errorf("decode %d bytes: not one JSON value", len(raw))
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	err = d.Decode(&v)
	return v, err
}
