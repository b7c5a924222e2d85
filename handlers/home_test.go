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

// atHomeOf is a click of somebody on their home tab.
func (d *desk) atHomeOf(name string, a bot.Action) *bot.Request {
	r := d.request(name, bot.Request{Kind: bot.KindAction, Action: a, TriggerID: "1.2.3", View: bot.View{Type: "home"}})
	r.Channel = bot.Ref{}
	return r
}

// homeOf is what lies on somebody's home tab now.
func (d *desk) homeOf(name string) outbox.HomeView {
	d.t.Helper()
	h, err := d.publisher.HomeView(d.t.Context(), d.member(name).ID, d.clock)
	if err != nil {
		d.t.Fatal(err)
	}
	return h
}

func TestWhatIsDoneAtHomeIsShownThereAndARefusalIsSaid(t *testing.T) {
	d := open(t)
	if _, err := d.home(t.Context(), &bot.Request{Kind: bot.KindEvent, Event: bot.Event{Type: "app_home_opened", Tab: "home", User: "UANA"}}); err != nil {
		t.Fatal(err)
	}
	id := d.register("Jan Kowal", "DE")
	claim := d.atHomeOf("ana", bot.Action{ID: view.ActionClaim, Value: id.String()})
	resp, err := d.actionButton(d.engine.Claim)(t.Context(), claim)
	if told := d.homeOf("ana").LastAction; err != nil || resp.Reply != nil || told == nil || told.Lead.ID != id || told.Event.Kind != lead.Claimed {
		t.Errorf("a claim at home is answered %+v (%v), and the home tab tells %+v", resp.Reply, err, told)
	}
	resp, err = d.actionButton(d.engine.Claim)(t.Context(), d.atHomeOf("ben", bot.Action{ID: view.ActionClaim, Value: id.String()}))
	d.expect(d.shows(resp, err), "Ana")
	if told := d.homeOf("ben").LastAction; told != nil {
		t.Errorf("a refused claim is told as %+v", told)
	}
	d.clock = d.clock.Add(2 * time.Minute)
	if told := d.homeOf("ana").LastAction; told != nil {
		t.Errorf("after two minutes the home tab still tells of %s", told.Event.Kind)
	}

	opened, err := d.dialogButton(dialogs[view.ActionLogContact])(t.Context(), d.atHomeOf("ana", bot.Action{ID: view.ActionLogContact, Value: id.String()}))
	d.expect(d.shows(opened, err), "Log contact")
	v := bot.View{Type: "modal", CallbackID: dialog.CallbackLogContact, PrivateMetadata: opened.View.PrivateMetadata, Values: map[string]map[string]bot.StateValue{
		"outcome": {"input": {Option: "call:reached"}}, "when": {"input": {Option: "tomorrow"}},
	}}
	resp, err = d.submit(d.logContact)(t.Context(), d.request("ana", bot.Request{Kind: bot.KindSubmit, View: v}))
	if told := d.homeOf("ana").LastAction; err != nil || resp.Reply != nil || !resp.Clear || told == nil || told.Event.Kind != lead.Contacted {
		t.Errorf("a dialog of the home tab is answered %+v (%v), and the home tab tells %+v", resp, err, told)
	}
}

func TestSwitchesAtHomeDoWhatTheCommandsDo(t *testing.T) {
	d := open(t)
	away := func(until, date string) bot.Response {
		t.Helper()
		v := bot.View{Type: "modal", Values: map[string]map[string]bot.StateValue{"until": {"input": {Option: until}}, "date": {"input": {Date: date}}}}
		resp, err := d.submitAway(t.Context(), d.request("ana", bot.Request{Kind: bot.KindSubmit, View: v}))
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	if resp := away("day", "2026-11-20"); resp.Errors["date"] == "" || d.member("ana").Away(d.clock) {
		t.Errorf("an absence that is over is answered %+v", resp)
	}
	// It is Sunday; the team's hours begin on Monday at 9:00 in Berlin.
	if resp := away("today", ""); !resp.Clear || !d.member("ana").BackAt.Equal(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("for the rest of today she is away until %v (%+v)", d.member("ana").BackAt, resp)
	}
	if _, err := d.endAway(t.Context(), d.atHomeOf("ana", bot.Action{ID: view.ActionBack})); err != nil || d.member("ana").Away(d.clock) {
		t.Errorf("she is still away (%v)", err)
	}
	digests := func(block string, on ...string) {
		t.Helper()
		if _, err := d.muteDigests(t.Context(), d.atHomeOf("ana", bot.Action{ID: view.ActionDigests, BlockID: block, Values: on})); err != nil {
			t.Fatal(err)
		}
	}
	digests("home:digests:diary:week", "week")
	if m := d.member("ana"); !m.Mutes(lead.DigestBriefing) || m.Mutes(lead.DigestWeek) {
		t.Errorf("she turned the diary off, and mutes %v", m.Muted)
	}
	digests("home:digests:week", "diary", "week")
	if m := d.member("ana"); len(m.Muted) != 0 {
		t.Errorf("she turned it on again, and mutes %v", m.Muted)
	}
	if _, err := d.pageHome(t.Context(), d.atHomeOf("ana", bot.Action{ID: view.ActionHomeNext, Value: "drawer:3"})); err == nil {
		t.Error("a list that there is not is turned")
	}
	if _, err := d.pageHome(t.Context(), d.atHomeOf("ana", bot.Action{ID: view.ActionHomeNext, Value: "pool:10"})); err != nil || d.homeOf("ana").FirstRow[outbox.SectionPool] != 10 {
		t.Errorf("the pool is not turned to row 10 (%v)", err)
	}
}
