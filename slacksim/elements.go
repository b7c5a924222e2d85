package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
)

// valueField is the key under which each kind of element reports its value, in actions and in the state.
var valueField = map[string]string{
	"button": "value", "workflow_button": "value", "icon_button": "value", "feedback_buttons": "value",
	"plain_text_input": "value", "number_input": "value", "email_text_input": "value", "url_text_input": "value",
	"rich_text_input": "rich_text_value", "file_input": "files",
	"static_select": "selected_option", "external_select": "selected_option", "radio_buttons": "selected_option",
	"overflow":     "selected_option",
	"users_select": "selected_user", "conversations_select": "selected_conversation", "channels_select": "selected_channel",
	"multi_static_select": "selected_options", "multi_external_select": "selected_options", "checkboxes": "selected_options",
	"multi_users_select": "selected_users", "multi_conversations_select": "selected_conversations",
	"multi_channels_select": "selected_channels",
	"datepicker":            "selected_date", "timepicker": "selected_time", "datetimepicker": "selected_date_time",
}

// initialField is the key of the initial value that belongs to each value key.
var initialField = map[string]string{
	"value": "initial_value", "rich_text_value": "initial_value", "selected_option": "initial_option",
	"selected_options": "initial_options", "selected_user": "initial_user", "selected_users": "initial_users",
	"selected_conversation": "initial_conversation", "selected_conversations": "initial_conversations",
	"selected_channel": "initial_channel", "selected_channels": "initial_channels", "selected_date": "initial_date",
	"selected_time": "initial_time", "selected_date_time": "initial_date_time",
}

// stateless lists the elements that trigger an action but have no value in the state.
var stateless = []string{"button", "workflow_button", "icon_button", "feedback_buttons", "overflow"}

func isInteractive(kind string) bool { return valueField[kind] != "" }

// values is Slack's state: block id -> action id -> what was chosen.
type values map[string]map[string]object

func (v values) at(block, action string) object { return v[block][action] }

func (v values) set(block, action string, value object) {
	if v[block] == nil {
		v[block] = map[string]object{}
	}
	v[block][action] = value
}

// element is an interactive element with the relevant parts of the block that contains it.
type element struct {
	BlockID, ActionID, Kind string
	Input                   bool   // is in an input block
	Dispatches              bool   // sends block_actions when it changes
	Label                   string // the input block's label
	Optional                bool
	Raw                     object
}

// elementsOf returns the interactive elements of stored blocks in order.
func elementsOf(blocks json.RawMessage) []element {
	list, _ := decode(blocks).([]any)
	var out []element
	for _, b := range list {
		block, ok := b.(object)
		if !ok {
			continue
		}
		input := block["type"] == "input"
		dispatch, _ := block["dispatch_action"].(bool)
		optional, _ := block["optional"].(bool)
		found := func(o object) {
			kind, _ := o["type"].(string)
			action, _ := o["action_id"].(string)
			if !isInteractive(kind) || action == "" {
				return
			}
			id, _ := block["block_id"].(string)
			out = append(out, element{
				BlockID: id, ActionID: action, Kind: kind, Input: input, Dispatches: !input || dispatch,
				Label: plainText(block["label"]), Optional: optional, Raw: o,
			})
		}
		for _, key := range []string{"elements", "accessory", "element", "actions"} {
			walk(block[key], found)
		}
	}
	return out
}

func plainText(v any) string {
	o, _ := v.(object)
	text, _ := o["text"].(string)
	return text
}

func findElement(blocks json.RawMessage, block, action string) (element, bool) {
	for _, e := range elementsOf(blocks) {
		if e.ActionID == action && (block == "" || e.BlockID == block) {
			return e, true
		}
	}
	return element{}, false
}

// initial is an element's initial state: its initial value, or nothing chosen.
func (e element) initial() object {
	field := valueField[e.Kind]
	chosen := e.Raw[initialField[field]]
	if chosen == nil && slices.Contains([]string{"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}, field) {
		chosen = []any{}
	}
	return object{"type": e.Kind, field: chosen}
}

// stateOf is the state of blocks for one person. An element keeps its value from before if its block id, action id and
// kind are unchanged; otherwise it has its initial value.
func stateOf(blocks json.RawMessage, before values) values {
	state := values{}
	for _, e := range elementsOf(blocks) {
		if slices.Contains(stateless, e.Kind) {
			continue
		}
		value := before.at(e.BlockID, e.ActionID)
		if value == nil || value["type"] != e.Kind {
			value = e.initial()
		}
		state.set(e.BlockID, e.ActionID, value)
	}
	return state
}

// chosen is the element's state after a person chose value. The action reports the same fields.
func (e element) chosen(value json.RawMessage) (object, error) {
	field := valueField[e.Kind]
	if slices.Contains(stateless, e.Kind) && e.Kind != "overflow" {
		out := object{"type": e.Kind}
		if e.Raw["value"] != nil {
			out[field] = e.Raw["value"]
		}
		return out, nil
	}
	v := decode(value)
	options := []any{v}
	if field == "selected_options" {
		options, _ = v.([]any)
	}
	if own := e.options(); own != nil && v != nil {
		for i, o := range options {
			match := slices.IndexFunc(own, func(have any) bool { return optionValue(have) == optionValue(o) })
			if match < 0 {
				return nil, fmt.Errorf("%s has no option %s", e.ActionID, value)
			}
			options[i] = own[match]
		}
		if field == "selected_option" {
			v = options[0]
		} else {
			v = options
		}
	}
	return object{"type": e.Kind, field: v}, nil
}

// options returns the options that an element contains, or nil for other elements, such as external selects.
func (e element) options() []any {
	if own, ok := e.Raw["options"].([]any); ok {
		return own
	}
	groups, ok := e.Raw["option_groups"].([]any)
	if !ok {
		return nil
	}
	var all []any
	for _, g := range groups {
		group, _ := g.(object)
		own, _ := group["options"].([]any)
		all = append(all, own...)
	}
	return all
}

// optionValue returns the value of an option object, or v itself if it is not an object.
func optionValue(v any) any {
	if o, ok := v.(object); ok {
		return o["value"]
	}
	return v
}
