package handlers

import (
	"testing"
	"time"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/lead/outbox"
)

// atHomeOf makes the request of a person who presses a button on their home tab.
func (d *desk) atHomeOf(name string, a bot.Action) *bot.Request {
	r := d.request(name, bot.Request{Kind: bot.KindAction, Action: a, TriggerID: "1.2.3", View: bot.View{Type: "home"}})
	r.Channel = bot.Ref{}
	return r
}

// homeOf returns a person's home tab as it is now.
func (d *desk) homeOf(name string) outbox.HomeView {
	d.t.Helper()
	h, err := d.publisher.HomeView(d.t.Context(), d.member(name).ID, d.clock)
	if err != nil {
		d.t.Fatal(err)
	}
	return h
}

func TestTheHomeTabShowsActionsAndAnswersRefusals(t *testing.T) {
	d := open(t)
	d.serve(&bot.Request{Kind: bot.KindEvent, Event: bot.Event{Type: "app_home_opened", Tab: "home", User: "UANA"}})
	id := d.register("Jan Kowal", "DE")
	claim := d.atHomeOf("ana", bot.Action{ID: view.ActionClaim, Value: id.String()})
	resp := d.serve(claim)
	if told := d.homeOf("ana").LastAction; resp.Reply != nil || told == nil || told.Lead.ID != id || told.Event.Kind != lead.Claimed {
		t.Errorf("a claim on the home tab gets the answer %+v, and the tab shows the receipt %+v", resp.Reply, told)
	}
	d.expect(d.shows(d.serve(d.atHomeOf("ben", bot.Action{ID: view.ActionClaim, Value: id.String()}))), "Ana")
	if told := d.homeOf("ben").LastAction; told != nil {
		t.Errorf("after a refused claim, the home tab shows the receipt %+v", told)
	}
	d.clock = d.clock.Add(2 * time.Minute)
	if told := d.homeOf("ana").LastAction; told != nil {
		t.Errorf("after two minutes, the home tab still shows the receipt %s", told.Event.Kind)
	}

	opened := d.serve(d.atHomeOf("ana", bot.Action{ID: view.ActionLogContact, Value: id.String()}))
	d.expect(d.shows(opened), "Log contact")
	v := bot.View{Type: "modal", CallbackID: dialog.CallbackLogContact, PrivateMetadata: opened.View.PrivateMetadata, Values: map[string]map[string]bot.StateValue{
		"outcome": {"input": {Option: "call:reached"}}, "when": {"input": {Option: "tomorrow"}},
	}}
	resp = d.serve(d.request("ana", bot.Request{Kind: bot.KindSubmit, CallbackID: v.CallbackID, View: v}))
	if told := d.homeOf("ana").LastAction; resp.Reply != nil || !resp.Clear || told == nil || told.Event.Kind != lead.Contacted {
		t.Errorf("a dialog of the home tab gets the answer %+v, and the tab shows the receipt %+v", resp, told)
	}
}

func TestControlsOfTheHomeTabDoWhatTheCommandsDo(t *testing.T) {
	d := open(t)
	away := func(until, date string) bot.Response {
		t.Helper()
		v := bot.View{Type: "modal", Values: map[string]map[string]bot.StateValue{"until": {"input": {Option: until}}, "date": {"input": {Date: date}}}}
		return d.serve(d.request("ana", bot.Request{Kind: bot.KindSubmit, CallbackID: dialog.CallbackAway, View: v}))
	}
	if resp := away("day", "2026-11-20"); resp.Errors["date"] == "" || d.member("ana").Away(d.clock) {
		t.Errorf("an absence in the past gets the answer %+v", resp)
	}
	// It is Sunday; the team's hours begin on Monday at 9:00 in Berlin.
	if resp := away("today", ""); !resp.Clear || !d.member("ana").BackAt.Equal(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("\"today\" sets Ana away until %v (%+v)", d.member("ana").BackAt, resp)
	}
	if d.serve(d.atHomeOf("ana", bot.Action{ID: view.ActionBack})); d.member("ana").Away(d.clock) {
		t.Error("Ana is still away")
	}
	digests := func(block string, on ...string) {
		t.Helper()
		d.serve(d.atHomeOf("ana", bot.Action{ID: view.ActionDigests, BlockID: block, Values: on}))
	}
	digests("home:digests:diary:week", "week")
	if m := d.member("ana"); !m.Mutes(lead.DigestBriefing) || m.Mutes(lead.DigestWeek) {
		t.Errorf("Ana turned the briefing off, and %v is muted", m.Muted)
	}
	digests("home:digests:week", "diary", "week")
	if m := d.member("ana"); len(m.Muted) != 0 {
		t.Errorf("Ana turned the briefing on again, and %v is muted", m.Muted)
	}
	if !d.fails(d.atHomeOf("ana", bot.Action{ID: view.ActionHomeNext, Value: "drawer:3"})) {
		t.Error("a page of an unknown list is no error")
	}
	if d.serve(d.atHomeOf("ana", bot.Action{ID: view.ActionHomeNext, Value: "pool:10"})); d.homeOf("ana").FirstRow[outbox.SectionPool] != 10 {
		t.Error("the pool does not start at row 10")
	}
}
