package blockkit

import "slices"

// Blocks for assistants: answers with feedback, cards, progress of tasks.

var agentBlocks = []kind{contextActions, card, carousel, container, taskCard, plan}

var contextActions = block("context_actions", must("elements", list(1, 5, inContextActions)))

var alert = block("alert",
	must("text", textObject(200)),
	may("level", enum("default", "info", "warning", "error", "success")))

// card must show something; the wording for one that does not is ours.
var card = block("card",
	may("hero_image", imageElement.rule),
	may("icon", imageElement.rule),
	may("slack_icon", typed("icon", must("name", words)).rule),
	may("title", textObject(150)),
	may("subtitle", textObject(150)),
	may("body", textObject(200)),
	may("subtext", textObject(200)),
	may("actions", list(1, 3, button.rule)),
).and(across(func(at string, o map[string]any) []Problem {
	if o["hero_image"] == nil && o["title"] == nil && o["actions"] == nil && o["body"] == nil {
		return problem(at+"/type", "must define one of `hero_image`, `title`, `actions` or `body`")
	}
	return nil
}))

var carousel = block("carousel", must("elements", list(1, 10, card.rule)))

var container = block("container",
	may("title", plainText(150)),
	may("rich_text_title", richText.rule),
	may("subtitle", textObject(150)),
	must("child_blocks", list(1, 10, anyOf(actions, contextBlock, divider, file, header, imageBlock, input, richText, section,
		table, video))),
	may("width", enum("narrow", "standard", "wide", "full")),
	may("icon", imageElement.rule),
	may("is_collapsible", flag),
	may("default_collapsed", flag),
	may("has_header_divider", flag))

var task = []field{
	must("task_id", words),
	must("title", words),
	must("status", enum("pending", "in_progress", "complete", "error")),
	may("details", richText.rule),
	may("output", richText.rule),
	may("sources", list(0, noLimit, anyOf(urlSource))),
}

var urlSource = typed("url", must("url", text(1, 3000)), must("text", words))

var taskCard = block("task_card", task...)

// plan: its tasks are task cards, which need not say so.
var plan = block("plan",
	must("title", words),
	may("tasks", list(0, noLimit, object(slices.Concat(task, []field{
		may("type", enum("task_card")),
		may("block_id", text(1, 255)),
	})...))))
