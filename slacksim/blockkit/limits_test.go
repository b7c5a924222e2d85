package blockkit_test

import (
	"fmt"
	"testing"
)

// These limits are in Slack's documentation or types, but not in the manifest of invalid cases.
func TestLimitsThatAreNotInTheManifest(t *testing.T) {
	const (
		lines   = `{"type":"rich_text_input","min_lines":1,"max_lines":2}`
		several = `{"type":"multi_users_select"}`
		boxes   = `{"type":"checkboxes","options":[` + anOption + `],"initial_options":[` + anOption + `]}`
		chosen  = `{"type":"multi_static_select","options":[` + anOption + `],"initial_options":[` + anOption + `]}`
		lengths = `[{"type":"input","label":` + plain + `,"element":{"type":"plain_text_input"}}]`
	)
	tests := []struct {
		payload, at, constraint string
		limit                   int
	}{
		{aSection, "/blocks/0/block_id", "min_length", 1},
		{aSection, "/blocks/0/fields", "min_items", 1},
		{aSection, "/blocks", "max_items", 50},
		{aHeader, "/blocks/0/level", "min", 1},
		{aHeader, "/blocks/0/level", "max", 4},
		{anImage, "/blocks/0/alt_text", "min_length", 1},
		{anImage, "/blocks/0/image_url", "min_length", 1},
		{`[{"type":"image","image_url":"https://example.com/a","alt_text":"a","title":` + plain + `}]`, "/blocks/0/title/text", "max_length", 2000},
		{in(inContext, aText), "/blocks/0/elements", "min_items", 1},
		{in(inContext, aText), "/blocks/0/elements/0/text", "max_length", 3000},
		{in(inContext, plain), "/blocks/0/elements/0/text", "max_length", 3000},
		{in(inActions, aButton), "/blocks/0/elements", "min_items", 1},
		{in(inActions, aButton), "/blocks/0/elements/0/action_id", "min_length", 1},
		{in(inActions, aButton), "/blocks/0/elements/0/text/text", "min_length", 1},
		{in(inActions, aButton), "/blocks/0/elements/0/url", "min_length", 1},
		{in(inActions, workflowButton(`{"trigger":{"url":"https://example.com"}}`)), "/blocks/0/elements/0/text/text", "max_length", 75},
		{in(inContextActions, anIconButton), "/blocks/0/elements/0/text/text", "max_length", 75},
		{in(inContextActions, anIconButton), "/blocks/0/elements/0/value", "max_length", 2000},
		{in(inActions, aSelect), "/blocks/0/elements/0/options", "min_items", 1},
		{in(inActions, aSelect), "/blocks/0/elements/0/options/0/value", "min_length", 1},
		{in(inActions, grouped), "/blocks/0/elements/0/option_groups", "min_items", 1},
		{in(inActions, chosen), "/blocks/0/elements/0/initial_options", "max_items", 100},
		{in(inActions, boxes), "/blocks/0/elements/0/initial_options", "max_items", 10},
		{in(inActions, several), "/blocks/0/elements/0/max_selected_items", "min", 1},
		{in(inActions, lines), "/blocks/0/elements/0/min_lines", "min", 1},
		{in(inActions, lines), "/blocks/0/elements/0/min_lines", "max", 100},
		{in(inActions, lines), "/blocks/0/elements/0/max_lines", "min", 1},
		{in(inActions, lines), "/blocks/0/elements/0/max_lines", "max", 100},
		{lengths, "/blocks/0/element/min_length", "min", 0},
		{lengths, "/blocks/0/element/min_length", "max", 3000},
		{lengths, "/blocks/0/element/max_length", "min", 1},
		{lengths, "/blocks/0/element/initial_value", "max_length", 3000},
		{aModal, "/view/external_id", "max_length", 255},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s %s %d", test.at, test.constraint, test.limit), func(t *testing.T) {
			doc := refusal{payload: test.payload, at: test.at}.document()
			mustAccept(t, "the unchanged payload", doc)
			violateAt(t, doc, test.at, test.constraint, test.limit)
		})
	}
}

// Client libraries may always send these keys, so they may be empty.
func TestSomeTextsMayBeEmpty(t *testing.T) {
	tests := []struct{ payload, at string }{
		{in(inActions, aButton), "/blocks/0/elements/0/value"},
		{in(inContextActions, anIconButton), "/blocks/0/elements/0/value"},
		{anInput, "/blocks/0/element/initial_value"},
		{aModal, "/view/private_metadata"},
		{aModal, "/view/callback_id"},
		{aModal, "/view/external_id"},
	}
	for _, test := range tests {
		t.Run(test.at, func(t *testing.T) {
			doc := refusal{payload: test.payload, at: test.at}.document()
			set(doc, test.at, "")
			mustAccept(t, "an empty text", doc)
		})
	}
}
