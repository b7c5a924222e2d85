package simtest

import (
	"encoding/json"
	"strings"

	"dibs/slacksim"
)

// TryCommand is Command for tests of failures: it returns the error.
func (p *Person) TryCommand(channel, line string) error {
	command, text, _ := strings.Cut(line, " ")
	return p.sim.Command(p.t.Context(), p.user.ID, channel, command, text)
}

// Click clicks the button or overflow option with a label. It returns once the app has answered.
func (p *Person) Click(m Message, label string) {
	p.t.Helper()
	p.must(p.TryClick(m, label), "click %q", label)
}

// TryClick is Click for tests of failures: it returns the error, which is a *slacksim.Trouble if the app failed. It still
// fails the test if there is no such label.
func (p *Person) TryClick(m Message, label string) error {
	p.t.Helper()
	for _, e := range elementsOf(p.Again(m).Blocks) {
		if value, ok := e.clickValue(label); ok {
			a := slacksim.Action{User: p.user.ID, Channel: m.Channel, TS: m.TS, BlockID: e.block, ActionID: e.ID, Value: value}
			return p.sim.Act(p.t.Context(), a)
		}
	}
	p.t.Fatalf("%s found nothing to click called %q in:\n%s", p.user.Name, label, indent(p.Again(m).Visible()))
	return nil
}

// Choose chooses a value in an element of a message, such as an option of a select by its text. name is the element's
// placeholder or action id; [View.Fill] says what choice can be.
func (p *Person) Choose(m Message, name, choice string) {
	p.t.Helper()
	now := p.Again(m)
	for _, e := range elementsOf(now.Blocks) {
		if !e.named(name) {
			continue
		}
		a := slacksim.Action{User: p.user.ID, Channel: m.Channel, TS: m.TS, BlockID: e.block, ActionID: e.ID}
		a.Value = p.value(e, a, choice)
		p.must(p.sim.Act(p.t.Context(), a), "choose %q", choice)
		return
	}
	p.t.Fatalf("%s found nothing called %q in:\n%s", p.user.Name, name, indent(now.Visible()))
}

// element is an interactive element in blocks.
type element struct {
	block string
	label string // the input block's label
	input bool
	ID    string                `json:"action_id"`
	Type  string                `json:"type"`
	Text  struct{ Text string } `json:"text"`
	Hint  struct{ Text string } `json:"placeholder"`
	// Selects have Options or Groups, overflows have Options.
	Options []option `json:"options"`
	Groups  []struct {
		Options []option `json:"options"`
	} `json:"option_groups"`
}

type option struct {
	raw   json.RawMessage
	Text  struct{ Text string } `json:"text"`
	Value string                `json:"value"`
}

// UnmarshalJSON also keeps the raw option, because a choice reports the whole option.
func (o *option) UnmarshalJSON(raw []byte) error {
	type plain option
	if err := json.Unmarshal(raw, (*plain)(o)); err != nil {
		return err
	}
	o.raw = append(json.RawMessage(nil), raw...)
	return nil
}

func (e element) named(name string) bool {
	return name == e.label || name == e.Hint.Text || name == e.ID || name == e.Text.Text
}

// clickValue reports whether a click on the label hits this element, and with which value.
func (e element) clickValue(label string) (json.RawMessage, bool) {
	if e.Type == "button" || e.Type == "workflow_button" {
		return nil, unescape.Replace(e.Text.Text) == label
	}
	if e.Type != "overflow" {
		return nil, false
	}
	return find(e.Options, label)
}

func find(options []option, text string) (json.RawMessage, bool) {
	for _, o := range options {
		if unescape.Replace(o.Text.Text) == text || o.Value == text {
			return o.raw, true
		}
	}
	return nil, false
}

// elementsOf returns the interactive elements in blocks, in reading order.
func elementsOf(blocks json.RawMessage) []element {
	var list []struct {
		Type      string                `json:"type"`
		ID        string                `json:"block_id"`
		Label     struct{ Text string } `json:"label"`
		Elements  []json.RawMessage     `json:"elements"`
		Actions   []json.RawMessage     `json:"actions"`
		Accessory json.RawMessage       `json:"accessory"`
		Element   json.RawMessage       `json:"element"`
	}
	if json.Unmarshal(blocks, &list) != nil {
		return nil
	}
	var out []element
	for _, b := range list {
		for _, raw := range append(append([]json.RawMessage{b.Accessory, b.Element}, b.Elements...), b.Actions...) {
			e := element{block: b.ID, label: b.Label.Text, input: b.Type == "input"}
			if len(raw) > 0 && json.Unmarshal(raw, &e) == nil && e.ID != "" {
				out = append(out, e)
			}
		}
	}
	return out
}
