package bot

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/playbook"
)

// returned is the welcome of somebody to whose lead all of this happened.
func returned(s *story) Message {
	p := lead.Posting{What: lead.Private, To: "ana", Crew: s.crew, Items: []lead.Item{{Kind: lead.NoteReturned}}}
	for _, e := range s.events {
		p.Items = append(p.Items, lead.Item{Kind: lead.NoteReturned, Lead: s.lead, Event: e})
	}
	return Private(p, s.pb)
}

func TestNaughtyWordsDoNothingWhereverTheyStand(t *testing.T) {
	pb := book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(lives).Draw(rt, "life").tell(t)
		spoil(rt, s)
		for _, surface := range surfaces(s, pb, drawn(rt)) {
			taken(rt, surface)
			harmless(rt, surface)
		}
	})
}

// TestEveryNaughtyStringIsTextWhereverItStands has every string of the Big List of Naughty Strings in every field on every
// surface; under the race detector, which makes that ten times slower, a share of the strings, other ones in each run.
func TestEveryNaughtyStringIsTextWhereverItStands(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("../store/testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	if err := json.Unmarshal(list, &words); err != nil {
		t.Fatal(err)
	}
	pb := book(t)
	for i := rand.IntN(naughtyStep); i < len(words); i += naughtyStep {
		n := i
		next := func(string) string { // each place has the string after that of the place before
			n++
			if n%7 == 0 {
				return strings.Repeat(words[n%len(words)], 200)
			}
			return words[n%len(words)]
		}
		s := lives[i%len(lives)].tell(t)
		spoilWith(s, next)
		for _, surface := range surfaces(s, pb, next) {
			taken(t, surface)
			harmless(t, surface)
		}
		if t.Failed() {
			t.Fatalf("with %q and what follows it", words[i])
		}
	}
}

// surfaces are what is drawn of a lead, with words that were typed or asked for.
func surfaces(s *story, pb *playbook.Playbook, word func(place string) string) []any {
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	all := s.card()
	all.What = lead.Lines
	messages := []Message{
		Card(s.card(), pb), Trace(s.card(), pb), Lines(all, pb, false), Private(s.note("ana", lead.NoteClimbed), pb),
		List(listed(lead.NoteClimbed, s), pb, false), Stack(stacked(s), pb), Private(s.note("mia", lead.NoteStuck), pb), returned(s),
		Show(s.lead, s.events, home, s.crew, pb, true), Mine([]*lead.Lead{s.lead}, asker, s.crew, pb),
		Choose([]*lead.Lead{s.lead}, word("asked"), asker, s.crew, pb), Unclear(word("asked"), "/lead ", []string{word("near")}),
		Owner(s.lead, s.events, home, "ben", s.crew, pb), Known([]*lead.Lead{s.lead}, word("known"), asker, s.crew, pb),
		Known(nil, word("unknown"), asker, s.crew, pb), Press(s.lead, ActionQualify), PressToRegister(word("new")),
		Due([]*lead.Lead{s.lead}, 1, word("span"), []string{word("whose"), word("whom else")}, asker, s.crew, pb),
		Reminded(s.lead, word("what"), at(90), pb), Private(reminder(s, word("of")), pb),
		Confirmed(s.lead, s.events[len(s.events)-1], s.crew, pb),
		Refused(&lead.Refusal{Why: lead.WhyStage, Action: lead.Claimed, Lead: s.lead}, "ben", s.crew, pb, at(90), s.lead),
	}
	spoiled := sceneOf(s, at(90))
	spoiled.Alike = []lead.Match{{Lead: numbered(s.lead, 998), Same: lead.SamePhone}}
	views := []slack.ModalViewRequest{
		Details(s.lead, s.events, s.crew, pb, true), QualifyModal(spoiled), LogContactModal(s.lead, pb, at(90)), SnoozeModal(s.lead, pb),
		AssignModal(spoiled), MergeModal(spoiled), NewLeadModal(NewLead{Known: s.lead.Inquiry}, s.crew, pb), HandBackModal(s.lead, pb), WonModal(s.lead, pb),
	}
	var drawings []any
	for _, m := range append(messages, CopyLink(s.lead, home)) {
		drawings = append(drawings, m)
	}
	for _, v := range views {
		drawings = append(drawings, v)
	}
	return append(drawings, spoiledHomes(s)...)
}

// spoiledHomes are home tabs with a lead on every shelf.
func spoiledHomes(s *story) []any {
	d := deskOf(s, "ana")
	for _, on := range homeSections {
		d.Leads[on] = []*lead.Lead{s.lead}
	}
	d.Team = &lead.Team{
		Breaches: []lead.Breach{{Lead: s.lead, Clock: lead.ClockContact, DueAt: at(60)}},
		Loads:    []lead.Load{{Who: "ana", Open: 3}},
	}
	d.Told = &lead.Told{Lead: s.lead, Event: s.events[len(s.events)-1]}
	stranger := d
	stranger.Of = s.crew.Member("zoe")
	return []any{Home(d, s.pb), Home(stranger, s.pb)}
}

// homeSections are the sections of a home tab on which leads lie.
var homeSections = []lead.Shelf{
	lead.ShelfClocks, lead.ShelfBreaches, lead.ShelfNeeds, lead.ShelfLoads, lead.ShelfOverdue, lead.ShelfToday,
	lead.ShelfWaiting, lead.ShelfCovering, lead.ShelfPool, lead.ShelfInquiries, lead.ShelfReturned, lead.ShelfWaking,
	lead.ShelfWorking, lead.ShelfReferred,
}
