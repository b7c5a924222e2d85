package handlers

import (
	"strings"
	"testing"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/dialog"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

func TestAPartnerSeesOnlyItsOwnLeads(t *testing.T) {
	d := open(t)
	ours, theirs := d.register("Tom Brandt", "DE"), d.register("Nadia Kowalska", "PL")
	for _, line := range []string{"show Brandt", "find brandt", "show " + ours.String(), "claim " + ours.String(), "definition " + ours.String(), "claim brandt"} {
		if said := d.says("pia", line); strings.Contains(said, "Tom") || strings.Contains(said, "Brandt Ltd") || strings.Contains(said, "customer.example") {
			t.Errorf("a partner who types %q gets the answer\n%s", line, said)
		}
	}
	none := strings.ReplaceAll(d.clicks(view.ActionDetails, 4711), "#4711", ours.String())
	for what, said := range map[string]string{
		"Details":   d.clicks(view.ActionDetails, ours),
		"Claim":     d.clicks(view.ActionClaim, ours),
		"Pass":      d.clicks(view.ActionPass, ours),
		"No answer": d.clicks(view.ActionNoAnswer, ours),
	} {
		if said != none {
			t.Errorf("to a partner, %s answers differently for a lead of ours and for one that does not exist:\n%s\n%s", what, said, none)
		}
	}
	d.expect(d.says("pia", "next"), theirs.String())
	d.expect(d.says("pia", "find kowalska"), "1 lead")
	d.expect(d.says("pia", "show Kowalska"), theirs.String())
	d.expect(d.says("pia", "summary"), "Only the team can see its figures")
	for _, said := range []string{d.says("pia", "show Kowalska"), d.clicks(view.ActionDetails, theirs)} {
		if strings.Contains(said, "@customer.example") {
			t.Errorf("a partner sees the e-mail address of a lead that it has not accepted:\n%s", said)
		}
	}
	d.clicks(view.ActionAccept, theirs)
	d.expect(d.says("pia", "mine"), theirs.String())
	d.expect(d.clicks(view.ActionDetails, theirs), "nadia.kowalska@customer.example")
	d.expect(d.says("ana", "show Kowalska"), theirs.String())
}

func TestOutsideTheTeamAmountsAreShownOnlyInListedChannels(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	if _, err := d.engine.Claim(t.Context(), id, d.member("ana").ID, sunday); err != nil {
		t.Fatal(err)
	}
	if _, err := d.engine.Win(t.Context(), id, d.member("ana").ID, lead.Money{Minor: 3_120_000, Currency: "EUR"}, "", sunday); err != nil {
		t.Fatal(err)
	}
	details := func(name, channel string) string {
		r := d.request(name, bot.Request{Kind: bot.KindAction, Action: bot.Action{ID: view.ActionDetails, Value: id.String()}})
		r.Channel.Name = channel
		return d.shows(d.serve(r))
	}
	for where, said := range map[string]string{
		"/lead show": d.says("zoe", "show "+id.String()), "a direct message": d.writes("zoe", "show "+id.String()), "Details": details("zoe", "general"),
	} {
		d.expect(said, "Brandt")
		if strings.Contains(said, "31,200") {
			t.Errorf("%s shows the amount to a colleague without a role:\n%s", where, said)
		}
	}
	d.expect(details("zoe", "leads"), "€31,200") // the card in this channel shows it, too
	d.expect(details("ana", "general"), "€31,200")
	d.expect(d.says("ana", "show "+id.String()), "€31,200")
}

func TestTheDefinitionOfALeadIsTheOneItWasJudgedBy(t *testing.T) {
	d := open(t)
	id := d.register("Tom Brandt", "DE")
	before := d.dir.Playbook()
	after, err := playbook.Parse("playbook.yaml", []byte(strings.Replace(process, "A company with staff", "A company with money", 1)), func(string) string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	if err := d.process.Adopt(t.Context(), after, sunday); err != nil {
		t.Fatal(err)
	}
	d.expect(d.says("zoe", "definition "+id.String()), "when "+id.String()+" was judged", "A company with staff that asked for a demo.", before.Version()[:6])
	d.expect(d.says("zoe", "definition"), "A company with money", after.Version()[:6])
	d.expect(d.says("zoe", "definition 4711"), "No lead has this number")
	if _, ok := parseOldPlaybook(""); ok {
		t.Error("an empty text is read as a playbook")
	}
}

func TestOurLeadsAreRefusedToAPartnerLikeLeadsThatDoNotExist(t *testing.T) {
	d := open(t)
	ours, theirs := d.register("Tom Brandt", "DE"), d.register("Nadia Kowalska", "PL")
	d.clicks(view.ActionAccept, theirs)
	send := func(callback string, about lead.ID, values map[string]string) string {
		d.t.Helper()
		f, err := d.finder.Look(t.Context(), about)
		if err != nil {
			t.Fatal(err)
		}
		v := bot.View{PrivateMetadata: dialog.Pass(f.Lead, d.dir.Playbook()).PrivateMetadata, Values: map[string]map[string]bot.StateValue{}}
		for block, value := range values {
			v.Values[block] = map[string]bot.StateValue{"input": {Value: value}}
		}
		return d.shows(d.serve(d.request("pia", bot.Request{Kind: bot.KindSubmit, CallbackID: callback, View: v})))
	}
	for what, said := range map[string]string{
		"passing on our lead":         send(dialog.CallbackPass, ours, nil),
		"merging into our lead":       send(dialog.CallbackMerge, theirs, map[string]string{"lead": ours.String()}),
		"merging into a missing lead": send(dialog.CallbackMerge, theirs, map[string]string{"lead": "4711"}),
		"registering our lead again":  send(dialog.CallbackNewLead, theirs, map[string]string{"who": "Tom tom.brandt@customer.example"}),
	} {
		if strings.Contains(said, "Brandt Ltd") || strings.Contains(said, "Ana") {
			t.Errorf("%s gives the lead away:\n%s", what, said)
		}
		if what != "registering our lead again" && !strings.Contains(said, "isn't with your company") {
			t.Errorf("%s gets the answer\n%s", what, said)
		}
	}
	d.expect(send(dialog.CallbackNewLead, theirs, map[string]string{"who": "Eve eve@elsewhere.example"}), "Thank you!")
	d.register("Ewa Nowak", "PL")
	desk, err := d.publisher.HomeView(t.Context(), d.member("pia").ID, d.clock)
	on := func(shelf outbox.Section) int { return len(desk.Leads[shelf]) }
	if err != nil || desk.Team != nil || on(outbox.SectionWaiting) != 1 || on(outbox.SectionOverdue)+on(outbox.SectionToday)+on(outbox.SectionWorking) != 1 ||
		desk.Leads[outbox.SectionWaiting][0].Contact.Name != "Ewa Nowak" {
		t.Errorf("the partner's home tab shows %+v (%v)", desk.Leads, err)
	}
}
