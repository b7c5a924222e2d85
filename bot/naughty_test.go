package bot

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"dibs/lead"
)

// tokens are what we write between < and >: dates, people and channels of ours, links to Slack, and an inquirer's phone
// and e-mail, which are checked letter by letter before they are linked.
var tokens = regexp.MustCompile(`<(!date\^-?\d+\^[^<>|]*\|[^<>|]*|@U[0-9A-Z]+|#C[0-9A-Z]+|https://slack\.com/archives/[0-9A-Z]+/p\d+\|Open card|` +
	`tel:\+\d{6,15}\|\+\d{6,15}|mailto:([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+)\|([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+))>`)

// harmless fails the test when text that Slack would read holds anything between brackets that is not a token of ours.
// Text of rich_text and of table cells is not read by Slack, so anything may stand there.
func harmless(t *rapid.T, drawn any) {
	b, err := json.Marshal(drawn)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	walk(t, v)
}

func walk(t *rapid.T, v any) {
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
func spoil(t *rapid.T, s *story) {
	word := func(name string) string { return naughty().Draw(t, name) }
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
		home := lead.Place{Channel: "C00LEADS", TS: "1763283600.000100"}
		all := s.card()
		all.What = lead.Lines
		messages := []Message{
			Card(s.card(), pb), Trace(s.card(), pb), Lines(all, pb, false), Private(s.note("ana", lead.NoteClimbed), pb),
			List(listed(lead.NoteClimbed, s), pb, false), Private(s.note("mia", lead.NoteStuck), pb), returned(s),
			Show(s.lead, s.events, home, s.crew, pb, true), Mine([]*lead.Lead{s.lead}, s.crew, pb),
			Choose([]*lead.Lead{s.lead}, naughty().Draw(rt, "asked"), s.crew, pb), Unclear(naughty().Draw(rt, "asked"), "/lead ", []string{naughty().Draw(rt, "near")}),
			Owner(s.lead, s.events, home, "ben", s.crew, pb), Known([]*lead.Lead{s.lead}, naughty().Draw(rt, "known"), s.crew, pb),
			Known(nil, naughty().Draw(rt, "unknown"), s.crew, pb), Press(s.lead, ActionQualify), PressToRegister(naughty().Draw(rt, "new")),
			Due([]*lead.Lead{s.lead}, 1, naughty().Draw(rt, "span"), naughty().Draw(rt, "whose"), s.crew, pb),
			Reminded(s.lead, naughty().Draw(rt, "what"), at(90), pb), Private(reminder(s, naughty().Draw(rt, "of")), pb),
			Confirmed(s.lead, s.events[len(s.events)-1], s.crew, pb),
			Refused(&lead.Refusal{Why: lead.WhyStage, Action: lead.Claimed, Lead: s.lead}, "ben", s.crew, pb, at(90), s.lead),
		}
		for _, m := range append(messages, CopyLink(s.lead, home)) {
			taken(rt, m)
			harmless(rt, m)
		}
		spoiled := s.scene(at(90))
		spoiled.Alike = []lead.Match{{Lead: numbered(s.lead, 998), Same: lead.SamePhone}}
		views := []slack.ModalViewRequest{
			Details(s.lead, s.events, s.crew, pb, true), QualifyModal(spoiled), LogContactModal(s.lead, pb, at(90)), SnoozeModal(s.lead, pb),
			AssignModal(spoiled), MergeModal(spoiled), NewLeadModal(NewLead{Known: s.lead.Inquiry}, s.crew, pb), HandBackModal(s.lead, pb), WonModal(s.lead, pb),
		}
		for _, v := range views {
			taken(rt, v)
			harmless(rt, v)
		}
		for _, page := range spoiledHomes(s) {
			taken(rt, page)
			harmless(rt, page)
		}
	})
}
