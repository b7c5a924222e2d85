package dialog

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/bot"
	"dibs/bot/view"
	"dibs/bot/view/viewtest"
	"dibs/lead"
	"dibs/lead/outbox"
	"dibs/playbook"
)

// returned is the message that welcomes somebody back, with everything that happened to the lead.
func returned(s *viewtest.Story) bot.Message {
	p := outbox.Message{Kind: outbox.DirectMessage, To: "ana", Crew: s.Crew, Items: []outbox.Item{{Kind: outbox.NotifyReturned}}}
	for _, e := range s.Events {
		p.Items = append(p.Items, outbox.Item{Kind: outbox.NotifyReturned, Lead: s.Lead, Event: e})
	}
	return view.Notification(p, s.Pb)
}

func TestNaughtyWordsDoNothingWhereverTheyStand(t *testing.T) {
	pb := viewtest.Book(t)
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.SampledFrom(viewtest.Lives).Draw(rt, "life").Tell(t)
		viewtest.Spoil(rt, s)
		for _, surface := range surfaces(s, pb, viewtest.Drawn(rt)) {
			viewtest.Taken(rt, surface)
			viewtest.Harmless(rt, surface)
		}
	})
}

// This test puts every string of the Big List of Naughty Strings into every field on every surface. The race detector
// makes it ten times slower, so under it each run takes only a share of the strings, a different one each time.
func TestEveryNaughtyStringIsTextWhereverItStands(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("../../../store/testdata/blns.json")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	if err := json.Unmarshal(list, &words); err != nil {
		t.Fatal(err)
	}
	pb := viewtest.Book(t)
	for i := rand.IntN(viewtest.NaughtyStep); i < len(words); i += viewtest.NaughtyStep {
		n := i
		next := func(string) string { // gives each place the string after the one that the previous place got
			n++
			if n%7 == 0 {
				return strings.Repeat(words[n%len(words)], 200)
			}
			return words[n%len(words)]
		}
		s := viewtest.Lives[i%len(viewtest.Lives)].Tell(t)
		viewtest.SpoilWith(s, next)
		for _, surface := range surfaces(s, pb, next) {
			viewtest.Taken(t, surface)
			viewtest.Harmless(t, surface)
		}
		if t.Failed() {
			t.Fatalf("failed with %q and the strings after it", words[i])
		}
	}
}

// surfaces are all drawings of a lead, including words that somebody typed or asked for.
func surfaces(s *viewtest.Story, pb *playbook.Playbook, word func(place string) string) []any {
	home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
	all := s.Card()
	all.Kind = outbox.ThreadReplies
	messages := []bot.Message{
		view.Card(s.Card(), pb), view.Tombstone(s.Card(), pb), view.Thread(all, pb, false), view.Notification(s.Note("ana", outbox.NotifyEscalation), pb),
		view.ChannelList(viewtest.Listed(outbox.NotifyEscalation, s), pb, false), view.LeadList(viewtest.Stacked(s), pb), view.Notification(s.Note("mia", outbox.NotifyNoneLeft), pb), returned(s),
		view.Show(s.Lead, s.Events, home, "ana", false, s.Crew, pb), view.Mine([]*lead.Lead{s.Lead}, viewtest.Asker, s.Crew, pb),
		view.Choose([]*lead.Lead{s.Lead}, word("asked"), viewtest.Asker, s.Crew, pb), view.Unclear(word("asked"), "/lead ", []string{word("near")}),
		view.Owner(s.Lead, s.Events, home, "ben", s.Crew, pb), view.KnownLeads([]*lead.Lead{s.Lead}, word("known"), viewtest.Asker, s.Crew, pb),
		view.KnownLeads(nil, word("unknown"), viewtest.Asker, s.Crew, pb), view.Press(s.Lead, view.ActionQualify, "ana", s.Crew, pb), view.PressToRegister(word("new")),
		view.Due([]*lead.Lead{s.Lead}, 1, word("span"), []string{word("whose"), word("whom else")}, viewtest.Asker, s.Crew, pb),
		view.Reminded(s.Lead, word("what"), viewtest.At(90), "ana", s.Crew, pb), view.Notification(viewtest.Reminder(s, word("of")), pb),
		view.Confirmed(s.Lead, s.Events[len(s.Events)-1], "ana", s.Crew, pb),
		view.Refused(&lead.Refusal{Why: lead.WhyStage, Action: lead.Claimed, Lead: s.Lead}, "ben", s.Crew, pb, viewtest.At(90), s.Lead),
	}
	spoiled := sceneOf(s, viewtest.At(90))
	spoiled.Alike = []lead.Match{{Lead: viewtest.Numbered(s.Lead, 998), On: lead.SamePhone}}
	views := []slack.ModalViewRequest{
		view.Details(s.Lead, s.Events, "ana", false, s.Crew, pb), Qualify(spoiled), LogContact(s.Lead, pb, viewtest.At(90)), Snooze(s.Lead, pb),
		Assign(spoiled), Merge(spoiled), Register(NewLead{Known: s.Lead.Inquiry}, s.Crew, pb), HandBack(s.Lead, pb), Won(s.Lead, pb),
	}
	var drawings []any
	for _, m := range append(messages, view.CopyLink(s.Lead, home)) {
		drawings = append(drawings, m)
	}
	for _, v := range views {
		drawings = append(drawings, v)
	}
	return append(drawings, spoiledHomes(s)...)
}

// spoiledHomes are home tabs with a lead in every section.
func spoiledHomes(s *viewtest.Story) []any {
	d := viewtest.DeskOf(s, "ana")
	for _, on := range homeSections {
		d.Leads[on] = []*lead.Lead{s.Lead}
	}
	d.Team = &outbox.Team{
		Breaches:  []outbox.Breach{{Lead: s.Lead, Clock: lead.ClockContact, DueAt: viewtest.At(60)}},
		Workloads: []outbox.Workload{{Person: "ana", Open: 3}},
	}
	d.LastAction = &outbox.LastAction{Lead: s.Lead, Event: s.Events[len(s.Events)-1]}
	stranger := d
	stranger.Reader = s.Crew.Member("zoe")
	return []any{view.Home(d, s.Pb), view.Home(stranger, s.Pb)}
}

// homeSections are the sections of a home tab that list leads.
var homeSections = []outbox.Section{
	outbox.SectionDeadlines, outbox.SectionBreaches, outbox.SectionNeedsSomeone, outbox.SectionWorkload, outbox.SectionOverdue, outbox.SectionToday,
	outbox.SectionWaiting, outbox.SectionCovering, outbox.SectionPool, outbox.SectionInquiries, outbox.SectionReturned, outbox.SectionWaking,
	outbox.SectionWorking, outbox.SectionReferred,
}
