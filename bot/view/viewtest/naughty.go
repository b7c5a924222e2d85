package viewtest

import (
	"encoding/json"
	"regexp"
	"strings"

	"pgregory.net/rapid"

	"dibs/lead"
)

// tokens are what we write between < and >: dates, people and channels of ours, links to Slack, and an inquirer's
// phone and e-mail, whose characters are checked before they are linked.
var tokens = regexp.MustCompile(`<(!date\^-?\d+\^[^<>|]*\|[^<>|]*|@U[0-9A-Z]+|#C[0-9A-Z]+|https://slack\.com/archives/[0-9A-Z]+/p\d+\|Open card|` +
	`tel:\+\d{6,15}\|\+\d{6,15}|mailto:([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+)\|([a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+))>`)

// Harmless fails the test if text that Slack reads contains anything between brackets that is not a token of ours.
// Slack does not read text in rich_text and table cells, so anything may be there.
func Harmless(t Reporter, drawn any) {
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

func walk(t Reporter, v any) {
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

// Spoil puts naughty strings wherever text from outside appears.
func Spoil(t *rapid.T, s *Story) { SpoilWith(s, Drawn(t)) }

// Drawn draws a different string for each place where text from outside appears.
func Drawn(t *rapid.T) func(place string) string {
	return func(place string) string { return Naughty().Draw(t, place) }
}

// SpoilWith is Spoil with strings from the caller.
func SpoilWith(s *Story, word func(place string) string) {
	l := s.Lead
	l.Source, l.Campaign, l.Message, l.Reason = word("source"), word("campaign"), word("message"), word("reason")
	l.Contact = lead.Contact{Name: word("name"), Email: word("email"), Phone: word("phone"), Title: word("title")}
	l.Company = lead.Company{Name: word("company"), Website: word("website"), Country: word("country"), Employees: l.Company.Employees}
	l.Route.Note, l.Route.Rule = word("route note"), word("rule")
	l.Route.Notes = []lead.RouteNote{lead.NewRouteNote(lead.NoteConditionFailed, word("rule"), word("condition"))}
	if l.Next != nil {
		l.Next.What = word("next")
	}
	for i := range s.Events {
		s.Events[i].Words = lead.Words{Comment: word("note"), Next: word("next step")}
		s.Events[i].Facts.Reason = word("fact")
	}
	ana := s.Crew["ana"]
	ana.Name = word("Ana")
	s.Crew["ana"] = ana
}

// Naughty draws the kind of text that people put into forms to see what happens.
func Naughty() *rapid.Generator[string] {
	pieces := rapid.OneOf(
		rapid.SampledFrom([]string{
			"<!channel>", "<!here|x>", "<@U0000001>", "<#C0000001>", "<https://evil.example|ok>", "<!date^0^{ago}|x>", "&lt;!everyone&gt;",
			"*b*", "_i_", "~s~", "`c`", "```", "> q", ":fire:", "&", "&amp", "@channel", "\n", "\r\n", "\u2028", " ", "\u202e", "\u2067",
			"👩‍👩‍👧", "🇩🇪", "e\u0301\u0301", "\x00", "\xff\xfe", "Ω≈ç√∫", "社會科學院", "مُنَاقَشَةُ", "https://evil.example/?a=b&c=<d>", `"}],"x":[{"`,
		}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(pieces, 0, 12).Draw(t, "pieces"), "") })
}
