package blockkit

import "slices"

// Blocks that every app has known for years, and the lists that say which surface takes which block.

func block(name string, fields ...field) kind {
	return typed(name, append(fields, may("block_id", text(1, 255)))...)
}

var (
	section = block("section",
		may("text", anyTextObject),
		may("fields", list(1, 10, textObject(2000))),
		may("accessory", onSection),
		may("expand", flag)).and(atLeastOne("text", "fields"))

	header = block("header",
		must("text", plainText(150)),
		may("level", integer(1, 4)))

	divider = block("divider")

	imageBlock = block("image",
		slices.Concat(image, []field{may("title", plainText(2000))})...).and(exactlyOne("image_url", "slack_file"))

	actions = block("actions", must("elements", list(1, 25, inActions)))

	contextBlock = block("context", must("elements", list(1, 10, inContext)))

	input = block("input",
		must("label", plainText(2000)),
		must("element", inInput),
		may("hint", plainText(2000)),
		may("optional", flag),
		may("dispatch_action", flag))

	// markdown: Slack ignores its block_id; payload limits the text of all such blocks together.
	markdown = block("markdown", must("text", words))

	// file shows a remote file; Slack makes file blocks of other sources itself.
	file = block("file",
		must("source", enum("remote")),
		must("external_id", words))

	// video also wants the scope links.embed:write and a domain that the app unfurls, which only the caller knows.
	video = block("video",
		must("video_url", https),
		must("thumbnail_url", https),
		must("alt_text", text(1, 200)),
		must("title", plainText(200)),
		may("title_url", https),
		may("author_name", text(1, 50)),
		may("provider_name", text(1, 50)),
		may("provider_icon_url", https),
		may("description", plainText(200)))
)

var https = match(`^https://`)

var (
	everywhere  = []kind{section, header, divider, imageBlock, actions, contextBlock, input, richText, video}
	inMessages  = slices.Concat(everywhere, []kind{markdown, file}, dataBlocks, agentBlocks)
	inStreams   = slices.Concat(inMessages, []kind{alert})
	ofView      = list(1, 100, anyOf(everywhere...))
	ofMessage   = list(0, 50, anyOf(inMessages...))
	ofStreaming = list(0, 50, anyOf(inStreams...))
)

// surfaces: an empty list is a message without blocks, but no view.
var surfaces = map[Surface]rule{
	Message: ofMessage,
	Stream:  ofStreaming,
	Modal:   ofView,
	Home:    ofView,
}
