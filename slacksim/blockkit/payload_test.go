package blockkit_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"dibs/slacksim/blockkit"
)

func TestRulesAcrossAllBlocks(t *testing.T) {
	button := func(id string) string {
		return `{"type":"button","text":` + plain + `,"action_id":"` + id + `"}`
	}
	actions := func(blockID string, buttons ...string) string {
		return `{"type":"actions","block_id":"` + blockID + `","elements":[` + strings.Join(buttons, ",") + `]}`
	}
	markdown := func(length int) string {
		return `{"type":"markdown","text":"` + strings.Repeat("x", length) + `"}`
	}
	table := func(length int) string {
		return `{"type":"table","rows":[[{"type":"raw_text","text":"` + strings.Repeat("x", length) + `"}]]}`
	}
	tests := []struct {
		name, blocks string
		want         []string
	}{
		{"two blocks with one id", actions("a", button("x")) + "," + actions("a", button("y")), []string{
			"`block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]",
		}},
		{"two buttons in a block with the same id", `{"type":"divider"},` + actions("a", button("x"), button("x")), []string{
			"`action_id` \"x\" already exists [json-pointer:/blocks/1/elements/1/action_id]",
		}},
		{"the same action in two blocks", actions("a", button("x")) + "," + actions("b", button("x")), nil},
		{"the same action in two cards of a carousel", `{"type":"carousel","elements":[` +
			`{"type":"card","actions":[` + button("x") + `]},{"type":"card","actions":[` + button("x") + `]}]}`, nil},
		{"the same action twice in a card", `{"type":"card","actions":[` + button("x") + `,` + button("x") + `]}`, []string{
			"`action_id` \"x\" already exists [json-pointer:/blocks/0/actions/1/action_id]",
		}},
		{"a child with the id of its container", `{"type":"container","block_id":"a","child_blocks":[{"type":"divider","block_id":"a"}]}`, []string{
			"`block_id` \"a\" already exists [json-pointer:/blocks/0/child_blocks/0/block_id]",
		}},
		{"markdown up to the limit", markdown(6000) + "," + markdown(6000), nil},
		{"markdown too long in total", markdown(6000) + "," + markdown(6001), []string{
			"must be less than 12001 characters [json-pointer:/blocks/1/text]",
		}},
		{"tables up to the limit", table(5000) + "," + table(5000), nil},
		{"tables too long in total", table(5000) + "," + table(5001), []string{
			"must be less than 10001 characters [json-pointer:/blocks/1/rows]",
		}},
		{"one table too long", table(10_001), []string{
			"must be less than 10001 characters [json-pointer:/blocks/0/rows]",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantProblems(t, blockkit.Blocks(json.RawMessage("["+test.blocks+"]"), blockkit.Message), test.want)
		})
	}
}

func TestInitialOptionsMustBeAmongTheOptions(t *testing.T) {
	a, b := `{"text":{"type":"plain_text","text":"A"},"value":"a"}`, `{"text":{"type":"plain_text","text":"B"},"value":"b"}`
	renamed := `{"text":{"type":"plain_text","text":"A!"},"value":"a"}`
	at := " [json-pointer:/blocks/0/elements/0/initial_option]"
	tests := []struct {
		name, element string
		want          []string
	}{
		{"one of the options", `"type":"static_select","options":[` + a + `,` + b + `],"initial_option":` + b, nil},
		{"one in a group", `"type":"static_select","option_groups":[{"label":` + plain + `,"options":[` + a + `]}],"initial_option":` + a, nil},
		{"another option", `"type":"static_select","options":[` + a + `],"initial_option":` + b, []string{"must match one of the options" + at}},
		{"another text for the same value", `"type":"static_select","options":[` + a + `],"initial_option":` + renamed, []string{"must match one of the options" + at}},
		{"another radio button", `"type":"radio_buttons","options":[` + a + `],"initial_option":` + b, []string{"must match one of the options" + at}},
		{"one checkbox of two", `"type":"checkboxes","options":[` + a + `],"initial_options":[` + a + `,` + b + `]`, []string{
			"must match one of the options [json-pointer:/blocks/0/elements/0/initial_options/1]",
		}},
		{"an option of an external select", `"type":"external_select","initial_option":` + b, nil},
		{"nothing", `"type":"static_select","options":[` + a + `],"initial_option":null`, []string{
			"must provide an object" + at, "must match one of the options" + at,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			raw := fmt.Sprintf(inActions, "{"+test.element+"}")
			wantProblems(t, blockkit.Blocks(json.RawMessage(raw), blockkit.Message), test.want)
		})
	}
}

func TestRulesForViews(t *testing.T) {
	field := func(focus bool) string {
		return fmt.Sprintf(`{"type":"input","label":%s,"element":{"type":"plain_text_input","focus_on_load":%v}}`, plain, focus)
	}
	modal := func(keys string, blocks ...string) string {
		return `{"type":"modal","title":` + plain + keys + `,"blocks":[` + strings.Join(blocks, ",") + `]}`
	}
	const submit, divider = `,"submit":` + plain, `{"type":"divider"}`
	tests := []struct {
		name, view string
		want       []string
	}{
		{"modal without inputs", modal("", divider), nil},
		{"modal with inputs and submit", modal(submit, field(true), field(false)), nil},
		{"modal with inputs but without submit", modal("", divider, field(false), field(false)), []string{
			"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]",
		}},
		{"two elements with focus_on_load", modal(submit, field(true), field(true)), []string{
			"only one element may set `focus_on_load` [json-pointer:/view/blocks]",
		}},
		{"modal without a title", `{"type":"modal","blocks":[` + divider + `]}`, []string{
			"missing required field: title [json-pointer:/view]",
		}},
		{"modal without blocks, as slack-go sends it", `{"type":"modal","title":` + plain + `,"blocks":null}`, []string{
			"must provide an array [json-pointer:/view/blocks]",
		}},
		{"modal with a table", modal("", aTable[1:len(aTable)-1]), []string{
			"unsupported type: table [json-pointer:/view/blocks/0/type]",
		}},
		{"two blocks with one id", modal("", `{"type":"divider","block_id":"a"}`, `{"type":"divider","block_id":"a"}`), []string{
			"`block_id` \"a\" already exists [json-pointer:/view/blocks/1/block_id]",
		}},
		{"unknown key", modal(`,"submit_disabled":true`, divider), []string{
			"invalid additional property: submit_disabled [json-pointer:/view]",
		}},
		{"home with an input", `{"type":"home","blocks":[` + field(false) + `]}`, nil},
		{"home with a title", `{"type":"home","title":` + plain + `,"blocks":[` + divider + `]}`, []string{
			"invalid additional property: title [json-pointer:/view]",
		}},
		{"workflow step", `{"type":"workflow_step","blocks":[` + divider + `]}`, []string{
			"unsupported type: workflow_step [json-pointer:/view/type]",
		}},
		{"not an object", `[]`, []string{"must provide an object [json-pointer:/view]"}},
		{"not JSON", `modal`, []string{"must provide an object [json-pointer:/view]"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { wantProblems(t, blockkit.View(json.RawMessage(test.view)), test.want) })
	}
}
