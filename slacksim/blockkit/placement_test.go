package blockkit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dibs/slacksim/blockkit"
)

var places = map[string]string{
	"actions":         inActions,
	"section":         onSection,
	"input":           inInput,
	"context":         inContext,
	"context_actions": inContextActions,
	"sources":         inSources,
}

// allowedIn lists the blocks in which Slack allows each element (@slack/types 3.2.0).
var allowedIn = map[string][]string{
	"button":                     {"actions", "section"},
	"workflow_button":            {"actions", "section"},
	"overflow":                   {"actions", "section"},
	"checkboxes":                 {"actions", "section", "input"},
	"radio_buttons":              {"actions", "section", "input"},
	"datepicker":                 {"actions", "section", "input"},
	"timepicker":                 {"actions", "section", "input"},
	"datetimepicker":             {"actions", "input"},
	"rich_text_input":            {"actions", "input"},
	"static_select":              {"actions", "section", "input"},
	"external_select":            {"actions", "section", "input"},
	"users_select":               {"actions", "section", "input"},
	"conversations_select":       {"actions", "section", "input"},
	"channels_select":            {"actions", "section", "input"},
	"multi_static_select":        {"actions", "section", "input"},
	"multi_external_select":      {"actions", "section", "input"},
	"multi_users_select":         {"actions", "section", "input"},
	"multi_conversations_select": {"actions", "section", "input"},
	"multi_channels_select":      {"actions", "section", "input"},
	"plain_text_input":           {"input"},
	"number_input":               {"input"},
	"email_text_input":           {"input"},
	"url_text_input":             {"input"},
	"file_input":                 {"input"},
	"image":                      {"section", "context"},
	"url":                        {"sources"},
}

func typeOf(t *testing.T, raw []byte) string {
	var typed struct{ Type string }
	if err := json.Unmarshal(raw, &typed); err != nil {
		t.Fatal(err)
	}
	return typed.Type
}

// wrapperFor returns a wrapper in which Slack allows the element.
func wrapperFor(t *testing.T, raw []byte) string {
	allowed := allowedIn[typeOf(t, raw)]
	if len(allowed) == 0 {
		t.Fatalf("no place for element %s", typeOf(t, raw))
	}
	return places[allowed[0]]
}

func TestElementsAreAcceptedOnlyWhereSlackAllowsThem(t *testing.T) {
	files, err := filepath.Glob("testdata/valid/elements/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no elements (error: %v)", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for place, in := range places {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json")+" in "+place, func(t *testing.T) {
				allowed := slices.Contains(allowedIn[typeOf(t, raw)], place)
				found := wrapped(in, raw)
				if allowed != (len(found) == 0) {
					t.Errorf("allowed %v, got problems %v", allowed, found)
				}
				if !allowed && !strings.HasPrefix(found[0].Message, "unsupported type: ") {
					t.Errorf("refused with %q, want an unsupported type", found[0])
				}
			})
		}
	}
}

func TestSurfacesAcceptOnlyTheirBlocks(t *testing.T) {
	everywhere := []blockkit.Surface{blockkit.Message, blockkit.Stream, blockkit.Modal, blockkit.Home}
	messages := everywhere[:2]
	allowed := map[string][]blockkit.Surface{
		"section": everywhere, "header": everywhere, "divider": everywhere, "image": everywhere, "actions": everywhere,
		"context": everywhere, "input": everywhere, "rich_text": everywhere, "video": everywhere,
		"markdown": messages, "table": messages, "file": messages, "context_actions": messages, "card": messages,
		"carousel": messages, "container": messages, "data_table": messages, "data_visualization": messages,
		"task_card": messages, "plan": messages,
		"alert": {blockkit.Stream},
	}
	files, err := filepath.Glob("testdata/valid/blocks/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no blocks (error: %v)", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := typeOf(t, raw)
		for _, s := range everywhere {
			t.Run(filepath.Base(file)+" on "+string(s), func(t *testing.T) {
				found := blockkit.Blocks(json.RawMessage("["+string(raw)+"]"), s)
				if slices.Contains(allowed[name], s) != (len(found) == 0) {
					t.Errorf("got problems %v", found)
				}
				if len(found) > 0 && found[0].String() != "unsupported type: "+name+" [json-pointer:/blocks/0/type]" {
					t.Errorf("refused with %q", found[0])
				}
			})
		}
	}
}
