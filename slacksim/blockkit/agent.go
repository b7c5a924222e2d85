package blockkit

import "slices"

// Blocks for AI assistants: feedback buttons, cards, progress of tasks.

var agentBlocks = []kind{contextActions, card, carousel, container, taskCard, plan}

var contextActions = block("context_actions", required("elements", list(1, 5, inContextActions)))

var alert = block("alert",
	required("text", textObject(200)),
	optional("level", enum("default", "info", "warning", "error", "success")))

// card must have some content. The wording of the error is ours.
var card = block("card",
	optional("hero_image", imageElement.rule),
	optional("icon", imageElement.rule),
	optional("slack_icon", typed("icon", required("name", nonEmptyText)).rule),
	optional("title", textObject(150)),
	optional("subtitle", textObject(150)),
	optional("body", textObject(200)),
	optional("subtext", textObject(200)),
	optional("actions", list(1, 3, button.rule)),
).and(wholeObject(func(at string, o map[string]any) []Problem {
	if o["hero_image"] == nil && o["title"] == nil && o["actions"] == nil && o["body"] == nil {
		return problem(at+"/type", "must define one of `hero_image`, `title`, `actions` or `body`")
	}
	return nil
}))

var carousel = block("carousel", required("elements", list(1, 10, card.rule)))

var container = block("container",
	optional("title", plainText(150)),
	optional("rich_text_title", richText.rule),
	optional("subtitle", textObject(150)),
	required("child_blocks", list(1, 10, anyOf(actions, contextBlock, divider, file, header, imageBlock, input, richText, section,
		table, video))),
	optional("width", enum("narrow", "standard", "wide", "full")),
	optional("icon", imageElement.rule),
	optional("is_collapsible", boolean),
	optional("default_collapsed", boolean),
	optional("has_header_divider", boolean))

var task = []field{
	required("task_id", nonEmptyText),
	required("title", nonEmptyText),
	required("status", enum("pending", "in_progress", "complete", "error")),
	optional("details", richText.rule),
	optional("output", richText.rule),
	optional("sources", list(0, noLimit, anyOf(urlSource))),
}

var urlSource = typed("url", required("url", text(1, 3000)), required("text", nonEmptyText))

var taskCard = block("task_card", task...)

// plan contains task cards, which may leave out their type.
var plan = block("plan",
	required("title", nonEmptyText),
	optional("tasks", list(0, noLimit, object(slices.Concat(task, []field{
		optional("type", enum("task_card")),
		optional("block_id", text(1, 255)),
	})...))))
