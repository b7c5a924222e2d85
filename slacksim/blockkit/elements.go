package blockkit

import (
	"encoding/json"
	"math/big"
	"slices"
)

// Block elements: what a person presses, picks or fills in, and where it may stand (inActions, onSection, inInput, …).

// Fields that many elements share.
var (
	placeholder        = may("placeholder", plainText(150))
	confirmable        = may("confirm", confirm)
	focusable          = may("focus_on_load", flag)
	dispatchable       = may("dispatch_action_config", dispatchActionConfig)
	accessibilityLabel = may("accessibility_label", text(1, 75))
)

func element(name string, fields ...field) kind {
	return typed(name, append(fields, may("action_id", text(1, 255)))...)
}

// Buttons.
var (
	button = element("button",
		must("text", plainText(75)),
		may("value", text(0, 2000)),
		may("url", text(1, 3000)),
		style, confirmable, accessibilityLabel)

	workflowButton = element("workflow_button",
		must("text", plainText(75)),
		must("workflow", workflow),
		style, confirmable, accessibilityLabel)

	overflow = element("overflow",
		must("options", list(1, 5, overflowOption)),
		confirmable)

	iconButton = element("icon_button",
		must("icon", words),
		must("text", plainText(75)),
		may("value", text(0, 2000)),
		may("visible_to_user_ids", list(0, 10, id)),
		confirmable, accessibilityLabel)

	feedbackButtons = element("feedback_buttons",
		must("positive_button", feedbackButton),
		must("negative_button", feedbackButton))

	feedbackButton = object(
		must("text", plainText(75)),
		must("value", text(0, 2000)),
		accessibilityLabel)
)

// Choices among a few.
var (
	checkboxes = element("checkboxes",
		must("options", list(1, 10, choiceOption)),
		may("initial_options", list(1, 10, choiceOption)),
		confirmable, focusable).and(initialAmongOptions)

	radioButtons = element("radio_buttons",
		must("options", list(1, 10, choiceOption)),
		may("initial_option", choiceOption),
		confirmable, focusable).and(initialAmongOptions)
)

// Dates and times.
var (
	datePicker = element("datepicker",
		may("initial_date", date),
		placeholder, confirmable, focusable)

	timePicker = element("timepicker",
		may("initial_time", match(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)),
		may("timezone", words),
		placeholder, confirmable, focusable)

	dateTimePicker = element("datetimepicker",
		may("initial_date_time", integer(1_000_000_000, 9_999_999_999)), // ten digits
		confirmable, focusable)
)

// Fields to fill in.
var (
	plainTextInput = element("plain_text_input",
		may("initial_value", text(0, 3000)),
		may("multiline", flag),
		may("min_length", integer(0, 3000)),
		may("max_length", integer(1, 3000)),
		placeholder, focusable, dispatchable).and(ordered("min_length", "max_length"))

	numberInput = element("number_input",
		must("is_decimal_allowed", flag),
		may("initial_value", decimal),
		may("min_value", decimal),
		may("max_value", decimal),
		placeholder, focusable, dispatchable).and(ordered("min_value", "max_value"))

	emailInput = element("email_text_input", may("initial_value", anyText), placeholder, focusable, dispatchable)

	urlInput = element("url_text_input", may("initial_value", anyText), placeholder, focusable, dispatchable)

	fileInput = element("file_input",
		may("filetypes", list(1, noLimit, words)),
		may("max_files", integer(1, 10)))

	// Slack's types want a rich_text block as the initial value; slackblocks also sends a bare text.
	richTextInput = element("rich_text_input",
		may("initial_value", anyOf(richText, richTextText)),
		may("min_lines", integer(1, 100)),
		may("max_lines", integer(1, 100)),
		placeholder, focusable, dispatchable)
)

// decimal is a number that is written as a string.
var decimal = match(`^-?[0-9]+(\.[0-9]+)?$`)

// ordered wants the value of low not to be above that of high, as numbers or strings of digits. The wording is ours.
func ordered(low, high string) rule {
	return across(func(at string, o map[string]any) []Problem {
		a, b := rational(o[low]), rational(o[high])
		if a != nil && b != nil && a.Cmp(b) > 0 {
			return problem(at+"/"+low, "must not be greater than `%s`", high)
		}
		return nil
	})
}

// rational is the number that v holds, or nil.
func rational(v any) *big.Rat {
	if n, ok := v.(json.Number); ok {
		v = n.String()
	}
	s, ok := v.(string)
	if !ok || len(decimal("", s)) > 0 {
		return nil
	}
	r, _ := new(big.Rat).SetString(s)
	return r
}

// imageElement is a picture beside a text.
var imageElement = typed("image", image...).and(exactlyOne("image_url", "slack_file"))

var image = []field{
	may("image_url", text(1, 3000)),
	may("slack_file", slackFile),
	must("alt_text", text(1, 2000)),
}

// Where each element may stand (@slack/types).
var (
	inActions = anyOf(slices.Concat(onBoth, []kind{dateTimePicker, richTextInput})...)

	onSection = anyOf(slices.Concat(onBoth, []kind{imageElement})...)

	onBoth = slices.Concat(menus, []kind{
		button, checkboxes, datePicker, overflow, radioButtons, timePicker, workflowButton,
	})

	inInput = anyOf(slices.Concat(menus, []kind{
		checkboxes, datePicker, dateTimePicker, emailInput, fileInput, numberInput, plainTextInput, radioButtons,
		richTextInput, timePicker, urlInput,
	})...)

	inContext = anyOf(imageElement, plainTextKind(3000), mrkdwnKind(3000))

	inContextActions = anyOf(feedbackButtons, iconButton)
)
