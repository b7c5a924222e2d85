package blockkit

import (
	"math"
	"reflect"
	"slices"
)

// Menus to choose from, and what holds of every choice.

// menu is a select element. Those that take several choices have "multi_" before their name.
func menu(name string, fields ...field) kind {
	return element(name, append(fields, placeholder, confirmable, focusable)...)
}

var (
	options      = may("options", list(1, 100, menuOption))
	optionGroups = may("option_groups", list(1, 100, optionGroup))
	choiceSource = exactlyOne("options", "option_groups").and(initialAmongOptions)

	initialOption  = may("initial_option", menuOption)
	initialOptions = may("initial_options", list(1, 100, menuOption))

	currentByDefault = may("default_to_current_conversation", flag)
	filter           = may("filter", conversationFilter)
	responseURL      = may("response_url_enabled", flag)

	minQueryLength = may("min_query_length", integer(0, math.MaxInt64))
	maxSelected    = may("max_selected_items", integer(1, math.MaxInt64))
)

var menus = []kind{
	menu("static_select", options, optionGroups, initialOption).and(choiceSource),
	menu("external_select", minQueryLength, initialOption),
	menu("users_select", may("initial_user", id)),
	menu("conversations_select", may("initial_conversation", id), currentByDefault, filter, responseURL),
	menu("channels_select", may("initial_channel", id), responseURL),
	menu("multi_static_select", options, optionGroups, initialOptions, maxSelected).and(choiceSource),
	menu("multi_external_select", minQueryLength, initialOptions, maxSelected),
	menu("multi_users_select", may("initial_users", ids), maxSelected),
	menu("multi_conversations_select", may("initial_conversations", ids), currentByDefault, filter, maxSelected),
	menu("multi_channels_select", may("initial_channels", ids), maxSelected),
}

// id is that of a user, channel, conversation or team.
var (
	id  = words
	ids = list(0, noLimit, id)
)

// initialAmongOptions wants what is chosen from the start to be one of the choices, to the last key. The wording is ours.
var initialAmongOptions = across(func(at string, o map[string]any) []Problem {
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
