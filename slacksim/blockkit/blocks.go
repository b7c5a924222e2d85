package blockkit

import "slices"

// The common blocks, and which surface allows which blocks.

func block(name string, fields ...field) kind {
	return typed(name, append(fields, optional("block_id", text(1, 255)))...)
}

var (
	section = block("section",
		optional("text", anyTextObject),
		optional("fields", list(1, 10, textObject(2000))),
		optional("accessory", inSections),
		optional("expand", boolean)).and(atLeastOne("text", "fields"))

	header = block("header",
		required("text", plainText(150)),
		optional("level", integer(1, 4)))

	divider = block("divider")

	imageBlock = block("image",
		slices.Concat(image, []field{optional("title", plainText(2000))})...).and(exactlyOne("image_url", "slack_file"))

	actions = block("actions", required("elements", list(1, 25, inActions)))

	contextBlock = block("context", required("elements", list(1, 10, inContext)))

	input = block("input",
		required("label", plainText(2000)),
		required("element", inInput),
		optional("hint", plainText(2000)),
		optional("optional", boolean),
		optional("dispatch_action", boolean))

	// Slack ignores the block_id of markdown blocks. payload.go limits the total text of all markdown blocks.
	markdown = block("markdown", required("text", nonEmptyText))

	// file shows a remote file. File blocks with other sources are created by Slack itself.
	file = block("file",
		required("source", enum("remote")),
		required("external_id", nonEmptyText))

	// video also needs the scope links.embed:write and a domain that the app unfurls, which this package cannot check.
	video = block("video",
		required("video_url", https),
		required("thumbnail_url", https),
		required("alt_text", text(1, 200)),
		required("title", plainText(200)),
		optional("title_url", https),
		optional("author_name", text(1, 50)),
		optional("provider_name", text(1, 50)),
		optional("provider_icon_url", https),
		optional("description", plainText(200)))
)

var https = match(`^https://`)

var (
	everywhere    = []kind{section, header, divider, imageBlock, actions, contextBlock, input, richText, video}
	inMessages    = slices.Concat(everywhere, []kind{markdown, file}, dataBlocks, agentBlocks)
	inStreams     = slices.Concat(inMessages, []kind{alert})
	viewBlocks    = list(1, 100, anyOf(everywhere...))
	messageBlocks = list(0, 50, anyOf(inMessages...))
	streamBlocks  = list(0, 50, anyOf(inStreams...))
)

// surfaces holds the rule for each surface. A message may have an empty list of blocks, a view may not.
var surfaces = map[Surface]rule{
	Message: messageBlocks,
	Stream:  streamBlocks,
	Modal:   viewBlocks,
	Home:    viewBlocks,
}
