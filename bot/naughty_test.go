package bot

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/lead"
	"dibs/playbook"
)

// tokens are what we write between < and >: dates, people and channels of ours, links to Slack, and an inquirer's phone
// and e-mail, which are checked letter by letter before they are linked.
var tokens = regexp.MustCompile(`<(!date\^-?\d+\^[^<>|]*\|[^<>|]*|@U[0-9A-Z]+|#C[0-9A-Z]+|https://slack\.com/archives/[0-9A-Z]+/p\d+\|Open card|` +
	`tel:\+\d{6,15}\|\+\d{6,15}|mailto:([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+)\|([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+))>`)

// harmless fails the test when text that Slack would read holds anything between brackets that is not a token of ours.
// Text of rich_text and of table cells is not read by Slack, so anything may stand there.
func harmless(t reporter, drawn any) {
	b, err := json.Marshal(drawn)
	if err != nil {
		t.Fatalf("%v", err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%v", err)
	}
	walk(t, v)
}

func walk(t reporter, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			walk(t, x)
		}
	case map[string]any:
		switch v["type"] {
		case "mrkdwn", "plain_text":
			text := tokens.ReplaceAllString(v["text"].(string), "")
			if strings.ContainsAny(text, "<>") {
				t.Errorf("Slack would read %q", text)
			}
			if v["type"] == "mrkdwn" && v["verbatim"] != true {
				t.Errorf("Slack would make links of plain words in %q", text)
			}
		case "rich_text":
			return
		}
		for key, x := range v {
			if text, ok := x.(string); ok && key == "Text" && strings.ContainsAny(tokens.ReplaceAllString(text, ""), "<>") {
				t.Errorf("Slack would read %q in a notification", text)
			}
			walk(t, x)
		}
	}
}

// spoil puts naughty words wherever words from outside stand.
func spoil(t *rapid.T, s *story) { spoilWith(s, drawn(t)) }

// drawn gives each of the places that words from outside stand at words of its own.
func drawn(t *rapid.T) func(place string) string {
	return func(place string) string { return naughty().Draw(t, place) }
}

func spoilWith(s *story, word func(place string) string) {
	l := s.lead
	l.Source, l.Campaign, l.Message, l.Reason = word("source"), word("campaign"), word("message"), word("reason")
	l.Contact = lead.Contact{Name: word("name"), Email: word("email"), Phone: word("phone"), Title: word("title")}
	l.Company = lead.Company{Name: word("company"), Website: word("website"), Country: word("country"), Employees: l.Company.Employees}
	l.Route.Note, l.Route.Rule = word("route note"), word("rule")
	if l.Next != nil {
		l.Next.What = word("next")
	}
	for i := range s.events {
		s.events[i].Words = lead.Words{Note: word("note"), Next: word("next step")}
		s.events[i].Facts.Reason = word("fact")
	}
	ana := s.crew["ana"]
	ana.Name = word("Ana")
	s.crew["ana"] = ana
}

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
	spoiled := s.scene(at(90))
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
