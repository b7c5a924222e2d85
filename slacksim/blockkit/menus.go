package blockkit

import (
	"math"
	"reflect"
	"slices"
)

// Select menus, and the rules for initial options.

// menu is a select element. The names of multi-selects start with "multi_".
func menu(name string, fields ...field) kind {
	return element(name, append(fields, placeholder, confirmable, focusable)...)
}

var (
	options      = optional("options", list(1, 100, menuOption))
	optionGroups = optional("option_groups", list(1, 100, optionGroup))
	choiceSource = exactlyOne("options", "option_groups").and(initialAmongOptions)

	initialOption  = optional("initial_option", menuOption)
	initialOptions = optional("initial_options", list(1, 100, menuOption))

	currentByDefault = optional("default_to_current_conversation", boolean)
	filter           = optional("filter", conversationFilter)
	responseURL      = optional("response_url_enabled", boolean)

	minQueryLength = optional("min_query_length", integer(0, math.MaxInt64))
	maxSelected    = optional("max_selected_items", integer(1, math.MaxInt64))
)

var menus = []kind{
	menu("static_select", options, optionGroups, initialOption).and(choiceSource),
	menu("external_select", minQueryLength, initialOption),
	menu("users_select", optional("initial_user", id)),
	menu("conversations_select", optional("initial_conversation", id), currentByDefault, filter, responseURL),
	menu("channels_select", optional("initial_channel", id), responseURL),
	menu("multi_static_select", options, optionGroups, initialOptions, maxSelected).and(choiceSource),
	menu("multi_external_select", minQueryLength, initialOptions, maxSelected),
	menu("multi_users_select", optional("initial_users", ids), maxSelected),
	menu("multi_conversations_select", optional("initial_conversations", ids), currentByDefault, filter, maxSelected),
	menu("multi_channels_select", optional("initial_channels", ids), maxSelected),
}

// id is the id of a user, channel, conversation or team.
var (
	id  = nonEmptyText
	ids = list(0, noLimit, id)
)

// initialAmongOptions requires each initial option to be exactly equal to one of the options. The wording is ours.
var initialAmongOptions = wholeObject(func(at string, o map[string]any) []Problem {
	choices := values(o["options"])
	for _, group := range values(o["option_groups"]) {
		if g, ok := group.(map[string]any); ok {
			choices = slices.Concat(choices, values(g["options"]))
		}
	}
	var found []Problem
	if initial, present := o["initial_option"]; present && !contains(choices, initial) {
		found = append(found, problem(at+"/initial_option", "must match one of the options")...)
	}
	for i, initial := range values(o["initial_options"]) {
		if !contains(choices, initial) {
			found = append(found, problem(item(at+"/initial_options", i), "must match one of the options")...)
		}
	}
	return found
})

func contains(choices []any, v any) bool {
	return slices.ContainsFunc(choices, func(c any) bool { return reflect.DeepEqual(c, v) })
}
