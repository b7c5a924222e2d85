package slacksim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStoringTextAgainChangesNothing(t *testing.T) {
	part := rapid.SampledFrom([]string{
		"&", "<", ">", "&amp;", "&lt", ";", "<@U1>", "<!here>", "<https://a.example/?b=1&amp;c=2|shop>", "<mailto:a@b.example|a>",
		"https://a.example/x", " ", "word", "<!date^1^{date}|x>", "|", "é", "日本",
	})
	rapid.Check(t, func(t *rapid.T) {
		once := storedText(strings.Join(rapid.SliceOf(part).Draw(t, "parts"), ""))
		if twice := storedText(once); twice != once {
			t.Errorf("%q became %q", once, twice)
		}
	})
}

func TestAllPagesTogetherAreTheWholeList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []string
		for i := range rapid.IntRange(0, 30).Draw(t, "items") {
			all = append(all, fmt.Sprint(i))
		}
		limit := rapid.IntRange(1, 10).Draw(t, "limit")
		s := &Sim{cfg: Config{Limits: Limits{ShortPages: rapid.Bool().Draw(t, "short pages")}}}
		a := arguments{form: map[string]string{"limit": fmt.Sprint(limit)}}
		var got []string
		for {
			page, next, err := pageOf(s, a, all, 100, 1000, func(item string) string { return item })
			if err != nil || len(page) > limit {
				t.Fatalf("a page with limit %d has %d items (%v)", limit, len(page), err)
			}
			got = append(got, page...)
			if a.form["cursor"] = next; next == "" {
				break
			}
		}
		if !slices.Equal(got, all) {
			t.Errorf("the pages contain %v of %v", got, all)
		}
	})
}

func TestTypedTextBecomesRichText(t *testing.T) {
	s := New(Config{Users: []User{{Name: "ana"}}, Channels: []Channel{{Name: "leads"}}, App: App{Name: "Dibs"}})
	t.Cleanup(s.Close)
	got := s.typedText("@ana see #leads & <b> at https://a.example, @nobody")
	ana, leads := s.user("ana").ID, s.channelNamed("leads").ID
	want := "<@" + ana + "> see <#" + leads + "|leads> &amp; &lt;b&gt; at <https://a.example>, @nobody"
	if got != want {
		t.Errorf("text is %q\n    want %q", got, want)
	}
	var blocks []struct {
		Elements []struct{ Elements []struct{ Type string } }
	}
	if err := json.Unmarshal(typedBlocks(got, "b"), &blocks); err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, e := range blocks[0].Elements[0].Elements {
		kinds = append(kinds, e.Type)
	}
	if want := "[user text channel text link text]"; fmt.Sprint(kinds) != want {
		t.Errorf("elements are %v, want %s", kinds, want)
	}
}

func TestInputsAreCheckedAsInSlacksClient(t *testing.T) {
	for _, c := range []struct {
		kind, limits, entered string
		refused               bool
	}{
		{"plain_text_input", `"min_length":3`, "ab", true},
		{"plain_text_input", `"max_length":3`, "abcd", true},
		{"plain_text_input", `"min_length":2,"max_length":3`, "äöü", false},
		{"number_input", `"is_decimal_allowed":false`, "1.5", true},
		{"number_input", `"is_decimal_allowed":true`, "1.5", false},
		{"number_input", `"is_decimal_allowed":false,"min_value":"10"`, "9", true},
		{"number_input", `"is_decimal_allowed":false,"max_value":"10"`, "11", true},
		{"number_input", `"is_decimal_allowed":false`, "many", true},
		{"email_text_input", `"dispatch_action_config":null`, "not an address", true},
		{"email_text_input", `"dispatch_action_config":null`, "ana@sales.example", false},
		{"url_text_input", `"dispatch_action_config":null`, "sales.example", true},
		{"url_text_input", `"dispatch_action_config":null`, "https://sales.example", false},
		{"plain_text_input", `"multiline":true`, "", true},
	} {
		v := &View{Blocks: json.RawMessage(`[{"type":"input","block_id":"b","label":{"type":"plain_text","text":"L"},` +
			`"element":{"type":"` + c.kind + `","action_id":"a",` + c.limits + `}}]`)}
		v.state = values{"b": {"a": object{"type": c.kind, "value": c.entered}}}
		if wrong := inputErrors(v); (len(wrong) > 0) != c.refused {
			t.Errorf("%s with %s given %q: %v", c.kind, c.limits, c.entered, wrong)
		}
	}
}
