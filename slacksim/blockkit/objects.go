package blockkit

import "time"

// Composition objects: the parts of which blocks and elements are made.

// plainText is a text object of type plain_text with 1 to maxLength characters.
func plainText(maxLength int) rule { return plainTextKind(maxLength).rule }

func plainTextKind(maxLength int) kind {
	return typed("plain_text", must("text", text(1, maxLength)), may("emoji", flag))
}

func mrkdwnKind(maxLength int) kind {
	return typed("mrkdwn", must("text", text(1, maxLength)), may("verbatim", flag))
}

// textObject is a text object of either type. Slack adds to whatever is wrong with it that neither type matched.
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

// anyTextObject is a text object wherever no smaller limit holds.
var anyTextObject = textObject(3000)

var style = may("style", enum("primary", "danger"))

var confirm = object(
	may("title", plainText(100)),
	must("text", textObject(300)),
	may("confirm", plainText(30)),
	may("deny", plainText(30)),
	style,
)

// Only the options of an overflow menu may have an url, only those of radio buttons and checkboxes may be formatted.
var (
	menuOption     = option(plainText(75))
	overflowOption = option(plainText(75), may("url", text(1, 3000)))
	choiceOption   = option(textObject(75))
)

func option(label rule, more ...field) rule {
	return object(append(more,
		must("text", label),
		must("value", text(1, 150)),
		may("description", label),
	)...)
}

var optionGroup = object(
	must("label", plainText(75)),
	must("options", list(1, 100, menuOption)),
)

// conversationFilter: at least one of its keys must be there (@slack/types).
var conversationFilter = object(
	may("include", list(1, 4, enum("im", "mpim", "private", "public"))),
	may("exclude_external_shared_channels", flag),
	may("exclude_bot_users", flag),
).and(across(func(at string, o map[string]any) []Problem {
	if len(o) == 0 {
		return problem(at, "failed to match all allowed schemas")
	}
	return nil
}))

var dispatchActionConfig = object(
	may("trigger_actions_on", list(1, 2, enum("on_enter_pressed", "on_character_entered"))),
)

var inputParameter = object(must("name", words), must("value", anyText))

var trigger = object(
	must("url", words),
	may("customizable_input_parameters", list(0, noLimit, inputParameter)),
)

var workflow = object(must("trigger", trigger))

// slackFile is an image that was uploaded to Slack, by id or by url, never both.
var slackFile = object(may("id", words), may("url", words)).and(across(func(at string, o map[string]any) []Problem {
	if (o["id"] == nil) == (o["url"] == nil) {
		return problem(at, "failed to match exactly one allowed schema")
	}
	return nil
}))

// date is a day as 2026-11-22.
var date = anyText.and(func(at string, v any) []Problem {
	if s, ok := v.(string); ok {
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return problem(at, "input must be a valid: date")
		}
	}
	return nil
})
