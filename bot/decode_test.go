package bot

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryKindOfInputIsReadBack(t *testing.T) {
	r, err := decodeInteraction([]byte(`{"type":"view_submission","view":{"state":{"values":{"b":{
		"typed":{"type":"plain_text_input","value":"a &amp;lt; b"},
		"empty":{"type":"plain_text_input","value":null},
		"chosen":{"type":"static_select","selected_option":{"value":"won","text":{"text":"Won"}}},
		"none":{"type":"static_select","selected_option":null},
		"boxes":{"type":"checkboxes","selected_options":[{"value":"x"},{"value":"y"}]},
		"person":{"type":"users_select","selected_user":"U1"},
		"people":{"type":"multi_users_select","selected_users":["U1","U2"]},
		"channel":{"type":"conversations_select","selected_conversation":"C1"},
		"day":{"type":"datepicker","selected_date":"2026-11-22"},
		"time":{"type":"timepicker","selected_time":"09:30"},
		"instant":{"type":"datetimepicker","selected_date_time":1700000000},
		"hologram":{"type":"hologram","value":{"x":[1]}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]StateValue{
		"typed": {Value: "a &lt; b"}, "empty": {}, "chosen": {Option: "won", Said: "Won"}, "none": {}, "boxes": {Options: []string{"x", "y"}},
		"person": {User: "U1"}, "people": {Users: []string{"U1", "U2"}}, "channel": {Channel: "C1"},
		"day": {Date: "2026-11-22"}, "time": {Time: "09:30"}, "instant": {DateTime: time.Unix(1700000000, 0).UTC()}, "hologram": {},
	}
	if diff := cmp.Diff(want, r.View.Values["b"]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.View.Value("no such block", "x").Value != "" || r.View.Value("b", "day").Date != "2026-11-22" {
		t.Error("Value does not return the inputs' values")
	}
}

func TestEveryKindOfChoiceBecomesTheActionsValue(t *testing.T) {
	for element, want := range map[string]Action{
		`{"type":"button","value":"a&amp;b"}`:                                                     {Type: "button", Value: "a&amp;b"},
		`{"type":"users_select","selected_user":"U1"}`:                                            {Type: "users_select", Value: "U1"},
		`{"type":"channels_select","selected_channel":"C1"}`:                                      {Type: "channels_select", Value: "C1"},
		`{"type":"datepicker","selected_date":"2026-11-22"}`:                                      {Type: "datepicker", Value: "2026-11-22"},
		`{"type":"timepicker","selected_time":"09:30"}`:                                           {Type: "timepicker", Value: "09:30"},
		`{"type":"datetimepicker","selected_date_time":1700000000}`:                               {Type: "datetimepicker", Value: "1700000000"},
		`{"type":"multi_static_select","selected_options":[{"value":"x"},{"value":"y"}]}`:         {Type: "multi_static_select", Values: []string{"x", "y"}},
		`{"type":"radio_buttons","selected_option":{"value":"x","text":{"text":"A &amp; B"}}}`:    {Type: "radio_buttons", Value: "x", Text: "A & B"},
		`{"type":"plain_text_input","value":"R&amp;D"}`:                                           {Type: "plain_text_input", Value: "R&D"},
		`{"type":"multi_conversations_select","selected_conversations":["C1","D1"],"value":null}`: {Type: "multi_conversations_select", Values: []string{"C1", "D1"}},
	} {
		r, err := decodeInteraction([]byte(`{"type":"block_actions","actions":[` + element + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r.Action); diff != "" {
			t.Errorf("%s (-want +got):\n%s", element, diff)
		}
	}
}

func TestEventsOfTheAppItselfKeepTheirType(t *testing.T) {
	r, _, err := decodeEvent([]byte(`{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1}`))
	if err != nil || r.Event.Type != "app_rate_limited" || r.TeamID != "T1" {
		t.Errorf("got %+v: %v", r, err)
	}
	r, _, err = decodeEvent([]byte(`{"type":"event_callback","event":{"type":"channel_rename","channel":{"id":"C1","name":"x"},"user":7}}`))
	if err != nil || r.Event.Channel != "C1" || r.Event.User != "" {
		t.Errorf("got %+v: %v", r, err)
	}
}

// FuzzDecode feeds all decoders: none may panic, and only invalid JSON is refused.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		command, click, submission, mention, `null`, `[]`, `{"type":[]}`, `{"actions":[{}],"type":"block_actions"}`,
		`{"view":{"state":{"values":{"b":null}}}}`, `{"event":{"user":{}}}`, `{"event":{"user":{"profile":{"status_expiration":-1}}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		valid := json.Valid(raw)
		c, commandErr := decodeCommandJSON(raw)
		i, interactionErr := decodeInteraction(raw)
		e, _, eventErr := decodeEvent(raw)
		for _, err := range []error{commandErr, interactionErr, eventErr} {
			if valid != (err == nil) {
				t.Fatalf("valid JSON: %v, refused: %v", valid, err)
			}
		}
		if valid {
			for _, r := range []*Request{c, i, e} {
				_ = r.name()
				_ = apology(r, "Sorry.").checkKind(r.Kind)
			}
		}
		form, err := url.ParseQuery(string(raw))
		if err == nil {
			decodeCommandForm(form)
		}
	})
}

func TestATimeOfSlackIsReadAndNothingElse(t *testing.T) {
	for ts, want := range map[string]time.Time{
		"1648596712.000100": time.Unix(1648596712, 100_000).UTC(), "1648596712": time.Unix(1648596712, 0).UTC(),
		"1648596712.5": time.Unix(1648596712, 500_000_000).UTC(), "": {}, "soon": {}, "1648596712.x": {}, "-5.000000": {}, ".5": {},
	} {
		if got := instantOf(ts); !got.Equal(want) {
			t.Errorf("%q is %v, want %v", ts, got, want)
		}
	}
}
