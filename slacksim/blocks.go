package slacksim

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"unicode/utf8"

	"dibs/slacksim/blockkit"
)

// maxBlocksText is how many characters the blocks of a message may contain in total before Slack returns
// msg_blocks_too_long. The number was observed (bolt-js issue 2509) and is not documented.
const maxBlocksText = 13_200

// object is a decoded JSON object.
type object = map[string]any

// checkBlocks returns Slack's error for the blocks of a message, or nil if Slack accepts them.
func checkBlocks(raw json.RawMessage) error {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return refuse("invalid_blocks_format")
	}
	problems := blockkit.Blocks(raw, "message")
	if len(problems) > 0 {
		refusal := &apiError{Code: "invalid_blocks"}
		for _, p := range problems {
			refusal.Errors = append(refusal.Errors, p.String())
			refusal.Messages = append(refusal.Messages, "[ERROR] "+p.String())
		}
		return refusal
	}
	if textLength(decode(raw)) > maxBlocksText {
		return refuse("msg_blocks_too_long")
	}
	return nil
}

// checkView returns Slack's error for a view that must be of the wanted type, or nil if Slack accepts it.
func checkView(raw json.RawMessage, wanted string) error {
	if len(raw) > 250_000 {
		return refuse("view_too_large")
	}
	view, ok := decode(raw).(object)
	if !ok {
		return badArguments("must provide an object [json-pointer:/view]")
	}
	if view["type"] != wanted {
		return badArguments("must be a `" + wanted + "` view [json-pointer:/view/type]")
	}
	problems := blockkit.View(raw)
	if len(problems) == 0 {
		return nil
	}
	messages := make([]string, len(problems))
	for i, p := range problems {
		messages[i] = p.String()
	}
	return badArguments(messages...)
}

// storedBlocks is how Slack stores blocks: blocks and elements without an id get one, and text objects get the default
// values that Slack returns.
func storedBlocks(raw json.RawMessage) json.RawMessage {
	list, _ := decode(raw).([]any)
	if len(list) == 0 {
		return nil
	}
	for _, b := range list {
		block, ok := b.(object)
		if !ok {
			continue
		}
		if id, _ := block["block_id"].(string); id == "" && block["type"] != "markdown" {
			block["block_id"] = randomID()
		}
		walk(block, withDefaults)
	}
	return encode(list)
}

func withDefaults(o object) {
	switch kind, _ := o["type"].(string); {
	case kind == "plain_text" && o["emoji"] == nil:
		o["emoji"] = true
	case kind == "mrkdwn" && o["verbatim"] == nil:
		o["verbatim"] = false
	case isInteractive(kind):
		if id, _ := o["action_id"].(string); id == "" {
			o["action_id"] = randomID()
		}
	}
}

const idLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// randomID returns an id like those that Slack gives to blocks and actions without one.
func randomID() string {
	id := make([]byte, 5)
	for i := range id {
		id[i] = idLetters[rand.IntN(len(idLetters))]
	}
	return string(id)
}

// decode parses JSON and keeps numbers as they are written. It returns nil if raw is not JSON.
func decode(raw json.RawMessage) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil
	}
	return v
}

// walk calls f for every JSON object in v, including v itself.
func walk(v any, f func(object)) {
	switch v := v.(type) {
	case object:
		f(v)
		for _, child := range v {
			walk(child, f)
		}
	case []any:
		for _, child := range v {
			walk(child, f)
		}
	}
}

func textLength(v any) int {
	total := 0
	walk(v, func(o object) {
		if text, ok := o["text"].(string); ok {
			total += utf8.RuneCountInString(text)
		}
	})
	return total
}
