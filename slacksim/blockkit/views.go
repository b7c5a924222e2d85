package blockkit

// Modal and Home views.

// views is a modal or a Home view. A Home view may contain input blocks, although nothing submits them.
var views = anyOf(
	view("modal",
		required("title", plainText(24)),
		optional("submit", plainText(24)),
		optional("close", plainText(24)),
		optional("clear_on_close", boolean),
		optional("notify_on_close", boolean)),
	view("home"),
)

func view(name string, more ...field) kind {
	return typed(name, append(more,
		required("blocks", viewBlocks),
		optional("private_metadata", text(0, 3000)),
		optional("callback_id", text(0, 255)),
		optional("external_id", text(0, 255)))...)
}

// viewRules checks the rules that concern a view as a whole.
func viewRules(at string, view map[string]any) []Problem {
	found := submitForInput(at, view)
	if countFocus(view["blocks"]) > 1 {
		// The wording is ours.
		found = append(found, problem(at+"/blocks", "only one element may set `focus_on_load`")...)
	}
	return found
}

// submitForInput requires a modal with input blocks to have a submit button. It reports the first input block. The pointer
// is Slack's, although the block has no key named "input".
func submitForInput(at string, view map[string]any) []Problem {
	if view["type"] != "modal" || view["submit"] != nil {
		return nil
	}
	for i, each := range values(view["blocks"]) {
		if b, _ := each.(map[string]any); b["type"] == "input" {
			return problem(item(at+"/blocks", i)+"/input", "must define `submit` to use an `input` block in modals")
		}
	}
	return nil
}

// countFocus counts the elements that have focus_on_load set.
func countFocus(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			n += countFocus(each)
		}
	case map[string]any:
		if v["focus_on_load"] == true {
			n++
		}
		for _, each := range v {
			n += countFocus(each)
		}
	}
	return n
}
