package blockkit

import (
	"encoding/json"
	"math/big"
	"slices"
)

// Block elements, and which blocks may contain them (inActions, inSections, inInput, …).

// Fields that many elements share.
var (
	placeholder        = optional("placeholder", plainText(150))
	confirmable        = optional("confirm", confirm)
	focusable          = optional("focus_on_load", boolean)
	dispatchable       = optional("dispatch_action_config", dispatchActionConfig)
	accessibilityLabel = optional("accessibility_label", text(1, 75))
)

func element(name string, fields ...field) kind {
	return typed(name, append(fields, optional("action_id", text(1, 255)))...)
}

// Buttons.
var (
	button = element("button",
		required("text", plainText(75)),
		optional("value", text(0, 2000)),
		optional("url", text(1, 3000)),
		style, confirmable, accessibilityLabel)

	workflowButton = element("workflow_button",
		required("text", plainText(75)),
		required("workflow", workflow),
		style, confirmable, accessibilityLabel)

	overflow = element("overflow",
		required("options", list(1, 5, overflowOption)),
		confirmable)

	iconButton = element("icon_button",
		required("icon", nonEmptyText),
		required("text", plainText(75)),
		optional("value", text(0, 2000)),
		optional("visible_to_user_ids", list(0, 10, id)),
		confirmable, accessibilityLabel)

	feedbackButtons = element("feedback_buttons",
		required("positive_button", feedbackButton),
		required("negative_button", feedbackButton))

	feedbackButton = object(
		required("text", plainText(75)),
		required("value", text(0, 2000)),
		accessibilityLabel)
)

// Checkboxes and radio buttons.
var (
	checkboxes = element("checkboxes",
		required("options", list(1, 10, choiceOption)),
		optional("initial_options", list(1, 10, choiceOption)),
		confirmable, focusable).and(initialAmongOptions)

	radioButtons = element("radio_buttons",
		required("options", list(1, 10, choiceOption)),
		optional("initial_option", choiceOption),
		confirmable, focusable).and(initialAmongOptions)
)

// Dates and times.
var (
	datePicker = element("datepicker",
		optional("initial_date", date),
		placeholder, confirmable, focusable)

	timePicker = element("timepicker",
		optional("initial_time", match(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)),
		optional("timezone", nonEmptyText),
		placeholder, confirmable, focusable)

	dateTimePicker = element("datetimepicker",
		optional("initial_date_time", integer(1_000_000_000, 9_999_999_999)), // 10 digits
		confirmable, focusable)
)

// Inputs.
var (
	plainTextInput = element("plain_text_input",
		optional("initial_value", text(0, 3000)),
		optional("multiline", boolean),
		optional("min_length", integer(0, 3000)),
		optional("max_length", integer(1, 3000)),
		placeholder, focusable, dispatchable).and(ordered("min_length", "max_length"))

	numberInput = element("number_input",
		required("is_decimal_allowed", boolean),
		optional("initial_value", decimal),
		optional("min_value", decimal),
		optional("max_value", decimal),
		placeholder, focusable, dispatchable).and(ordered("min_value", "max_value"))

	emailInput = element("email_text_input", optional("initial_value", anyText), placeholder, focusable, dispatchable)

	urlInput = element("url_text_input", optional("initial_value", anyText), placeholder, focusable, dispatchable)

	fileInput = element("file_input",
		optional("filetypes", list(1, noLimit, nonEmptyText)),
		optional("max_files", integer(1, 10)))

	// @slack/types requires a rich_text block as the initial value; slackblocks also sends a text element on its own.
	richTextInput = element("rich_text_input",
		optional("initial_value", anyOf(richText, richTextText)),
		optional("min_lines", integer(1, 100)),
		optional("max_lines", integer(1, 100)),
		placeholder, focusable, dispatchable)
)

// decimal is a number written as a string.
var decimal = match(`^-?[0-9]+(\.[0-9]+)?$`)

// ordered requires that the value of low is not above that of high; both are numbers or decimal strings. The wording
// is ours.
func ordered(low, high string) rule {
	return wholeObject(func(at string, o map[string]any) []Problem {
		a, b := rational(o[low]), rational(o[high])
		if a != nil && b != nil && a.Cmp(b) > 0 {
			return problem(at+"/"+low, "must not be greater than `%s`", high)
		}
		return nil
	})
}

// rational returns v as a number, or nil if it is neither a number nor a decimal string.
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

// imageElement is an image beside a text.
var imageElement = typed("image", image...).and(exactlyOne("image_url", "slack_file"))

var image = []field{
	optional("image_url", text(1, 3000)),
	optional("slack_file", slackFile),
	required("alt_text", text(1, 2000)),
}

// Which elements each block may contain (@slack/types).
var (
	inActions = anyOf(slices.Concat(inActionsAndSections, []kind{dateTimePicker, richTextInput})...)

	inSections = anyOf(slices.Concat(inActionsAndSections, []kind{imageElement})...)

	inActionsAndSections = slices.Concat(menus, []kind{
		button, checkboxes, datePicker, overflow, radioButtons, timePicker, workflowButton,
	})

	inInput = anyOf(slices.Concat(menus, []kind{
		checkboxes, datePicker, dateTimePicker, emailInput, fileInput, numberInput, plainTextInput, radioButtons,
		richTextInput, timePicker, urlInput,
	})...)

	inContext = anyOf(imageElement, plainTextKind(3000), mrkdwnKind(3000))

	inContextActions = anyOf(feedbackButtons, iconButton)
)
