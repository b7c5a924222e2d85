package blockkit_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dibs/slacksim/blockkit"
)

// Wrappers for fixtures that are not blocks. %s is the fixture.
const (
	inActions        = `[{"type":"actions","elements":[%s]}]`
	onSection        = `[{"type":"section","text":{"type":"mrkdwn","text":"Lead"},"accessory":%s}]`
	inInput          = `[{"type":"input","label":{"type":"plain_text","text":"Lead"},"element":%s}]`
	inContext        = `[{"type":"context","elements":[%s]}]`
	inContextActions = `[{"type":"context_actions","elements":[%s]}]`
	inSources        = `[{"type":"task_card","task_id":"t","title":"Look up","status":"pending","sources":[%s]}]`
	inSection        = `[{"type":"section","text":%s}]`
	inRichText       = `[{"type":"rich_text","elements":[%s]}]`
	inLine           = `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[%s]}]}]`
)

// objectWrappers gives the wrapper for each kind of object, by the start of the fixture's file name.
var objectWrappers = map[string]string{
	"confirmation_dialogue": fmt.Sprintf(inActions, `{"type":"button","text":{"type":"plain_text","text":"Go"},"confirm":%s}`),
	"conversation_filter":   fmt.Sprintf(inActions, `{"type":"conversations_select","filter":%s}`),
	"dispatch_action":       fmt.Sprintf(inInput, `{"type":"plain_text_input","dispatch_action_config":%s}`),
	"option_group":          fmt.Sprintf(inActions, `{"type":"static_select","option_groups":[%s]}`),
	"option":                fmt.Sprintf(inActions, `{"type":"static_select","options":[%s]}`),
	"text":                  inSection,
	"workflow":              fmt.Sprintf(inActions, workflowButton(`%s`)),
	"trigger":               fmt.Sprintf(inActions, workflowButton(`{"trigger":%s}`)),
	"input_parameter": fmt.Sprintf(inActions,
		workflowButton(`{"trigger":{"url":"https://example.com","customizable_input_parameters":[%s]}}`)),
}

func workflowButton(workflow string) string {
	return `{"type":"workflow_button","text":{"type":"plain_text","text":"Go"},"workflow":` + workflow + `}`
}

// repeatsBlockID lists fixtures that Slack would refuse only because two blocks of a message have the same id. Everything
// else in them must be accepted.
var repeatsBlockID = map[string]bool{
	"messages/webhook_message_basic.json":  true,
	"messages/webhook_message_delete.json": true,
}

func TestEveryValidFixtureIsAccepted(t *testing.T) {
	files, err := filepath.Glob("testdata/valid/*/*.json")
	if err != nil || len(files) != 100 {
		t.Fatalf("found %d fixtures, want 100 (error: %v)", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimPrefix(filepath.ToSlash(file), "testdata/valid/")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range checkFixture(t, name, raw) {
				if repeatsBlockID[name] && p.String() == "`block_id` \"fake_block_id\" already exists [json-pointer:/blocks/1/block_id]" {
					continue
				}
				t.Errorf("refused: %v", p)
			}
		})
	}
}

func checkFixture(t *testing.T, name string, raw []byte) []blockkit.Problem {
	folder, file, _ := strings.Cut(name, "/")
	switch folder {
	case "views":
		return blockkit.View(raw)
	case "messages", "attachments":
		return checkMessage(t, raw)
	case "blocks":
		return wrapped("[%s]", raw)
	case "rich_text":
		if strings.Contains(string(raw), `"rich_text_`) {
			return wrapped(inRichText, raw)
		}
		return wrapped(inLine, raw)
	case "elements":
		return wrapped(wrapperFor(t, raw), raw)
	case "objects":
		return wrapped(objectWrapper(t, file), raw)
	}
	t.Fatalf("no way to check fixtures in %s", folder)
	return nil
}

// wrapped checks a fixture for a streamed message, which allows every block.
func wrapped(in string, raw []byte) []blockkit.Problem {
	return blockkit.Blocks(json.RawMessage(strings.Replace(in, "%s", string(raw), 1)), blockkit.Stream)
}

func checkMessage(t *testing.T, raw []byte) (found []blockkit.Problem) {
	type holder struct{ Blocks json.RawMessage }
	var m struct {
		holder
		Attachments []holder
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for _, h := range append(m.Attachments, m.holder) {
		if h.Blocks != nil {
			found = append(found, blockkit.Blocks(h.Blocks, blockkit.Message)...)
		}
	}
	return found
}

// objectWrapper takes the longest matching prefix, because option_group also starts with option.
func objectWrapper(t *testing.T, file string) string {
	best := ""
	for prefix := range objectWrappers {
		if strings.HasPrefix(file, prefix) && len(prefix) > len(best) {
			best = prefix
		}
	}
	if best == "" {
		t.Fatalf("no wrapper for object %s", file)
	}
	return objectWrappers[best]
}
