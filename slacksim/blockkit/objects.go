package blockkit

import "time"

// Composition objects, which blocks and elements contain.

// plainText is a text object of type plain_text with 1 to maxLength characters.
func plainText(maxLength int) rule { return plainTextKind(maxLength).rule }

func plainTextKind(maxLength int) kind {
	return typed("plain_text", required("text", text(1, maxLength)), optional("emoji", boolean))
}

func mrkdwnKind(maxLength int) kind {
	return typed("mrkdwn", required("text", text(1, maxLength)), optional("verbatim", boolean))
}

// textObject is a text object of either type. If anything is wrong with it, Slack also reports that no type matched.
func textObject(maxLength int) rule {
	either := anyOf(plainTextKind(maxLength), mrkdwnKind(maxLength))
	return func(at string, v any) []Problem {
		found := either(at, v)
		if len(found) > 0 {
			found = append(found, problem(at, "failed to match all allowed schemas")...)
		}
		return found
	}
}

// anyTextObject is a text object with the general limit, for places without a smaller one.
var anyTextObject = textObject(3000)

var style = optional("style", enum("primary", "danger"))

var confirm = object(
	optional("title", plainText(100)),
	required("text", textObject(300)),
	optional("confirm", plainText(30)),
	optional("deny", plainText(30)),
	style,
)

// Only overflow options may have a URL, and only options of radio buttons and checkboxes may use mrkdwn.
var (
	menuOption     = option(plainText(75))
	overflowOption = option(plainText(75), optional("url", text(1, 3000)))
	choiceOption   = option(textObject(75))
)

func option(label rule, more ...field) rule {
	return object(append(more,
		required("text", label),
		required("value", text(1, 150)),
		optional("description", label),
	)...)
}

var optionGroup = object(
	required("label", plainText(75)),
	required("options", list(1, 100, menuOption)),
)

// conversationFilter must have at least one key (@slack/types).
var conversationFilter = object(
	optional("include", list(1, 4, enum("im", "mpim", "private", "public"))),
	optional("exclude_external_shared_channels", boolean),
	optional("exclude_bot_users", boolean),
).and(wholeObject(func(at string, o map[string]any) []Problem {
	if len(o) == 0 {
		return problem(at, "failed to match all allowed schemas")
	}
	return nil
}))

var dispatchActionConfig = object(
	optional("trigger_actions_on", list(1, 2, enum("on_enter_pressed", "on_character_entered"))),
)

var inputParameter = object(required("name", nonEmptyText), required("value", anyText))

var trigger = object(
	required("url", nonEmptyText),
	optional("customizable_input_parameters", list(0, noLimit, inputParameter)),
)

var workflow = object(required("trigger", trigger))

// slackFile is an image that was uploaded to Slack, given either by id or by URL.
var slackFile = object(optional("id", nonEmptyText), optional("url", nonEmptyText)).and(wholeObject(func(at string, o map[string]any) []Problem {
	if (o["id"] == nil) == (o["url"] == nil) {
		return problem(at, "failed to match exactly one allowed schema")
	}
	return nil
}))

// date is a day in the form 2026-11-22.
var date = anyText.and(func(at string, v any) []Problem {
	if s, ok := v.(string); ok {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return problem(at, "input must be a valid: date")
		}
	}
	return nil
})
