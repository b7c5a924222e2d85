package handlers

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/playbook"
)

// pressed are the actions of cards and menus that do not open a form.
var pressed = []string{
	view.ActionClaim, view.ActionAccept, view.ActionCalling, view.ActionNoAnswer, view.ActionPushOn, view.ActionUndo, view.ActionReopen,
	view.ActionDetails, view.ActionCopyLink,
}

// whenPressed returns the answers when a person presses a button, and when they choose the same action in the menu if
// it is there.
func (d *desk) whenPressed(name, action string, id lead.ID) []string {
	d.t.Helper()
	number := id.String()[1:]
	said := []string{d.shows(d.serve(d.request(name, bot.Request{
		Kind: bot.KindAction, Action: bot.Action{ID: action, Value: number},
	})))}
	if action != view.ActionClaim && action != view.ActionAccept && action != view.ActionCalling { // these are always buttons
		said = append(said, d.shows(d.serve(d.request(name, bot.Request{
			Kind: bot.KindAction, Action: bot.Action{ID: view.ActionMore, Value: action + ":" + number},
		}))))
	}
	return said
}

func TestEveryButtonOfAMissingLeadSaysSo(t *testing.T) {
	d := open(t)
	for _, action := range slices.Concat(pressed, slices.Sorted(maps.Keys(leadDialogs))) {
		for _, said := range d.whenPressed("ana", action, 4711) {
			d.expect(said, "No lead has this number.")
		}
	}
}

func TestEveryButtonAnswersAPersonOutsideThePlaybook(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	for _, action := range slices.Concat(pressed, slices.Sorted(maps.Keys(leadDialogs))) {
		for _, said := range d.whenPressed("zoe", action, id) {
			if said == "null" || said == "[]" {
				t.Errorf("%s gets an empty answer", action)
			}
		}
	}
	r := d.request("zoe", bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: view.ActionClaim, Value: id.String()}})
	r.User = bot.Ref{ID: "U0NEVERSEEN", Name: "yan"}
	d.expect(d.shows(d.serve(r)), "Only Sales or a manager can claim this.")
}

func TestADialogAboutAMissingLeadShowsWhatWasTyped(t *testing.T) {
	d := open(t)
	for callback := range leadDialogs {
		if callback == view.ActionBackToMarketing { // submitted as Hand back
			continue
		}
		v := bot.View{CallbackID: callback, PrivateMetadata: `{"lead":4711}`, Values: map[string]map[string]bot.StateValue{
			"note": {"input": {Value: "Half an hour of talk"}},
		}}
		said := d.shows(d.serve(d.request("ana", bot.Request{Kind: bot.KindSubmit, CallbackID: callback, View: v})))
		d.expect(said, "No lead has this number.", "Half an hour of talk", "Too late")
	}
}

func TestEveryMenuEntryIsHandled(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	for _, action := range slices.Concat(pressed, slices.Sorted(maps.Keys(leadDialogs))) {
		for _, said := range d.whenPressed("mia", action, id) {
			if strings.Contains(said, "went wrong on our side") || strings.Contains(said, "older version") {
				t.Errorf("%s gets the answer %s", action, said)
			}
		}
	}
}

func TestALimitReachedWhileTypingIsShownWithACheckbox(t *testing.T) {
	d := open(t)
	pb, err := playbook.Parse("playbook.yaml", []byte(process+"nurture: {default: 30d, at_most: {touches: 1, per: 14d}}\n"), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	if err := d.process.Adopt(t.Context(), pb, sunday); err != nil {
		t.Fatal(err)
	}
	id := d.register("Tom Brandt", "DE")
	d.whenPressed("ana", view.ActionClaim, id)
	f, err := d.finder.Look(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	early := dialog.LogContact(f.Lead, pb, sunday)
	sendIn := func(note string) string {
		v := bot.View{CallbackID: early.CallbackID, PrivateMetadata: early.PrivateMetadata, Values: map[string]map[string]bot.StateValue{
			"outcome": {"input": {Option: "call:reached", Said: "Reached"}}, "when": {"input": {Option: "tomorrow"}}, "note": {"input": {Value: note}},
		}}
		return d.shows(d.serve(d.request("ana", bot.Request{Kind: bot.KindSubmit, CallbackID: v.CallbackID, View: v})))
	}
	d.expect(sendIn("the first"), "Logged. Next: follow up")
	d.expect(sendIn("one too many"), "Not sent", "the first", "limit of 1 contact in 14 days", "Contact anyway", "one too many")
}
