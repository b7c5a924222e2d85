package blockkit

import "math"

// Rich text, the structured block that Slack's own composer creates.

// textStyle includes the highlight flags of mentions, because Slack sends them and so must accept them.
var textStyle = optional("style", object(
	optional("bold", boolean), optional("italic", boolean), optional("strike", boolean), optional("code", boolean), optional("underline", boolean),
	optional("highlight", boolean), optional("client_highlight", boolean), optional("unlink", boolean),
))

var richTextText = typed("text", required("text", nonEmptyText), textStyle)

var richTextLink = typed("link", required("url", nonEmptyText), optional("text", anyText), optional("unsafe", boolean), textStyle)

// inline is an element of a line of rich text.
var inline = anyOf(
	richTextText,
	richTextLink,
	typed("broadcast", required("range", enum("here", "channel", "everyone")), textStyle),
	typed("channel", required("channel_id", id), textStyle),
	typed("color", required("value", nonEmptyText), textStyle),
	typed("date", required("timestamp", integer(0, math.MaxInt64)), required("format", nonEmptyText), optional("url", nonEmptyText),
		optional("fallback", anyText), textStyle),
	typed("emoji", required("name", nonEmptyText), optional("unicode", nonEmptyText), optional("skin_tone", integer(1, 6)),
		optional("url", nonEmptyText), textStyle),
	typed("team", required("team_id", id), textStyle),
	typed("user", required("user_id", id), textStyle),
	typed("usergroup", required("usergroup_id", id), textStyle),
)

// border is documented as 0 or 1, but slackblocks also sends 3.
var border = optional("border", integer(0, 3))

var richTextSection = typed("rich_text_section", required("elements", list(0, noLimit, inline)))

var richTextParts = anyOf(
	richTextSection,
	typed("rich_text_list",
		required("style", enum("bullet", "ordered")),
		required("elements", list(0, noLimit, richTextSection.rule)),
		optional("indent", integer(0, 8)),
		optional("offset", integer(0, math.MaxInt32)),
		border),
	typed("rich_text_quote", required("elements", list(0, noLimit, inline)), border),
	typed("rich_text_preformatted", required("elements", list(0, noLimit, anyOf(richTextText, richTextLink))), border),
)

var richText = block("rich_text", required("elements", list(1, noLimit, richTextParts)))
