package view

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// briefingOf is the briefing for the reader of a home view, with all its leads.
func briefingOf(d outbox.HomeView) outbox.Message {
	p := outbox.Message{Key: "diary:ana:2026-11-17", Kind: outbox.Digest, To: d.Reader.ID, Now: d.Now, Crew: d.Crew}
	for _, on := range outbox.BriefingSections() {
		for _, l := range d.Leads[on] {
			p.Items = append(p.Items, outbox.Item{Kind: outbox.NotifyBriefing, Section: on, Lead: l, Home: viewtest.ItsCard})
		}
	}
	return p
}

func TestABriefingSaysWhatToDoTodayAndOffersItsButtons(t *testing.T) {
	for name, of := range map[string]func(testing.TB) (outbox.HomeView, *playbook.Playbook){
		"rep": viewtest.BusyRep, "qualifier": viewtest.Qualifier, "marketing": viewtest.Marketing, "partner": viewtest.PartnerDesk,
	} {
		t.Run(name, func(t *testing.T) {
			d, pb := of(t)
			viewtest.Golden(t, "digest/briefing_"+name, Briefing(briefingOf(d), pb))
		})
	}
	t.Run("manager", func(t *testing.T) {
		d, pb := viewtest.Manager(t)
		p := briefingOf(d)
		p.Items = []outbox.Item{viewtest.Again(t)}
		viewtest.Golden(t, "digest/briefing_manager", Briefing(p, pb))
	})
	t.Run("with more", func(t *testing.T) {
		d, pb := viewtest.BusyRep(t)
		p := briefingOf(d)
		offer := viewtest.OfferedToBen(t)
		told := offer.Note("ana", outbox.NotifyOffer).Items[0]
		p.Items = append([]outbox.Item{told}, p.Items...)
		p.Items = append(p.Items, viewtest.Again(t))
		p.More = 12
		viewtest.Golden(t, "digest/briefing_more", Briefing(p, pb))
	})
	t.Run("turned off", func(t *testing.T) {
		d, pb := viewtest.Manager(t)
		p := outbox.Message{Key: "again", Kind: outbox.DirectMessage, To: d.Reader.ID, Crew: d.Crew, Items: []outbox.Item{viewtest.Again(t), viewtest.Again(t)}}
		viewtest.Golden(t, "digest/again", Notification(p, pb))
	})
}

func TestABriefingIsTakenBySlackHoweverLongItIs(t *testing.T) {
	d, pb := viewtest.ManyLeads(t)
	p := briefingOf(d)
	p.More = len(p.Items) - outbox.MaxItems
	p.Items = p.Items[:outbox.MaxItems]
	m := Briefing(p, pb)
	viewtest.Taken(t, m)
	if !strings.Contains(m.Text, "You have 110 leads today.") || !viewtest.ContainsText(string(viewtest.Raw(t, m)), "and 80 more") {
		t.Errorf("it does not say how many leads there are: %s", m.Text)
	}
	for n := range p.Items { // so that every section has its heading
		p.Items[n].Section = outbox.BriefingSections()[n%len(outbox.BriefingSections())]
		p.Items[n].Event = viewtest.Again(t).Event
	}
	viewtest.Taken(t, Briefing(p, pb))
}

func TestABriefingTellsAGuestNothingByName(t *testing.T) {
	d, pb := viewtest.BusyRep(t)
	of := d.Crew["ana"]
	of.Guest = true
	d.Crew["ana"] = of
	if m := Briefing(briefingOf(d), pb); m.Text != "" {
		t.Errorf("a guest is shown %s", m.Text)
	}
}

func TestAManagerReadsWhoHasTheLeadsOfSomebodyWhoLeft(t *testing.T) {
	pb := viewtest.Book(t)
	note := func(to lead.PersonID, k outbox.NotificationKind, args ...string) outbox.Message {
		return outbox.Message{Kind: outbox.DirectMessage, To: to, Crew: viewtest.Team(pb), Items: []outbox.Item{{Kind: k, Args: args}}}
	}
	viewtest.Golden(t, "note/left_manager", Notification(note("mia", outbox.NotifyDeparture, "ana", "2", "ben", "12"), pb))
	viewtest.Golden(t, "note/left_heir", Notification(note("ben", outbox.NotifyDeparture, "ana", "2", "ben", "12"), pb))
	viewtest.Golden(t, "note/left_pool", Notification(note("mia", outbox.NotifyDeparture, "ana", "1"), pb))
	viewtest.Golden(t, "note/set_away", Notification(note("ana", outbox.NotifySetAway, "mia", viewtest.At(5*24*60).Format(time.RFC3339)), pb))
	viewtest.Golden(t, "note/set_away_open", Notification(note("carla", outbox.NotifySetAway, "mia"), pb))
	viewtest.Taken(t, Notification(note("mia", outbox.NotifyDeparture), pb))
	viewtest.Taken(t, Notification(note("mia", outbox.NotifySetAway), pb))
}

func TestTheSwitchSaysWhatStillComesWithoutTheDiary(t *testing.T) {
	const still = "Even without the briefing, you get"
	d, pb := viewtest.BusyRep(t)
	if strings.Contains(string(viewtest.Raw(t, Home(d, pb))), still) {
		t.Error("it is shown to somebody who gets the briefing")
	}
	d.Reader.Muted = []string{lead.DigestBriefing}
	view := Home(d, pb)
	viewtest.Taken(t, view)
	if !strings.Contains(string(viewtest.Raw(t, view)), still) {
		t.Error("it is not shown to somebody who turned the briefing off")
	}
}

func TestNaughtyWordsDoNothingInADigest(t *testing.T) {
	pb := viewtest.Book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(viewtest.Lives).Draw(rt, "life").Tell(t)
		viewtest.Spoil(rt, s)
		p := outbox.Message{Kind: outbox.Digest, To: "ana", Now: viewtest.At(viewtest.Tuesday), Crew: s.Crew}
		for _, on := range outbox.BriefingSections() {
			p.Items = append(p.Items, outbox.Item{Kind: outbox.NotifyStillWaiting, Section: on, Lead: s.Lead, Event: s.Events[len(s.Events)-1], Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}})
		}
		for _, m := range []bot.Message{
			Briefing(p, pb),
			Notification(outbox.Message{To: "mia", Crew: s.Crew, Items: []outbox.Item{{Kind: outbox.NotifyDeparture, Args: []string{"ana", "1", "ana", "2"}}}}, pb),
		} {
			viewtest.Taken(rt, m)
			viewtest.Harmless(rt, m)
		}
	})
}
