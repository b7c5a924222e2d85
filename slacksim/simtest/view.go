package simtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"dibs/slacksim"
)

// View is an open modal or the Home tab. Its methods always use its current state.
type View struct {
	p    *Person
	id   string
	home bool
}

// ExpectView waits until the person's topmost modal shows all the texts, in its title, buttons or blocks.
func (p *Person) ExpectView(texts ...string) View {
	p.t.Helper()
	var found View
	ok := p.until(func() bool {
		stack := p.sim.Views(p.user.ID)
		if len(stack) == 0 {
			return false
		}
		top := stack[len(stack)-1]
		found = View{p: p, id: top.ID}
		return containsAll(visibleView(top), texts)
	})
	if !ok {
		p.t.Fatalf("%s saw no dialog with %q within %v; the open ones were:\n%s", p.user.Name, texts, p.patience, p.describeViews())
	}
	return found
}

// ExpectNoView waits until the person has no modal open.
func (p *Person) ExpectNoView() {
	p.t.Helper()
	if !p.until(func() bool { return len(p.sim.Views(p.user.ID)) == 0 }) {
		p.t.Fatalf("%s still has a dialog open:\n%s", p.user.Name, p.describeViews())
	}
}

// ExpectHome waits until the app's Home tab shows all the texts.
func (p *Person) ExpectHome(texts ...string) View {
	p.t.Helper()
	ok := p.until(func() bool {
		home, published := p.sim.Home(p.user.ID)
		return published && containsAll(visibleView(home), texts)
	})
	home, _ := p.sim.Home(p.user.ID)
	if !ok {
		p.t.Fatalf("%s saw no home tab with %q within %v; it was:\n%s", p.user.Name, texts, p.patience, indent(visibleView(home)))
	}
	return View{p: p, id: home.ID, home: true}
}

// Expect waits until the view shows all the texts, for example after the app updates it.
func (v View) Expect(texts ...string) View {
	v.p.t.Helper()
	if !v.p.until(func() bool { return containsAll(v.Visible(), texts) }) {
		v.p.t.Fatalf("%s saw no %q within %v in:\n%s", v.p.user.Name, texts, v.p.patience, indent(v.Visible()))
	}
	return v
}

// ExpectWithout waits until the view no longer shows a text.
func (v View) ExpectWithout(text string) View {
	v.p.t.Helper()
	if !v.p.until(func() bool { return !containsAll(v.Visible(), []string{text}) }) {
		v.p.t.Fatalf("%s still saw %q after %v in:\n%s", v.p.user.Name, text, v.p.patience, indent(v.Visible()))
	}
	return v
}

// Holds returns the current value of the element with a label, placeholder or action id: the typed text, the texts of the
// chosen options, a date, or ids. It is empty if nothing was entered or chosen.
func (v View) Holds(name string) []string {
	v.p.t.Helper()
	now, _ := v.Now()
	for _, e := range v.elements() {
		if !e.named(name) {
			continue
		}
		var state map[string]map[string]map[string]any
		values := json.NewDecoder(bytes.NewReader(now.Values))
		values.UseNumber() // keeps Unix seconds as they are written
		v.p.must(values.Decode(&state), "read the values")
		var texts []string
		for key, value := range state[e.block][e.ID] {
			if key != "type" {
				texts = append(texts, readable(value)...)
			}
		}
		return texts
	}
	v.p.t.Fatalf("%s found nothing called %q in:\n%s", v.p.user.Name, name, indent(v.Visible()))
	return nil
}

// readable is a value of Slack's state as a person reads it.
func readable(value any) []string {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		var all []string
		for _, each := range value {
			all = append(all, readable(each)...)
		}
		return all
	case map[string]any:
		if text, ok := value["text"].(map[string]any); ok {
			return readable(text["text"])
		}
	}
	return []string{fmt.Sprint(value)}
}

func (p *Person) describeViews() string {
	var out strings.Builder
	for _, v := range p.sim.Views(p.user.ID) {
		out.WriteString(indent(visibleView(v)) + "\n")
	}
	return out.String() + p.describe(nil)
}

func visibleView(v slacksim.View) string {
	lines := append([]string{v.Title, v.Submit, v.Close}, textsIn(v.Blocks)...)
	return unescape.Replace(strings.Join(lines, "\n"))
}

// Now returns the current state of the view; ok is false if it was closed.
func (v View) Now() (now slacksim.View, ok bool) {
	if v.home {
		return v.p.sim.Home(v.p.user.ID)
	}
	for _, open := range v.p.sim.Views(v.p.user.ID) {
		if open.ID == v.id {
			return open, true
		}
	}
	return slacksim.View{}, false
}

// Visible is everything that a person can read in the view now.
func (v View) Visible() string {
	now, _ := v.Now()
	return visibleView(now)
}

// elements returns the interactive elements in the view, or fails the test if the view was closed.
func (v View) elements() []element {
	v.p.t.Helper()
	now, ok := v.Now()
	if !ok {
		v.p.t.Fatalf("the dialog was closed; the open ones were:\n%s", v.p.describeViews())
	}
	return elementsOf(now.Blocks)
}

// Fill enters a value in the element with a label, placeholder or action id. What an entry is depends on the element: the
// text for text inputs; an option's text or value for selects, radio buttons and checkboxes; YYYY-MM-DD for dates, HH:mm
// for times, Unix seconds for both together; a name or id for people and channels. For an external select, Fill types the
// entry and chooses the suggested option with that text. Elements with multiple values take several entries. No entries
// clear the element.
func (v View) Fill(name string, entries ...string) View {
	v.p.t.Helper()
	for _, e := range v.elements() {
		if !e.named(name) {
			continue
		}
		a := slacksim.Action{User: v.p.user.ID, ViewID: v.id, BlockID: e.block, ActionID: e.ID}
		a.Value = v.p.value(e, a, entries...)
		v.p.must(v.p.sim.Act(v.p.t.Context(), a), "fill %q with %q", name, entries)
		return v
	}
	v.p.t.Fatalf("%s found nothing called %q in:\n%s", v.p.user.Name, name, indent(v.Visible()))
	return v
}

// Click clicks the button or overflow option with a label in the view.
func (v View) Click(label string) {
	v.p.t.Helper()
	for _, e := range v.elements() {
		if value, ok := e.clickValue(label); ok {
			a := slacksim.Action{User: v.p.user.ID, ViewID: v.id, BlockID: e.block, ActionID: e.ID, Value: value}
			v.p.must(v.p.sim.Act(v.p.t.Context(), a), "click %q", label)
			return
		}
	}
	v.p.t.Fatalf("%s found nothing to click called %q in:\n%s", v.p.user.Name, label, indent(v.Visible()))
}

// Submit clicks the modal's submit button and returns the errors that are shown, by the label of their field. There are
// none if the view was closed, updated or covered by another.
func (p *Person) Submit(v View) map[string]string {
	p.t.Helper()
	fieldErrors, err := p.TrySubmit(v)
	p.must(err, "submit the dialog")
	return fieldErrors
}

// TrySubmit is Submit for tests of failures: it also returns the error, which is a *slacksim.Trouble if the app failed.
func (p *Person) TrySubmit(v View) (map[string]string, error) {
	p.t.Helper()
	labels := map[string]string{}
	for _, e := range v.elements() {
		labels[e.block] = e.label
	}
	fieldErrors, err := p.sim.Submit(p.t.Context(), p.user.ID, v.id, nil)
	out := map[string]string{}
	for block, text := range fieldErrors {
		out[labels[block]] = text
	}
	return out, err
}

// Cancel clicks the modal's cancel button.
func (p *Person) Cancel(v View) {
	p.t.Helper()
	p.must(p.sim.CloseView(p.t.Context(), p.user.ID, v.id, false), "cancel the dialog")
}

// Dismiss closes the whole stack of modals with the X.
func (p *Person) Dismiss(v View) {
	p.t.Helper()
	p.must(p.sim.CloseView(p.t.Context(), p.user.ID, v.id, true), "close the dialog")
}

// value is what an element reports for a person's entries.
func (p *Person) value(e element, a slacksim.Action, entries ...string) json.RawMessage {
	p.t.Helper()
	values := make([]json.RawMessage, len(entries))
	for i, entry := range entries {
		values[i] = p.entryValue(e, a, entry)
	}
	if e.isMultiple() {
		raw, _ := json.Marshal(values) // the values are valid JSON
		return raw
	}
	if len(values) == 0 {
		return json.RawMessage("null")
	}
	return values[0]
}

func (e element) isMultiple() bool {
	return e.Type == "checkboxes" || strings.HasPrefix(e.Type, "multi_")
}

// entryValue is what an element reports for one entry.
func (p *Person) entryValue(e element, a slacksim.Action, entry string) json.RawMessage {
	p.t.Helper()
	switch strings.TrimPrefix(e.Type, "multi_") {
	case "static_select", "radio_buttons", "checkboxes", "overflow":
		options := e.Options
		for _, g := range e.Groups {
			options = append(options, g.Options...)
		}
		return p.option(e, options, entry)
	case "external_select":
		return p.option(e, p.suggestions(a, entry), entry)
	case "users_select":
		if u, ok := p.sim.User(entry); ok {
			return quote(u.ID)
		}
	case "conversations_select", "channels_select":
		if c, ok := p.sim.Channel(entry); ok {
			return quote(c.ID)
		}
	case "datetimepicker":
		return json.RawMessage(entry)
	}
	return quote(entry)
}

func (p *Person) option(e element, options []option, entry string) json.RawMessage {
	p.t.Helper()
	raw, ok := find(options, entry)
	if !ok {
		var have []string
		for _, o := range options {
			have = append(have, o.Text.Text)
		}
		p.t.Fatalf("%s found no option %q in %s; there were %q", p.user.Name, entry, e.ID, have)
	}
	return raw
}

// suggestions returns the options that the app suggests for a text typed into an external select.
func (p *Person) suggestions(a slacksim.Action, typed string) []option {
	p.t.Helper()
	a.Value = quote(typed)
	raw, err := p.sim.Suggest(p.t.Context(), a)
	p.must(err, "type %q", typed)
	var got element
	p.must(json.Unmarshal(raw, &got), "read the suggestions")
	options := got.Options
	for _, g := range got.Groups {
		options = append(options, g.Options...)
	}
	return options
}
