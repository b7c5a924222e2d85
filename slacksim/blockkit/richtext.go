package blockkit

import "math"

// Rich text: a block that describes its formatting by structure. Slack's own composer produces it.

// textStyle: the highlight flags belong to mentions; Slack sends them, so it must take them back.
var textStyle = may("style", object(
	may("bold", flag), may("italic", flag), may("strike", flag), may("code", flag), may("underline", flag),
	may("highlight", flag), may("client_highlight", flag), may("unlink", flag),
))

var richTextText = typed("text", must("text", words), textStyle)

var richTextLink = typed("link", must("url", words), may("text", anyText), may("unsafe", flag), textStyle)

// inline is what a line of rich text consists of.
var inline = anyOf(
	richTextText,
	richTextLink,
	typed("broadcast", must("range", enum("here", "channel", "everyone")), textStyle),
	typed("channel", must("channel_id", id), textStyle),
	typed("color", must("value", words), textStyle),
	typed("date", must("timestamp", integer(0, math.MaxInt64)), must("format", words), may("url", words),
		may("fallback", anyText), textStyle),
	typed("emoji", must("name", words), may("unicode", words), may("skin_tone", integer(1, 6)),
		may("url", words), textStyle),
	typed("team", must("team_id", id), textStyle),
	typed("user", must("user_id", id), textStyle),
	typed("usergroup", must("usergroup_id", id), textStyle),
)

// border is an integer that Slack documents as 0 or 1 and slackblocks also sends as 3.
var border = may("border", integer(0, 3))

var richTextSection = typed("rich_text_section", must("elements", list(0, noLimit, inline)))

var richTextParts = anyOf(
	richTextSection,
	typed("rich_text_list",
		must("style", enum("bullet", "ordered")),
		must("elements", list(0, noLimit, richTextSection.rule)),
		may("indent", integer(0, 8)),
		may("offset", integer(0, math.MaxInt32)),
		border),
	typed("rich_text_quote", must("elements", list(0, noLimit, inline)), border),
	typed("rich_text_preformatted", must("elements", list(0, noLimit, anyOf(richTextText, richTextLink))), border),
)

var richText = block("rich_text", must("elements", list(1, noLimit, richTextParts)))
