package blockkit_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dibs/slacksim/blockkit"
)

func TestProblemsAreWordedAsSlackWordsThem(t *testing.T) {
	tests := []struct {
		name, blocks string
		want         []string
	}{
		{"text too long in a section", fmt.Sprintf(inSection, `{"type":"mrkdwn","text":"`+strings.Repeat("x", 3001)+`"}`), []string{
			"must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
			"failed to match all allowed schemas [json-pointer:/blocks/0/text]",
		}},
		{"empty text", fmt.Sprintf(inSection, `{"type":"mrkdwn","text":""}`), []string{
			"must be more than 0 characters [json-pointer:/blocks/0/text/text]",
			"failed to match all allowed schemas [json-pointer:/blocks/0/text]",
		}},
		{"string instead of a text object", fmt.Sprintf(inSection, `"Lead"`), []string{
			"must provide an object [json-pointer:/blocks/0/text]",
			"failed to match all allowed schemas [json-pointer:/blocks/0/text]",
		}},
		{"section without content", `[{"type":"section"}]`, []string{
			"must define either `text` or `fields` [json-pointer:/blocks/0/type]",
		}},
		{"missing required key", `[{"type":"header"}]`, []string{
			"missing required field: text [json-pointer:/blocks/0]",
		}},
		{"unknown key", `[{"type":"divider","color":"red"}]`, []string{
			"invalid additional property: color [json-pointer:/blocks/0]",
		}},
		{"unknown type", `[{"type":"buton"}]`, []string{
			"unsupported type: buton [json-pointer:/blocks/0/type]",
		}},
		{"no type", `[{"block_id":"x"}]`, []string{"missing required field: type [json-pointer:/blocks/0]"}},
		{"type that is not a string", `[{"type":7}]`, []string{"must provide a string [json-pointer:/blocks/0/type]"}},
		{"block that is not an object", `["divider"]`, []string{"must provide an object [json-pointer:/blocks/0]"}},
		{"null for an optional key", `[{"type":"section","text":` + aText + `,"block_id":null,"accessory":null,"fields":null}]`, []string{
			"must provide an array [json-pointer:/blocks/0/fields]",
			"must provide an object [json-pointer:/blocks/0/accessory]",
			"must provide a string [json-pointer:/blocks/0/block_id]",
		}},
		{"mrkdwn where only plain text is allowed", `[{"type":"header","text":` + aText + `}]`, []string{
			"must be a valid enum value [json-pointer:/blocks/0/text/type]",
		}},
		{"emoji flag on mrkdwn", fmt.Sprintf(inContext, `{"type":"mrkdwn","text":"a","emoji":true}`), []string{
			"invalid additional property: emoji [json-pointer:/blocks/0/elements/0]",
		}},
		{"verbatim flag on plain text", fmt.Sprintf(inContext, `{"type":"plain_text","text":"a","verbatim":true}`), []string{
			"invalid additional property: verbatim [json-pointer:/blocks/0/elements/0]",
		}},
		{"flag that is not a boolean", `[{"type":"section","text":` + aText + `,"expand":"true"}]`, []string{
			"must be a boolean [json-pointer:/blocks/0/expand]",
		}},
		{"unknown button style", fmt.Sprintf(inActions, `{"type":"button","text":`+plain+`,"style":"default"}`), []string{
			"must be a valid enum value [json-pointer:/blocks/0/elements/0/style]",
		}},
		{"actions without elements", `[{"type":"actions","elements":[]}]`, []string{
			"must provide at least 1 items [json-pointer:/blocks/0/elements]",
		}},
		{"url on the option of a menu", fmt.Sprintf(inActions, `{"type":"static_select","options":[{"text":`+plain+`,"value":"a","url":""}]}`), []string{
			"invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]",
		}},
		{"neither options nor groups", fmt.Sprintf(inActions, `{"type":"static_select"}`), []string{
			"must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0/type]",
		}},
		{"truncated JSON", `[{"type":"section"`, []string{"must provide an array [json-pointer:/blocks]"}},
		{"not an array", `{"type":"divider"}`, []string{"must provide an array [json-pointer:/blocks]"}},
		{"51 blocks", "[" + strings.Repeat(`{"type":"divider"},`, 50) + `{"type":"divider"}]`, []string{
			"no more than 50 items allowed [json-pointer:/blocks]",
		}},
		{"date that does not exist", fmt.Sprintf(inActions, `{"type":"datepicker","initial_date":"2026-02-30"}`), []string{
			"input must be a valid: date [json-pointer:/blocks/0/elements/0/initial_date]",
		}},
		{"25 o'clock", fmt.Sprintf(inActions, `{"type":"timepicker","initial_time":"25:00"}`), []string{
			"input must match regex pattern: ^([01][0-9]|2[0-3]):[0-5][0-9]$ [json-pointer:/blocks/0/elements/0/initial_time]",
		}},
		{"time in milliseconds", fmt.Sprintf(inActions, `{"type":"datetimepicker","initial_date_time":1763785710000}`), []string{
			"must be less than 9999999999 [json-pointer:/blocks/0/elements/0/initial_date_time]",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			wantProblems(t, blockkit.Blocks(json.RawMessage(test.blocks), blockkit.Message), test.want)
		})
	}
}

func TestUnknownSurfacesAreRefused(t *testing.T) {
	wantProblems(t, blockkit.Blocks(json.RawMessage(`[]`), "canvas"), []string{"unsupported surface: canvas [json-pointer:/blocks]"})
}

func TestAMessageMayHaveNoBlocks(t *testing.T) {
	wantProblems(t, blockkit.Blocks(json.RawMessage(`[]`), blockkit.Message), nil)
}

func wantProblems(t *testing.T, found []blockkit.Problem, want []string) {
	t.Helper()
	var got []string
	for _, p := range found {
		got = append(got, p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
