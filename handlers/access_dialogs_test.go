package handlers

import (
	"encoding/json"
	"strings"
	"testing"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
)

// submits lists the submissions of one dialog about a lead: as it was drawn, and drawn before the lead changed.
func (w *world) submits(callback, letter string) []attempt {
	send := func(what string, v bot.View, typed string) attempt {
		return attempt{what, bot.Request{Kind: bot.KindSubmit, CallbackID: callback, View: v}, typed}
	}
	switch callback {
	case dialog.CallbackNewLead:
		typed := w.fill("{email} {phone} {company} {domain}", letter)
		return []attempt{send("a new lead", w.newLeadView(letter), typed), send("a new lead, again", w.newLeadViewKnowing(letter), typed)}
	case dialog.CallbackAway:
		return []attempt{send("an absence", filled(w.t, dialog.Away()), "")}
	}
	f, err := w.finder.Look(w.t.Context(), w.ids[letter])
	if err != nil {
		w.t.Fatal(err)
	}
	v, found := bot.View{}, false
	for _, d := range leadDialogs {
		drawn := d.draw(dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: w.dir.Crew(), Playbook: w.book, Now: w.clock})
		if drawn.CallbackID == callback {
			v, found = filled(w.t, drawn), true
		}
	}
	if callback == dialog.CallbackKeep {
		base := filled(w.t, dialog.Pass(f.Lead, w.book))
		v, found = bot.View{CallbackID: callback, PrivateMetadata: base.PrivateMetadata, Values: base.Values}, true
	}
	if !found { // a dialog for leads of another stage, such as Certify
		base := filled(w.t, dialog.Qualify(dialog.Scene{Lead: f.Lead, Events: f.Events, Crew: w.dir.Crew(), Playbook: w.book, Now: w.clock}))
		v = bot.View{CallbackID: callback, PrivateMetadata: base.PrivateMetadata, Values: base.Values, Inputs: base.Inputs}
	}
	stale := v
	var meta map[string]any
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &meta); err != nil {
		w.t.Fatal(err)
	}
	meta["stage"], meta["events"] = "another", 1
	raw, err := json.Marshal(meta)
	if err != nil {
		w.t.Fatal(err)
	}
	stale.PrivateMetadata = string(raw)
	return []attempt{send("the dialog "+callback, v, ""), send("the old dialog "+callback, stale, "")}
}

// newLeadView is the dialog New lead, filled in with the person of an existing lead.
func (w *world) newLeadView(letter string) bot.View {
	v := filled(w.t, dialog.Register(dialog.NewLead{Refers: true}, w.dir.Crew(), w.book))
	v.Values["who"] = map[string]bot.StateValue{dialog.ActionLookUp: {Value: w.fill("{email}@{domain}.example {phone}", letter)}}
	v.Values["company"] = map[string]bot.StateValue{dialog.ActionLookUp: {Value: w.fill("{company}", letter)}}
	return v
}

// newLeadViewKnowing is the same dialog after it has shown all existing leads.
func (w *world) newLeadViewKnowing(letter string) bot.View {
	v := w.newLeadView(letter)
	d, err := dialog.DraftOf(v)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, l := range strings.Split(markedLeads, "") {
		for _, on := range []lead.MatchedOn{lead.SamePerson, lead.SamePhone, lead.SameCompany} {
			d.Shown = append(d.Shown, view.LeadValue(w.ids[l])+" "+string(on))
		}
	}
	raw, err := json.Marshal(d)
	if err != nil {
		w.t.Fatal(err)
	}
	v.PrivateMetadata = string(raw)
	return v
}

// filled is a dialog with something typed or chosen in each input, as Slack submits it.
func filled(t *testing.T, drawn any) bot.View {
	t.Helper()
	raw, err := json.Marshal(drawn)
	if err != nil {
		t.Fatal(err)
	}
	type option struct {
		Value string `json:"value"`
	}
	var modal struct {
		CallbackID string `json:"callback_id"`
		Metadata   string `json:"private_metadata"`
		Blocks     []struct {
			Type    string `json:"type"`
			BlockID string `json:"block_id"`
			Element struct {
				Type     string   `json:"type"`
				ActionID string   `json:"action_id"`
				Options  []option `json:"options"`
				Groups   []struct {
					Options []option `json:"options"`
				} `json:"option_groups"`
			} `json:"element"`
		} `json:"blocks"`
	}
	if err := json.Unmarshal(raw, &modal); err != nil {
		t.Fatal(err)
	}
	v := bot.View{Type: "modal", CallbackID: modal.CallbackID, PrivateMetadata: modal.Metadata, Values: map[string]map[string]bot.StateValue{}}
	for _, b := range modal.Blocks {
		if b.Type != "input" {
			continue
		}
		e, value := b.Element, bot.StateValue{}
		for _, g := range e.Groups {
			e.Options = append(e.Options, g.Options...)
		}
		switch e.Type {
		case "plain_text_input":
			value.Value = "1200"
		case "datepicker":
			value.Date = "2026-11-25"
		case "timepicker":
			value.Time = "10:00"
		case "static_select", "radio_buttons":
			if len(e.Options) > 0 {
				value.Option = e.Options[0].Value
			}
		case "checkboxes":
		default:
			t.Fatalf("the matrix cannot fill in a %s: add it here", e.Type)
		}
		v.Values[b.BlockID] = map[string]bot.StateValue{e.ActionID: value}
		v.Inputs = append(v.Inputs, bot.Input{Block: b.BlockID, Label: b.BlockID})
	}
	return v
}
