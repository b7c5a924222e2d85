package bot

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/playbook"
)

// diaryOf is the diary of somebody with what lies on their desk.
func diaryOf(d lead.Desk) lead.Posting {
	p := lead.Posting{Key: "diary:ana:2026-11-17", What: lead.Digest, To: d.Of.ID, Now: d.Now, Crew: d.Crew}
	for _, on := range lead.Diary() {
		for _, l := range d.Leads[on] {
			p.Items = append(p.Items, lead.Item{Kind: lead.NoteDiary, Shelf: on, Lead: l, Home: itsCard})
		}
	}
	return p
}

func TestADiarySaysWhatToDoTodayAndOffersItsButtons(t *testing.T) {
	for name, of := range map[string]func(testing.TB) (lead.Desk, *playbook.Playbook){
		"rep": busyRep, "qualifier": qualifier, "marketing": marketing, "partner": partnerDesk,
	} {
		t.Run(name, func(t *testing.T) {
			d, pb := of(t)
			golden(t, "digest/diary_"+name, Diary(diaryOf(d), pb))
		})
	}
	t.Run("manager", func(t *testing.T) {
		d, pb := manager(t)
		p := diaryOf(d)
		p.Items = []lead.Item{again(t)}
		golden(t, "digest/diary_manager", Diary(p, pb))
	})
	t.Run("with more", func(t *testing.T) {
		d, pb := busyRep(t)
		p := diaryOf(d)
		offer := offeredToBen(t)
		told := offer.note("ana", lead.NoteOffered).Items[0]
		p.Items = append([]lead.Item{told}, p.Items...)
		p.Items = append(p.Items, again(t))
		p.More = 12
		golden(t, "digest/diary_more", Diary(p, pb))
	})
	t.Run("turned off", func(t *testing.T) {
		d, pb := manager(t)
		p := lead.Posting{Key: "again", What: lead.Private, To: d.Of.ID, Crew: d.Crew, Items: []lead.Item{again(t), again(t)}}
		golden(t, "digest/again", Private(p, pb))
	})
}

func TestADiaryIsTakenBySlackHoweverLongItIs(t *testing.T) {
	d, pb := manyLeads(t)
	p := diaryOf(d)
	p.More = len(p.Items) - lead.MostItems
	p.Items = p.Items[:lead.MostItems]
	m := Diary(p, pb)
	taken(t, m)
	if !strings.Contains(m.Text, "110 leads are in your day") || !containsText(string(raw(t, m)), "and 80 more") {
		t.Errorf("it does not say how long it is: %s", m.Text)
	}
	for n := range p.Items { // every shelf has its heading
		p.Items[n].Shelf = lead.Diary()[n%len(lead.Diary())]
		p.Items[n].Event = again(t).Event
	}
	taken(t, Diary(p, pb))
}

func TestADiaryTellsAGuestNothingByName(t *testing.T) {
	d, pb := busyRep(t)
	of := d.Crew["ana"]
	of.Guest = true
	d.Crew["ana"] = of
	if m := Diary(diaryOf(d), pb); m.Text != "" {
		t.Errorf("a guest reads %s", m.Text)
	}
}

func TestAManagerReadsWhoHasTheLeadsOfSomebodyWhoLeft(t *testing.T) {
	pb := book(t)
	note := func(to lead.PersonID, k lead.NoteKind, args ...string) lead.Posting {
		return lead.Posting{What: lead.Private, To: to, Crew: team(pb), Items: []lead.Item{{Kind: k, Args: args}}}
	}
	golden(t, "note/left_manager", Private(note("mia", lead.NoteLeft, "ana", "2", "ben", "12"), pb))
	golden(t, "note/left_heir", Private(note("ben", lead.NoteLeft, "ana", "2", "ben", "12"), pb))
	golden(t, "note/left_pool", Private(note("mia", lead.NoteLeft, "ana", "1"), pb))
	golden(t, "note/set_away", Private(note("ana", lead.NoteSetAway, "mia", at(5*24*60).Format(time.RFC3339)), pb))
	golden(t, "note/set_away_open", Private(note("carla", lead.NoteSetAway, "mia"), pb))
	taken(t, Private(note("mia", lead.NoteLeft), pb))
	taken(t, Private(note("mia", lead.NoteSetAway), pb))
}

func TestTheSwitchSaysWhatStillComesWithoutTheDiary(t *testing.T) {
	const still = "Without the diary you still get"
	d, pb := busyRep(t)
	if strings.Contains(string(raw(t, Home(d, pb))), still) {
		t.Error("it says so to somebody who gets the diary")
	}
	d.Of.Muted = []string{lead.DigestDiary}
	view := Home(d, pb)
	taken(t, view)
	if !strings.Contains(string(raw(t, view)), still) {
		t.Error("it does not say so")
	}
}

func TestNaughtyWordsDoNothingInADigest(t *testing.T) {
	pb := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(lives).Draw(rt, "life").tell(t)
		spoil(rt, s)
		p := lead.Posting{What: lead.Digest, To: "ana", Now: at(tuesday), Crew: s.crew}
		for _, on := range lead.Diary() {
			p.Items = append(p.Items, lead.Item{Kind: lead.NoteAgain, Shelf: on, Lead: s.lead, Event: s.events[len(s.events)-1], Home: lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}})
		}
		for _, m := range []Message{
			Diary(p, pb),
			Private(lead.Posting{To: "mia", Crew: s.crew, Items: []lead.Item{{Kind: lead.NoteLeft, Args: []string{"ana", "1", "ana", "2"}}}}, pb),
		} {
			taken(rt, m)
			harmless(rt, m)
		}
	})
}
