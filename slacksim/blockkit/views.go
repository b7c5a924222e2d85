package blockkit

// Modal and home views.

// views is either root view. Input blocks on a home view are allowed though nothing there submits them.
var views = anyOf(
	view("modal",
		must("title", plainText(24)),
		may("submit", plainText(24)),
		may("close", plainText(24)),
		may("clear_on_close", flag),
		may("notify_on_close", flag)),
	view("home"),
)

func view(name string, more ...field) kind {
	return typed(name, append(more,
		must("blocks", ofView),
		may("private_metadata", text(0, 3000)),
		may("callback_id", text(0, 255)),
		may("external_id", text(0, 255)))...)
}

// viewOnly holds the rules about a view as a whole.
func viewOnly(at string, view map[string]any) []Problem {
	found := submitForInput(at, view)
	if focuses(view["blocks"]) > 1 {
		// The wording is ours.
		found = append(found, problem(at+"/blocks", "only one element may set `focus_on_load`")...)
	}
	return found
}

// submitForInput: what is filled into a modal needs a button that sends it. One such block is reported, with the pointer
// that Slack gives although the block has no key of that name.
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

// focuses counts the elements that want the cursor.
func focuses(v any) (n int) {
	switch v := v.(type) {
	case []any:
		for _, each := range v {
			n += focuses(each)
		}
	case map[string]any:
		if v["focus_on_load"] == true {
			n++
		}
		for _, each := range v {
			n += focuses(each)
		}
	}
	return n
}
